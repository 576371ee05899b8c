//! The record of a run in the form that nexus-router 0.3 exports (`docs/format.md`, section 3).

use std::fmt::Write;

use serde_json::{Value, json};
use verifier_core::{Limits, canonical, digest};

use crate::time;

/// The bundle of a run with its events, and its digest, prefixed.
pub fn of(run: &Value, events: &[Value]) -> Result<(Value, String), String> {
    let digest = digest(&json!({ "run": run, "events": events }))?;
    let bundle = json!({
        "bundle_version": "0.3",
        "exported_at": time::now(),
        "run": run,
        "events": events,
        "digests": { "sha256": digest.to_string() },
    });
    Ok((bundle, digest.prefixed().to_string()))
}

/// H over the canonical form in which everything but printable ASCII is escaped.
fn digest(content: &Value) -> Result<digest::RawDigest, String> {
    let canonical = canonical::canonicalize(content.to_string().as_bytes(), &Limits::default())
        .map_err(|refusal| format!("the run has no canonical form: {refusal}"))?;
    Ok(digest::of_bytes(escaped(&String::from_utf8_lossy(&canonical)).as_bytes()))
}

/// Canonical text with `\uXXXX` for what is not printable ASCII: a surrogate pair above U+FFFF. U+007F is
/// escaped too, as nexus-router's serialiser does.
fn escaped(canonical: &str) -> String {
    let mut text = String::with_capacity(canonical.len());
    for character in canonical.chars() {
        if matches!(character, ' '..='~') {
            text.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing to a string does not fail.
            let _ = write!(text, "\\u{unit:04x}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the digest of a bundle where it differs from the canonical form.
    #[test]
    fn everything_but_printable_ascii_is_escaped() {
        let text = "{\"a\\n\":\"~\u{7f}\u{80}é支🚚\"}";
        assert_eq!(escaped(text), "{\"a\\n\":\"~\\u007f\\u0080\\u00e9\\u652f\\ud83d\\ude9a\"}");
    }
}
