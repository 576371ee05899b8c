//! A report is about what a document says, not about how it is spelled.

use conformance::independent::Tree;
use conformance::vectors::{packages, tampered};
use conformance::{Random, Spelling};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::checked;

/// Defends the projections and the canonical form against the text: white space, the order of keys, the
/// ways to escape.
#[test]
fn every_spelling_of_a_package_gets_the_same_report() {
    for row in packages() {
        let tree = Tree::read(row.bytes).expect("a package is JSON");
        let written = checked::verify(row.bytes).regardless_of_spelling();
        for (spelling, text) in spelled(&tree) {
            let report = checked::verify(text.as_bytes()).regardless_of_spelling();
            assert_eq!(report, written, "{}, {spelling:?}", row.name);
        }
    }
}

/// Defends the same for packages that something is wrong with. What is malformed is so in every
/// spelling, though another member may be the first to be missed, and offsets differ.
#[test]
fn every_spelling_of_a_changed_package_gets_the_same_report() {
    // Odd, so that all kinds of changes are among them.
    for row in tampered().step_by(if cfg!(target_arch = "wasm32") { 37 } else { 3 }) {
        let mut reports =
            spelled(&row.package).map(|(spelling, text)| (spelling, checked::verify(text.as_bytes())));
        let (_, first) = reports.next().expect("there are spellings");
        for (spelling, report) in reports {
            let at = format!("line {}, {}, {spelling:?}", row.line, row.change);
            match (first.report.error(), report.report.error()) {
                (None, None) => {
                    assert_eq!(report.regardless_of_spelling(), first.regardless_of_spelling(), "{at}");
                }
                (Some(one), Some(other)) => assert_eq!(
                    (one.code, &one.pointer, &one.message),
                    (other.code, &other.pointer, &other.message),
                    "{at}"
                ),
                _ => panic!("{at}: malformed in one spelling only"),
            }
        }
    }
}

fn spelled(tree: &Tree) -> impl Iterator<Item = (Spelling, String)> {
    let mut random = Random::new(7);
    Spelling::ALL.into_iter().map(move |spelling| (spelling, spelling.write(tree, &mut random)))
}
