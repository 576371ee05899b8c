//! `nexus-attest status`

use store_native::store::{Log, StoredEvent};
use verifier_core::canonical::{Canonical, Value};
use verifier_core::decision::Decision;
use verifier_core::decision::lifecycle::BlockingReason;
use verifier_core::json::Limits;

use super::standing::{Verdict, approvals, next};
use crate::cli::arguments::StatusArguments;
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;
use crate::cli::text::{Page, excerpted, moment, moment_of, visible};

/// Says where a request stands.
pub fn status(session: &Session, arguments: &StatusArguments) -> Result<Status, Problem> {
    let (log, decision) = read(session, &arguments.id)?;
    let members = members(&decision, arguments.events.then_some(&log));
    session.answer(members, |page| {
        Verdict::of(&decision).show(page);
        page.blank();
        page.facts(&shown(&decision));
        if arguments.events {
            events(page, &log);
        }
        next(page, session, &decision);
    })?;
    Ok(Status::Good)
}

/// The log of a decision, and what it is as of now.
pub fn read(session: &Session, id: &str) -> Result<(Log, Decision), Problem> {
    let store = session.open(Access::Read)?;
    let read = store.now().and_then(|now| {
        let log = store.log(id)?;
        let decision = log.decision(now)?;
        Ok((log, decision))
    });
    read.map_err(|error| session.problem_about(Some(id), error))
}

/// The members of the reference implementation's status.
fn members(decision: &Decision, log: Option<&Log>) -> Vec<(&'static str, Value)> {
    let mut members = Vec::new();
    if let Value::Object(status) = decision.to_value() {
        let names = [
            "decision_id",
            "state",
            "goal",
            "plan",
            "requested_mode",
            "labels",
            "policy",
            "active_approvals",
            "total_approvals",
            "is_approved",
            "executions",
            "event_count",
            "template",
        ];
        members.extend(names.into_iter().filter_map(|name| Some((name, status.get(name)?.clone()))));
    }
    if let Some(log) = log {
        members.push(("events", Value::array(log.events.iter().map(event))));
    }
    members
}

/// An event as the reference implementation writes it.
pub fn event(event: &StoredEvent) -> Value {
    let payload = Canonical::read(event.payload.as_bytes(), &Limits::default());
    Value::object([
        ("decision_id", (&event.owner).into()),
        ("seq", event.seq.into()),
        ("event_type", (&event.event_type).into()),
        ("ts", (&event.ts).into()),
        ("actor", Value::object([("type", (&event.actor_type).into()), ("id", (&event.actor_id).into())])),
        // What replayed is JSON; what is not is shown as the text that it is.
        ("payload", payload.map_or_else(|_| (&event.payload).into(), Value::from)),
        ("digest", (&event.digest).into()),
    ])
}

fn shown(decision: &Decision) -> Vec<(&'static str, String)> {
    let mut shown = vec![
        ("request", visible(&decision.decision_id).into_owned()),
        ("goal", excerpted(decision.goal.as_deref().unwrap_or("none")).into_owned()),
        ("mode", decision.mode().as_str().to_owned()),
        ("state", decision.state.as_str().to_owned()),
        ("approvals", approvals(decision)),
    ];
    if let Some(reason) = BlockingReason::of(decision) {
        shown.push(("blocked", reason.code().to_owned()));
    }
    if let Some(last) = decision.last_ts {
        shown.push(("last event", moment(last)));
    }
    shown
}

/// Every event as a line, with its payload below.
pub fn events(page: &mut Page<'_>, log: &Log) {
    page.blank();
    page.heading("Events");
    for event in &log.events {
        let actor = format!("{}:{}", event.actor_type, event.actor_id);
        let what =
            format!("{} by {} at {}", visible(&event.event_type), excerpted(&actor), moment_of(&event.ts));
        let seq = event.seq.to_string();
        page.item(&seq, 3, &what);
        page.item("", 3, &excerpted(&event.payload));
        page.item("", 3, &format!("sha256:{}", visible(&event.digest)));
    }
}
