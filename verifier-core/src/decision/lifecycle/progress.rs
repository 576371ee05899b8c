//! How far a decision is on its way to a run.

use crate::canonical::Value;
use crate::decision::{Decision, Outcome, State};

/// How far a decision is on its way to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many approvals count.
    pub approvals_current: usize,
    /// How many are needed; 1 without a policy.
    pub approvals_required: u64,
    /// Whether it has its approvals, and was not run yet.
    pub ready_to_execute: bool,
    /// Whether a run has begun.
    pub has_executed: bool,
    /// What came of the latest run, if one has begun.
    pub execution_outcome: Option<Outcome>,
}

impl Progress {
    /// The progress of `decision`.
    #[must_use]
    pub fn of(decision: &Decision) -> Self {
        let execution_outcome = match decision.state {
            State::Completed => Some(Outcome::Success),
            State::Failed => Some(Outcome::Failed),
            State::Executing => Some(Outcome::Pending),
            State::Draft | State::PendingApproval | State::Approved => None,
        };
        Self {
            approvals_current: decision.active_approvals(),
            approvals_required: decision.policy.as_ref().map_or(1, |policy| policy.min_approvals),
            ready_to_execute: decision.is_approved()
                && !matches!(decision.state, State::Completed | State::Failed),
            has_executed: execution_outcome.is_some(),
            execution_outcome,
        }
    }

    /// `{approvals: "1/2", approvals_current, approvals_required, ready_to_execute, has_executed,
    /// execution_outcome}`
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::object([
            ("approvals", Value::from(format!("{}/{}", self.approvals_current, self.approvals_required))),
            ("approvals_current", Value::from(self.approvals_current)),
            ("approvals_required", Value::from(self.approvals_required)),
            ("ready_to_execute", Value::from(self.ready_to_execute)),
            ("has_executed", Value::from(self.has_executed)),
            ("execution_outcome", Value::from(self.execution_outcome.map(Outcome::as_str))),
        ])
    }
}
