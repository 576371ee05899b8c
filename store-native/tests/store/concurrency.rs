//! Several processes, and several threads, on one file.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;

use store_native::store::Store;
use store_native::workflow::WorkflowError;

use crate::processes::Appender;
use crate::support::{approved, assert_sound, claim, create, open, scratch, store_in};

const PROCESSES: usize = 8;
const APPENDS: usize = 500;

/// Defends sequences: 8 processes append 500 events each to one decision, and nothing is lost, doubled or
/// out of line.
#[test]
fn eight_processes_append_to_one_decision() {
    append(1);
}

/// Defends the chain: 8 processes append 500 events each to many decisions.
#[test]
fn eight_processes_append_to_many_decisions() {
    append(25);
}

fn append(decisions: usize) {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let ids: Vec<String> =
        (0..decisions).map(|number| approved(&mut store, &format!("goal {number}"))).collect();
    let before = store.head().unwrap().position;
    let (store_path, count) = (path.to_str().unwrap(), APPENDS.to_string());
    let appenders: Vec<_> = (0..PROCESSES)
        .map(|number| {
            let name = format!("process-{number}");
            let arguments = ["events", store_path, &name, &count];
            Appender::start(arguments.into_iter().chain(ids.iter().map(String::as_str)))
        })
        .collect();
    let acknowledged: Vec<String> = appenders.into_iter().flat_map(Appender::finish).collect();

    assert_eq!(acknowledged.len(), PROCESSES * APPENDS);
    let distinct: BTreeSet<_> = acknowledged.iter().collect();
    assert_eq!(distinct.len(), acknowledged.len(), "a number was acknowledged twice");
    let store = open(&path);
    let mut actors = BTreeSet::new();
    for id in &ids {
        let events = store.log(id).unwrap().events;
        assert_eq!(events.len(), 3 + PROCESSES * APPENDS / decisions);
        assert!((0_i64..).zip(&events).all(|(seq, event)| event.seq == seq));
        actors.extend(events.into_iter().skip(3).map(|event| event.actor_id));
    }
    assert_eq!(actors.len(), PROCESSES * APPENDS, "an event was lost or doubled");
    assert_eq!(store.head().unwrap().position - before, i64::try_from(PROCESSES * APPENDS).unwrap());
    assert_sound(&store);
}

/// Defends the claim: of many who want to execute the same decision at the same moment exactly one may.
#[test]
fn of_many_executors_exactly_one_runs() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    for round in 0..20 {
        let id = approved(&mut store, &format!("goal {round}"));
        let start = Barrier::new(PROCESSES);
        let outcomes: Vec<Result<(), WorkflowError>> = thread::scope(|scope| {
            let executors: Vec<_> = (0..PROCESSES)
                .map(|_| {
                    scope.spawn(|| {
                        let mut store: Store = open(&path);
                        start.wait();
                        store.claim(&id, &claim()).map(|_| ())
                    })
                })
                .collect();
            executors.into_iter().map(|executor| executor.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        for error in outcomes.into_iter().filter_map(Result::err) {
            assert_eq!(error.code(), "EXECUTION_IN_PROGRESS", "{error}");
        }
        assert_eq!(store.log(&id).unwrap().events.len(), 5);
    }
    assert_sound(&store);
}
