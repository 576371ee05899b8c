//! Replay, on logs in any order and with anything in them.

use std::collections::BTreeMap;

use conformance::independent::{Tree, canonical_text, sha256_hex};
use verifier_core::Limits;
use verifier_core::canonical::{Value, canonicalize};
use verifier_core::decision::{Decision, Event, Lifecycle, Timestamp, Unreplayable};
use verifier_core::json::Document;

use crate::layout;
use crate::logs::{counts, damaged, log};
use crate::runs::for_each_seed;

fn now() -> Timestamp {
    Timestamp::parse("2026-01-01T12:00:00+00:00").unwrap()
}

fn replayed<'d, 'a>(log: &'d Document<'a>) -> (Vec<Event<'d, 'a>>, Decision, Option<Unreplayable>) {
    let mut decision = Decision::new("d", now());
    let mut events = Vec::new();
    for (index, node) in log.root().elements().enumerate() {
        let before = decision.clone();
        let event = match Event::read(index as u64, node) {
            Ok(event) => event,
            Err(error) => return (events, decision, Some(error)),
        };
        if let Err(error) = decision.apply(&event) {
            assert_eq!(decision, before, "a refused event changes nothing");
            return (events, decision, Some(error));
        }
        events.push(event);
    }
    (events, decision, None)
}

/// Defends that replay never panics, whatever stands in the events, that it says of which event it could
/// make nothing and where in it, and that everything that it derives is canonical JSON.
#[test]
fn anything_is_replayed_or_refused() {
    for_each_seed(4, |random| {
        let text = layout::write(&Tree::Array(damaged(random)), random);
        let Ok(document) = Document::read(text.as_bytes(), &Limits::default()) else { return };
        let (events, decision, refused) = replayed(&document);
        assert_eq!(decision.event_count, events.len() as u64);
        if let Some(error) = refused {
            assert_eq!(error.seq, decision.event_count, "{error}\n{text}");
            let place = error.pointer.split('/').nth(1);
            assert!(
                matches!(place, None | Some("seq" | "type" | "ts" | "actor" | "payload")),
                "{error}\n{text}"
            );
        }
        let life = Lifecycle::of(&decision, &events, Some(3));
        for value in [
            decision.to_value(),
            decision.header(),
            decision.template_snapshot(),
            decision.router_link(),
            life.to_value(),
        ] {
            assert_canonical(&value);
        }
    });
}

fn assert_canonical(value: &Value) {
    let text = value.to_canonical();
    let canonical = canonicalize(text.as_bytes(), &Limits::default()).expect("a value is JSON");
    assert_eq!(String::from_utf8(canonical).unwrap(), text);
}

/// Defends the state against another way to find it, without going through the states: which event of
/// those that set one came last, and who has an approval that counts.
#[test]
fn the_state_is_that_of_the_last_event_that_sets_one() {
    for_each_seed(4, |random| {
        let log = log(random);
        let text = layout::write(&Tree::Array(log.clone()), random);
        let Ok(document) = Document::read(text.as_bytes(), &Limits::default()) else { return };
        let (events, decision, refused) = replayed(&document);
        assert_eq!(refused, None, "{text}");
        let approvals = approvals(&log);
        assert_eq!(decision.active_approvals(), approvals, "{text}");
        assert_eq!(decision.state.as_str(), state(&log, approvals), "{text}");
        for (event, tree) in events.iter().zip(&log) {
            assert_eq!(event.digest().to_string(), event_digest(tree), "{text}");
        }
    });
}

fn kind(event: &Tree) -> &str {
    event.member("type").and_then(Tree::as_str).unwrap()
}

/// How many actors have an approval that counts: their last event about it is a grant that is not expired.
fn approvals(log: &[Tree]) -> usize {
    let mut last = BTreeMap::new();
    for event in log {
        let id = event.member("actor").and_then(|actor| actor.member("id")).and_then(Tree::as_str).unwrap();
        match kind(event) {
            "APPROVAL_GRANTED" => {
                last.insert(id, event.member("payload").unwrap().member("expires_at").is_none_or(counts));
            }
            "APPROVAL_REVOKED" => {
                last.insert(id, false);
            }
            _ => {}
        }
    }
    last.values().filter(|counts| **counts).count()
}

fn state(log: &[Tree], approvals: usize) -> &'static str {
    let sets = |event: &&Tree| {
        let setters = [
            "DECISION_CREATED",
            "POLICY_ATTACHED",
            "EXECUTION_STARTED",
            "EXECUTION_COMPLETED",
            "EXECUTION_FAILED",
        ];
        setters.contains(&kind(event))
    };
    let Some(event) = log.iter().rev().find(sets) else { return "draft" };
    match kind(event) {
        "EXECUTION_STARTED" => "executing",
        "EXECUTION_COMPLETED" => "completed",
        "EXECUTION_FAILED" => "failed",
        "DECISION_CREATED" => "draft",
        _ => {
            let required: usize = match event.member("payload").unwrap().member("min_approvals") {
                Some(Tree::Number(number)) => number.parse().unwrap(),
                other => panic!("{other:?} is no number"),
            };
            // The approvals are looked at with the next event about one.
            let since = log.iter().rev().take_while(|event| !sets(event));
            let looked_at = since.filter(|event| kind(event).starts_with("APPROVAL_")).count() > 0;
            if looked_at && approvals >= required { "approved" } else { "pending_approval" }
        }
    }
}

fn event_digest(event: &Tree) -> String {
    let hashed = Tree::Object(vec![
        ("payload".to_owned(), event.member("payload").unwrap().clone()),
        ("event_type".to_owned(), event.member("type").unwrap().clone()),
    ]);
    sha256_hex(canonical_text(&hashed).unwrap().as_bytes())
}
