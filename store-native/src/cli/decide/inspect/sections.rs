//! What `inspect` tells programs, with the members of the reference implementation.

use verifier_core::canonical::Value;
use verifier_core::decision::lifecycle::Entry;
use verifier_core::decision::{Approval, Decision, Execution, Outcome, RouterRequest, State};

use super::Inspected;
use crate::cli::decide::status::event;

/// The sections.
pub fn members(inspected: &Inspected, with_events: bool) -> Vec<(&'static str, Value)> {
    let Inspected { log, decision, lifecycle, .. } = inspected;
    let mut members = vec![
        ("decision", header(decision)),
        ("lifecycle", lifecycle.to_value()),
        ("approval", approval(decision)),
        ("policy", policy(decision)),
        ("template", template(decision)),
        ("execution", execution(decision)),
        ("executions", Value::array(decision.executions.iter().map(record))),
        ("router_link", decision.router_link()),
        ("timeline", Value::array(lifecycle.timeline.iter().map(Entry::to_value))),
        ("compiled_router_request", compiled(decision)),
        ("integrity", integrity(inspected)),
    ];
    if with_events {
        members.push(("events", Value::array(log.events.iter().map(event))));
    }
    members
}

fn header(decision: &Decision) -> Value {
    Value::object([
        ("decision_id", (&decision.decision_id).into()),
        ("status", status(decision.state).into()),
        ("mode", decision.mode().as_str().into()),
        ("goal", decision.goal.as_deref().into()),
        ("plan", decision.plan.clone().into()),
        ("labels", Value::array(&decision.labels)),
        ("created_at", decision.first_ts.map(|ts| ts.to_string()).into()),
        ("last_event_at", decision.last_ts.map(|ts| ts.to_string()).into()),
    ])
}

/// The reference implementation calls a completed decision executed here, and completed in bundles.
const fn status(state: State) -> &'static str {
    match state {
        State::Completed => "EXECUTED",
        _ => state.status(),
    }
}

fn approval(decision: &Decision) -> Value {
    let required = decision.policy.as_ref().map_or(1, |policy| policy.min_approvals);
    let approved = decision.active_approvals();
    let standing = decision.approvals.values().filter(|approval| !approval.revoked);
    let revoked = decision.approvals.values().filter(|approval| approval.revoked);
    Value::object([
        ("min_approvals", required.into()),
        ("approved_count", approved.into()),
        ("missing", required.saturating_sub(approved as u64).into()),
        ("is_approved", decision.is_approved().into()),
        ("approvers", Value::array(standing.map(|approval| approver(approval, decision)))),
        ("revoked", Value::array(revoked.map(revocation))),
    ])
}

fn approver(approval: &Approval, decision: &Decision) -> Value {
    Value::object([
        ("actor", (&approval.actor.id).into()),
        ("actor_type", approval.actor.kind.as_str().into()),
        ("expires_at", approval.expires_at.map(|time| time.to_string()).into()),
        ("expired", approval.is_expired_at(decision.as_of).into()),
        ("comment", approval.comment.as_deref().into()),
        ("ts", approval.granted_at.to_string().into()),
    ])
}

fn revocation(approval: &Approval) -> Value {
    Value::object([
        ("actor", (&approval.actor.id).into()),
        ("actor_type", approval.actor.kind.as_str().into()),
        ("ts", approval.granted_at.to_string().into()),
        ("revoked_at", approval.revoked_at.map(|time| time.to_string()).into()),
        ("reason", approval.reason.as_deref().into()),
    ])
}

fn policy(decision: &Decision) -> Value {
    let policy = decision.policy.as_ref().map(|policy| {
        Value::object([
            ("allowed_modes", Value::array(policy.allowed_modes.iter().map(|mode| mode.as_str()))),
            ("require_capabilities", Value::array(&policy.require_adapter_capabilities)),
            ("max_steps", policy.max_steps.into()),
            ("labels", Value::array(&policy.labels)),
        ])
    });
    policy.into()
}

