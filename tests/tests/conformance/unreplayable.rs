//! Events that cannot be replayed: each of them says where, and why.

use verifier_core::Limits;
use verifier_core::decision::{Decision, Event, EventType, Fault};
use verifier_core::json::Document;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::log::{CREATED, POLICY, REQUESTED, Row, now, replay};

/// The type of an event, its payload, and what is wrong with it at which place.
type Case = (EventType, &'static str, Fault, &'static str);

const TOO_LARGE: &str = r#"{"min_approvals":9223372036854775808,"allowed_modes":["apply"]}"#;

#[rustfmt::skip]
const PAYLOADS: &[Case] = {
    use EventType::{
        ApprovalGranted, ApprovalRevoked, DecisionCreated, ExecutionCompleted, ExecutionFailed,
        ExecutionRequested, ExecutionStarted, PolicyAttached,
    };
    use Fault::{BadTimestamp, MissingMember, NoOffset, OutOfRange, UnknownMode, WrongType};
    &[
        (DecisionCreated, "[]", WrongType, "/payload"),
        (DecisionCreated, "null", WrongType, "/payload"),
        (DecisionCreated, r#"{"requested_mode":"apply"}"#, MissingMember, "/payload/goal"),
        (DecisionCreated, r#"{"goal":7,"requested_mode":"apply"}"#, WrongType, "/payload/goal"),
        (DecisionCreated, r#"{"goal":null,"requested_mode":"apply"}"#, WrongType, "/payload/goal"),
        (DecisionCreated, r#"{"goal":"g"}"#, MissingMember, "/payload/requested_mode"),
        (DecisionCreated, r#"{"goal":"g","requested_mode":true}"#, WrongType, "/payload/requested_mode"),
        (DecisionCreated, r#"{"goal":"g","requested_mode":"APPLY"}"#, UnknownMode, "/payload/requested_mode"),
        (DecisionCreated, r#"{"goal":"g","requested_mode":"apply","labels":null}"#, WrongType, "/payload/labels"),
        (DecisionCreated, r#"{"goal":"g","requested_mode":"apply","labels":"ab"}"#, WrongType, "/payload/labels"),
        (DecisionCreated, r#"{"goal":"g","requested_mode":"apply","labels":["a",1]}"#, WrongType, "/payload/labels/1"),

        (PolicyAttached, r#"{"allowed_modes":["apply"]}"#, MissingMember, "/payload/min_approvals"),
        (PolicyAttached, r#"{"min_approvals":"2","allowed_modes":["apply"]}"#, WrongType, "/payload/min_approvals"),
        (PolicyAttached, r#"{"min_approvals":2.0,"allowed_modes":["apply"]}"#, WrongType, "/payload/min_approvals"),
        (PolicyAttached, r#"{"min_approvals":true,"allowed_modes":["apply"]}"#, WrongType, "/payload/min_approvals"),
        (PolicyAttached, r#"{"min_approvals":0,"allowed_modes":["apply"]}"#, OutOfRange, "/payload/min_approvals"),
        (PolicyAttached, r#"{"min_approvals":-1,"allowed_modes":["apply"]}"#, OutOfRange, "/payload/min_approvals"),
        (PolicyAttached, TOO_LARGE, OutOfRange, "/payload/min_approvals"),
        (PolicyAttached, r#"{"min_approvals":1}"#, MissingMember, "/payload/allowed_modes"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":"apply"}"#, WrongType, "/payload/allowed_modes"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":[]}"#, OutOfRange, "/payload/allowed_modes"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":["apply","x"]}"#, UnknownMode, "/payload/allowed_modes/1"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":[null]}"#, WrongType, "/payload/allowed_modes/0"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":["apply"],"max_steps":0}"#, OutOfRange, "/payload/max_steps"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":["apply"],"max_steps":1e1}"#, WrongType, "/payload/max_steps"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":["apply"],"labels":{}}"#, WrongType, "/payload/labels"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":["apply"],"require_adapter_capabilities":[[]]}"#, WrongType, "/payload/require_adapter_capabilities/0"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":["apply"],"template_name":1}"#, WrongType, "/payload/template_name"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":["apply"],"template_name":"t","template_digest":null}"#, WrongType, "/payload/template_digest"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":["apply"],"template_name":"t","template_snapshot":[]}"#, WrongType, "/payload/template_snapshot"),
        (PolicyAttached, r#"{"min_approvals":1,"allowed_modes":["apply"],"template_name":"t","overrides_applied":"x"}"#, WrongType, "/payload/overrides_applied"),

        (ApprovalGranted, r#"{"expires_at":0}"#, WrongType, "/payload/expires_at"),
        (ApprovalGranted, r#"{"expires_at":""}"#, BadTimestamp, "/payload/expires_at"),
        (ApprovalGranted, r#"{"expires_at":"tomorrow"}"#, BadTimestamp, "/payload/expires_at"),
        (ApprovalGranted, r#"{"expires_at":"2026-01-01T00:00:00"}"#, NoOffset, "/payload/expires_at"),
        (ApprovalGranted, r#"{"comment":{}}"#, WrongType, "/payload/comment"),
        (ApprovalRevoked, r#"{"reason":1}"#, WrongType, "/payload/reason"),

        (ExecutionRequested, r#"{"dry_run":true}"#, MissingMember, "/payload/adapter_id"),
        (ExecutionRequested, r#"{"adapter_id":"a"}"#, MissingMember, "/payload/dry_run"),
        (ExecutionRequested, r#"{"adapter_id":null,"dry_run":true}"#, WrongType, "/payload/adapter_id"),
        (ExecutionRequested, r#"{"adapter_id":"a","dry_run":1}"#, WrongType, "/payload/dry_run"),
        (ExecutionStarted, "{}", MissingMember, "/payload/router_request_digest"),
        (ExecutionStarted, r#"{"router_request_digest":null}"#, WrongType, "/payload/router_request_digest"),
        (ExecutionCompleted, r#"{"response_digest":"r"}"#, MissingMember, "/payload/run_id"),
        (ExecutionCompleted, r#"{"run_id":7,"response_digest":"r"}"#, WrongType, "/payload/run_id"),
        (ExecutionCompleted, r#"{"run_id":"r"}"#, MissingMember, "/payload/response_digest"),
        (ExecutionCompleted, r#"{"run_id":"r","response_digest":false}"#, WrongType, "/payload/response_digest"),
        (ExecutionCompleted, r#"{"run_id":"r","response_digest":"d","steps_executed":"3"}"#, WrongType, "/payload/steps_executed"),
        (ExecutionCompleted, r#"{"run_id":"r","response_digest":"d","steps_executed":-1}"#, OutOfRange, "/payload/steps_executed"),
        (ExecutionFailed, r#"{"error_message":"m"}"#, MissingMember, "/payload/error_code"),
        (ExecutionFailed, r#"{"error_code":"c"}"#, MissingMember, "/payload/error_message"),
        (ExecutionFailed, r#"{"error_code":1,"error_message":"m"}"#, WrongType, "/payload/error_code"),
        (ExecutionFailed, r#"{"error_code":"c","error_message":["m"]}"#, WrongType, "/payload/error_message"),
        (ExecutionFailed, r#"{"error_code":"c","error_message":"m","run_id":0}"#, WrongType, "/payload/run_id"),
    ]
};

/// Defends that payloads are read strictly: nothing is taken for something else, and nothing is made up.
#[test]
fn each_payload_that_does_not_fit_is_refused_where_it_does_not() {
    for (kind, payload, fault, pointer) in PAYLOADS {
        let rows: [Row<'_>; 4] = [CREATED, POLICY, REQUESTED, (*kind, "human:bob", payload)];
        let error = replay(&rows).expect_err(payload);
        assert_eq!(
            (error.seq, error.fault, error.pointer.as_str()),
            (3, *fault, *pointer),
            "{kind} {payload}"
        );
        let shown = error.to_string();
        assert!(shown.starts_with("event 3: ") && shown.ends_with(pointer), "{shown}");
    }
}

/// Defends that what may be left out may be left out, or null, and that members beyond the format are no
/// fault.
#[test]
fn what_is_optional_may_be_absent() {
    for (kind, payload) in [
        (EventType::DecisionCreated, r#"{"goal":"","requested_mode":"dry_run"}"#),
        (EventType::DecisionCreated, r#"{"goal":"g","requested_mode":"apply","plan":{"steps":[1.5]},"x":1}"#),
        (EventType::PolicyAttached, r#"{"min_approvals":1,"allowed_modes":["apply","apply"]}"#),
        (
            EventType::PolicyAttached,
            r#"{"min_approvals":1,"allowed_modes":["apply"],"template_name":"","template_digest":7}"#,
        ),
        (EventType::PolicyAttached, r#"{"min_approvals":1,"allowed_modes":["apply"],"template_name":"t"}"#),
        (EventType::ApprovalGranted, "{}"),
        (EventType::ApprovalGranted, r#"{"expires_at":null,"comment":null}"#),
        (EventType::ApprovalRevoked, "{}"),
        (EventType::ExecutionCompleted, r#"{"run_id":"","response_digest":""}"#),
        (EventType::ExecutionFailed, r#"{"error_code":"c","error_message":""}"#),
        (EventType::TemplateCreated, "{}"),
    ] {
        let rows = [CREATED, POLICY, REQUESTED, (kind, "human:bob", payload)];
        let decision = replay(&rows).unwrap_or_else(|error| panic!("{kind} {payload}: {error}"));
        assert_eq!(decision.event_count, 4);
    }
}

/// Defends that an event that cannot be applied leaves the decision as it was.
#[test]
fn a_refused_event_changes_nothing() {
    for (kind, payload, ..) in PAYLOADS {
        let mut decision = replay(&[CREATED, POLICY, REQUESTED]).unwrap();
        let before = decision.clone();
        let document = Document::read(payload.as_bytes(), &Limits::default()).unwrap();
        let event = Event {
            seq: 3,
            kind: *kind,
            ts: now(),
            actor: verifier_core::decision::Actor::human("bob"),
            payload: Some(document.root()),
        };
        assert!(decision.apply(&event).is_err());
        assert_eq!(decision, before, "{kind} {payload}");
    }
}

/// Defends the reading of events from a bundle: the members around the payload.
#[test]
fn each_event_that_does_not_fit_is_refused_where_it_does_not() {
    let good = r#"{"seq":0,"type":"APPROVAL_REVOKED","ts":"2026-01-01T00:00:00Z","actor":{"type":"robot","id":"x"}}"#;
    read(good).expect("without a payload, the payload is empty");
    for (from, to, fault, pointer) in [
        (good, "[]", Fault::WrongType, ""),
        (r#""seq":0"#, r#""no":0"#, Fault::MissingMember, "/seq"),
        (r#""seq":0"#, r#""seq":"0""#, Fault::WrongType, "/seq"),
        (r#""seq":0"#, r#""seq":0.0"#, Fault::WrongType, "/seq"),
        (r#""seq":0"#, r#""seq":-1"#, Fault::OutOfRange, "/seq"),
        (r#""seq":0"#, r#""seq":1"#, Fault::SeqGap, "/seq"),
        ("APPROVAL_REVOKED", "APPROVAL_LOST", Fault::UnknownEventType, "/type"),
        ("APPROVAL_REVOKED", "approval_revoked", Fault::UnknownEventType, "/type"),
        (r#""APPROVAL_REVOKED""#, "4", Fault::WrongType, "/type"),
        (r#""ts":"#, r#""at":"#, Fault::MissingMember, "/ts"),
        (r#""2026-01-01T00:00:00Z""#, "1767225600", Fault::WrongType, "/ts"),
        ("2026-01-01T", "2026-01-01", Fault::BadTimestamp, "/ts"),
        (r#""actor":"#, r#""who":"#, Fault::MissingMember, "/actor"),
        (r#"{"type":"robot","id":"x"}"#, r#""robot:x""#, Fault::WrongType, "/actor"),
        (r#""type":"robot","#, "", Fault::MissingMember, "/actor/type"),
        (r#","id":"x""#, "", Fault::MissingMember, "/actor/id"),
        (r#""id":"x""#, r#""id":null"#, Fault::WrongType, "/actor/id"),
        ("}}", r#"},"payload":[]}"#, Fault::WrongType, "/payload"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from} is there");
        let error = read(&text).expect_err(&text);
        assert_eq!((error.fault, error.pointer.as_str(), error.seq), (fault, pointer, 0), "{text}");
    }
}

fn read(text: &str) -> Result<(), verifier_core::decision::Unreplayable> {
    let document = Document::read(text.as_bytes(), &Limits::default()).unwrap();
    let event = Event::read(0, document.root())?;
    Decision::new("d-1", now()).apply(&event)
}

/// Defends that events are replayed in their order, without gaps and from 0.
#[test]
fn numbers_that_do_not_follow_are_refused() {
    let document = Document::read(b"{}", &Limits::default()).unwrap();
    let event = |seq| Event {
        seq,
        kind: EventType::ApprovalRevoked,
        ts: now(),
        actor: verifier_core::decision::Actor::human("bob"),
        payload: Some(document.root()),
    };
    for (numbers, refused) in [(vec![1], 0), (vec![0, 2], 1), (vec![0, 0], 1), (vec![0, 1, 0], 2)] {
        let error = Decision::replay("d-1", numbers.iter().copied().map(event), now()).unwrap_err();
        assert_eq!((error.fault, error.seq), (Fault::SeqGap, refused), "{numbers:?}");
    }
    assert!(Decision::replay("d-1", (0..3).map(event), now()).is_ok());
}

/// Defends the codes: they are stable, and each has a case here.
#[test]
fn every_fault_is_met() {
    let met: Vec<_> = PAYLOADS.iter().map(|(_, _, fault, _)| *fault).collect();
    let elsewhere = [Fault::SeqGap, Fault::UnknownEventType];
    for fault in Fault::ALL {
        assert!(met.contains(&fault) || elsewhere.contains(&fault), "{fault}");
    }
    let codes: Vec<_> = Fault::ALL.iter().map(|fault| fault.as_str()).collect();
    assert_eq!(
        codes,
        [
            "SEQ_GAP",
            "UNKNOWN_EVENT_TYPE",
            "MISSING_MEMBER",
            "WRONG_TYPE",
            "OUT_OF_RANGE",
            "UNKNOWN_MODE",
            "BAD_TIMESTAMP",
            "NO_OFFSET"
        ]
    );
}
