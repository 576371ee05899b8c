//! Who had approved when a run was requested.

use super::{approvals, counted, mode, modes, steps};
use crate::present::authorization::{Run, Standing};
use crate::present::number::grouped;
use crate::present::summary::Outcome;

/// Leads from a run to where the timeline has it.
pub const ON_THE_TIMELINE: &str = "Show it on the timeline";

/// Whether a run was allowed, in a sentence.
#[must_use]
pub fn allowed(run: &Run) -> &'static str {
    match (run.asked, run.outcome()) {
        (None, _) => "No policy was in force at that moment: nothing was allowed",
        (_, Outcome::Fail) => "Not allowed by the policy in force at that moment",
        (_, Outcome::Inconclusive) => "Whether the policy in force at that moment allowed it cannot be told",
        _ => "Allowed by the policy in force at that moment",
    }
}

/// How many approvals counted.
#[must_use]
pub fn approvals_counted(run: &Run) -> String {
    let asked = run.asked.map(|asked| format!(", {} asked for", grouped(asked))).unwrap_or_default();
    let short = if run.approvals() == Outcome::Fail { ": not enough" } else { "" };
    format!("{} counted{asked}{short}", approvals(run.counted))
}

/// How many approvals did not count, and why, in a phrase each.
#[must_use]
pub fn not_counted(run: &Run) -> Vec<String> {
    let all = [
        (run.unclear, "cannot be told: they expire, and the request has no time zone"),
        (run.revoked, "had been revoked"),
        (run.expired, "had expired"),
        (run.dated_later, "dated later"),
        (run.late, "came later"),
    ];
    let some = all.into_iter().filter(|(count, _)| *count > 0);
    some.map(|(count, words)| format!("{} {words}", grouped(count))).collect()
}

/// Whether the mode was allowed.
#[must_use]
pub fn mode_allowed(run: &Run) -> String {
    let asked = mode(&run.mode);
    match run.mode() {
        Outcome::Fail => format!("{asked} was not allowed, only {}", modes(&run.modes)),
        _ => format!("{asked} was allowed"),
    }
}

/// Whether the run kept to the limit of steps, where there is one.
#[must_use]
pub fn steps_allowed(run: &Run) -> Option<String> {
    let most = format!("at most {} allowed", grouped(run.max_steps?));
    Some(match (run.steps(), run.steps) {
        (Outcome::Fail, Some(taken)) => format!("{}, {most}: too many", steps(taken)),
        (Outcome::Pass, Some(taken)) => format!("{}, {most}", steps(taken)),
        (Outcome::Inconclusive, _) => format!("steps: {most}, how many were taken is not stated"),
        _ => format!("steps: {most}, the run was not completed"),
    })
}

/// Unfolds the picture.
#[must_use]
pub fn who_approved(people: u64) -> String {
    format!("Who had approved by then, of {}", counted(people, "approver", "approvers"))
}
/// Nobody ever approved.
pub const NOBODY_APPROVED: &str = "Nobody ever approved.";
/// How the picture is read.
pub const LANES_HOW: &str =
    "From left to right in the order in which it happened, not to scale. The upright line is the request.";
/// At the left of the picture.
pub const EARLIER: &str = "earlier";
/// At the line in it.
pub const REQUESTED: &str = "requested";
/// At the right of it.
pub const LATER: &str = "later";

/// What the picture is of.
#[must_use]
pub fn lanes_at(event: u64) -> String {
    format!("Approvals when event {} requested the run", grouped(event))
}

/// Where the approval of somebody stood when a run was requested.
#[must_use]
pub const fn stood(standing: Standing) -> &'static str {
    match standing {
        Standing::Counted => "counted",
        Standing::Unclear => "cannot be told",
        Standing::Revoked => "revoked before",
        Standing::Expired => "expired before",
        Standing::DatedLater => "dated later than the request",
        Standing::Late => "came later",
    }
}

/// An approver who created the decision.
pub const CREATOR: &str = "(created the decision)";

/// Shows the approvers that are left out.
#[must_use]
pub fn show_all_approvers(count: u64) -> String {
    format!("Show all {}", counted(count, "approver", "approvers"))
}

/// Approvers that are not drawn.
#[must_use]
pub fn approvers_left_out(count: u64) -> String {
    format!("And {} not shown here.", counted(count, "approver", "approvers"))
}
