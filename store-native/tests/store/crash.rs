//! Processes that are killed while they write.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use fastrand::Rng;
use store_native::exchange::{ConflictMode, import};
use store_native::store::{Store, StoreError};
use verifier_core::Limits;

use crate::processes::Appender;
use crate::support::{approved, assert_sound, create, open, scratch, store_in};

/// Processes killed in one store before a new one is begun: the checks stay quick.
const KILLS_PER_STORE: u64 = 10;

/// Defends durability: after each of many `kill -9` at random moments every acknowledged event is there,
/// no import is there in part, and a check finds nothing. `STORE_KILLS` and `STORE_SEED` set how many
/// there are, and when.
#[test]
fn what_was_acknowledged_survives_kill_9() {
    let (kills, seed) = (number("STORE_KILLS", 200), number("STORE_SEED", 7));
    let mut rng = Rng::with_seed(seed);
    let mut acknowledged = BTreeMap::new();
    for _ in 0..kills.div_ceil(KILLS_PER_STORE) {
        kill_some(&mut rng, SOON, &mut acknowledged);
    }
    // That the processes have got somewhere: else the test would show nothing. Slow machines take longer.
    let mut latest = SOON;
    for kind in ["events", "requests", "imports"] {
        while acknowledged.get(kind).is_none_or(|count| *count == 0) {
            latest *= 2;
            assert!(latest < 1000 * SOON, "no acknowledged {kind}, seed {seed}");
            kill_some(&mut rng, latest, &mut acknowledged);
        }
    }
}

/// The latest moment at which a process is killed, in microseconds.
const SOON: u64 = 60_000;

fn kill_some(rng: &mut Rng, latest: u64, total: &mut BTreeMap<&'static str, usize>) {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let decision = approved(&mut store, "appended to");
    let bundle = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/bundles/01-template.json");
    let text = std::fs::read(&bundle).unwrap();
    let original = store
        .write(|writing| import(writing, &text, ConflictMode::Reject, &Limits::default()))
        .expect("the bundle");
    drop(store);

    let store_path = path.to_str().unwrap();
    for round in 0..KILLS_PER_STORE {
        let name = format!("writer-{round}");
        let before = open(&path).stats().unwrap();
        let mut writers = Vec::new();
        for kind in ["events", "requests", "imports"] {
            if writers.is_empty() || rng.bool() {
                let kind =
                    if writers.is_empty() { ["events", "requests", "imports"][rng.usize(..3)] } else { kind };
                let writer = match kind {
                    "events" => Appender::start(["events", store_path, &name, "1000000", &decision]),
                    "requests" => Appender::start(["requests", store_path, &name]),
                    _ => Appender::start(["imports", store_path, bundle.to_str().unwrap()]),
                };
                writers.push((kind, writer));
            }
        }
        thread::sleep(Duration::from_micros(rng.u64(3_000..latest)));
        for (kind, writer) in writers {
            let lines = writer.kill();
            let store = open(&path);
            for line in &lines {
                assert_acknowledged(&store, kind, line, &name);
            }
            *total.entry(kind).or_default() += lines.len();
        }
        let store = open(&path);
        assert_sound(&store);
        assert_no_half_imports(&store, original.events_imported, before.decisions);
    }
}

fn assert_acknowledged(store: &Store, kind: &str, line: &str, name: &str) {
    match (kind, line.split_once(' ')) {
        ("events", Some((decision, seq))) => {
            let seq: usize = seq.parse().unwrap();
            let log = store.log(decision).unwrap();
            assert!(log.events[seq].actor_id.starts_with(name), "{line}");
        }
        (_, None) => {
            let events = store.log(line).unwrap().events;
            assert!(events.len() >= 2, "{line}: {events:?}");
        }
        _ => panic!("{line}"),
    }
}

/// Every decision that came by an import has all of its events.
fn assert_no_half_imports(store: &Store, whole: usize, before: u64) {
    let page = store
        .list(
            &store_native::store::Filter::default(),
            store_native::store::Direction::NewestFirst,
            None,
            usize::MAX,
            store.now().unwrap(),
        )
        .unwrap();
    assert!(page.decisions.len() as u64 >= before);
    let mut imported = 0;
    for listed in &page.decisions {
        let log = store.log(&listed.header.decision_id).unwrap();
        let goal = listed.decision.as_ref().unwrap().goal.clone().unwrap_or_default();
        if goal.starts_with("writer-") {
            assert_eq!(log.events.len(), 2, "a request is there in part");
        } else if goal != "appended to" {
            assert_eq!(log.events.len(), whole, "an import is there in part");
            imported += 1;
        }
    }
    // One at first, then three in each transaction.
    assert_eq!(imported % 3, 1, "a transaction of three imports is there in part");
}

/// Defends the lock: while somebody holds it the wait is bounded, the error clear, and nothing recorded.
#[test]
fn a_busy_store_is_waited_for_and_no_longer() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let head = store.head().unwrap();
    let other = crate::support::outside(&path);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    drop(store);
    let options = store_native::store::OpenOptions {
        wait: Duration::from_millis(50),
        ..store_native::store::OpenOptions::default()
    };
    store = Store::open(&path, &options).unwrap();
    let error = store.request(&crate::support::request("goal")).unwrap_err();
    assert_eq!(error.code(), "STORE_BUSY");
    // Reading goes on.
    assert_eq!(store.head().unwrap(), head);
    other.execute_batch("ROLLBACK").unwrap();
    store.request(&crate::support::request("goal")).unwrap();
    let done: Result<(), StoreError> = store.write(|_| Ok(()));
    done.unwrap();
    assert_sound(&store);
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
}
