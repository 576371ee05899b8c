//! The canonical form is that of the independent implementation, to the byte; where it is not, that was
//! decided and written down.

use conformance::independent::{Tree, sha256_hex};
use conformance::vectors::{Answer, canonical};
use verifier_core::canonical::canonicalize;
use verifier_core::{Code, Limits};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::refusal_table::refusal_table;

/// Defends the canonical form and its digest on every row.
#[test]
fn every_row_has_the_canonical_form_of_the_reference() {
    let divergences = Divergence::all();
    let mut rows = 0;
    for row in canonical() {
        rows += 1;
        if divergences.iter().any(|divergence| divergence.input == row.input) {
            continue;
        }
        let ours = canonicalize(row.input.as_bytes(), &Limits::default());
        match row.answer {
            Answer::Canonical { text, sha256 } => {
                let ours = ours.unwrap_or_else(|refusal| panic!("line {}: {refusal}", row.line));
                assert_eq!(String::from_utf8_lossy(&ours), text, "line {}", row.line);
                assert_eq!(sha256_hex(&ours), sha256, "line {}", row.line);
                let again = canonicalize(&ours, &Limits::default()).expect("a canonical form is JSON");
                assert_eq!(again, ours, "line {}: the canonical form is its own canonical form", row.line);
            }
            Answer::Refused(_) => assert!(ours.is_err(), "line {} is refused there", row.line),
        }
    }
    assert_eq!(rows, 855, "no row got lost");
}

/// Defends the codes: each row that the reference refuses is in the table of refusals, with our code.
#[test]
fn every_refused_row_has_a_reviewed_code() {
    let table = refusal_table();
    for row in canonical().filter(|row| matches!(row.answer, Answer::Refused(_))) {
        let ours = canonicalize(row.input.as_bytes(), &Limits::default()).expect_err("it is refused");
        let reviewed = table
            .iter()
            .find(|reviewed| reviewed.input == row.input.as_bytes())
            .unwrap_or_else(|| panic!("line {} is not in the table of refusals: {}", row.line, row.input));
        assert_eq!(ours.code, reviewed.code, "line {}", row.line);
    }
}

/// Defends the list of divergences: each row of it exists, diverges, and in the way that it says.
#[test]
fn every_divergence_is_one() {
    for Divergence { input, code } in Divergence::all() {
        let row = canonical().find(|row| row.input == input);
        let row = row.unwrap_or_else(|| panic!("no row has the input {input} any more"));
        match canonicalize(input.as_bytes(), &Limits::default()) {
            Ok(ours) => {
                let ours = String::from_utf8_lossy(&ours).into_owned();
                panic!("{input} is accepted, as {ours}; the reference says {:?}", row.answer);
            }
            Err(refusal) => {
                assert_eq!(refusal.code.as_str(), code, "{input}");
                assert!(matches!(row.answer, Answer::Canonical { .. }), "the reference refuses {input} too");
            }
        }
    }
}

/// Defends the codes against being renamed in one place only: all are different, and each has a remedy.
#[test]
fn every_code_is_documented() {
    for (index, code) in Code::ALL.into_iter().enumerate() {
        assert!(Code::ALL.iter().skip(index + 1).all(|other| other.as_str() != code.as_str()));
        assert!(code.as_str().bytes().all(|byte| byte.is_ascii_uppercase() || b"_8".contains(&byte)));
        assert!(code.remedy().ends_with('.'), "{code} has a remedy");
        let reached = refusal_table().iter().any(|refusal| refusal.code == code);
        let elsewhere =
            [Code::TooLarge, Code::TooManyMembers, Code::MissingMember, Code::WrongType, Code::BadValue];
        assert_ne!(reached, elsewhere.contains(&code), "{code} is reached by a test");
    }
}

/// A row of `divergences.json`.
struct Divergence {
    input: String,
    code: String,
}

impl Divergence {
    fn all() -> Vec<Self> {
        let file = Tree::read(include_bytes!("../../divergences.json")).expect("the list is JSON");
        let Tree::Array(rows) = file else { panic!("the list is an array") };
        let text = |row: &Tree, name| row.member(name).and_then(Tree::as_str).unwrap_or_default().to_owned();
        rows.iter()
            .map(|row| {
                assert!(text(row, "reason").len() > 20, "a divergence has a reason");
                Self { input: text(row, "input"), code: text(row, "code") }
            })
            .collect()
    }
}
