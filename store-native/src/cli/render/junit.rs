//! `JUnit` XML: a suite for each input, a case for each check.

use verifier_core::catalog::entry;
use verifier_core::{Check, Outcome, Report};

use super::values::{compared, place, places};
use super::words::{OPEN, title};
use super::{Format, Style};
use crate::cli::codes;
use crate::cli::text::{excerpted, visible};
use crate::cli::verify::{Answer, Judged, Tally};

/// What continuous integration reads.
pub struct JUnit {
    pub style: Style,
}

impl Format for JUnit {
    fn begin(&self, out: &mut String) {
        out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"nexus-attest\">\n");
    }

    fn input(&self, judged: &Judged<'_>, out: &mut String) {
        match &judged.answer {
            Answer::Report(report) => match report.error() {
                None => self.suite(judged, report, out),
                Some(error) => {
                    let place = place(&error.pointer);
                    let message = format!("{}, at {place}, byte {}", error.message, error.offset);
                    errored(judged, error.code.as_str(), &message, &codes::remedy(error.code), out);
                }
            },
            Answer::Unreadable(unreadable) => {
                let code = unreadable.code;
                errored(judged, code.as_str(), &unreadable.message, code.remedy(), out);
            }
        }
    }

    fn end(&self, _tally: &Tally, out: &mut String) {
        out.push_str("</testsuites>\n");
    }
}

/// What a check is to a test runner.
#[derive(PartialEq, Eq)]
enum Case {
    Passed,
    Skipped,
    Failed,
}

impl JUnit {
    fn suite(&self, judged: &Judged<'_>, report: &Report, out: &mut String) {
        let cases: Vec<(&str, &Check, Case)> = report
            .layers()
            .iter()
            .flat_map(|layer| layer.checks.iter().map(|check| (layer.name, check, self.case(check))))
            .collect();
        let count = |wanted: &Case| cases.iter().filter(|(_, _, case)| case == wanted).count();
        open_suite(judged, cases.len(), count(&Case::Failed), 0, count(&Case::Skipped), out);
        for (layer, check, case) in &cases {
            out.push_str("    <testcase");
            attribute("classname", layer, out);
            attribute("name", check.name, out);
            match case {
                Case::Passed if check.outcome == Outcome::Warn => {
                    out.push_str(">\n      <system-out>");
                    escape(&format!("warning  {}\n{}", title(check), told(check)), out);
                    out.push_str("</system-out>\n    </testcase>\n");
                }
                Case::Passed => out.push_str("/>\n"),
                Case::Skipped => {
                    out.push_str(">\n      <skipped");
                    attribute("message", &message(check), out);
                    out.push_str("/>\n    </testcase>\n");
                }
                Case::Failed => {
                    out.push_str(">\n      <failure");
                    attribute("message", &message(check), out);
                    attribute("type", check.outcome.as_str(), out);
                    out.push('>');
                    escape(&told(check), out);
                    out.push_str("</failure>\n    </testcase>\n");
                }
            }
        }
        out.push_str("  </testsuite>\n");
    }

    /// With `--strict` what needs attention fails; a question that nobody asked never does, as it leaves the
    /// verdict alone.
    fn case(&self, check: &Check) -> Case {
        match check.outcome {
            Outcome::Fail => Case::Failed,
            Outcome::Warn if self.style.strict => Case::Failed,
            Outcome::Inconclusive if self.style.strict && !check.unasked => Case::Failed,
            Outcome::Pass | Outcome::Warn => Case::Passed,
            Outcome::Inconclusive | Outcome::NotApplicable => Case::Skipped,
        }
    }
}

/// A suite whose only case is an error.
fn errored(judged: &Judged<'_>, code: &str, message: &str, remedy: &str, out: &mut String) {
    open_suite(judged, 1, 0, 1, 0, out);
    out.push_str("    <testcase classname=\"input\" name=\"readable\">\n      <error");
    attribute("message", &format!("{code}: {message}"), out);
    attribute("type", code, out);
    out.push('>');
    escape(remedy, out);
    out.push_str("</error>\n    </testcase>\n  </testsuite>\n");
}

fn open_suite(
    judged: &Judged<'_>,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
    out: &mut String,
) {
    out.push_str("  <testsuite");
    attribute("name", &judged.path(), out);
    for (name, number) in [("tests", tests), ("failures", failures), ("errors", errors), ("skipped", skipped)]
    {
        attribute(name, &number.to_string(), out);
    }
    out.push_str(">\n");
}

fn message(check: &Check) -> String {
    match &check.detail {
        Some(detail) => format!("{} ({}): {}", title(check), check.outcome.as_str(), excerpted(detail)),
        None => format!("{} ({})", title(check), check.outcome.as_str()),
    }
}

/// All that there is to say about a check that does not pass.
fn told(check: &Check) -> String {
    let mut lines = Vec::new();
    if let Some((expected, actual)) = compared(check) {
        lines.push(format!("expected {expected}"));
        lines.push(format!("actual   {actual}"));
    }
    lines.push(format!("where    {}", places(check)));
    if let Some(detail) = &check.detail {
        lines.push(format!("detail   {}", excerpted(detail)));
    }
    if let Some(entry) = entry(check.name) {
        lines.push(format!(
            "means    {}",
            if check.outcome == Outcome::Inconclusive { OPEN } else { entry.failure }
        ));
        lines.push(format!("next     {}", entry.next_after(check.outcome)));
    }
    lines.join("\n")
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(&visible(value), out);
    out.push('"');
}

/// Writes lines so that they are read back as they are, with what is not visible written as an escape.
fn escape(text: &str, out: &mut String) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        for character in visible(line).chars() {
            match character {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                '"' => out.push_str("&quot;"),
                _ => out.push(character),
            }
        }
    }
}