fn template(decision: &Decision) -> Value {
    let template = decision.template.as_ref().map(|template| {
        let overrides = template.overrides.as_ref().map_or_else(|| Value::object::<&str, 0>([]), Value::from);
        Value::object([
            ("name", (&template.name).into()),
            ("digest", (&template.digest).into()),
            ("overrides_applied", overrides),
        ])
    });
    template.into()
}

/// The latest execution.
fn execution(decision: &Decision) -> Value {
    let Some(latest) = decision.latest_execution() else {
        let absent = [
            "run_id",
            "adapter_id",
            "router_request_digest",
            "router_result_digest",
            "outcome",
            "last_error",
        ];
        return absent
            .into_iter()
            .map(|name| (name, Value::Null))
            .chain([("requested", false.into())])
            .collect();
    };
    record(latest)
}

fn record(execution: &Execution) -> Value {
    let outcome = match execution.outcome {
        Outcome::Pending => "in_progress",
        Outcome::Success => "ok",
        Outcome::Failed => "failed",
    };
    Value::object([
        ("requested", true.into()),
        ("requested_at", execution.requested_at.to_string().into()),
        ("requested_by", execution.requested_by.to_value()),
        ("started_at", execution.started_at.map(|time| time.to_string()).into()),
        ("completed_at", execution.completed_at.map(|time| time.to_string()).into()),
        ("run_id", execution.run_id.as_deref().into()),
        ("adapter_id", (&execution.adapter_id).into()),
        ("dry_run", execution.dry_run.into()),
        ("steps_executed", execution.steps_executed.into()),
        ("router_request_digest", execution.request_digest.as_deref().into()),
        ("router_result_digest", execution.response_digest.as_deref().into()),
        ("outcome", outcome.into()),
        ("last_error_code", execution.error_code.as_deref().into()),
        ("last_error", execution.error_message.as_deref().into()),
    ])
}

/// What the router was asked in the latest execution. Before the first one it is known but for the adapter,
/// so it has no digest yet.
pub fn request(decision: &Decision) -> Option<(RouterRequest, bool)> {
    let policy = decision.policy.as_ref()?;
    let goal = decision.goal.as_deref().unwrap_or_default();
    let latest = decision.latest_execution();
    let adapter = latest.map_or(UNKNOWN_ADAPTER, |execution| execution.adapter_id.as_str());
    let dry_run = latest.map_or_else(|| decision.mode().is_dry_run(), |execution| execution.dry_run);
    Some((policy.compile(goal, decision.plan.as_ref(), adapter, dry_run), latest.is_some()))
}

/// What stands for the adapter before it is chosen, as in the reference implementation.
const UNKNOWN_ADAPTER: &str = "<not specified>";

fn compiled(decision: &Decision) -> Value {
    let Some((policy, (request, is_known))) = decision.policy.as_ref().zip(request(decision)) else {
        return Value::Null;
    };
    let adapter =
        decision.latest_execution().map_or(UNKNOWN_ADAPTER, |execution| execution.adapter_id.as_str());
    let required = &policy.require_adapter_capabilities;
    let required = (!required.is_empty()).then(|| Value::array(required));
    Value::object([
        ("digest", is_known.then(|| request.digest.prefixed().to_string()).into()),
        ("adapter_id", adapter.into()),
        ("require_capabilities", required.into()),
        ("allow_apply", policy.allows(verifier_core::decision::Mode::Apply).into()),
        ("max_steps", policy.max_steps.into()),
        ("request", request.value),
    ])
}

fn integrity(inspected: &Inspected) -> Value {
    let Inspected { log, decision, head, .. } = inspected;
    let latest = log.events.last().map(|event| event.digest.as_str());
    Value::object([
        ("event_count", decision.event_count.into()),
        ("latest_event_digest", latest.into()),
        ("link_digest", decision.link_digest().map(|digest| digest.to_string()).into()),
        ("control_digest", inspected.control_digest.ok().map(|digest| digest.to_string()).into()),
        ("store_head", head.map(|head| head.to_string()).into()),
    ])
}
