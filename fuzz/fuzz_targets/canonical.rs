//! Any bytes: the reader and the canonical writer agree with the independent route, which says in its
//! own documentation where the two differ on purpose.
#![no_main]

use conformance::agreement::{Accepted, canonical_forms_agree};
use conformance::independent::Tree;
use libfuzzer_sys::fuzz_target;
use verifier_core::Limits;
use verifier_core::canonical::canonicalize;

fuzz_target!(|text: &[u8]| {
    if canonical_forms_agree(text) == Accepted::No {
        return;
    }
    // Numbers are written in another way, so values are compared after both went through the writer;
    // what must not change at all is the shape and the strings.
    let canonical = canonicalize(text, &Limits::default()).expect("it was accepted");
    let (before, after) = (Tree::read(text), Tree::read(&canonical));
    let (Ok(before), Ok(after)) = (before, after) else { panic!("both are JSON") };
    assert!(same_but_for_numbers(&before, &after));
});

fn same_but_for_numbers(before: &Tree, after: &Tree) -> bool {
    match (before, after) {
        (Tree::Number(before), Tree::Number(after)) => before.parse::<f64>() == after.parse::<f64>(),
        (Tree::Array(before), Tree::Array(after)) => {
            before.len() == after.len() && before.iter().zip(after).all(|(a, b)| same_but_for_numbers(a, b))
        }
        (Tree::Object(members), Tree::Object(_)) => {
            members.len() == after.members().len()
                && members.iter().all(|(key, value)| {
                    after.member(key).is_some_and(|other| same_but_for_numbers(value, other))
                })
        }
        _ => before == after,
    }
}
