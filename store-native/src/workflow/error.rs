//! What the rules refuse.

use std::fmt;

use verifier_core::decision::{Mode, State, Timestamp};

use crate::store::StoreError;

/// Why a step of the workflow is not taken. Each has a stable code.
#[derive(Debug)]
#[non_exhaustive]
pub enum WorkflowError {
    /// The request itself is wrong.
    InvalidRequest {
        /// What is wrong with it.
        what: String,
    },
    /// The policy does not allow the mode.
    ModeNotAllowed {
        /// The mode that was asked for.
        mode: Mode,
        /// Those that the policy allows.
        allowed: Vec<Mode>,
    },
    /// In this state of the decision the step makes no sense.
    InvalidState {
        /// What was to be done, such as "approve".
        step: &'static str,
        /// The state.
        state: State,
    },
    /// The actor has approved, and the approval counts.
    AlreadyApproved {
        /// The id of the actor.
        actor_id: String,
        /// When.
        at: Timestamp,
    },
    /// The actor has no approval that could be revoked.
    NotApprovedByActor {
        /// The id of the actor.
        actor_id: String,
    },
    /// The approval would be over before it began.
    ExpiryNotInFuture {
        /// When it was to end.
        expires_at: Timestamp,
        /// The present instant.
        now: Timestamp,
    },
    /// There is no policy that could allow anything.
    NoPolicy,
    /// There are fewer approvals than the policy asks for.
    MissingApprovals {
        /// How many count now.
        current: usize,
        /// How many the policy asks for.
        required: u64,
    },
    /// There were enough approvals, but some have expired.
    ApprovalExpired {
        /// How many have expired.
        expired: usize,
        /// How many count now.
        current: usize,
        /// How many the policy asks for.
        required: u64,
    },
    /// The router declares that the adapter cannot do what the policy requires.
    CapabilityMissing {
        /// What it cannot do.
        missing: Vec<String>,
        /// What it can do.
        declared: Vec<String>,
    },
    /// A run in mode `apply` was completed: the approvals are used up.
    AlreadyExecuted {
        /// The id of that run.
        run_id: String,
    },
    /// An execution was claimed and has not ended.
    ExecutionInProgress {
        /// Since when.
        since: Timestamp,
        /// Who asked for it.
        actor: String,
    },
    /// There is no execution that could be abandoned.
    NoExecution,
    /// The execution was closed by somebody else while the router ran.
    ClaimLost {
        /// What the router answered: a run id, or why it failed.
        outcome: String,
    },
    /// The store says no.
    Store(StoreError),
}

impl WorkflowError {
    /// The code, which does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InvalidRequest { .. } => "INVALID_REQUEST",
            Self::ModeNotAllowed { .. } => "MODE_NOT_ALLOWED",
            Self::InvalidState { .. } => "INVALID_STATE",
            Self::AlreadyApproved { .. } => "ALREADY_APPROVED",
            Self::NotApprovedByActor { .. } => "NOT_APPROVED_BY_ACTOR",
            Self::ExpiryNotInFuture { .. } => "EXPIRY_NOT_IN_FUTURE",
            Self::NoPolicy => "NO_POLICY",
            Self::MissingApprovals { .. } => "MISSING_APPROVALS",
            Self::ApprovalExpired { .. } => "APPROVAL_EXPIRED",
            Self::CapabilityMissing { .. } => "CAPABILITY_MISSING",
            Self::AlreadyExecuted { .. } => "ALREADY_EXECUTED",
            Self::ExecutionInProgress { .. } => "EXECUTION_IN_PROGRESS",
            Self::NoExecution => "NO_EXECUTION_IN_PROGRESS",
            Self::ClaimLost { .. } => "CLAIM_LOST",
            Self::Store(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::InvalidRequest { .. } => "Correct the request and try again; nothing was recorded.",
            Self::ModeNotAllowed { .. } => {
                "Ask for a mode that the policy allows, or make a new request with another policy."
            }
            Self::InvalidState { .. } => "`nexus-attest inspect ID` shows what has happened so far.",
            Self::AlreadyApproved { .. } => "Somebody else has to approve too, if more approvals are needed.",
            Self::NotApprovedByActor { .. } => {
                "Only who has approved can revoke that approval; `nexus-attest inspect ID` lists the approvals."
            }
            Self::ExpiryNotInFuture { .. } => "Give a later time, or a duration such as 8h.",
            Self::NoPolicy => "A decision without a policy cannot run. Make a new request.",
            Self::MissingApprovals { .. } => "`nexus-attest approve ID --actor human:WHO` adds an approval.",
            Self::ApprovalExpired { .. } => {
                "Those whose approvals have expired, or others, have to approve (again)."
            }
            Self::CapabilityMissing { .. } => "Choose an adapter that has the capabilities.",
            Self::AlreadyExecuted { .. } => {
                "Approvals are for one run. To run it again, make a new request; `nexus-attest audit export ID` \
                 exports this one."
            }
            Self::ExecutionInProgress { .. } => {
                "Wait for it to end. If its process is gone, `nexus-attest execute ID --abandon` closes it as \
                 failed."
            }
            Self::NoExecution => "There is nothing to close.",
            Self::ClaimLost { .. } => {
                "Keep what the router answered: it is not in the log. Find out who abandoned the execution."
            }
            Self::Store(error) => error.remedy(),
        }
    }

    /// Whether it is the rules that say no, so that the file itself is in order and could be read.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        match self {
            Self::Store(error) => error.is_refusal(),
            _ => true,
        }
    }
}

impl fmt::Display for WorkflowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest { what } => f.write_str(what),
            Self::ModeNotAllowed { mode, allowed } => {
                let allowed: Vec<_> = allowed.iter().map(|mode| mode.as_str()).collect();
                write!(f, "the policy does not allow the mode {}, only {}", mode.as_str(), allowed.join(", "))
            }
            Self::InvalidState { step, state } => {
                write!(f, "a decision in the state {} cannot be {step}", state.as_str())
            }
            Self::AlreadyApproved { actor_id, at } => write!(f, "{actor_id} has approved already, at {at}"),
            Self::NotApprovedByActor { actor_id } => {
                write!(f, "{actor_id} has no approval that could be revoked")
            }
            Self::ExpiryNotInFuture { expires_at, now } => {
                write!(f, "an approval until {expires_at} would not count: it is {now}")
            }
            Self::NoPolicy => f.write_str("the decision has no policy"),
            Self::MissingApprovals { current, required } => {
                write!(f, "{current} of {required} approvals are there")
            }
            Self::ApprovalExpired { expired, current, required } => {
                write!(f, "{current} of {required} approvals count; {expired} expired")
            }
            Self::CapabilityMissing { missing, declared } => {
                write!(f, "the adapter lacks {}", missing.join(", "))?;
                if declared.is_empty() {
                    f.write_str("; it declares no capabilities")
                } else {
                    write!(f, "; it declares {}", declared.join(", "))
                }
            }
            Self::AlreadyExecuted { run_id } => {
                write!(f, "the decision was carried out already, by run {run_id}")
            }
            Self::ExecutionInProgress { since, actor } => {
                write!(f, "an execution that {actor} asked for has been in progress since {since}")
            }
            Self::NoExecution => f.write_str("no execution is in progress"),
            Self::ClaimLost { outcome } => {
                write!(f, "the execution was closed by somebody else while the router ran; {outcome}")
            }
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for WorkflowError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<StoreError> for WorkflowError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
