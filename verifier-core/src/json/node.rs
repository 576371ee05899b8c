//! Values of a document, read where they stand.

use std::borrow::Cow;

use super::number::{self, Numeric};
use super::repeat::Pattern;
use super::tape::{Entry, Extent, Form};
use super::{Document, string, write_canonical};

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

/// Where the entry of a value or key is.
#[derive(Debug, Clone, Copy)]
struct At {
    index: usize,
    /// The index counts on the tape of a pattern, for the element with its entries here; or [`At::TAPE`].
    element: usize,
}

impl At {
    /// The index counts on the tape of the document.
    const TAPE: usize = usize::MAX;

    fn plus(self, entries: usize) -> Self {
        Self { index: self.index + entries, ..self }
    }
}

impl<'a> Document<'a> {
    #[inline]
    fn entry_at(&self, at: At) -> Entry {
        if at.element == At::TAPE { self.entry(at.index) } else { self.repeated_entry(at) }
    }

    fn repeated_entry(&self, at: At) -> Entry {
        let Some((pattern, element)) = self.pattern_at(at) else { return Entry::NONE };
        pattern.entry(element, at.index)
    }

    /// The pattern that the index counts on, and the entries of the element that repeats it.
    #[inline]
    fn pattern_at(&self, at: At) -> Option<(&Pattern, &[Entry])> {
        let element = self.tape.get(at.element..)?;
        let Form::Repeated(number) = Extent::from(*element.get(1)?).form else { return None };
        Some((self.patterns.pattern(number)?, element))
    }

    /// Where the value or key at this place starts.
    #[inline]
    fn start_at(&self, at: At) -> usize {
        if at.element == At::TAPE {
            return self.entry(at.index).start();
        }
        self.pattern_at(at).map_or(Entry::NONE.start(), |(pattern, element)| pattern.start(element, at.index))
    }

    fn token_at(&self, at: At) -> &'a [u8] {
        self.span(self.entry_at(at))
    }
}

/// A value of a [`Document`].
#[derive(Debug, Clone, Copy)]
pub struct Node<'d, 'a> {
    document: &'d Document<'a>,
    at: At,
}

