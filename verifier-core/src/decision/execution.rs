//! A run of a decision.

use super::{Actor, Mode, Timestamp};

/// How an execution ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It has not.
    Pending,
    /// Well.
    Success,
    /// It failed.
    Failed,
}

impl Outcome {
    /// The outcome: `pending`, `success` or `failed`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Success => "success",
            Self::Failed => "failed",
        }
    }
}

/// One execution: requested, perhaps started, perhaps ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execution {
    /// What runs it.
    pub adapter_id: String,
    /// Whether it changes nothing.
    pub dry_run: bool,
    /// When it was requested.
    pub requested_at: Timestamp,
    /// Who requested it.
    pub requested_by: Actor,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended, well or not.
    pub completed_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Outcome,
    /// The id of the run that the router gave it.
    pub run_id: Option<String>,
    /// The digest of the request to the router, raw; the text of the event.
    pub request_digest: Option<String>,
    /// The digest of what the router answered, raw; the text of the event.
    pub response_digest: Option<String>,
    /// How many steps were run.
    pub steps_executed: Option<u64>,
    /// Why it failed, as a code.
    pub error_code: Option<String>,
    /// Why it failed, in words.
    pub error_message: Option<String>,
    /// The number of the event that requested it.
    pub requested_seq: u64,
    /// The number of the event that started it.
    pub started_seq: Option<u64>,
    /// The number of the event that ended it.
    pub ended_seq: Option<u64>,
}

impl Execution {
    /// The mode that it runs in.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        Mode::of_dry_run(self.dry_run)
    }

    /// Whether it was requested or started and has not ended.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.outcome == Outcome::Pending
    }
}
