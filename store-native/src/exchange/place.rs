//! What is wrong in a text that was given, and where.

use std::fmt;

use verifier_core::json::Node;
use verifier_core::{Code, Refusal};

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// JSON pointer (RFC 6901) from the document to the value, or to the one that is missing; empty for the
    /// document itself.
    pub pointer: String,
    /// Bytes from the start of the text to where it shows.
    pub offset: usize,
}

impl Place {
    /// The place of the value that `pointer` leads to. Where there is none, it shows where the innermost
    /// value on the way begins.
    pub(super) fn of(root: Node<'_, '_>, pointer: impl Into<String>) -> Self {
        let pointer = pointer.into();
        let mut node = root;
        for step in pointer.split('/').skip(1) {
            match step_into(node, step) {
                Some(inner) => node = inner,
                None => break,
            }
        }
        Self { offset: node.offset(), pointer }
    }
}

fn step_into<'d, 'a>(node: Node<'d, 'a>, step: &str) -> Option<Node<'d, 'a>> {
    if node.is_array() {
        return node.elements().nth(step.parse().ok()?);
    }
    node.member(&step.replace("~1", "/").replace("~0", "~"))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            write!(f, "byte {}", self.offset)
        } else {
            write!(f, "{}, byte {}", self.pointer, self.offset)
        }
    }
}

/// What keeps a text from being what it should be: no JSON, or not of the required shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The code of the verification core.
    pub code: Code,
    /// What is wrong, in one sentence, with the values concerned.
    pub message: String,
    /// Where.
    pub place: Place,
}

impl Flaw {
    pub(super) fn new(code: Code, message: impl Into<String>, place: Place) -> Self {
        Self { code, message: message.into(), place }
    }
}

impl From<Refusal> for Flaw {
    fn from(refusal: Refusal) -> Self {
        let place = Place { pointer: refusal.pointer, offset: refusal.offset };
        Self { code: refusal.code, message: refusal.message, place }
    }
}

/// The code and the message, without the place.
impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

/// What the store could not give back as it came: a part of a bundle whose digest is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// What is wrong, in one sentence, with the values concerned.
    pub message: String,
    /// Where.
    pub place: Place,
}

impl Misfit {
    pub(super) fn new(message: impl Into<String>, place: Place) -> Self {
        Self { message: message.into(), place }
    }

    /// Which part of the bundle it is, such as `event 3` or `the header`.
    #[must_use]
    pub fn part(&self) -> String {
        let mut steps = self.place.pointer.split('/').skip(1);
        match (steps.next(), steps.next()) {
            (Some("decision"), Some(member)) => format!("the member {member} of the header"),
            (Some("decision"), None) => "the header".to_owned(),
            (Some("events"), Some(number)) => format!("event {number}"),
            (Some("template_snapshot"), _) => "the template snapshot".to_owned(),
            (Some("router_link"), _) => "the router link".to_owned(),
            (Some("bundle_version"), _) => "the version".to_owned(),
            _ => "the bundle".to_owned(),
        }
    }
}

/// The part and the message, without the place.
impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.part(), self.message)
    }
}

/// A text from outside as a message shows it: in quotes, what is invisible escaped, and not all of a long one.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 120;
    match text.char_indices().nth(MOST) {
        None => format!("{text:?}"),
        Some((end, _)) => format!("{:?}...", text.get(..end).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use verifier_core::json::{Document, Limits};

    /// Defends messages against values that are too long to be read.
    #[test]
    fn a_long_value_is_cut() {
        assert_eq!(shown("a\n\u{1b}"), "\"a\\n\\u{1b}\"");
        assert_eq!(shown(&"ü".repeat(120)), format!("\"{}\"", "ü".repeat(120)));
        assert_eq!(shown(&"ü".repeat(121)), format!("\"{}\"...", "ü".repeat(120)));
    }

    /// Defends the offsets that errors show: the value where there is one, else what it is missing in.
    #[test]
    fn a_place_is_the_innermost_value_on_the_way() {
        let text = b"{\"a\":[1,{\"~/\":2}],\"b\":{}}";
        let document = Document::read(text, &Limits::default()).unwrap();
        for (pointer, offset) in [
            ("", 0),
            ("/a", 5),
            ("/a/0", 6),
            ("/a/1/~0~1", 14),
            ("/a/2", 5),
            ("/a/x", 5),
            ("/b/c", 22),
            ("/c/d", 0),
        ] {
            assert_eq!(Place::of(document.root(), pointer).offset, offset, "{pointer}");
        }
    }
}
