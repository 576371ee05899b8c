//! What events replay to is what the header of their bundle says, and every digest that can be recomputed
//! is the one that is stored.

use conformance::vectors::{bundles, package_files};
use verifier_core::bundle::Bundle;
use verifier_core::canonical;
use verifier_core::decision::{
    Actor, Artifact, Decision, Event, EventType, Mode, Policy, Template, Timestamp, stored_event_digest,
};
use verifier_core::json::{Document, Node};
use verifier_core::package::Package;
use verifier_core::{Limits, Place};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The events of a bundle, and what they replay to.
fn replayed<'d, 'a>(name: &str, bundle: &Bundle<'d, 'a>) -> (Vec<Event<'d, 'a>>, Decision) {
    let events: Vec<_> =
        Event::all(bundle).collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{name}: {error}"));
    let now = events.last().map(|event| event.ts).expect("there are events");
    let decision = Decision::replay(text(bundle.decision.id), events.iter().cloned(), now);
    (events, decision.unwrap_or_else(|error| panic!("{name}: {error}")))
}

fn text(node: Node<'_, '_>) -> String {
    node.as_str().expect("a string").into_owned()
}

/// Checks everything that can be derived from the events of a bundle, which is `node`.
fn check(name: &str, node: Node<'_, '_>) {
    let bundle = Bundle::read(&Place::root(node)).unwrap();
    let (events, decision) = replayed(name, &bundle);
    for (part, derived) in [
        ("decision", decision.header()),
        ("template_snapshot", decision.template_snapshot()),
        ("router_link", decision.router_link()),
    ] {
        let stored = canonical::to_string(node.member(part).unwrap());
        assert_eq!(derived.to_canonical(), stored, "{name}: {part}");
    }
    let control = bundle.control_digest();
    let provenance = Artifact::Bundle.provenance(&decision.decision_id, control);
    assert_eq!(provenance.to_canonical(), canonical::to_string(node.member("provenance").unwrap()), "{name}");
    for (event, node) in events.iter().zip(bundle.events.unwrap().elements()) {
        check_event(&format!("{name}, event {}", event.seq), event, node, &decision);
    }
}

fn check_event(name: &str, event: &Event<'_, '_>, node: Node<'_, '_>, decision: &Decision) {
    let member = |member| text(node.member(member).unwrap());
    assert_eq!(event.id(&decision.decision_id), member("event_id"), "{name}");
    assert!(event.ts.is_written_as(&member("ts")), "{name}");
    assert_eq!(
        event.actor.to_value().to_canonical(),
        canonical::to_string(node.member("actor").unwrap()),
        "{name}"
    );
    assert!(event.digest().is_written_as(&member("digest")), "{name}");
    let stored = stored_event_digest(node.member("type").unwrap(), node.member("payload"));
    assert_eq!(stored, event.digest(), "{name}");
}

/// Defends replay, the header, the template snapshot, the router link with its digest, the ids and digests
/// of events, and provenance, on bundles as the reference implementation exports them.
#[test]
fn every_bundle_is_what_its_events_say() {
    for (name, bytes) in bundles() {
        let document = Document::read(bytes, &Limits::default()).unwrap();
        check(name, document.root());
    }
    assert_eq!(bundles().len(), 20, "no bundle got lost");
}

/// Defends the same for bundles in packages, however they are spelled, and the provenance of packages.
#[test]
fn every_bundle_in_a_package_is_what_its_events_say() {
    for (name, bytes) in package_files() {
        let document = Document::read(bytes, &Limits::default()).unwrap();
        check(name, document.root().member("control_bundle").unwrap());
        let package = Package::read(&document).unwrap();
        let id = text(package.bundle.decision.id);
        let provenance = Artifact::Package.provenance(&id, package.recomputed_binding_digest());
        let stored = canonical::to_string(document.root().member("provenance").unwrap());
        assert_eq!(provenance.to_canonical(), stored, "{name}");
    }
    assert_eq!(package_files().len(), 53, "no package got lost");
}

/// Defends the request digest: it is recomputed for every execution, failed ones included, from what was
/// decided.
#[test]
fn every_started_run_is_the_one_that_was_decided() {
    let mut executions = 0;
    for (name, bytes) in bundles() {
        let document = Document::read(bytes, &Limits::default()).unwrap();
        let bundle = Bundle::read(&Place::root(document.root())).unwrap();
        let (_, decision) = replayed(name, &bundle);
        let (goal, policy) = (decision.goal.as_deref().unwrap(), decision.policy.as_ref().unwrap());
        for execution in &decision.executions {
            executions += 1;
            let (adapter, dry_run) = (&execution.adapter_id, execution.dry_run);
            let request = policy.compile(goal, decision.plan.as_ref(), adapter, dry_run);
            assert_eq!(execution.request_digest, Some(request.digest.to_string()), "{name}");
            assert!(policy.allows(execution.mode()), "{name}");
        }
    }
    assert_eq!(executions, 25, "no execution got lost");
}

