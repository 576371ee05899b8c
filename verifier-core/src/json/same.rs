//! Equality of values as the reference implementation decides it.

use super::node::{Kind, Node};

/// Whether two values are equal where the format asks for equality "to the character".
///
/// Digests are strings, and strings are equal when their code points are. For values of other types in
/// such a place the answer follows the reference implementation (`CPython`): numbers are equal by value
/// across their spellings (`7`, `7.0`), `true` is 1 and `false` is 0, arrays and objects are equal when
/// their parts are.
#[must_use]
pub fn same_value(a: Node<'_, '_>, b: Node<'_, '_>) -> bool {
    // Pairs still to be compared, so that the depth of a document is no depth of calls.
    let mut pairs = vec![(a, b)];
    while let Some((a, b)) = pairs.pop() {
        match (a.kind(), b.kind()) {
            (Kind::Null, Kind::Null) => {}
            (Kind::String, Kind::String) => {
                if a.as_str() != b.as_str() {
                    return false;
                }
            }
            (Kind::Array, Kind::Array) => {
                let (left, right): (Vec<_>, Vec<_>) = (a.elements().collect(), b.elements().collect());
                if left.len() != right.len() {
                    return false;
                }
                pairs.extend(left.into_iter().zip(right));
            }
            (Kind::Object, Kind::Object) => {
                let (left, right) = (a.sorted_members(), b.sorted_members());
                if left.len() != right.len() {
                    return false;
                }
                for ((left_key, left), (right_key, right)) in left.into_iter().zip(right) {
                    if left_key.text() != right_key.text() {
                        return false;
                    }
                    pairs.push((left, right));
                }
            }
            _ => match (a.numeric(), b.numeric()) {
                (Some(left), Some(right)) if left == right => {}
                _ => return false,
            },
        }
    }
    true
}
