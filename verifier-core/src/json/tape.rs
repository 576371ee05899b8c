//! The index of a document: two words for each token, in the order of the text.
//!
//! A tape holds, for each value:
//! - a scalar: one entry, the span of its token;
//! - an array: an entry with its span, an entry with its [`Extent`], then its elements;
//! - an object: the same, then for each member the key (a string token) and the value;
//! - an object that repeats the text of another one: the two entries, then its scalars alone.
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
    /// An entry about nothing.
    pub const NONE: Self = Self { start: 0, end: 0 };

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

    /// A token of the same length and kind elsewhere.
    pub fn moved_to(self, start: usize) -> Self {
        Self::new(start, start + (self.end() - self.start()))
            .reformatted(!self.is_canonical())
            .special(self.is_special())
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

/// Where an array or object ends on the tape, and how its members are found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// Index of the entry after the last one of this value.
    pub next: usize,
    pub form: Form,
}

/// How the members of an array or object are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// On the tape; the keys of an object ascend.
    Plain,
    /// On the tape; the order by ascending key is kept in this place.
    Ordered(usize),
    /// By the pattern with this number; on the tape are the scalars alone.
    Repeated(usize),
}

impl From<Extent> for Entry {
    fn from(extent: Extent) -> Self {
        let form = match extent.form {
            Form::Plain => u32::MAX,
            Form::Ordered(order) => position(order),
            Form::Repeated(pattern) => position(pattern) | FLAG,
        };
        Self { start: position(extent.next), end: form }
    }
}

impl From<Entry> for Extent {
    fn from(entry: Entry) -> Self {
        let form = match entry.end {
            u32::MAX => Form::Plain,
            pattern if pattern & FLAG != 0 => Form::Repeated((pattern & !FLAG) as usize),
            order => Form::Ordered(order as usize),
        };
        Self { next: entry.start as usize, form }
    }
}

/// Positions in the input are below 2^31 (`Limits::MAX_BYTES`). Indices of the tape are below 2^32, as no
/// byte of the input makes more than two entries; those that share a word with a flag count patterns and
/// orders, which are fewer.
fn position(at: usize) -> u32 {
    debug_assert!(at < u32::MAX as usize);
    #[allow(clippy::cast_possible_truncation, reason = "bounded by Limits::MAX_BYTES")]
    {
        at as u32
    }
}
