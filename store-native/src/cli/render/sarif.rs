//! SARIF 2.1.0: what code scanning reads.

use std::fmt::Write as _;
use std::path::{Component, Path};

use serde::Serialize;
use verifier_core::catalog::{self, entry};
use verifier_core::{Check, Outcome, Report};

use super::Format;
use super::values::compared;
use super::words::{UNREAD, sentence, title};
use crate::cli::codes;
use crate::cli::text::{Excerpt, excerpted, visible};
use crate::cli::verify::{Answer, Judged, Tally};

/// A result for each check that does not pass and each input that could not be judged.
pub struct Sarif;

impl Format for Sarif {
    fn begin(&self, out: &mut String) {
        out.push_str("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",");
        out.push_str("\"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"tool\":");
        out.push_str(&json(&tool()));
        out.push_str(",\"results\":[\n");
    }

    fn input(&self, judged: &Judged<'_>, out: &mut String) {
        let results = match &judged.answer {
            Answer::Report(report) => match report.error() {
                None => checks(judged, report),
                Some(error) => vec![refused(judged, error)],
            },
            Answer::Unreadable(unreadable) => {
                let message = format!("{UNREAD} {}: {}", unreadable.code.as_str(), unreadable.message);
                vec![SarifResult::error(unreadable.code.as_str(), &message, Location::of(judged))]
            }
        };
        let texts: Vec<String> = results.iter().map(json).collect();
        out.push_str(&texts.join(self.separator()));
    }

    fn separator(&self) -> &'static str {
        ",\n"
    }

    fn end(&self, _tally: &Tally, out: &mut String) {
        out.push_str("\n]}]}\n");
    }
}

fn json(value: &impl Serialize) -> String {
    // Structures of text and numbers always have a JSON form.
    serde_json::to_string(value).unwrap_or_default()
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: Vec<&'static str>,
}

fn tool() -> Tool {
    let level = |level| Configuration { level };
    let checks = catalog::checks().map(|entry| Rule {
        id: entry.name,
        short_description: Message::new(entry.title),
        full_description: Message::new(&format!("{} {}", entry.proves, entry.limits)),
        help: Message::new(&format!("{} {}", entry.failure, entry.next)),
        default_configuration: level("error"),
        properties: Properties { tags: vec![entry.layer] },
    });
    let codes = codes::of_inputs();
    let codes = codes.iter().map(|code| Rule {
        id: code.code,
        short_description: Message::new(code.means),
        full_description: Message::new(code.means),
        help: Message::new(&code.remedy),
        default_configuration: level("error"),
        properties: Properties { tags: vec!["input"] },
    });
    let rules = checks.chain(codes).collect();
    Tool { driver: Driver { name: "nexus-attest", version: verifier_core::VERSION, rules } }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    kind: &'static str,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
}

impl SarifResult {
    fn error(rule_id: &'static str, message: &str, location: Location) -> Self {
        Self {
            rule_id,
            kind: "fail",
            level: "error",
            message: Message::new(message),
            locations: vec![location],
        }
    }
}

#[derive(Serialize)]
struct Message {
    text: String,
}

impl Message {
    /// A message in which SARIF is to see no link and no placeholder.
    fn new(text: &str) -> Self {
        let mut escaped = String::with_capacity(text.len());
        for character in visible(text).chars() {
            match character {
                '[' | ']' | '\\' => escaped.extend(['\\', character]),
                '{' | '}' => escaped.extend([character, character]),
                _ => escaped.push(character),
            }
        }
        Self { text: escaped }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    byte_offset: usize,
    byte_length: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
    kind: &'static str,
}

impl Location {
    fn of(judged: &Judged<'_>) -> Self {
        Self {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation { uri: uri(judged.input.path()) },
                region: None,
            },
            logical_locations: Vec::new(),
        }
    }

