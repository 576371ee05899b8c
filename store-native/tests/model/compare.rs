//! The same decision, as the store has it and as the model has it.

use serde_json::{Value as Json, json};
use verifier_core::decision::lifecycle::{BlockingReason, Progress};
use verifier_core::decision::{Decision, Outcome, Timestamp};

use crate::model;
use crate::standing::{End, Standing};

/// In what a decision is not what the model has, after a command: no earlier than its last event.
pub fn difference_since(found: &Decision, expected: &model::Decision, now: i64) -> Result<(), String> {
    difference(found, expected, expected.now().time(now))
}

/// In what a decision of the store is not what the model has, as of the same time.
pub fn difference(found: &Decision, expected: &model::Decision, now: i64) -> Result<(), String> {
    difference_after(found, expected, expected.events(), now)
}

/// The same, when it had so many events.
pub fn difference_after(
    found: &Decision,
    expected: &model::Decision,
    events: usize,
    now: i64,
) -> Result<(), String> {
    let (found, expected) = (of_store(found), of_model(&expected.id, &expected.past[events], events, now));
    for (name, found) in found.as_object().into_iter().flatten() {
        if expected[name] != *found {
            return Err(format!("{name} of decision {} is {found}, not {}", expected["id"], expected[name]));
        }
    }
    Ok(())
}

fn of_store(decision: &Decision) -> Json {
    let blocking = BlockingReason::of(decision);
    let progress = Progress::of(decision);
    json!({
        "id": decision.decision_id,
        "as_of": micros(Some(decision.as_of)),
        "events": decision.event_count,
        "begun_at": micros(decision.first_ts),
        "goal": decision.goal,
        "plan": decision.plan_text,
        "mode": decision.mode().as_str(),
        "labels": decision.labels,
        "policy": decision.policy.as_ref().map(|policy| json!({
            "min_approvals": policy.min_approvals,
            "modes": policy.allowed_modes.iter().map(|mode| mode.as_str()).collect::<Vec<_>>(),
            "capabilities": policy.require_adapter_capabilities,
            "max_steps": policy.max_steps,
            "labels": policy.labels,
        })),
        "template": decision.template.as_ref().map(|template| json!({
            "name": template.name,
            "overrides": template.overrides.as_ref().map(|overrides| read(overrides.as_str())),
        })),
        "state": decision.state.as_str(),
        "approvals": decision.approvals.iter().map(|(id, approval)| {
            let approval = json!({
                "kind": approval.actor.kind.as_str(),
                "granted_at": micros(Some(approval.granted_at)),
                "expires_at": micros(approval.expires_at),
                "comment": approval.comment,
                "revoked": approval.revoked,
            });
            (id.clone(), approval)
        }).collect::<serde_json::Map<_, _>>(),
        "active": [decision.active_approvals(), progress.approvals_current],
        "required": progress.approvals_required,
        "approved": decision.is_approved(),
        "ready": progress.ready_to_execute,
        "runs": decision.executions.iter().map(|execution| json!({
            "adapter": execution.adapter_id,
            "dry_run": execution.dry_run,
            "outcome": execution.outcome.as_str(),
            "run_id": execution.run_id,
            "steps": execution.steps_executed,
            "code": execution.error_code,
            "message": execution.error_message,
        })).collect::<Vec<_>>(),
        "outcome": progress.execution_outcome.map(Outcome::as_str),
        "blocking": blocking.map(|reason| json!([reason.code(), read(&reason.details().to_canonical())])),
    })
}

fn of_model(id: &str, standing: &Standing, events: usize, now: i64) -> Json {
    let active = standing.active(now);
    let approved = standing.policy.is_some() && active as u64 >= standing.required();
    let state = standing.state(now).as_str();
    json!({
        "id": id,
        "as_of": now,
        "events": events,
        "begun_at": standing.begun_at,
        "goal": standing.goal,
        "plan": standing.plan,
        "mode": standing.mode.map_or("dry_run", |mode| mode.as_str()),
        "labels": standing.labels,
        "policy": standing.policy.as_ref().map(|policy| json!({
            "min_approvals": policy.min_approvals,
            "modes": policy.modes.iter().map(|mode| mode.as_str()).collect::<Vec<_>>(),
            "capabilities": policy.capabilities,
            "max_steps": policy.max_steps,
            "labels": policy.labels,
        })),
        "template": standing.template.as_ref().map(|(name, overrides)| json!({
            "name": name,
            "overrides": overrides,
        })),
        "state": state,
        "approvals": standing.approvals.iter().map(|(id, approval)| {
            let approval = json!({
                "kind": approval.kind,
                "granted_at": approval.granted_at,
                "expires_at": approval.expires_at,
                "comment": approval.comment,
                "revoked": approval.revoked,
            });
            ((*id).to_owned(), approval)
        }).collect::<serde_json::Map<_, _>>(),
        "active": [active, active],
        "required": standing.required(),
        "approved": approved,
        "ready": approved && !["completed", "failed"].contains(&state),
        "runs": standing.runs.iter().map(|run| {
            let (outcome, run_id, steps, code, message) = match &run.end {
                End::Pending => ("pending", None, None, None, None),
                End::Success { run_id, steps } => ("success", Some(run_id), Some(steps), None, None),
                End::Failed { code, message } => ("failed", None, None, Some(code), Some(message)),
            };
            json!({
                "adapter": run.adapter,
                "dry_run": run.mode.is_dry_run(),
                "outcome": outcome,
                "run_id": run_id,
                "steps": steps,
                "code": code,
                "message": message,
            })
        }).collect::<Vec<_>>(),
        "outcome": match state {
            "executing" => Some("pending"),
            "completed" => Some("success"),
            "failed" => Some("failed"),
            _ => None,
        },
        "blocking": standing.blocking(now).map(|(code, details)| json!([code, details])),
    })
}

fn micros(ts: Option<Timestamp>) -> Option<i64> {
    ts.and_then(Timestamp::unix_micros)
}

fn read(text: &str) -> Json {
    serde_json::from_str(text).expect("a JSON text")
}
