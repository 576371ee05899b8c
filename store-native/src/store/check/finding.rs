//! What a check can find.

use std::fmt;

/// What is wrong, as a stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingCode {
    /// SQLite finds the file itself damaged.
    DatabaseDamaged,
    /// A table, an index or a trigger is missing, or is not the one of this program.
    SchemaChanged,
    /// An entry of the chain is not what was written.
    ChainEntryChanged,
    /// Entries of the chain are missing.
    ChainEntryMissing,
    /// A row is not what was recorded.
    RowChanged,
    /// A row that was recorded is not there.
    RowMissing,
    /// A row is there that was not recorded.
    RowAdded,
    /// A row is there with its content unchanged, but in another place.
    RowMoved,
    /// An event is not the next one of its log, or a log has gaps.
    SequenceBroken,
    /// An event digest or a template digest is not that of the content.
    DigestWrong,
    /// An event does not replay.
    NotReplayable,
    /// The index of lists is not what the log says.
    IndexWrong,
    /// The head that was kept is not the one in the chain.
    HeadMismatch,
}

impl FindingCode {
    /// All codes.
    pub const ALL: [Self; 13] = [
        Self::DatabaseDamaged,
        Self::SchemaChanged,
        Self::ChainEntryChanged,
        Self::ChainEntryMissing,
        Self::RowChanged,
        Self::RowMissing,
        Self::RowAdded,
        Self::RowMoved,
        Self::SequenceBroken,
        Self::DigestWrong,
        Self::NotReplayable,
        Self::IndexWrong,
        Self::HeadMismatch,
    ];

    /// How it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DatabaseDamaged => "DATABASE_DAMAGED",
            Self::SchemaChanged => "SCHEMA_CHANGED",
            Self::ChainEntryChanged => "CHAIN_ENTRY_CHANGED",
            Self::ChainEntryMissing => "CHAIN_ENTRY_MISSING",
            Self::RowChanged => "ROW_CHANGED",
            Self::RowMissing => "ROW_MISSING",
            Self::RowAdded => "ROW_ADDED",
            Self::RowMoved => "ROW_MOVED",
            Self::SequenceBroken => "SEQUENCE_BROKEN",
            Self::DigestWrong => "DIGEST_WRONG",
            Self::NotReplayable => "NOT_REPLAYABLE",
            Self::IndexWrong => "INDEX_WRONG",
            Self::HeadMismatch => "HEAD_MISMATCH",
        }
    }
}

impl fmt::Display for FindingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something that is wrong with a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub code: FindingCode,
    /// The table that it is about; empty where it is about the file as a whole.
    pub table: String,
    /// Which row, or which object of the schema.
    pub place: String,
    /// What is wrong with it.
    pub message: String,
}

impl Finding {
    pub(super) fn new(
        code: FindingCode,
        table: impl Into<String>,
        place: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self { code, table: table.into(), place: place.into(), message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.code, self.place, self.message)
    }
}
