//! The states that a decision can reach, as tables that somebody has read.

use verifier_core::decision::Mode;

use crate::model::Decision;
use crate::standing::End;

/// A state, with what matters for what can be done in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reached(
    /// The state.
    &'static str,
    /// How many approvals count.
    usize,
    /// The code of what stands in the way; empty if nothing does.
    &'static str,
    /// The mode and the outcome of the latest execution, in the log that there is.
    &'static str,
);

impl Reached {
    pub fn of(decision: &Decision, now: i64) -> Self {
        let standing = decision.now();
        let blocking = standing.blocking(now).map_or("", |(code, _)| code);
        let last_run = match standing.runs.last().map(|run| (run.mode, &run.end)) {
            None if decision.was_applied() => "no run, but applied before",
            None => "no run",
            Some((Mode::DryRun, End::Pending)) => "dry run pending",
            Some((Mode::DryRun, End::Success { .. })) => "dry run done",
            Some((Mode::DryRun, End::Failed { .. })) => "dry run failed",
            Some((Mode::Apply, End::Pending)) => "apply pending",
            Some((Mode::Apply, End::Success { .. })) => "apply done",
            Some((Mode::Apply, End::Failed { .. })) => "apply failed",
        };
        Self(standing.state(now).as_str(), standing.active(now), blocking, last_run)
    }
}

/// Where one approval is needed, two people approve, and only dry runs are allowed.
pub const DRY_RUNS: [Reached; 18] = [
    // Before there was a policy: an import alone leaves a decision here.
    Reached("draft", 0, "NO_POLICY", "no run"),
    // Too few approvals, or too few that still count.
    Reached("pending_approval", 0, "MISSING_APPROVALS", "no run"),
    Reached("pending_approval", 0, "APPROVAL_EXPIRED", "no run"),
    // Enough of them.
    Reached("approved", 1, "", "no run"),
    Reached("approved", 2, "", "no run"),
    // A run began with enough approvals; they may expire meanwhile.
    Reached("executing", 0, "APPROVAL_EXPIRED", "dry run pending"),
    Reached("executing", 1, "", "dry run pending"),
    Reached("executing", 2, "", "dry run pending"),
    // It ended. Approvals may expire or, where nothing was carried out, be revoked since.
    Reached("completed", 0, "ALREADY_EXECUTED", "dry run done"),
    Reached("completed", 1, "ALREADY_EXECUTED", "dry run done"),
    Reached("completed", 2, "ALREADY_EXECUTED", "dry run done"),
    Reached("failed", 0, "EXECUTION_FAILED", "dry run failed"),
    Reached("failed", 1, "EXECUTION_FAILED", "dry run failed"),
    Reached("failed", 2, "EXECUTION_FAILED", "dry run failed"),
    // Requested and not started: an import alone leaves a decision here.
    Reached("pending_approval", 0, "MISSING_APPROVALS", "dry run pending"),
    Reached("pending_approval", 0, "APPROVAL_EXPIRED", "dry run pending"),
    Reached("approved", 1, "", "dry run pending"),
    Reached("approved", 2, "", "dry run pending"),
];

/// Where one approval is needed, and two people approve.
pub const ONE_APPROVAL: [Reached; 31] = [
    // Before there was a policy: an import alone leaves a decision here.
    Reached("draft", 0, "NO_POLICY", "no run"),
    // Too few approvals, or too few that still count.
    Reached("pending_approval", 0, "MISSING_APPROVALS", "no run"),
    Reached("pending_approval", 0, "APPROVAL_EXPIRED", "no run"),
    // Enough of them.
    Reached("approved", 1, "", "no run"),
    Reached("approved", 2, "", "no run"),
    // A run began with enough approvals; they may expire meanwhile.
    Reached("executing", 0, "APPROVAL_EXPIRED", "dry run pending"),
    Reached("executing", 1, "", "dry run pending"),
    Reached("executing", 2, "", "dry run pending"),
    Reached("executing", 0, "APPROVAL_EXPIRED", "apply pending"),
    Reached("executing", 1, "", "apply pending"),
    Reached("executing", 2, "", "apply pending"),
    // It ended. Approvals may expire or, where nothing was carried out, be revoked since.
    Reached("completed", 0, "ALREADY_EXECUTED", "dry run done"),
    Reached("completed", 1, "ALREADY_EXECUTED", "dry run done"),
    Reached("completed", 2, "ALREADY_EXECUTED", "dry run done"),
    Reached("completed", 0, "ALREADY_EXECUTED", "apply done"),
    Reached("completed", 1, "ALREADY_EXECUTED", "apply done"),
    Reached("completed", 2, "ALREADY_EXECUTED", "apply done"),
    Reached("failed", 0, "EXECUTION_FAILED", "dry run failed"),
    Reached("failed", 1, "EXECUTION_FAILED", "dry run failed"),
    Reached("failed", 2, "EXECUTION_FAILED", "dry run failed"),
    Reached("failed", 0, "EXECUTION_FAILED", "apply failed"),
    Reached("failed", 1, "EXECUTION_FAILED", "apply failed"),
    Reached("failed", 2, "EXECUTION_FAILED", "apply failed"),
    // Requested and not started: an import alone leaves a decision here.
    Reached("pending_approval", 0, "MISSING_APPROVALS", "dry run pending"),
    Reached("pending_approval", 0, "APPROVAL_EXPIRED", "dry run pending"),
    Reached("approved", 1, "", "dry run pending"),
    Reached("approved", 2, "", "dry run pending"),
    // Carried out, and then its log was replaced by one from before that.
    Reached("pending_approval", 0, "MISSING_APPROVALS", "no run, but applied before"),
    Reached("pending_approval", 0, "APPROVAL_EXPIRED", "no run, but applied before"),
    Reached("approved", 1, "", "no run, but applied before"),
    Reached("approved", 2, "", "no run, but applied before"),
];

