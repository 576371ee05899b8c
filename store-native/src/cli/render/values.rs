//! Values and places from an input, in every format meant for reading.

use std::borrow::Cow;

use verifier_core::{Check, Evidence};

use crate::cli::text::{excerpted, parts};

/// What stands for a value that is not there.
pub const ABSENT: &str = "(nothing: it is not in the package)";

/// A place in an input as it is shown.
pub fn place(pointer: &str) -> Cow<'_, str> {
    if pointer.is_empty() { Cow::Borrowed("the document itself") } else { excerpted(pointer) }
}

/// The places that a check is about.
pub fn places(check: &Check) -> String {
    check.at.iter().map(|pointer| place(pointer)).collect::<Vec<_>>().join(", ")
}

/// Both values as text; with quotes around a string where the other one is none.
pub fn told_apart<'e>(expected: &'e Evidence, actual: &'e Evidence) -> (Cow<'e, str>, Cow<'e, str>) {
    let quoted = |evidence: &'e Evidence| match evidence {
        Evidence::Text(text) => Cow::Owned(format!("\"{text}\"")),
        Evidence::Json(json) => Cow::Borrowed(json.as_str()),
    };
    match (expected, actual) {
        (Evidence::Text(expected), Evidence::Text(actual)) => {
            (Cow::Borrowed(expected.as_str()), Cow::Borrowed(actual.as_str()))
        }
        _ => (quoted(expected), quoted(actual)),
    }
}

/// The values that a check compared, each as it is shown on one line; nothing if it compared none.
pub fn compared(check: &Check) -> Option<(String, String)> {
    let shown = |evidence: &Option<Evidence>| {
        evidence
            .as_ref()
            .map_or_else(|| ABSENT.to_owned(), |evidence| excerpted(evidence.shown()).into_owned())
    };
    match (&check.expected, &check.actual) {
        (None, None) => None,
        (Some(expected), Some(actual)) => {
            let (expected, actual) = told_apart(expected, actual);
            let (expected, actual, _) = parts(&expected, &actual);
            Some((expected.text().into_owned(), actual.text().into_owned()))
        }
        (expected, actual) => Some((shown(expected), shown(actual))),
    }
}
