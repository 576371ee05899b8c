//! Why a decision cannot be run.

use core::fmt;

use crate::canonical::Value;
use crate::decision::{Approval, Decision, Execution, State};

/// Why a decision cannot be run: the first reason that applies, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockingReason {
    /// It has no policy.
    NoPolicy,
    /// It was run, and that ended well.
    AlreadyExecuted {
        /// The id of the latest run.
        run_id: Option<String>,
    },
    /// It was run, and that failed.
    ExecutionFailed {
        /// Why, as a code.
        error_code: Option<String>,
        /// Why, in words; may be empty.
        error_message: String,
    },
    /// It had enough approvals, but not all of them count any more.
    ApprovalExpired {
        /// How many approvals are expired.
        expired: usize,
        /// How many count.
        current: usize,
        /// How many are needed.
        required: u64,
    },
    /// It has too few approvals.
    MissingApprovals {
        /// How many count.
        current: usize,
        /// How many are needed.
        required: u64,
    },
}

impl BlockingReason {
    /// Why `decision` cannot be run; `None` where nothing stands in its way.
    #[must_use]
    pub fn of(decision: &Decision) -> Option<Self> {
        let Some(policy) = &decision.policy else { return Some(Self::NoPolicy) };
        let latest = decision.latest_execution();
        if decision.state == State::Completed {
            return Some(Self::AlreadyExecuted {
                run_id: latest.and_then(|execution| execution.run_id.clone()),
            });
        }
        if decision.state == State::Failed {
            return Some(Self::failed(latest));
        }
        if decision.is_approved() {
            return None;
        }
        let (current, required) = (decision.active_approvals(), policy.min_approvals);
        let standing: Vec<&Approval> =
            decision.approvals.values().filter(|approval| !approval.revoked).collect();
        let expired = standing.iter().filter(|approval| approval.is_expired_at(decision.as_of)).count();
        if standing.len() as u64 >= required {
            return Some(Self::ApprovalExpired { expired, current, required });
        }
        Some(Self::MissingApprovals { current, required })
    }

    fn failed(latest: Option<&Execution>) -> Self {
        Self::ExecutionFailed {
            error_code: latest.and_then(|execution| execution.error_code.clone()),
            error_message: latest.and_then(|execution| execution.error_message.clone()).unwrap_or_default(),
        }
    }

    /// The stable code, e.g. `MISSING_APPROVALS`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoPolicy => "NO_POLICY",
            Self::AlreadyExecuted { .. } => "ALREADY_EXECUTED",
            Self::ExecutionFailed { .. } => "EXECUTION_FAILED",
            Self::ApprovalExpired { .. } => "APPROVAL_EXPIRED",
            Self::MissingApprovals { .. } => "MISSING_APPROVALS",
        }
    }

    /// The values concerned.
    #[must_use]
    pub fn details(&self) -> Value {
        match self {
            Self::NoPolicy => Value::object::<&str, 0>([]),
            Self::AlreadyExecuted { run_id } => Value::object([("run_id", Value::from(run_id.as_deref()))]),
            Self::ExecutionFailed { error_code, error_message } => Value::object([
                ("error_code", Value::from(error_code.as_deref())),
                ("error_message", Value::from(error_message)),
            ]),
            Self::ApprovalExpired { expired, current, required } => Value::object([
                ("expired_count", Value::from(*expired)),
                ("current_valid", Value::from(*current)),
                ("required", Value::from(*required)),
            ]),
            Self::MissingApprovals { current, required } => Value::object([
                ("required", Value::from(*required)),
                ("current", Value::from(*current)),
                ("missing", Value::from(missing(*current, *required))),
            ]),
        }
    }

    /// `{code, message, details}`
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::object([
            ("code", Value::from(self.code())),
            ("message", Value::from(self.to_string())),
            ("details", self.details()),
        ])
    }
}

/// The message of the reference implementation.
impl fmt::Display for BlockingReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPolicy => f.write_str("Decision has no policy attached"),
            Self::AlreadyExecuted { .. } => f.write_str("Decision has already been executed successfully"),
            Self::ExecutionFailed { error_message, .. } if error_message.is_empty() => {
                f.write_str("Previous execution failed")
            }
            Self::ExecutionFailed { error_message, .. } => {
                write!(f, "Previous execution failed: {error_message}")
            }
            Self::ApprovalExpired { expired, .. } => {
                write!(f, "Approvals expired: {expired} approval(s) have expired")
            }
            Self::MissingApprovals { current, required } => {
                let missing = missing(*current, *required);
                write!(f, "Missing {missing} approval{}", if missing == 1 { "" } else { "s" })
            }
        }
    }
}

fn missing(current: usize, required: u64) -> u64 {
    required.saturating_sub(current as u64)
}
