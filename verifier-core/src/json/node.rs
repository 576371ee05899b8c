//! Values of a document, read where they stand.

use std::borrow::Cow;

use super::number::Numeric;
use super::tape::Extent;
use super::token::float_value;
use super::{Document, string};

/// The type of a JSON value. Numbers are told apart by how they are written, because the canonical form
/// keeps integers digit for digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number without fraction and exponent.
    Integer,
    /// A number with a fraction or an exponent.
    Float,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// The name of the type, with an article.
    #[must_use]
    pub const fn described(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Integer => "an integer",
            Self::Float => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// A value of a [`Document`].
#[derive(Debug, Clone, Copy)]
pub struct Node<'d, 'a> {
    document: &'d Document<'a>,
    at: usize,
}

impl<'d, 'a> Node<'d, 'a> {
    pub(super) fn new(document: &'d Document<'a>, at: usize) -> Self {
        Self { document, at }
    }

    /// The type of the value.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.first_byte() {
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b'"' => Kind::String,
            b't' | b'f' => Kind::Bool,
            b'n' => Kind::Null,
            _ if self.document.entry(self.at).is_special() => Kind::Float,
            _ => Kind::Integer,
        }
    }

    /// The text of the value as it stands in the input.
    #[must_use]
    pub fn source(self) -> &'a [u8] {
        self.document.span(self.document.entry(self.at))
    }

    /// Where the value starts, in bytes from the start of the input.
    #[must_use]
    pub fn offset(self) -> usize {
        self.document.entry(self.at).start()
    }

    /// Where the value ends: the offset after its last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.document.entry(self.at).end()
    }

    /// Whether the text of the value is known to be its canonical form, to the byte. Numbers with a
    /// fraction or an exponent are never known to be, as finding out is as dear as writing them.
    #[must_use]
    pub fn is_canonical(self) -> bool {
        self.document.entry(self.at).is_canonical()
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.first_byte() == b'n'
    }

    /// The text of a string; `None` for other types.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        let content = self.source().strip_prefix(b"\"")?.strip_suffix(b"\"")?;
        Some(string::decode(content))
    }

    /// The nearest binary64 of a number; `None` for other types.
    #[must_use]
    pub fn as_f64(self) -> Option<f64> {
        matches!(self.kind(), Kind::Integer | Kind::Float).then(|| float_value(self.source()))
    }

    pub(super) fn numeric(self) -> Option<Numeric> {
        match self.kind() {
            Kind::Bool => Some(Numeric::from_integer(if self.first_byte() == b't' { "1" } else { "0" })),
            Kind::Integer => Some(Numeric::from_integer(&String::from_utf8_lossy(self.source()))),
            Kind::Float => Some(Numeric::from_float(float_value(self.source()))),
            _ => None,
        }
    }

    /// Whether the value counts as true where the reference implementation asks for its truth: all but
    /// `null`, `false`, zero, and the empty string, array and object.
    #[must_use]
    pub fn is_truthy(self) -> bool {
        match self.kind() {
            Kind::Null => false,
            Kind::Bool => self.first_byte() == b't',
            Kind::Integer | Kind::Float => self.as_f64() != Some(0.0),
            Kind::String => self.source().len() > 2,
            Kind::Array | Kind::Object => self.first_child() < self.next(),
        }
    }

    /// The value of the member `name` of an object; `None` if there is none, or for other types.
    #[must_use]
    pub fn member(self, name: &str) -> Option<Self> {
        self.members().find(|(key, _)| key.is(name)).map(|(_, value)| value)
    }

    /// The members of an object in the order of the text; none for other types.
    #[must_use]
    pub fn members(self) -> Members<'d, 'a> {
        let (at, end) = if self.first_byte() == b'{' { (self.first_child(), self.next()) } else { (0, 0) };
        Members { document: self.document, at, end }
    }

    /// The members of an object by ascending code points of their keys; none for other types.
    #[must_use]
    pub fn sorted_members(self) -> Vec<(Key<'d, 'a>, Self)> {
        let members: Vec<_> = self.members().collect();
        match self.order() {
            None => members,
            Some(order) => order.iter().filter_map(|number| members.get(*number as usize).copied()).collect(),
        }
    }

    /// The elements of an array in order; none for other types.
    #[must_use]
    pub fn elements(self) -> Elements<'d, 'a> {
        let (at, end) = if self.first_byte() == b'[' { (self.first_child(), self.next()) } else { (0, 0) };
        Elements { document: self.document, at, end }
    }

    /// For an object whose keys do not ascend in the text, the numbers of its members (in the order of
    /// the text, from 0) by ascending key.
    pub(crate) fn order(self) -> Option<&'d [u32]> {
        let order = self.extent().filter(|_| self.first_byte() == b'{')?.order?;
        Some(self.document.orders.numbers(order))
    }

    pub(crate) fn document(self) -> &'d Document<'a> {
        self.document
    }

    #[inline]
    fn first_byte(self) -> u8 {
        self.document.bytes.get(self.document.entry(self.at).start()).copied().unwrap_or(0)
    }

    fn extent(self) -> Option<Extent> {
        matches!(self.first_byte(), b'{' | b'[').then(|| self.document.entry(self.at + 1).into())
    }

    fn first_child(self) -> usize {
        self.at + 2
    }

    /// Index of the entry after this value.
    #[inline]
    fn next(self) -> usize {
        self.extent().map_or(self.at + 1, |extent| extent.next)
    }
}

/// The key of a member.
#[derive(Debug, Clone, Copy)]
pub struct Key<'d, 'a> {
    document: &'d Document<'a>,
    at: usize,
}

impl<'a> Key<'_, 'a> {
    /// The key with its escapes decoded.
    #[must_use]
    pub fn text(self) -> Cow<'a, str> {
        string::decode(self.content())
    }

    /// Whether the key is `name`, however it is escaped.
    #[must_use]
    #[inline]
    pub fn is(self, name: &str) -> bool {
        if self.document.entry(self.at).is_special() {
            self.text() == name
        } else {
            self.content() == name.as_bytes()
        }
    }

    /// Where the key starts, its quote included, in bytes from the start of the input.
    #[must_use]
    pub fn offset(self) -> usize {
        self.document.entry(self.at).start()
    }

    /// The token as it stands in the input, quotes included.
    pub(crate) fn source(self) -> &'a [u8] {
        self.document.span(self.document.entry(self.at))
    }

    pub(crate) fn is_canonical(self) -> bool {
        self.document.entry(self.at).is_canonical()
    }

    #[inline]
    fn content(self) -> &'a [u8] {
        let entry = self.document.entry(self.at);
        self.document.bytes.get(entry.start() + 1..entry.end() - 1).unwrap_or_default()
    }
}

/// The members of an object, in the order of the text.
#[derive(Debug, Clone)]
pub struct Members<'d, 'a> {
    document: &'d Document<'a>,
    at: usize,
    end: usize,
}

impl<'d, 'a> Iterator for Members<'d, 'a> {
    type Item = (Key<'d, 'a>, Node<'d, 'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let value = Node::new(self.document, self.at + 1);
        let key = Key { document: self.document, at: self.at };
        self.at = value.next();
        Some((key, value))
    }
}

/// The elements of an array, in order.
#[derive(Debug, Clone)]
pub struct Elements<'d, 'a> {
    document: &'d Document<'a>,
    at: usize,
    end: usize,
}

impl<'d, 'a> Iterator for Elements<'d, 'a> {
    type Item = Node<'d, 'a>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let value = Node::new(self.document, self.at);
        self.at = value.next();
        Some(value)
    }
}
