//! Canonical forms.

use super::embedded;
use crate::independent::Tree;

/// A row of `canonical.jsonl`.
#[derive(Debug, Clone)]
pub struct CanonicalRow {
    /// Its line in the file, from 1.
    pub line: usize,
    /// A text.
    pub input: String,
    /// What became of it.
    pub answer: Answer,
}

/// What the independent implementation made of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Its canonical form.
    Canonical {
        /// The canonical form.
        text: String,
        /// The SHA-256 of it, in hexadecimal.
        sha256: String,
    },
    /// It was refused, with this exception.
    Refused(String),
}

/// Every row of `canonical.jsonl`.
///
/// # Panics
/// If the file is not what `vectors/README.md` says.
pub fn canonical() -> impl Iterator<Item = CanonicalRow> {
    embedded::CANONICAL.lines().enumerate().map(|(index, line)| {
        let row = Tree::read(line.as_bytes()).expect("a row is JSON");
        let text = |name| row.member(name).and_then(Tree::as_str).map(str::to_owned);
        let answer = match (text("canonical"), text("sha256"), text("error")) {
            (Some(text), Some(sha256), None) => Answer::Canonical { text, sha256 },
            (None, None, Some(error)) => Answer::Refused(error),
            _ => panic!("line {} has neither an answer nor an error", index + 1),
        };
        CanonicalRow { line: index + 1, input: text("input").expect("a row has an input"), answer }
    })
}
