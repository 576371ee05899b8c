//! What can go wrong with the file, as opposed to what the rules refuse.

use std::fmt;

use rusqlite::ErrorCode;

/// Why the store cannot do what it was asked to. Each has a stable code.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no file of this name, and it was not to be created.
    NotFound,
    /// The file is something else: no SQLite database, or the database of another program.
    NotAStore {
        /// What it is instead.
        why: String,
    },
    /// A later version of this program has changed the schema of the file.
    TooNew {
        /// The version that the file has.
        found: i64,
        /// The version that this program knows.
        known: i64,
    },
    /// Others kept the file locked for longer than the time to wait.
    Busy,
    /// The file, or the folder that it is in, may not be written.
    ReadOnly,
    /// The disk is full.
    Full,
    /// There is no decision with this id.
    DecisionNotFound {
        /// The id.
        decision_id: String,
    },
    /// A decision with this id is there already.
    DecisionExists {
        /// The id.
        decision_id: String,
    },
    /// An execution of the decision is in progress, so its log cannot be replaced.
    ExecutionInProgress {
        /// The id.
        decision_id: String,
    },
    /// There is no template with this name.
    TemplateNotFound {
        /// The name.
        name: String,
    },
    /// A template with this name is there already.
    TemplateExists {
        /// The name.
        name: String,
    },
    /// A row is not what was recorded: the file was changed by other means than this program.
    Tampered {
        /// Which row.
        place: String,
        /// What is wrong with it.
        what: String,
    },
    /// An event that was recorded as it should be does not fit the rules of the format.
    Unreplayable {
        /// Which event, and where in it.
        place: String,
        /// What is wrong with it.
        what: String,
    },
    /// The file has no hash chain yet and cannot be given one, because it may not be written.
    Unchained,
    /// The clock is outside of the years 1 to 9999.
    Clock,
    /// The database refused for another reason.
    Database {
        /// What it says.
        source: rusqlite::Error,
    },
    /// The operating system refused.
    Io {
        /// What was being done.
        doing: &'static str,
        /// What it says.
        source: std::io::Error,
    },
}

