//! What the tests share: stores in a scratch folder, decisions to fill them with.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::Connection;
use store_native::clock::Clock;
use store_native::store::{OpenOptions, Store};
use store_native::workflow::{Claim, NewApproval, NewRequest, PolicyChoices};
use tempfile::TempDir;
use verifier_core::decision::{Actor, Mode};

/// 2026-11-22T20:00:00 UTC.
pub const START: i64 = 1_795_377_600_000_000;

/// A clock that goes on by a millisecond each time it is asked.
#[derive(Debug)]
pub struct Ticking(AtomicI64);

impl Ticking {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(START)))
    }
}

impl Clock for Ticking {
    fn unix_micros(&self) -> i64 {
        self.0.fetch_add(1000, Ordering::Relaxed)
    }
}

/// A folder for a test.
pub fn scratch() -> TempDir {
    tempfile::tempdir().expect("a scratch folder")
}

/// The store in a folder.
pub fn store_in(folder: &TempDir) -> PathBuf {
    folder.path().join("store.sqlite")
}

/// A new store that is written and read.
pub fn create(path: &Path) -> Store {
    let options = OpenOptions { create: true, clock: Ticking::new(), ..OpenOptions::default() };
    Store::open(path, &options).expect("a new store")
}

/// An existing store.
pub fn open(path: &Path) -> Store {
    Store::open(path, &OpenOptions::default()).expect("an existing store")
}

/// The file as another program sees it.
pub fn outside(path: &Path) -> Connection {
    Connection::open(path).expect("the database")
}

/// A request for one approval of mode `apply`.
pub fn request(goal: &str) -> NewRequest {
    NewRequest {
        goal: goal.to_owned(),
        actor: Actor::human("requester@example.com"),
        mode: Mode::Apply,
        plan: Some("1. do\n2. check".to_owned()),
        template: None,
        policy: PolicyChoices { labels: Some(vec!["prod".to_owned()]), ..PolicyChoices::default() },
    }
}

pub fn approval(name: &str) -> NewApproval {
    NewApproval { actor: Actor::human(name), comment: Some("looks right ✓".to_owned()), expires_at: None }
}

pub fn claim() -> Claim {
    Claim {
        adapter_id: "subprocess:example".to_owned(),
        actor: Actor::system("scheduler"),
        mode: None,
        capabilities: None,
    }
}

/// A decision that was requested and approved.
pub fn approved(store: &mut Store, goal: &str) -> String {
    let id = store.request(&request(goal)).expect("a request").decision.decision_id;
    store.approve(&id, &approval("approver@example.com")).expect("an approval");
    id
}

/// A decision that was carried out.
pub fn executed(store: &mut Store, goal: &str) -> String {
    let id = approved(store, goal);
    let claimed = store.claim(&id, &claim()).expect("a claim");
    let text = format!("{{\"run_id\":\"run-{goal}\",\"steps_executed\":2}}");
    let response = store_native::router::Response::read(text.as_bytes()).expect("a response");
    store.settle(&claimed, Ok(&response)).expect("a completed run");
    id
}

/// Asserts that a check finds nothing.
#[track_caller]
pub fn assert_sound(store: &Store) {
    let checked = store.check(None, |_, _| ()).expect("a check");
    assert!(checked.is_sound(), "{:#?}", checked.findings);
}
