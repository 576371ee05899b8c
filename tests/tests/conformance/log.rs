//! Logs of events that are written down here, as a store would hold them.

use verifier_core::Limits;
use verifier_core::decision::{
    Actor, ActorKind, Decision, Event, EventType, Lifecycle, Timestamp, Unreplayable,
};
use verifier_core::json::Document;

/// One event: its type, who, and the payload as JSON.
pub type Row<'r> = (EventType, &'r str, &'r str);

pub const CREATED: Row<'static> = (
    EventType::DecisionCreated,
    "human:alice",
    r#"{"goal":"rotate keys","plan":"1. do","requested_mode":"apply","labels":["prod"]}"#,
);
/// Two approvals, both modes.
pub const POLICY: Row<'static> = (
    EventType::PolicyAttached,
    "human:alice",
    r#"{"min_approvals":2,"allowed_modes":["dry_run","apply"],"require_adapter_capabilities":[],"max_steps":null,"labels":["prod"]}"#,
);
pub const REQUESTED: Row<'static> =
    (EventType::ExecutionRequested, "system:scheduler", r#"{"adapter_id":"shell","dry_run":false}"#);
pub const STARTED: Row<'static> =
    (EventType::ExecutionStarted, "system:nexus-control", r#"{"router_request_digest":"q"}"#);
pub const COMPLETED: Row<'static> = (
    EventType::ExecutionCompleted,
    "system:nexus-control",
    r#"{"run_id":"run-1","response_digest":"r","steps_executed":3}"#,
);
pub const FAILED: Row<'static> = (
    EventType::ExecutionFailed,
    "system:nexus-control",
    r#"{"error_code":"ROUTER_ERROR","error_message":"no route","run_id":null}"#,
);

/// An approval that does not expire.
pub const fn granted(actor: &str) -> Row<'_> {
    (EventType::ApprovalGranted, actor, r#"{"expires_at":null}"#)
}

pub const fn revoked(actor: &str) -> Row<'_> {
    (EventType::ApprovalRevoked, actor, r#"{"reason":"changed my mind"}"#)
}

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap_or_else(|| panic!("{text} is no timestamp"))
}

/// When the event with this number happened: one a minute.
pub fn time_of(seq: usize) -> Timestamp {
    at(&format!("2026-01-01T00:{seq:02}:00+00:00"))
}

/// The time from which a log is looked at where a test says nothing else: an hour after its beginning.
pub fn now() -> Timestamp {
    at("2026-01-01T01:00:00+00:00")
}

/// What a log replays to.
pub fn replay(rows: &[Row<'_>]) -> Result<Decision, Unreplayable> {
    replay_at(rows, now())
}

pub fn replay_at(rows: &[Row<'_>], now: Timestamp) -> Result<Decision, Unreplayable> {
    with_events(rows, |events| Decision::replay("d-1", events.iter().cloned(), now))
}

/// The life of a decision; the log has to replay.
pub fn lifecycle(rows: &[Row<'_>], limit: Option<usize>) -> Lifecycle {
    with_events(rows, |events| {
        let decision = Decision::replay("d-1", events.iter().cloned(), now()).expect("the log replays");
        Lifecycle::of(&decision, events, limit)
    })
}

fn with_events<T>(rows: &[Row<'_>], use_events: impl FnOnce(&[Event<'_, '_>]) -> T) -> T {
    let documents: Vec<_> = rows
        .iter()
        .map(|(_, _, payload)| {
            Document::read(payload.as_bytes(), &Limits::default()).expect("a payload is JSON")
        })
        .collect();
    let events: Vec<_> = rows
        .iter()
        .zip(&documents)
        .enumerate()
        .map(|(seq, ((kind, actor, _), payload))| {
            let (actor_kind, id) = actor.split_once(':').expect("an actor is a kind and an id");
            Event {
                seq: seq as u64,
                kind: *kind,
                ts: time_of(seq),
                actor: Actor { kind: ActorKind::from(actor_kind), id: id.to_owned() },
                payload: Some(payload.root()),
            }
        })
        .collect();
    use_events(&events)
}
