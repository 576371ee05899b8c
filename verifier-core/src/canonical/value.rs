//! A tree of values that is written in canonical form: what is made here, as opposed to what was read.

use std::collections::BTreeMap;

use super::{Sink, canonicalize, to_string};
use crate::json::{Limits, Node, Refusal, write_canonical};

/// A value that is written in canonical form (`docs/format.md`, section 1).
///
/// Keys are unique and ordered by construction. Fractions have no variant: what is made here has none, and
/// those that were read come as [`Canonical`]. A tree is as deep as the code that builds it; whatever
/// is as deep as an input comes as [`Canonical`] too, because here depth is a depth of calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer; wide enough for every integer type that converts to it.
    Integer(i128),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object. A map of strings iterates by ascending code points, as the format does.
    Object(BTreeMap<String, Value>),
    /// A value that was read.
    Canonical(Canonical),
}

impl Value {
    /// An object with these members. Of two with the same key, the later one stays.
    #[must_use]
    pub fn object<K: Into<String>, const N: usize>(members: [(K, Self); N]) -> Self {
        members.into_iter().collect()
    }

    /// An array of everything that `items` yields.
    #[must_use]
    pub fn array<T: Into<Self>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }

    /// Writes the canonical form.
    pub fn write<S: Sink>(&self, sink: &mut S) {
        match self {
            Self::Null => sink.write(b"null"),
            Self::Bool(true) => sink.write(b"true"),
            Self::Bool(false) => sink.write(b"false"),
            Self::Integer(number) => sink.write(number.to_string().as_bytes()),
            Self::String(text) => write_text(text, sink),
            Self::Array(elements) => {
                sink.write(b"[");
                for (index, element) in elements.iter().enumerate() {
                    separate(index, sink);
                    element.write(sink);
                }
                sink.write(b"]");
            }
            Self::Object(members) => {
                sink.write(b"{");
                for (index, (key, value)) in members.iter().enumerate() {
                    separate(index, sink);
                    write_text(key, sink);
                    sink.write(b":");
                    value.write(sink);
                }
                sink.write(b"}");
            }
            Self::Canonical(text) => sink.write(text.as_str().as_bytes()),
        }
    }

    /// The canonical form.
    #[must_use]
    pub fn to_canonical(&self) -> String {
        let mut out = Vec::new();
        self.write(&mut out);
        super::text(out)
    }
}

/// Writes `text` as a canonical string token.
fn write_text<S: Sink>(text: &str, sink: &mut S) {
    let mut token = Vec::with_capacity(text.len() + 2);
    write_canonical(text, &mut token);
    sink.write(&token);
}

fn separate<S: Sink>(index: usize, sink: &mut S) {
    if index > 0 {
        sink.write(b",");
    }
}

/// The canonical form of a value that was read.
///
/// There is no way to make one from text that was not read, so it holds one JSON value, to the byte as
/// the format writes it; two of them are equal where the values are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Canonical(String);

impl Canonical {
    /// The canonical form of a value of a document.
    #[must_use]
    pub fn of(node: Node<'_, '_>) -> Self {
        Self(to_string(node))
    }

    /// The canonical form of a JSON text.
    ///
    /// # Errors
    /// What [`Document::read`](crate::json::Document::read) refuses.
    pub fn read(input: &[u8], limits: &Limits) -> Result<Self, Refusal> {
        canonicalize(input, limits).map(|bytes| Self(super::text(bytes)))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Node<'_, '_>> for Canonical {
    fn from(node: Node<'_, '_>) -> Self {
        Self::of(node)
    }
}

impl From<&Value> for Canonical {
    fn from(value: &Value) -> Self {
        Self(value.to_canonical())
    }
}

impl From<Canonical> for Value {
    fn from(text: Canonical) -> Self {
        Self::Canonical(text)
    }
}

impl From<&Canonical> for Value {
    fn from(text: &Canonical) -> Self {
        Self::Canonical(text.clone())
    }
}

impl From<Node<'_, '_>> for Value {
    fn from(node: Node<'_, '_>) -> Self {
        Self::Canonical(Canonical::of(node))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::String(text.clone())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Integer(number.into())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        // A length fits in 64 bits on every platform that there is.
        Self::Integer(i128::from(number as u64))
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::array(items)
    }
}

impl<T: Clone + Into<Self>> From<&[T]> for Value {
    fn from(items: &[T]) -> Self {
        Self::array(items.iter().cloned())
    }
}

impl<K: Into<String>> FromIterator<(K, Value)> for Value {
    /// An object; of two members with the same key, the later one stays.
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(members: I) -> Self {
        // One by one: a map that is collected sorts first, and each kind of iterator would bring a sort of its own.
        let mut object = BTreeMap::new();
        for (key, value) in members {
            object.insert(key.into(), value);
        }
        Self::Object(object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the writer of values against the writer of documents: what is made here is canonical.
    #[test]
    fn a_value_is_written_as_the_reader_would_write_it() {
        let value = Value::object([
            ("b", Value::array(["x", "\u{1}\"\\/\u{7f}\u{2028}\u{10000}"])),
            ("\u{ffff}", Value::from(u64::MAX)),
            ("\u{10000}", Value::from(i64::MIN)),
            ("a", Value::from(None::<bool>)),
            ("", Value::from(Some(false))),
            ("c", Value::Array(vec![])),
            ("d", Value::from(0_usize)),
        ]);
        let text = value.to_canonical();
        assert_eq!(
            text,
            "{\"\":false,\"a\":null,\"b\":[\"x\",\"\\u0001\\\"\\\\/\u{7f}\u{2028}\u{10000}\"],\"c\":[],\"d\":0,\
             \"\u{ffff}\":18446744073709551615,\"\u{10000}\":-9223372036854775808}"
        );
        let read = Canonical::read(text.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(read.as_str(), text);
        assert_eq!(Value::from(read).to_canonical(), text);
    }

    /// Defends that what was read is made canonical on the way in.
    #[test]
    fn what_was_read_is_canonical() {
        let read = Canonical::read(b" { \"b\" : 1.50 , \"a\" : \"\\u0041\" } ", &Limits::default()).unwrap();
        assert_eq!(read.as_str(), "{\"a\":\"A\",\"b\":1.5}");
        assert!(Canonical::read(b"{", &Limits::default()).is_err());
    }
}
