//! JSON pointers (RFC 6901).

use super::order::after_value;
use super::reader::Reader;
use super::string;
use super::tape::Entry;
use super::token::Finding;

/// A JSON pointer that grows with the way into a document; empty for the document itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to the member `key` of what this one points to.
    #[must_use]
    pub fn member(&self, key: &str) -> Self {
        // Made in one piece: many small packages are verified at a time, and what grows has to move.
        let mut text = String::with_capacity(self.0.len() + 1 + key.len());
        text.push_str(&self.0);
        push_member(&mut text, key);
        Self(text)
    }

    /// The pointer to the element number `index`, counted from 0.
    #[must_use]
    pub fn element(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }
}

impl From<Pointer> for String {
    fn from(pointer: Pointer) -> Self {
        pointer.0
    }
}

impl core::fmt::Display for Pointer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

fn push_member(pointer: &mut String, key: &str) {
    pointer.push('/');
    for character in key.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(character),
        }
    }
}

/// The pointer to the innermost value that was being read when the reader stopped.
pub(super) fn of_fault(bytes: &[u8], reader: &Reader<'_>, fault: &Finding) -> String {
    let mut pointer = String::new();
    let heads = reader.open.iter().map(|open| open.head).skip(1).map(Some).chain([None]);
    for (open, inner) in reader.open.iter().zip(heads) {
        let within = inner.is_some();
        let end = inner.unwrap_or(reader.tape.len());
        let reached = if open.is_object {
            last_key(bytes, &reader.tape, open.head + 2, end)
                .filter(|_| within || comes_after(bytes, fault.token, b":"))
        } else {
            if within || comes_after(bytes, fault.token, b"[,") {
                pointer.push('/');
                pointer.push_str(&elements_before(bytes, &reader.tape, open.head + 2, end).to_string());
            }
            continue;
        };
        let key = if within { reached } else { fault.key.or(reached) };
        if let Some(key) = key {
            let content = bytes.get(key.start() + 1..key.end() - 1).unwrap_or_default();
            push_member(&mut pointer, &string::decode(content));
        }
    }
    pointer
}

/// Whether the last byte before `at` that is no white space is one of `wanted`.
fn comes_after(bytes: &[u8], at: usize, wanted: &[u8]) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    before.iter().rev().find(|byte| !b" \t\r\n".contains(byte)).is_some_and(|byte| wanted.contains(byte))
}

fn last_key(bytes: &[u8], tape: &[Entry], mut at: usize, end: usize) -> Option<Entry> {
    let mut last = None;
    while at < end {
        last = tape.get(at).copied();
        if at + 1 >= end {
            break;
        }
        at = after_value(bytes, tape, at + 1);
    }
    last
}

fn elements_before(bytes: &[u8], tape: &[Entry], mut at: usize, end: usize) -> usize {
    let mut count = 0;
    while at < end {
        count += 1;
        at = after_value(bytes, tape, at);
    }
    count
}
