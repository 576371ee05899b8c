//! Values and places from an input, in every format meant for reading.

use std::borrow::Cow;
use std::fmt::Write as _;

use verifier_core::json::Document;
use verifier_core::{Check, Evidence, Limits};

use crate::cli::text::{excerpted, grouped, parts};

/// What stands for a value that is not there.
pub const ABSENT: &str = "(nothing: it is not in the package)";

/// A place in an input as it is shown.
pub fn place(pointer: &str) -> Cow<'_, str> {
    if pointer.is_empty() { Cow::Borrowed("the document itself") } else { excerpted(pointer) }
}

/// Places that are named at most; as many as most checks name themselves.
const NAMED: usize = 100;

/// The places that a check is about, those left out that the format leaves out of its digests.
pub fn places(check: &Check) -> String {
    let (about, _) = apart(check);
    listed(about, |pointer| place(pointer).into_owned())
}

/// As many places as are worth reading, and how many more there are.
pub fn listed(pointers: &[Cow<'static, str>], shown: impl Fn(&str) -> String) -> String {
    let mut text = pointers.iter().take(NAMED).map(|pointer| shown(pointer)).collect::<Vec<_>>().join(", ");
    if pointers.len() > NAMED {
        let _ = write!(text, ", and {} more", grouped(pointers.len() - NAMED));
    }
    text
}

/// The check whose places are a list of what no digest covers.
const UNSEALED: &str = "unsealed_members";

/// The places that a check is about, and those that it only names because the format leaves them out of its digests.
pub fn apart(check: &Check) -> (&[Cow<'static, str>], &[Cow<'static, str>]) {
    if check.name != UNSEALED {
        return (&check.at, &[]);
    }
    // The unknown ones come first, and are what was found.
    let unknown = match &check.actual {
        Some(Evidence::Json(list)) => Document::read(list.as_bytes(), &Limits::default())
            .map_or(0, |list| list.root().elements().count()),
        _ => 0,
    };
    check.at.split_at(unknown.min(check.at.len()))
}

/// Before what the format leaves out of its digests.
pub const LEFT_OUT: &str = "Under no digest, which is how the format has it (do not rely on it)";

/// Whether the values that a check compared say more than its places do.
pub fn has_values(check: &Check) -> bool {
    check.name != UNSEALED
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
