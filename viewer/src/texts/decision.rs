//! The decision, its approvals and runs, and what happened when.

use super::counted;
use crate::present::decision::Standing;
use crate::present::number::grouped;

/// Above the decision.
pub const DECIDED: &str = "What was decided";
/// How to tell who says what, and what is not what it seems to be.
pub const SAID_BY_THE_PACKAGE: &str =
    "What the package itself says stands on a grey ground; in print, between quotation marks.";
/// What was asked for.
pub const GOAL: &str = "Goal";
/// A decision without a goal.
pub const NO_GOAL: &str = "none is stated";
/// The mode.
pub const MODE: &str = "Mode";
/// Who asked for it.
pub const REQUESTED_BY: &str = "Requested by";
/// When it was created.
pub const CREATED: &str = "Created";
/// The state.
pub const STATUS: &str = "Status";
/// The rules.
pub const POLICY: &str = "Policy";
/// A decision without rules.
pub const NO_POLICY: &str = "none was attached";
/// The labels.
pub const LABELS: &str = "Labels";
/// The plan.
pub const PLAN: &str = "Plan";
/// The id.
pub const DECISION_ID: &str = "Decision id";

/// A mode, as it is stored, in words.
#[must_use]
pub fn mode(stored: &str) -> &str {
    match stored {
        "dry_run" => "dry run",
        other => other,
    }
}

/// Modes that a policy allows.
#[must_use]
pub fn modes(stored: &[String]) -> String {
    stored.iter().map(|it| mode(it)).collect::<Vec<_>>().join(" or ")
}

/// How many approvals.
#[must_use]
pub fn approvals(count: u64) -> String {
    counted(count, "approval", "approvals")
}

/// The most steps that a run may take.
#[must_use]
pub fn at_most(steps: u64) -> String {
    format!("at most {}", self::steps(steps))
}

/// How many steps.
#[must_use]
pub fn steps(count: u64) -> String {
    counted(count, "step", "steps")
}

/// What an adapter needs; `{0}` are its capabilities.
pub const CAPABILITIES: &str = "the adapter has to support {0}";
/// Where the rules came from; `{0}` is the name of the template.
pub const FROM_TEMPLATE: &str = "from the template {0}";

/// Where the events do not replay; `{0}` is the reason.
pub const UNREPLAYABLE: &str = "Policy, approvals and runs are derived from the events, which make no sense together: {0}. \
     The events are listed below as they stand.";

/// A reason why the events do not replay.
pub const NO_EVENTS: &str = "there are no events";

/// Above the approvals.
pub const APPROVALS: &str = "Approvals";
/// There are none.
pub const NO_APPROVALS: &str = "Nobody approved.";

/// How many approvals the policy asks for.
#[must_use]
pub fn policy_asks_for(count: u64) -> String {
    format!("The policy asks for {}.", approvals(count))
}

/// Approvals that are not shown.
#[must_use]
pub fn more_in_the_tree(count: u64) -> String {
    format!("And {} more: see “{}”.", grouped(count), super::CONTENTS)
}

/// A status, as it is stored, in words; `None` for what is none.
#[must_use]
pub fn status(stored: &str) -> Option<&'static str> {
    Some(match stored {
        "DRAFT" => "draft",
        "PENDING_APPROVAL" => "pending approval",
        "APPROVED" => "approved",
        "EXECUTING" => "executing",
        "COMPLETED" => "completed",
        "FAILED" => "failed",
        _ => return None,
    })
}

/// Where an approval stands.
#[must_use]
pub const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Granted => "granted",
        Standing::Revoked => "revoked",
        Standing::RevokedLater => "revoked after the run was requested",
        Standing::Expired => "expired before the run",
        Standing::Late => "granted after the run",
    }
}

/// When an approval was granted: `{0}`.
pub const GRANTED: &str = "Granted {0}";
/// When it expires: `{0}`.
pub const EXPIRES: &str = "expires {0}";
/// It does not.
pub const NEVER_EXPIRES: &str = "does not expire";
/// When it was taken back: `{0}`.
pub const REVOKED: &str = "revoked {0}";
/// Why: `{0}`.
pub const REASON: &str = "reason: {0}";

