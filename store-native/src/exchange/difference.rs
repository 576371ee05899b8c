//! In what a bundle differs from the one that the store would export.

use verifier_core::bundle::Bundle;
use verifier_core::canonical::{self, Value};
use verifier_core::json::{Document, Kind, Limits, Node, Pointer};

use super::{Misfit, Place};

/// Most characters of a value in a message.
const SHOWN: usize = 120;

/// The first thing that the control digest covers and that is not the same in `bundle` and in `rebuilt`,
/// which is what the store would export.
pub(super) fn first(root: Node<'_, '_>, bundle: &Bundle<'_, '_>, rebuilt: &Value) -> Misfit {
    let mut stated = Vec::new();
    bundle.project(&mut stated);
    let rebuilt = rebuilt.to_canonical();
    let limits = Limits::default();
    let documents = (Document::read(&stated, &limits), Document::read(rebuilt.as_bytes(), &limits));
    let (Ok(stated), Ok(rebuilt)) = documents else {
        let message = "what the store would export cannot be compared with it";
        return Misfit::new(message, Place::of(root, ""));
    };
    let (pointer, stated, rebuilt) = between(stated.root(), rebuilt.root());
    let message = format!("the bundle has {}, but the store would export {}", shown(stated), shown(rebuilt));
    Misfit::new(message, Place::of(root, pointer))
}

type Pair<'d, 'a> = (Option<Node<'d, 'a>>, Option<Node<'d, 'a>>);

/// The pointer to the innermost difference, and what either document has there.
fn between<'d, 'a>(
    left: Node<'d, 'a>,
    right: Node<'d, 'a>,
) -> (String, Option<Node<'d, 'a>>, Option<Node<'d, 'a>>) {
    let mut pointer = Pointer::default();
    let mut pair = (left, right);
    loop {
        let found = match (pair.0.kind(), pair.1.kind()) {
            (Kind::Object, Kind::Object) => members(pair.0, pair.1, &pointer),
            (Kind::Array, Kind::Array) => elements(pair.0, pair.1, &pointer),
            _ => None,
        };
        match found {
            Some((inner, (Some(left), Some(right)))) => (pointer, pair) = (inner, (left, right)),
            Some((inner, (left, right))) => return (inner.into(), left, right),
            None => return (pointer.into(), Some(pair.0), Some(pair.1)),
        }
    }
}

/// The first member that differs.
fn members<'d, 'a>(left: Node<'d, 'a>, right: Node<'d, 'a>, at: &Pointer) -> Option<(Pointer, Pair<'d, 'a>)> {
    let keys = left.members().chain(right.members()).map(|(key, _)| key.text());
    keys.map(|key| (at.member(&key), (left.member(&key), right.member(&key)))).find(|(_, pair)| differ(pair))
}

/// The first element that differs.
fn elements<'d, 'a>(
    left: Node<'d, 'a>,
    right: Node<'d, 'a>,
    at: &Pointer,
) -> Option<(Pointer, Pair<'d, 'a>)> {
    let count = left.elements().count().max(right.elements().count());
    let (mut left, mut right) = (left.elements(), right.elements());
    (0..count).map(|index| (at.element(index), (left.next(), right.next()))).find(|(_, pair)| differ(pair))
}

fn differ(pair: &Pair<'_, '_>) -> bool {
    pair.0.map(canonical::to_string) != pair.1.map(canonical::to_string)
}

fn shown(node: Option<Node<'_, '_>>) -> String {
    let Some(node) = node else { return "nothing".to_owned() };
    let text = canonical::to_string(node);
    match text.char_indices().nth(SHOWN) {
        None => text,
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
    }
}
