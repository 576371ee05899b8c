//! Why an input was refused.

use core::fmt;

/// Why an input is not a package, as a stable code.
///
/// The text of a code ([`Code::as_str`]) never changes and is never reused; messages may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The input is not UTF-8.
    NotUtf8,
    /// The input is not JSON as RFC 8259 defines it.
    Syntax,
    /// A key stands twice in one object.
    DuplicateKey,
    /// A `\u` escape names half of a surrogate pair, which has no UTF-8.
    LoneSurrogate,
    /// An integer has more digits than the limit.
    NumberTooLong,
    /// A number with a fraction or an exponent is too large for a binary64.
    NumberOverflow,
    /// Arrays and objects are nested deeper than the limit.
    TooDeep,
    /// The input is longer than the limit.
    TooLarge,
    /// The document has more members and elements than the limit.
    TooManyMembers,
    /// A member that the format requires is not there.
    MissingMember,
    /// A value has a type that the format does not allow in its place.
    WrongType,
    /// A value has the right type, and is not what its place requires.
    BadValue,
}

impl Code {
    /// Every code, for documentation and tests.
    pub const ALL: [Self; 12] = [
        Self::NotUtf8,
        Self::Syntax,
        Self::DuplicateKey,
        Self::LoneSurrogate,
        Self::NumberTooLong,
        Self::NumberOverflow,
        Self::TooDeep,
        Self::TooLarge,
        Self::TooManyMembers,
        Self::MissingMember,
        Self::WrongType,
        Self::BadValue,
    ];

    /// The code as it is written in reports, e.g. `DUPLICATE_KEY`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotUtf8 => "NOT_UTF8",
            Self::Syntax => "SYNTAX",
            Self::DuplicateKey => "DUPLICATE_KEY",
            Self::LoneSurrogate => "LONE_SURROGATE",
            Self::NumberTooLong => "NUMBER_TOO_LONG",
            Self::NumberOverflow => "NUMBER_OVERFLOW",
            Self::TooDeep => "TOO_DEEP",
            Self::TooLarge => "TOO_LARGE",
            Self::TooManyMembers => "TOO_MANY_MEMBERS",
            Self::MissingMember => "MISSING_MEMBER",
            Self::WrongType => "WRONG_TYPE",
            Self::BadValue => "BAD_VALUE",
        }
    }

    /// What a reader can do about it, in one sentence.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::NotUtf8 => "Save the file as UTF-8, or fetch it again in binary mode.",
            Self::Syntax => "Fetch the file again; if it is the same, ask its issuer for an intact copy.",
            Self::DuplicateKey => {
                "Ask the issuer which of the two values was meant: readers differ in the one they keep, so the \
                 document has two meanings."
            }
            Self::LoneSurrogate => {
                "Ask the issuer for the text without the broken escape: it stands for no character."
            }
            Self::NumberTooLong => {
                "Ask the issuer why an integer is that long, or raise the limit on integer digits."
            }
            Self::NumberOverflow => {
                "Ask the issuer for a number that a binary64 can hold, or for the value as text."
            }
            Self::TooDeep => "Raise the limit on depth if you trust where the file comes from.",
            Self::TooLarge => "Raise the limit on size if you trust where the file comes from.",
            Self::TooManyMembers => "Raise the limit on members if you trust where the file comes from.",
            Self::BadValue => "Ask whoever made the file for an intact copy.",
            Self::MissingMember | Self::WrongType => {
                "Check that the file is an audit package (a decision bundle or a report is not one), and ask \
                 its issuer for an intact copy."
            }
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A refused input: what is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The stable code.
    pub code: Code,
    /// What is wrong, in one sentence, with the values concerned.
    pub message: String,
    /// JSON pointer (RFC 6901) to the innermost value that was being read or that is wrong; empty for
    /// the document itself.
    pub pointer: String,
    /// Offset in bytes from the start of the input at which it shows.
    pub offset: usize,
}

impl Refusal {
    pub(crate) fn new(
        code: Code,
        message: impl Into<String>,
        pointer: impl Into<String>,
        offset: usize,
    ) -> Self {
        Self { code, message: message.into(), pointer: pointer.into(), offset }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)?;
        if !self.pointer.is_empty() {
            write!(f, ", at {}", self.pointer)?;
        }
        write!(f, ", byte {}", self.offset)
    }
}

impl core::error::Error for Refusal {}
