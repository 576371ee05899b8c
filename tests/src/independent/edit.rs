//! Changing a tree at a JSON pointer (RFC 6901).

use super::Tree;

/// The value that a pointer points to.
pub fn at<'t>(tree: &'t mut Tree, pointer: &str) -> Option<&'t mut Tree> {
    steps(pointer).try_fold(tree, |value, step| match value {
        Tree::Object(members) => members.iter_mut().find(|(key, _)| *key == step).map(|(_, value)| value),
        Tree::Array(elements) => elements.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// Puts `value` where `pointer` points. Says whether there was something.
#[must_use]
pub fn replace(tree: &mut Tree, pointer: &str, value: Tree) -> bool {
    match at(tree, pointer) {
        Some(place) => {
            *place = value;
            true
        }
        None => false,
    }
}

/// Removes what `pointer` points to, which is not the whole. Says whether there was something.
#[must_use]
pub fn remove(tree: &mut Tree, pointer: &str) -> bool {
    let Some((owner, last)) = pointer.rsplit_once('/') else { return false };
    let last = unescaped(last);
    match at(tree, owner) {
        Some(Tree::Object(members)) => match members.iter().position(|(key, _)| *key == last) {
            Some(position) => {
                members.remove(position);
                true
            }
            None => false,
        },
        Some(Tree::Array(elements)) => match last.parse::<usize>() {
            Ok(index) if index < elements.len() => {
                elements.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

fn steps(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(unescaped)
}

fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