impl StoreError {
    /// The code, which does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "STORE_NOT_FOUND",
            Self::NotAStore { .. } => "NOT_A_STORE",
            Self::TooNew { .. } => "STORE_TOO_NEW",
            Self::Busy => "STORE_BUSY",
            Self::ReadOnly => "STORE_READ_ONLY",
            Self::Full => "STORE_FULL",
            Self::DecisionNotFound { .. } => "DECISION_NOT_FOUND",
            Self::DecisionExists { .. } => "DECISION_EXISTS",
            Self::ExecutionInProgress { .. } => "EXECUTION_IN_PROGRESS",
            Self::TemplateNotFound { .. } => "TEMPLATE_NOT_FOUND",
            Self::TemplateExists { .. } => "TEMPLATE_ALREADY_EXISTS",
            Self::Tampered { .. } => "STORE_TAMPERED",
            Self::Unreplayable { .. } => "REPLAY_INVALID",
            Self::Unchained => "STORE_UNCHAINED",
            Self::Clock => "CLOCK_OUT_OF_RANGE",
            Self::Database { .. } => "STORE_FAILED",
            Self::Io { .. } => "STORE_IO",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::NotFound => {
                "Check the path, or the variable NEXUS_ATTEST_STORE. `request`, `template create` and `import` \
                 create a store."
            }
            Self::NotAStore { .. } => "Name another file; this one was not touched.",
            Self::TooNew { .. } => "Use the version of nexus-attest that wrote it, or a later one.",
            Self::Busy => {
                "Another process is writing. Try again, or wait longer with --wait; nothing was recorded."
            }
            Self::ReadOnly => {
                "Ask for the permission to write to the file and its folder. Nothing was recorded."
            }
            Self::Full => "Make room on the disk and try again. Nothing was recorded.",
            Self::DecisionNotFound { .. } => "`nexus-attest list` shows the decisions of the store.",
            Self::DecisionExists { .. } => {
                "To keep both, import with --on-conflict new-id; to replace its log, with --on-conflict overwrite."
            }
            Self::ExecutionInProgress { .. } => {
                "Wait for it to end, or close it with `nexus-attest execute ID --abandon`."
            }
            Self::TemplateNotFound { .. } => "`nexus-attest template list` shows the templates of the store.",
            Self::TemplateExists { .. } => "Templates never change. Choose another name.",
            Self::Tampered { .. } => {
                "`nexus-attest store check` names every row that is wrong. Compare with a backup."
            }
            Self::Unreplayable { .. } => "`nexus-attest store check` names every event that does not replay.",
            Self::Unchained => "Open it once where it may be written, or make a copy of it.",
            Self::Clock => "Set the clock of this machine. Nothing was recorded.",
            Self::Database { .. } | Self::Io { .. } => {
                "Look at the disk and the permissions. What was not acknowledged was not recorded."
            }
        }
    }

    /// Whether it is the rules that say no, so that the file itself is in order and could be read.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::DecisionNotFound { .. }
                | Self::DecisionExists { .. }
                | Self::ExecutionInProgress { .. }
                | Self::TemplateNotFound { .. }
                | Self::TemplateExists { .. }
                | Self::Tampered { .. }
                | Self::Unreplayable { .. }
        )
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("there is no store of this name"),
            Self::NotAStore { why } => write!(f, "this is no store: {why}"),
            Self::TooNew { found, known } => {
                write!(f, "the store has schema version {found}; this program knows versions up to {known}")
            }
            Self::Busy => f.write_str("others kept the store locked for too long"),
            Self::ReadOnly => f.write_str("the store may not be written to"),
            Self::Full => f.write_str("the disk is full"),
            Self::DecisionNotFound { decision_id } => write!(f, "there is no decision {decision_id}"),
            Self::DecisionExists { decision_id } => {
                write!(f, "the decision {decision_id} is in the store already")
            }
            Self::ExecutionInProgress { decision_id } => {
                write!(f, "an execution of the decision {decision_id} is in progress")
            }
            Self::TemplateNotFound { name } => write!(f, "there is no template {name}"),
            Self::TemplateExists { name } => write!(f, "the template {name} is in the store already"),
            Self::Tampered { place, what } | Self::Unreplayable { place, what } => {
                write!(f, "{place}: {what}")
            }
            Self::Unchained => {
                f.write_str("the store has no hash chain yet, and may not be written to so that it gets one")
            }
            Self::Clock => f.write_str("the clock shows no time that can be written"),
            // The statement itself says nothing to whoever did not write it.
            Self::Database { source: rusqlite::Error::SqlInputError { msg, .. } } => {
                write!(f, "the database refused: {msg}")
            }
            Self::Database { source } => write!(f, "the database refused: {source}"),
            Self::Io { doing, source } => write!(f, "{doing}: {source}"),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Database { source } => Some(source),
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(source: rusqlite::Error) -> Self {
        use rusqlite::Error;
        let unreadable = match &source {
            Error::InvalidColumnType(_, column, found) => {
                Some((format!("column {column}"), format!("it holds a value of type {found}")))
            }
            Error::Utf8Error(column, _) => {
                Some((format!("column {column} of a row"), "it holds text that is not UTF-8".to_owned()))
            }
            Error::FromSqlConversionFailure(column, _, error) => {
                Some((format!("column {column} of a row"), error.to_string()))
            }
            Error::IntegralValueOutOfRange(column, number) => {
                Some((format!("column {column} of a row"), format!("it holds {number}")))
            }
            _ => None,
        };
        if let Some((place, what)) = unreadable {
            return Self::Tampered { place, what: format!("{what}, which is never recorded there") };
        }
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::NotADatabase) => Self::NotAStore { why: "it is no SQLite database".to_owned() },
            Some(ErrorCode::DatabaseCorrupt) => Self::Tampered {
                place: "the database".to_owned(),
                what: format!("SQLite finds it damaged ({source})"),
            },
            _ => Self::Database { source },
        }
    }
}
