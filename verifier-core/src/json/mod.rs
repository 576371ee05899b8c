//! A strict reader of JSON (RFC 8259) that keeps the text.
//!
//! [`Document::read`] checks an input and indexes it: nothing is decoded or copied, values are spans of
//! the input. What `docs/format.md` leaves out is refused: keys that stand twice, lone surrogates, numbers
//! that no binary64 holds, `NaN`, a byte-order mark.

mod error;
#[cfg(any(test, target_family = "wasm"))]
mod exact;
mod limits;
#[cfg(any(test, target_family = "wasm"))]
mod natural;
mod node;
mod number;
mod order;
mod pointer;
mod reader;
mod repeat;
mod same;
mod scan;
mod string;
mod tape;
mod token;

pub use error::{Code, Refusal};
pub use limits::Limits;
pub use node::{Elements, Key, Kind, Members, Node};
pub(crate) use node::{Repetition, Scalar};
pub use pointer::Pointer;
pub use same::same_value;

pub(crate) use string::write_canonical;

use order::Orders;
use reader::Reader;
use repeat::Patterns;
use tape::Entry;

/// A JSON document that was read whole and found well formed.
#[derive(Debug)]
pub struct Document<'a> {
    bytes: &'a [u8],
    tape: Vec<Entry>,
    orders: Orders,
    patterns: Patterns,
}

impl<'a> Document<'a> {
    /// Reads a document: one JSON value, with white space around it at most.
    ///
    /// # Errors
    /// The first thing in the order of the text that is refused, with two exceptions. An input that is not
    /// UTF-8 is refused as such, even if something else is wrong before. A key that stands twice is noticed
    /// where its object ends, so what is wrong up to there comes first.
    pub fn read(input: &'a [u8], limits: &Limits) -> Result<Self, Refusal> {
        let mut reader = Reader::new(input, *limits);
        match reader.document() {
            Ok(()) => {
                Ok(Self { bytes: input, tape: reader.tape, orders: reader.orders, patterns: reader.patterns })
            }
            Err(fault) => Err(refusal(input, &reader, fault)),
        }
    }

    /// The outermost value.
    #[must_use]
    pub fn root(&self) -> Node<'_, 'a> {
        Node::root(self)
    }

    /// The input, as it was given.
    #[must_use]
    pub fn input(&self) -> &'a [u8] {
        self.bytes
    }

    fn entry(&self, at: usize) -> Entry {
        self.tape.get(at).copied().unwrap_or(Entry::NONE)
    }

    fn span(&self, entry: Entry) -> &'a [u8] {
        self.bytes.get(entry.start()..entry.end()).unwrap_or_default()
    }
}

#[cold]
fn refusal(input: &[u8], reader: &Reader<'_>, fault: token::Fault) -> Refusal {
    let finding = fault.finding();
    if !matches!(finding.code, Code::TooLarge | Code::NotUtf8) {
        if let Err(error) = std::str::from_utf8(input) {
            // It shows elsewhere than where the reader stopped, so it is a fault of the document.
            let not_utf8 = token::not_utf8(error.valid_up_to()).finding();
            return Refusal {
                code: not_utf8.code,
                message: not_utf8.message,
                pointer: String::new(),
                offset: not_utf8.at,
            };
        }
    }
    let pointer = pointer::of_fault(input, reader, &finding);
    Refusal { code: finding.code, message: finding.message, pointer, offset: finding.at }
}