impl<'d, 'a> Node<'d, 'a> {
    pub(super) fn root(document: &'d Document<'a>) -> Self {
        Self { document, at: At { index: 0, element: At::TAPE } }
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
            _ if self.entry().is_special() => Kind::Float,
            _ => Kind::Integer,
        }
    }

    /// The text of the value as it stands in the input.
    #[must_use]
    pub fn source(self) -> &'a [u8] {
        self.document.token_at(self.at)
    }

    /// Where the value starts, in bytes from the start of the input.
    #[must_use]
    pub fn offset(self) -> usize {
        self.document.start_at(self.at)
    }

    /// Where the value ends: the offset after its last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.entry().end()
    }

    /// Whether the text of the value is known to be its canonical form, to the byte. Numbers with a
    /// fraction or an exponent are never known to be, as finding out is as dear as writing them.
    #[must_use]
    pub fn is_canonical(self) -> bool {
        self.entry().is_canonical()
    }

    /// Whether the value is an array.
    #[must_use]
    pub fn is_array(self) -> bool {
        self.first_byte() == b'['
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.first_byte() == b'n'
    }

    /// The text of a string; `None` for other types.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        let (token, is_special) = self.string_token()?;
        Some(if is_special { string::decode(content(token)) } else { string::plain(content(token)) })
    }

    /// Whether the value is the string `text`, however it is escaped.
    #[must_use]
    #[inline]
    pub fn is_text(self, text: &str) -> bool {
        match self.string_token() {
            Some((token, false)) => content(token) == text.as_bytes(),
            Some((token, true)) => string::decode(content(token)) == text,
            None => false,
        }
    }

    /// The bytes of a string that has no escapes.
    #[inline]
    pub(crate) fn plain_bytes(self) -> Option<&'a [u8]> {
        self.string_token().filter(|(_, is_special)| !is_special).map(|(token, _)| content(token))
    }

    #[inline]
    fn string_token(self) -> Option<(&'a [u8], bool)> {
        let entry = self.entry();
        let token = self.document.span(entry);
        (token.first() == Some(&b'"')).then(|| (token, entry.is_special()))
    }

    /// The nearest binary64 of a number; `None` for other types.
    #[must_use]
    pub fn as_f64(self) -> Option<f64> {
        matches!(self.kind(), Kind::Integer | Kind::Float).then(|| number::value(self.source()))
    }

    /// The value of an integer that 64 bits hold; `None` for larger ones and for other types, among them
    /// numbers with a fraction or an exponent.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        if self.kind() != Kind::Integer {
            return None;
        }
        core::str::from_utf8(self.source()).ok()?.parse().ok()
    }

    /// The value of a boolean; `None` for other types.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.first_byte() == b't')
    }

    pub(super) fn numeric(self) -> Option<Numeric> {
        match self.kind() {
            Kind::Bool => Some(Numeric::from_integer(if self.first_byte() == b't' { "1" } else { "0" })),
            Kind::Integer => Some(Numeric::from_integer(&String::from_utf8_lossy(self.source()))),
            Kind::Float => Some(Numeric::from_float(number::value(self.source()))),
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
            Kind::Array | Kind::Object => self.first_child().index < self.next(),
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
        let end = if self.first_byte() == b'{' { self.next() } else { 0 };
        Members { document: self.document, at: self.first_child(), end }
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
        let end = if self.first_byte() == b'[' { self.next() } else { 0 };
        Elements { document: self.document, at: self.first_child(), end }
    }

    /// For an object whose keys do not ascend in the text, the numbers of its members (in the order of
    /// the text, from 0) by ascending key.
    pub(crate) fn order(self) -> Option<&'d [u32]> {
        match self.extent().filter(|_| self.first_byte() == b'{')?.form {
            Form::Ordered(order) => Some(self.document.orders.numbers(order)),
            _ => None,
        }
    }

    pub(crate) fn document(self) -> &'d Document<'a> {
        self.document
    }

    /// The scalar, if the value is one.
    #[inline]
    pub(crate) fn scalar(self) -> Option<Scalar> {
        let entry = self.entry();
        match self.document.bytes.get(entry.start()) {
            Some(b'{' | b'[') => None,
            _ => Some(Scalar { entry }),
        }
    }

    /// For an element that repeats the text of another one: what it shares with all others of its
    /// pattern, and its scalars.
    #[inline]
    pub(crate) fn repetition(self) -> Option<Repetition<'d>> {
        let At { element, index: 0 } = self.at else { return None };
        let entries = self.document.tape.get(element..)?;
        let Form::Repeated(pattern) = Extent::from(*entries.get(1)?).form else { return None };
        let count = self.document.patterns.pattern(pattern)?.scalars();
        Some(Repetition { pattern, scalars: entries.get(2..2 + count)? })
    }

    /// For a scalar in such an element: its number there.
    pub(crate) fn number_in_repetition(self) -> Option<usize> {
        let form =
            self.document.tape.get(self.at.element.checked_add(1)?).map(|entry| Extent::from(*entry).form);
        let Some(Form::Repeated(pattern)) = form else { return None };
        self.document.patterns.pattern(pattern)?.scalar_at(self.at.index)
    }

    /// For a value in an element that repeats the text of another one: the number of its pattern, which
    /// fixes where in the element everything stands, and its own place there.
    pub(crate) fn place_in_pattern(self) -> Option<(usize, usize)> {
        let extent = Extent::from(*self.document.tape.get(self.at.element.checked_add(1)?)?);
        match extent.form {
            Form::Repeated(pattern) => Some((pattern, self.at.index)),
            _ => None,
        }
    }

    /// The value at another place of the same element.
    pub(crate) fn at_place(self, index: usize) -> Self {
        Self { at: At { index, ..self.at }, ..self }
    }

    #[inline]
    fn entry(self) -> Entry {
        self.document.entry_at(self.at)
    }

    #[inline]
    fn first_byte(self) -> u8 {
        self.document.bytes.get(self.document.start_at(self.at)).copied().unwrap_or(0)
    }

    fn extent(self) -> Option<Extent> {
        matches!(self.first_byte(), b'{' | b'[').then(|| self.document.entry_at(self.at.plus(1)).into())
    }

    fn first_child(self) -> At {
        self.at.plus(2)
    }

    /// Index of the entry after this value.
    #[inline]
    fn next(self) -> usize {
        self.extent().map_or(self.at.index + 1, |extent| extent.next)
    }
}