/// Defends what is kept of events beyond what a bundle's header shows.
#[test]
fn a_replayed_decision_knows_its_approvals_and_executions() {
    let (name, bytes) = bundles().iter().find(|(name, _)| *name == "03-retried").unwrap();
    let document = Document::read(bytes, &Limits::default()).unwrap();
    let bundle = Bundle::read(&Place::root(document.root())).unwrap();
    let (events, decision) = replayed(name, &bundle);

    let [failed, completed] = decision.executions.as_slice() else { panic!("it was run twice") };
    assert_eq!((failed.requested_seq, failed.started_seq, failed.ended_seq), (3, Some(4), Some(5)));
    assert_eq!((completed.requested_seq, completed.started_seq, completed.ended_seq), (6, Some(7), Some(8)));
    assert!(failed.error_code.is_some() && failed.response_digest.is_none());
    assert!(completed.run_id.is_some() && completed.error_code.is_none());
    assert_eq!(completed.mode(), Mode::DryRun);
    assert!(decision.pending_execution().is_none());
    assert!(decision.completed_apply().is_none(), "dry runs do not end a decision");

    let approval = decision.approvals.values().next().unwrap();
    assert_eq!(events[usize::try_from(approval.seq).unwrap()].kind, EventType::ApprovalGranted);
    assert_eq!(decision.event_count, 9);
    assert_eq!(decision.first_ts, Some(events[0].ts));
    assert_eq!(decision.last_ts, Some(events[8].ts));
}

/// When the templates of the bundles were made; who made them stands in the test.
const TEMPLATES: [(&str, &str); 5] = [
    ("01-template", "2026-11-22T20:53:04.447996+00:00"),
    ("05-template", "2026-11-22T20:53:04.529358+00:00"),
    ("09-template", "2026-11-22T20:53:04.626976+00:00"),
    ("13-template", "2026-11-22T20:53:04.711795+00:00"),
    ("17-template", "2026-11-22T20:53:04.803298+00:00"),
];

/// Defends the digest and the snapshot of a template, made anew from what it said.
#[test]
fn every_template_has_the_digest_that_the_events_keep() {
    for (name, created_at) in TEMPLATES {
        let (_, bytes) = bundles().iter().find(|(other, _)| *other == name).unwrap();
        let document = Document::read(bytes, &Limits::default()).unwrap();
        let bundle = Bundle::read(&Place::root(document.root())).unwrap();
        let (_, decision) = replayed(name, &bundle);
        let used = decision.template.expect("the policy is from a template");
        let template = Template {
            name: used.name,
            description: "Two-person rule".to_owned(),
            policy: Policy {
                min_approvals: 2,
                allowed_modes: vec![Mode::DryRun, Mode::Apply],
                require_adapter_capabilities: vec![],
                max_steps: Some(9),
                labels: vec!["prod".to_owned()],
            },
            created_at: Timestamp::parse(created_at).unwrap(),
            created_by: Actor::human("admin@example.com"),
        };
        assert!(template.digest().is_written_as(&used.digest), "{name}");
        assert_eq!(template.snapshot().to_canonical(), used.snapshot.unwrap().as_str(), "{name}");
    }
    let with_template = bundles().iter().filter(|(name, _)| name.ends_with("template")).count();
    assert_eq!(with_template, TEMPLATES.len(), "no template got lost");
}

/// Defends that a state is that of the point in time from which one looks: the approvals of this bundle
/// count before they expire and do not afterwards, and what was run stays run.
#[test]
fn an_executed_decision_stays_executed_when_its_approvals_expire() {
    let (_, bytes) = bundles().iter().find(|(name, _)| *name == "04-plain").unwrap();
    let document = Document::read(bytes, &Limits::default()).unwrap();
    let bundle = Bundle::read(&Place::root(document.root())).unwrap();
    for (now, approved) in [("2027-11-01T00:00:00Z", true), ("2028-01-01T00:00:00Z", false)] {
        let events = Event::all(&bundle).map(Result::unwrap);
        let decision = Decision::replay("04", events, Timestamp::parse(now).unwrap()).unwrap();
        assert_eq!((decision.state.status(), decision.is_approved()), ("COMPLETED", approved), "{now}");
    }
}
