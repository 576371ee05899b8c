//! The index of a document: two words for each token, in the order of the text.
//!
//! A tape holds, for each value:
//! - a scalar: one entry, the span of its token;
//! - an array: an entry with its span, an entry with its [`Extent`], then its elements;
//! - an object: the same, then for each member the key (a string token) and the value.
//!
//! What kind of value an entry is follows from the first byte of its span, so it is not stored. Entries
//! are eight bytes, because the time to read a document is governed by the memory that is written.

/// The top bit of a word; positions use the other 31.
const FLAG: u32 = 1 << 31;

/// The span of a token, quotes and brackets included, with two flags.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    start: u32,
    end: u32,
}

impl Entry {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: position(start), end: position(end) }
    }

    /// Marks a value whose text is not its canonical form.
    pub fn reformatted(self, yes: bool) -> Self {
        Self { end: self.end & !FLAG | if yes { FLAG } else { 0 }, ..self }
    }

    /// Marks a string with escapes, or a number with a fraction or an exponent.
    pub fn special(self, yes: bool) -> Self {
        Self { start: self.start & !FLAG | if yes { FLAG } else { 0 }, ..self }
    }

    pub fn start(self) -> usize {
        (self.start & !FLAG) as usize
    }

    pub fn end(self) -> usize {
        (self.end & !FLAG) as usize
    }

    /// Whether the text of the value is its canonical form, to the byte.
    pub fn is_canonical(self) -> bool {
        self.end & FLAG == 0
    }

    pub fn is_special(self) -> bool {
        self.start & FLAG != 0
    }
}

/// Where an array or object ends on the tape, and how its members are ordered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// Index of the entry after the last one of this value.
    pub next: usize,
    /// For an object whose keys do not stand in ascending order: where its order is kept.
    pub order: Option<usize>,
}

impl From<Extent> for Entry {
    fn from(extent: Extent) -> Self {
        Self { start: position(extent.next), end: extent.order.map_or(u32::MAX, position) }
    }
}

impl From<Entry> for Extent {
    fn from(entry: Entry) -> Self {
        let order = if entry.end == u32::MAX { None } else { Some(entry.end as usize) };
        Self { next: entry.start as usize, order }
    }
}

/// Positions in the input are below 2^31 (`Limits::MAX_BYTES`); so are positions on the tape, because
/// every two entries take at least one byte of the input.
fn position(at: usize) -> u32 {
    debug_assert!(at < u32::MAX as usize);
    #[allow(clippy::cast_possible_truncation, reason = "bounded by Limits::MAX_BYTES")]
    {
        at as u32
    }
}