/// A string, number or word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scalar {
    entry: Entry,
}

impl Scalar {
    #[inline]
    pub fn start(self) -> usize {
        self.entry.start()
    }

    #[inline]
    pub fn end(self) -> usize {
        self.entry.end()
    }

    #[inline]
    pub fn is_canonical(self) -> bool {
        self.entry.is_canonical()
    }

    /// Its canonical form, where the text is something else.
    pub fn canonical_token(self, input: &[u8]) -> Vec<u8> {
        let source = input.get(self.start()..self.end()).unwrap_or_default();
        let mut token = Vec::with_capacity(source.len() + 32);
        match source.first() {
            Some(b'"') => write_canonical(&string::decode(content(source)), &mut token),
            _ if self.entry.is_special() => number::write_canonical(source, &mut token),
            // Minus zero is the one integer that is written in another way.
            _ => token.push(b'0'),
        }
        token
    }
}

/// An element that repeats the text of another one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Repetition<'d> {
    /// The number of its pattern in the document.
    pub pattern: usize,
    scalars: &'d [Entry],
}

impl Repetition<'_> {
    #[inline]
    pub fn scalar(self, number: usize) -> Option<Scalar> {
        self.scalars.get(number).map(|entry| Scalar { entry: *entry })
    }
}

/// The key of a member.
#[derive(Debug, Clone, Copy)]
pub struct Key<'d, 'a> {
    document: &'d Document<'a>,
    at: At,
}

impl<'a> Key<'_, 'a> {
    /// The key with its escapes decoded.
    #[must_use]
    pub fn text(self) -> Cow<'a, str> {
        string::decode(content(self.source()))
    }

    /// Whether the key is `name`, however it is escaped.
    #[must_use]
    #[inline]
    pub fn is(self, name: &str) -> bool {
        let entry = self.document.entry_at(self.at);
        let content = content(self.document.span(entry));
        if entry.is_special() { string::decode(content) == name } else { content == name.as_bytes() }
    }

    /// Where the key starts, its quote included, in bytes from the start of the input.
    #[must_use]
    pub fn offset(self) -> usize {
        self.document.entry_at(self.at).start()
    }

    /// The token as it stands in the input, quotes included.
    pub(crate) fn source(self) -> &'a [u8] {
        self.document.token_at(self.at)
    }

    pub(crate) fn is_canonical(self) -> bool {
        self.document.entry_at(self.at).is_canonical()
    }
}

/// What stands between the quotes of a string token.
fn content(token: &[u8]) -> &[u8] {
    token.get(1..token.len().saturating_sub(1)).unwrap_or_default()
}

/// The members of an object, in the order of the text.
#[derive(Debug, Clone)]
pub struct Members<'d, 'a> {
    document: &'d Document<'a>,
    at: At,
    end: usize,
}

impl<'d, 'a> Iterator for Members<'d, 'a> {
    type Item = (Key<'d, 'a>, Node<'d, 'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.at.index >= self.end {
            return None;
        }
        let key = Key { document: self.document, at: self.at };
        let value = Node { document: self.document, at: self.at.plus(1) };
        self.at.index = value.next();
        Some((key, value))
    }
}

/// The elements of an array, in order.
#[derive(Debug, Clone)]
pub struct Elements<'d, 'a> {
    document: &'d Document<'a>,
    at: At,
    end: usize,
}

impl<'d, 'a> Iterator for Elements<'d, 'a> {
    type Item = Node<'d, 'a>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.at.index >= self.end {
            return None;
        }
        let mut value = Node { document: self.document, at: self.at };
        if let Some(extent) = value.extent() {
            if let Form::Repeated(_) = extent.form {
                value.at = At { index: 0, element: self.at.index };
            }
            self.at.index = extent.next;
        } else {
            self.at.index += 1;
        }
        Some(value)
    }
}
