//! Signed attestations, as they were signed and changed.

use super::embedded;
use crate::independent::{Tree, canonical_text};

/// An attestation of `attestations/` with what the independent implementation says of it.
#[derive(Debug, Clone)]
pub struct AttestationRow {
    /// The package that was attested, by the stem of its file name.
    pub package: String,
    /// What was changed.
    pub label: String,
    /// The key that it was signed with, in hexadecimal.
    pub public_key: String,
    /// The attestation.
    pub text: String,
    /// The checks, by name, and whether each holds.
    pub checks: Vec<(String, bool)>,
}

/// Every attestation.
///
/// # Panics
/// If a file is not what it was.
pub fn attestations() -> impl Iterator<Item = AttestationRow> {
    embedded::ATTESTATIONS.iter().flat_map(|(_, bytes)| {
        let file = Tree::read(bytes).expect("the file is JSON");
        let text = |tree: &Tree, name: &str| {
            tree.member(name).and_then(Tree::as_str).expect("it is text").to_owned()
        };
        let Some(Tree::Array(cases)) = file.member("cases") else { panic!("there are cases") };
        let row = |case: &Tree| {
            let expected = case.member("expected").and_then(|expected| expected.member("checks"));
            let Some(Tree::Array(checks)) = expected else { panic!("there are checks") };
            AttestationRow {
                package: text(&file, "package"),
                label: text(case, "label"),
                public_key: text(&file, "public_key_hex"),
                text: canonical_text(case.member("attestation").expect("there is one")).expect("it is text"),
                checks: checks
                    .iter()
                    .map(|check| (text(check, "name"), check.member("ok") == Some(&Tree::Bool(true))))
                    .collect(),
            }
        };
        cases.iter().map(row).collect::<Vec<_>>()
    })
}
