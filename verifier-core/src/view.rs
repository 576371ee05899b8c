//! Reading members of a document with a way to say where one is missing or of the wrong type.

use crate::canonical::{self, Sink};
use crate::json::{Code, Kind, Node, Pointer, Refusal};

/// A value and the pointer to it.
#[derive(Debug, Clone)]
pub struct Place<'d, 'a> {
    /// The value.
    pub node: Node<'d, 'a>,
    /// Where it stands.
    pub pointer: Pointer,
}

impl<'d, 'a> Place<'d, 'a> {
    /// The outermost value of a document.
    #[must_use]
    pub fn root(node: Node<'d, 'a>) -> Self {
        Self { node, pointer: Pointer::default() }
    }

    /// The member `name`, if there is one.
    pub(crate) fn optional(&self, name: &str) -> Option<Self> {
        self.node.member(name).map(|node| Self { node, pointer: self.pointer.member(name) })
    }

    /// The member `name`.
    pub(crate) fn required(&self, name: &str) -> Result<Self, Refusal> {
        self.optional(name).ok_or_else(|| {
            let message = format!("the member {name:?} is missing");
            Refusal::new(Code::MissingMember, message, self.pointer.member(name), self.node.offset())
        })
    }

    /// The element number `index`, which is `node`.
    pub(crate) fn element(&self, index: usize, node: Node<'d, 'a>) -> Self {
        Self { node, pointer: self.pointer.element(index) }
    }

    pub(crate) fn object(&self) -> Result<(), Refusal> {
        self.expect(Kind::Object)
    }

    pub(crate) fn array(&self) -> Result<(), Refusal> {
        self.expect(Kind::Array)
    }

    pub(crate) fn string(&self) -> Result<(), Refusal> {
        self.expect(Kind::String)
    }

    fn expect(&self, wanted: Kind) -> Result<(), Refusal> {
        let found = self.node.kind();
        if found == wanted {
            return Ok(());
        }
        let message = format!("{} where {} is required", found.described(), wanted.described());
        Err(Refusal::new(Code::WrongType, message, self.pointer.clone(), self.node.offset()))
    }
}

/// The member `name` of an object, where null counts as absent.
pub(crate) fn optional<'d, 'a>(node: Node<'d, 'a>, name: &str) -> Option<Node<'d, 'a>> {
    node.member(name).filter(|value| !value.is_null())
}

/// Writes the canonical form of `value`, or `default` if there is none.
pub(crate) fn default_or<S: Sink>(value: Option<Node<'_, '_>>, default: &str, sink: &mut S) {
    match value {
        Some(value) => canonical::write(value, sink),
        None => sink.write(default.as_bytes()),
    }
}
