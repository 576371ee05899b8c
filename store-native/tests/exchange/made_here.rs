//! Decisions that were made with this program.

use store_native::exchange::{ConflictMode, RouterEvidence, export_bundle, export_package};
use store_native::router::Response;
use store_native::store::{NewTemplate, Store};
use store_native::workflow::{Claim, NewApproval, NewRequest, PolicyChoices};
use verifier_core::decision::{Actor, Mode, Policy, Timestamp};

use crate::support::{NOW, Scratch, now};

fn request(template: Option<&str>, policy: PolicyChoices) -> NewRequest {
    NewRequest {
        goal: "rotate the keys ✓".to_owned(),
        actor: Actor::human("requester"),
        mode: Mode::Apply,
        plan: Some("1. do\n2. check".to_owned()),
        template: template.map(str::to_owned),
        policy,
    }
}

fn approval(name: &str, expires_at: Option<Timestamp>) -> NewApproval {
    NewApproval { actor: Actor::human(name), comment: Some("ok".to_owned()), expires_at }
}

fn claim(mode: Mode) -> Claim {
    Claim {
        adapter_id: "subprocess:example".to_owned(),
        actor: Actor::system("scheduler"),
        mode: Some(mode),
        capabilities: None,
    }
}

/// Exports a decision, imports it into an empty store and exports it there: the text is the same. Where it
/// was run, so is its package.
fn travel(store: &Store, decision_id: &str) {
    let log = store.log(decision_id).unwrap();
    let exported = export_bundle(&log, now(), Some(now())).unwrap();
    let mut elsewhere = Scratch::new();
    let imported = elsewhere.import(exported.line(), ConflictMode::Reject).unwrap();
    assert_eq!((imported.digest, imported.state), (exported.digest, exported.state));
    let log_there = elsewhere.store.log(decision_id).unwrap();
    assert_eq!(log_there.events, log.events);
    assert_eq!(export_bundle(&log_there, now(), Some(now())).unwrap(), exported);
    let package = |log| export_package(log, now(), None, &RouterEvidence::Recorded);
    match (package(&log), package(&log_there)) {
        (Ok(here), Ok(there)) => assert_eq!(here, there),
        (Err(here), Err(there)) => {
            assert_eq!((here.code(), there.code()), ("NO_ROUTER_LINK", "NO_ROUTER_LINK"));
        }
        (here, there) => panic!("{here:?}, but {there:?}"),
    }
    elsewhere.assert_sound();
}

/// Defends that whatever this program records can travel, after each step: a request with and without a
/// template, approvals with and without an expiry, a revocation, an abandoned execution, a dry run, a run.
#[test]
fn whatever_is_recorded_here_can_travel() {
    let mut scratch = Scratch::new();
    let store = &mut scratch.store;
    let policy = Policy { min_approvals: 2, allowed_modes: Mode::ALL.to_vec(), ..Policy::default() };
    let template =
        NewTemplate { name: "prod".to_owned(), description: "two pairs of eyes".to_owned(), policy };
    store.create_template(&template, &Actor::human("admin")).unwrap();

    let choices = PolicyChoices {
        max_steps: Some(7),
        labels: Some(vec!["prod".to_owned(), "安全".to_owned()]),
        require_adapter_capabilities: Some(vec!["idempotent".to_owned()]),
        ..PolicyChoices::default()
    };
    for new in [
        request(Some("prod"), PolicyChoices::default()),
        request(Some("prod"), choices.clone()),
        request(None, PolicyChoices { min_approvals: Some(2), ..choices }),
    ] {
        let id = store.request(&new).unwrap().decision.decision_id;
        travel(store, &id);
        let expiry = Timestamp::from_unix_micros(NOW + 1_000_000);
        store.approve(&id, &approval("alice", expiry)).unwrap();
        travel(store, &id);
        store.approve(&id, &approval("bob", None)).unwrap();
        travel(store, &id);
        store.revoke(&id, &Actor::human("bob"), "a doubt").unwrap();
        travel(store, &id);
        store.approve(&id, &approval("bob", None)).unwrap();

        let capable = |mode| {
            let capabilities = Some(vec!["idempotent".to_owned()]);
            Claim { capabilities, ..claim(mode) }
        };
        store.claim(&id, &capable(Mode::Apply)).unwrap();
        travel(store, &id);
        store.abandon(&id, &Actor::human("alice"), Some("its process is gone")).unwrap();
        travel(store, &id);
        for mode in [Mode::DryRun, Mode::Apply] {
            let claimed = store.claim(&id, &capable(mode)).unwrap();
            let text = format!("{{\"run_id\":\"run-{mode}\",\"steps_executed\":2,\"x\":1.50}}");
            store.settle(&claimed, Ok(&Response::read(text.as_bytes()).unwrap())).unwrap();
            travel(store, &id);
        }
    }
    scratch.assert_sound();
}
