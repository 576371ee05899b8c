//! Why events cannot be replayed.

use core::fmt;

/// What is wrong with an event, as a stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The event does not carry the number that follows the one before, or 0 if it is the first.
    SeqGap,
    /// The type is none of [`EventType`](super::EventType).
    UnknownEventType,
    /// A member that the event needs is not there.
    MissingMember,
    /// A value has a type that the event does not have in its place.
    WrongType,
    /// A number or a list is outside of what is allowed in its place.
    OutOfRange,
    /// A mode is neither `dry_run` nor `apply`.
    UnknownMode,
    /// A text is no timestamp.
    BadTimestamp,
    /// A timestamp that is compared with the time has no offset from UTC.
    NoOffset,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 8] = [
        Self::SeqGap,
        Self::UnknownEventType,
        Self::MissingMember,
        Self::WrongType,
        Self::OutOfRange,
        Self::UnknownMode,
        Self::BadTimestamp,
        Self::NoOffset,
    ];

    /// The code as it is written, e.g. `SEQ_GAP`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SeqGap => "SEQ_GAP",
            Self::UnknownEventType => "UNKNOWN_EVENT_TYPE",
            Self::MissingMember => "MISSING_MEMBER",
            Self::WrongType => "WRONG_TYPE",
            Self::OutOfRange => "OUT_OF_RANGE",
            Self::UnknownMode => "UNKNOWN_MODE",
            Self::BadTimestamp => "BAD_TIMESTAMP",
            Self::NoOffset => "NO_OFFSET",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An event that cannot be replayed: which one, where in it, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreplayable {
    /// The place of the event in the log, counted from 0.
    pub seq: u64,
    /// JSON pointer (RFC 6901) from the event to the value, e.g. `/payload/goal`.
    pub pointer: String,
    /// The stable code.
    pub fault: Fault,
    /// What is wrong, in one sentence, with the values concerned.
    pub message: String,
}

impl Unreplayable {
    pub(super) fn new(
        seq: u64,
        fault: Fault,
        pointer: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self { seq, pointer: pointer.into(), fault, message: message.into() }
    }
}

impl fmt::Display for Unreplayable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "event {}: {}: {}", self.seq, self.fault, self.message)?;
        if !self.pointer.is_empty() {
            write!(f, ", at {}", self.pointer)?;
        }
        Ok(())
    }
}

impl core::error::Error for Unreplayable {}
