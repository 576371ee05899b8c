//! A document as `serde_json` reads it.

use core::fmt;
use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON value with nothing lost: number tokens as text, members in the order of the text, repeated ones
/// included.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// The token of a number.
    Number(String),
    /// The text of a string.
    String(String),
    /// The elements of an array.
    Array(Vec<Tree>),
    /// The members of an object.
    Object(Vec<(String, Tree)>),
}

/// Why a text has no [`Tree`].
#[derive(Debug)]
pub enum Unread {
    /// `serde_json` refuses it.
    NotJson(serde_json::Error),
    /// It is nested deeper than [`Tree::MAX_DEPTH`]; whether all of it is JSON is not known.
    TooDeep,
}

impl Tree {
    /// How deep a tree can be. Trees are walked by recursion.
    pub const MAX_DEPTH: usize = 700;

    /// Reads a text.
    ///
    /// # Errors
    /// If it is not JSON, or nested too deep for this reader.
    pub fn read(input: &[u8]) -> Result<Self, Unread> {
        let raw: &RawValue = serde_json::from_slice(input).map_err(Unread::NotJson)?;
        if depth(raw.get()) > Self::MAX_DEPTH {
            return Err(Unread::TooDeep);
        }
        grow(raw.get()).map_err(Unread::NotJson)
    }

    /// The value of the member `name` of an object, the last one if there are several.
    pub fn member(&self, name: &str) -> Option<&Self> {
        self.members().iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The members of an object; none for other types.
    pub fn members(&self) -> &[(String, Self)] {
        if let Self::Object(members) = self { members } else { &[] }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// Whether the value counts as true in Python.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(value) => *value,
            // A number is zero if no digit of its mantissa is another one, or if it is too small.
            Self::Number(token) => token.parse::<f64>().is_ok_and(|value| value != 0.0),
            Self::String(text) => !text.is_empty(),
            Self::Array(elements) => !elements.is_empty(),
            Self::Object(members) => !members.is_empty(),
        }
    }
}

/// How deep a text is nested that `serde_json` has accepted.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth -= 1,
            _ => {}
        }
    }
    deepest
}

fn grow(text: &str) -> serde_json::Result<Tree> {
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(text)?;
            let grown = members.into_iter().map(|(key, value)| Ok((key.into_owned(), grow(value.get())?)));
            Tree::Object(grown.collect::<serde_json::Result<_>>()?)
        }
        Some(b'[') => {
            let elements: Vec<&RawValue> = serde_json::from_str(text)?;
            let grown = elements.into_iter().map(|element| grow(element.get()));
            Tree::Array(grown.collect::<serde_json::Result<_>>()?)
        }
        Some(b'"') => Tree::String(serde_json::from_str(text)?),
        Some(b't' | b'f') => Tree::Bool(serde_json::from_str(text)?),
        Some(b'n') => Tree::Null,
        _ => Tree::Number(text.to_owned()),
    })
}

/// The members of an object, where a map would lose their order and the repeated ones.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}