    /// The document itself is no member, so it is not named among them.
    fn at<'p>(mut self, pointers: impl IntoIterator<Item = &'p str>) -> Self {
        self.logical_locations = pointers
            .into_iter()
            .filter(|pointer| !pointer.is_empty())
            .map(|pointer| LogicalLocation {
                fully_qualified_name: excerpted(pointer).into_owned(),
                kind: "member",
            })
            .collect();
        self
    }
}

fn checks(judged: &Judged<'_>, report: &Report) -> Vec<SarifResult> {
    let checks = report.layers().iter().flat_map(|layer| &layer.checks);
    checks.filter_map(|check| result(judged, check)).collect()
}

fn result(judged: &Judged<'_>, check: &Check) -> Option<SarifResult> {
    let (kind, level) = match check.outcome {
        Outcome::Pass | Outcome::NotApplicable => return None,
        Outcome::Fail => ("fail", "error"),
        Outcome::Warn => ("fail", "warning"),
        // There is a kind for what could not be decided, but with it goes no level, and what has no level is
        // shown nowhere.
        Outcome::Inconclusive => ("fail", "note"),
    };
    let location = Location::of(judged).at(check.at.iter().map(AsRef::as_ref));
    let message = Message::new(&told(check));
    Some(SarifResult { rule_id: check.name, kind, level, message, locations: vec![location] })
}

fn told(check: &Check) -> String {
    let mut text = match check.outcome {
        Outcome::Fail => format!("Does not hold: {}.", title(check)),
        Outcome::Warn => format!("Asks for attention: {}.", title(check)),
        _ => format!("Could not be established, which is neither a pass nor a failure: {}.", title(check)),
    };
    if let Some((expected, actual)) = compared(check) {
        let _ = write!(text, " Expected: {expected}. Actual: {actual}.");
    }
    if let Some(detail) = &check.detail {
        let _ = write!(text, " {}", sentence(&excerpted(detail)));
    }
    if let Some(entry) = entry(check.name).filter(|_| !check.unasked) {
        let means = if check.outcome == Outcome::Inconclusive { "" } else { entry.failure };
        let _ = write!(
            text,
            "{}{means} {}",
            if means.is_empty() { "" } else { " " },
            entry.next_after(check.outcome)
        );
    }
    text
}

fn refused(judged: &Judged<'_>, error: &verifier_core::Refusal) -> SarifResult {
    let place = Excerpt::of(judged.bytes, error.offset, 80);
    let mut location = Location::of(judged).at([error.pointer.as_str()]);
    location.physical_location.region = Some(Region {
        start_line: place.line,
        start_column: place.column,
        byte_offset: error.offset,
        byte_length: 0,
    });
    let message = format!("{}. {}", error.message, codes::remedy(error.code));
    SarifResult::error(error.code.as_str(), &message, location)
}

/// A path as a URI reference: absolute paths with their scheme, bytes that a URI cannot hold encoded.
fn uri(path: &Path) -> String {
    let mut uri = String::new();
    if path.is_absolute() {
        uri.push_str("file://");
    }
    let mut separate = false;
    for component in path.components() {
        match component {
            Component::RootDir => {
                uri.push('/');
                separate = false;
                continue;
            }
            Component::CurDir => continue,
            _ => {}
        }
        if separate {
            uri.push('/');
        }
        separate = true;
        for byte in component.as_os_str().as_encoded_bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    uri.push(char::from(*byte));
                }
                _ => {
                    let _ = write!(uri, "%{byte:02X}");
                }
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        for (path, expected) in [
            ("a/b c.json", "a/b%20c.json"),
            ("./x.json", "x.json"),
            ("../a:b%.json", "../a%3Ab%25.json"),
            ("/tmp/é.json", "file:///tmp/%C3%A9.json"),
            ("-", "-"),
        ] {
            assert_eq!(uri(Path::new(path)), expected);
        }
    }

    #[test]
    fn messages_hold_no_links_and_no_placeholders() {
        assert_eq!(Message::new("[a](b) {0} \u{1b}").text, "\\[a\\](b) {{0}} \\\\x1b");
    }
}
