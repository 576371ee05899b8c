//! JSON: what the core reports, to the byte.

use super::Format;
use crate::cli::inputs::Unreadable;
use crate::cli::verify::{Answer, Judged};

/// The report of one input.
pub struct Json;

impl Format for Json {
    fn input(&self, judged: &Judged<'_>, out: &mut String) {
        match &judged.answer {
            Answer::Report(report) => out.push_str(&report.to_json()),
            Answer::Unreadable(unreadable) => error(judged, unreadable, out),
        }
        out.push('\n');
    }
}

/// A line for each input.
pub struct JsonLines;

impl Format for JsonLines {
    fn input(&self, judged: &Judged<'_>, out: &mut String) {
        match &judged.answer {
            Answer::Report(report) => {
                out.push_str("{\"path\":");
                string(&judged.path(), out);
                out.push_str(",\"report\":");
                out.push_str(&report.to_json());
                out.push('}');
            }
            Answer::Unreadable(unreadable) => error(judged, unreadable, out),
        }
        out.push('\n');
    }
}

fn error(judged: &Judged<'_>, unreadable: &Unreadable, out: &mut String) {
    out.push_str("{\"error\":{\"code\":");
    string(unreadable.code.as_str(), out);
    out.push_str(",\"message\":");
    string(&unreadable.message, out);
    out.push_str("},\"path\":");
    string(&judged.path(), out);
    out.push('}');
}

/// A string as the canonical form writes it, which is also how `serde_json` does; a test compares them.
fn string(text: &str, out: &mut String) {
    // A string always has a JSON form.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use verifier_core::Limits;
    use verifier_core::canonical::canonicalize;

    use super::*;

    #[test]
    fn strings_are_canonical() {
        let text: String = ('\0'..='\u{ff}').chain(['\u{2028}', '\u{feff}', '🚀']).collect();
        let mut written = String::new();
        string(&text, &mut written);
        assert_eq!(canonicalize(written.as_bytes(), &Limits::default()), Ok(written.clone().into_bytes()));
    }
}