/// Where two approvals are needed, and two people approve.
pub const TWO_APPROVALS: [Reached; 34] = [
    // Before there was a policy: an import alone leaves a decision here.
    Reached("draft", 0, "NO_POLICY", "no run"),
    // Too few approvals, or too few that still count.
    Reached("pending_approval", 0, "MISSING_APPROVALS", "no run"),
    Reached("pending_approval", 0, "APPROVAL_EXPIRED", "no run"),
    Reached("pending_approval", 1, "MISSING_APPROVALS", "no run"),
    Reached("pending_approval", 1, "APPROVAL_EXPIRED", "no run"),
    // Enough of them.
    Reached("approved", 2, "", "no run"),
    // A run began with enough approvals; they may expire meanwhile.
    Reached("executing", 0, "APPROVAL_EXPIRED", "dry run pending"),
    Reached("executing", 1, "APPROVAL_EXPIRED", "dry run pending"),
    Reached("executing", 2, "", "dry run pending"),
    Reached("executing", 0, "APPROVAL_EXPIRED", "apply pending"),
    Reached("executing", 1, "APPROVAL_EXPIRED", "apply pending"),
    Reached("executing", 2, "", "apply pending"),
    // It ended. Approvals may expire or, where nothing was carried out, be revoked since.
    Reached("completed", 0, "ALREADY_EXECUTED", "dry run done"),
    Reached("completed", 1, "ALREADY_EXECUTED", "dry run done"),
    Reached("completed", 2, "ALREADY_EXECUTED", "dry run done"),
    Reached("completed", 0, "ALREADY_EXECUTED", "apply done"),
    Reached("completed", 1, "ALREADY_EXECUTED", "apply done"),
    Reached("completed", 2, "ALREADY_EXECUTED", "apply done"),
    Reached("failed", 0, "EXECUTION_FAILED", "dry run failed"),
    Reached("failed", 1, "EXECUTION_FAILED", "dry run failed"),
    Reached("failed", 2, "EXECUTION_FAILED", "dry run failed"),
    Reached("failed", 0, "EXECUTION_FAILED", "apply failed"),
    Reached("failed", 1, "EXECUTION_FAILED", "apply failed"),
    Reached("failed", 2, "EXECUTION_FAILED", "apply failed"),
    // Requested and not started: an import alone leaves a decision here.
    Reached("pending_approval", 0, "MISSING_APPROVALS", "dry run pending"),
    Reached("pending_approval", 0, "APPROVAL_EXPIRED", "dry run pending"),
    Reached("pending_approval", 1, "MISSING_APPROVALS", "dry run pending"),
    Reached("pending_approval", 1, "APPROVAL_EXPIRED", "dry run pending"),
    Reached("approved", 2, "", "dry run pending"),
    // Carried out, and then its log was replaced by one from before that.
    Reached("pending_approval", 0, "MISSING_APPROVALS", "no run, but applied before"),
    Reached("pending_approval", 0, "APPROVAL_EXPIRED", "no run, but applied before"),
    Reached("pending_approval", 1, "MISSING_APPROVALS", "no run, but applied before"),
    Reached("pending_approval", 1, "APPROVAL_EXPIRED", "no run, but applied before"),
    Reached("approved", 2, "", "no run, but applied before"),
];