/// Above the runs.
pub const RUNS: &str = "Runs";
/// There are none.
pub const NO_RUNS: &str = "None was requested.";
/// A run without an id.
pub const NO_RUN_ID: &str = "no run id";

/// How a run ended, as it is stored, in words.
#[must_use]
pub fn ended(stored: &str) -> &'static str {
    match stored {
        "success" => "completed",
        "failed" => "failed",
        _ => "not ended",
    }
}

/// How it was run: `{0}` is the mode, `{1}` the adapter.
pub const THROUGH: &str = "{0}, through {1}";
/// Who requested it: `{0}` is the time, `{1}` the person.
pub const RUN_REQUESTED: &str = "Requested {0} by {1}";
/// When it ended: `{0}`.
pub const RUN_ENDED: &str = "ended {0}";

/// Above the timeline.
pub const HAPPENED: &str = "How it went";
/// What the timeline shows.
#[must_use]
pub fn happened_how(events: u64) -> String {
    format!(
        "Going by the {} in the package. Times are in UTC, with yours beside them where it differs.",
        counted(events, "event", "events")
    )
}
/// That `wanted` approvals were granted, which is what the policy asks for, by so many people.
#[must_use]
pub fn threshold(wanted: u64, people: u64) -> String {
    let granted = counted(wanted, "approval", "approvals");
    if people >= wanted {
        format!("{granted} granted, as many as the policy asks for")
    } else {
        format!(
            "{granted} granted, as many as the policy asks for, but by {}",
            counted(people, "person", "people")
        )
    }
}
/// What an event says before what the package says of it, what it says where that says nothing, and which member of
/// its payload that is; `None` for events that the package has nothing to say of.
#[must_use]
pub fn happened(event_type: &str, is_apply: bool) -> Option<(&'static str, &'static str, &'static str)> {
    Some(match event_type {
        "POLICY_ATTACHED" => ("Policy attached, from the template", "Policy attached", "template_name"),
        "APPROVAL_GRANTED" => ("Approval granted:", "Approval granted", "comment"),
        "APPROVAL_REVOKED" => ("Approval revoked:", "Approval revoked", "reason"),
        "EXECUTION_REQUESTED" if is_apply => {
            ("Run requested (apply), through", "Run requested (apply)", "adapter_id")
        }
        "EXECUTION_REQUESTED" => {
            ("Run requested (dry run), through", "Run requested (dry run)", "adapter_id")
        }
        "EXECUTION_STARTED" => ("Run started", "Run started", ""),
        "EXECUTION_COMPLETED" => ("Run completed", "Run completed", ""),
        "EXECUTION_FAILED" => ("Run failed:", "Run failed", "error_message"),
        _ => return None,
    })
}

/// Who did something: `{0}`.
pub const BY: &str = "by {0}";

/// The number of an event.
#[must_use]
pub fn event(number: u64) -> String {
    format!("event {}", grouped(number))
}

/// Shows more entries.
#[must_use]
pub fn show_more_of(total: u64) -> String {
    format!("Show more of {}", grouped(total))
}

/// Entries that the timeline leaves out.
#[must_use]
pub fn later_events(count: u64) -> String {
    format!("{} not shown: see “{}”.", counted(count, "later event is", "later events are"), super::CONTENTS)
}

/// The names of the months, short.
pub const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date and a time of day.
#[must_use]
pub fn date(day: &str, month: &str, year: &str, time: &str) -> String {
    format!("{day} {month} {year} {time}")
}

/// A point in time, in UTC.
#[must_use]
pub fn in_utc(date: &str) -> String {
    format!("{date} UTC")
}

/// The same, by the reader's clock.
#[must_use]
pub fn your_time(date: &str) -> String {
    format!("{date} your time")
}

/// A text, `{0}`, that should state a point in time and does not.
pub const NO_TIME: &str = "{0} (no time zone, or no date)";

/// How a point in time is written in the package.
#[must_use]
pub fn time_in_package(written: &str) -> String {
    format!("In the package: {written}")
}
