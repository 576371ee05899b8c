//! Appending, reading, replaying to any point, and lists.

use store_native::clock::FixedClock;
use store_native::store::{Direction, Filter, NewEvent, OpenOptions, Page, Store, StoreError};
use store_native::workflow::WorkflowError;
use verifier_core::canonical::Value;
use verifier_core::decision::{Actor, EventType, State, Timestamp};

use crate::support::{
    START, approval, approved, assert_sound, claim, create, executed, open, request, scratch, store_in,
};

/// Defends replay to any point: after each event the decision is what it was then.
#[test]
fn a_log_replays_to_any_point() {
    let folder = scratch();
    let mut store = create(&store_in(&folder));
    let id = executed(&mut store, "goal");
    let log = store.log(&id).unwrap();
    let now = store.now().unwrap();
    let states: Vec<State> =
        (0..=log.events.len()).map(|count| log.decision_after(count, now).unwrap().state).collect();
    assert_eq!(
        states,
        [
            State::Draft,
            State::Draft,
            State::PendingApproval,
            State::Approved,
            State::Approved,
            State::Executing,
            State::Completed
        ]
    );
    assert_eq!(log.decision(now).unwrap().event_count, 6);
    assert_sound(&store);
}

/// Defends the clock as an argument: the times in the log are those of the clock, and whether an approval
/// counts depends on when it is asked.
#[test]
fn the_clock_is_an_argument() {
    let folder = scratch();
    let path = store_in(&folder);
    let at = |micros| open_at(&path, micros);
    let mut store = at(START);
    let id = store.request(&request("goal")).unwrap().decision.decision_id;
    let mut short = approval("approver");
    short.expires_at = Timestamp::from_unix_micros(START + 1_000_000);
    assert_eq!(store.approve(&id, &short).unwrap().state, State::Approved);
    let log = store.log(&id).unwrap();
    assert!(log.events.iter().all(|event| event.ts == "2026-11-22T20:00:00+00:00"));
    let state = |micros| log.decision(Timestamp::from_unix_micros(micros).unwrap()).unwrap().state;
    assert_eq!(state(START + 999_999), State::Approved);
    assert_eq!(state(START + 1_000_000), State::PendingApproval);
    drop(store);

    // An hour later it cannot run any more, and says why.
    let mut store = at(START + 3_600_000_000);
    let error = store.claim(&id, &claim()).unwrap_err();
    assert_eq!(error.code(), "APPROVAL_EXPIRED");
    // It can be approved again by the same actor.
    assert_eq!(store.approve(&id, &approval("approver")).unwrap().state, State::Approved);
    let error = store.approve(&id, &approval("approver")).unwrap_err();
    assert!(matches!(error, WorkflowError::AlreadyApproved { .. }), "{error}");
    // A clock out of its range is an error and no date.
    let mut store = at(i64::MAX);
    assert!(matches!(store.request(&request("late")), Err(WorkflowError::Store(StoreError::Clock))));
}

/// Defends what may be appended: an event whose payload does not replay is refused, and so is one for a
/// decision that is not there; nothing of it stays.
#[test]
fn what_does_not_replay_is_not_appended() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let id = approved(&mut store, "goal");
    let head = store.head().unwrap();
    let event = |event_type, payload| NewEvent { event_type, actor: Actor::human("x"), payload };
    for (decision, event, code) in [
        (
            id.as_str(),
            event(EventType::PolicyAttached, Value::object([("min_approvals", Value::from(0))])),
            "REPLAY_INVALID",
        ),
        (id.as_str(), event(EventType::ExecutionRequested, Value::Null), "REPLAY_INVALID"),
        (
            "no-such",
            event(EventType::ApprovalGranted, Value::object([("expires_at", Value::Null)])),
            "DECISION_NOT_FOUND",
        ),
    ] {
        let error: StoreError = store.write(|writing| writing.append(decision, &event)).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
    }
    let error: StoreError = store.write(|writing| writing.create_decision(&id, "now")).unwrap_err();
    assert_eq!(error.code(), "DECISION_EXISTS");
    assert_eq!(store.head().unwrap(), head);
    assert_sound(&store);
}

/// Defends `attempt`: what fails in it is undone alone, and the chain goes on where it was.
#[test]
fn an_attempt_is_undone_alone() {
    let folder = scratch();
    let mut store = create(&store_in(&folder));
    store
        .write(|writing| {
            writing.create_decision("one", "2026-11-22T20:00:00+00:00")?;
            let failed: Result<(), StoreError> = writing.attempt(|writing| {
                writing.create_decision("two", "2026-11-22T20:00:00+00:00")?;
                writing.create_decision("one", "2026-11-22T20:00:00+00:00")
            });
            assert_eq!(failed.unwrap_err().code(), "DECISION_EXISTS");
            assert!(!writing.has_decision("two")?);
            writing.attempt(|writing| writing.create_decision("three", "2026-11-22T20:00:00+00:00"))
        })
        .unwrap();
    let page = list(&store, &Filter::default(), Direction::NewestFirst, None, 10);
    assert_eq!(ids(&page), ["three", "one"]);
    assert_sound(&store);
}

/// Defends lists: every decision once, in order, whatever the size of a page, in both directions and under
/// each filter.
#[test]
fn pages_show_every_decision_once() {
    let folder = scratch();
    let mut store = create(&store_in(&folder));
    let mut of_state: Vec<(State, String)> = Vec::new();
    for number in 0..23 {
        let goal = format!("goal {number}");
        let id = match number % 4 {
            0 => store.request(&request(&goal)).unwrap().decision.decision_id,
            1 => approved(&mut store, &goal),
            2 => executed(&mut store, &goal),
            _ => {
                let mut new = request(&goal);
                new.policy.labels = Some(vec!["test".to_owned(), "test".to_owned(), "prod".to_owned()]);
                store.request(&new).unwrap().decision.decision_id
            }
        };
        let state = store.log(&id).unwrap().decision(store.now().unwrap()).unwrap().state;
        of_state.push((state, id));
    }
    for filter in [
        Filter::default(),
        Filter { state: Some(State::PendingApproval), label: None },
        Filter { state: Some(State::Approved), label: None },
        Filter { state: Some(State::Completed), label: Some("prod".to_owned()) },
        Filter { state: Some(State::Failed), label: None },
        Filter { state: None, label: Some("test".to_owned()) },
        Filter { state: Some(State::PendingApproval), label: Some("test".to_owned()) },
        Filter { state: None, label: Some("no such".to_owned()) },
    ] {
        let mut expected: Vec<&str> = of_state
            .iter()
            .zip(0..)
            .filter(|((state, _), number)| {
                filter.state.is_none_or(|wanted| wanted == *state)
                    && match filter.label.as_deref() {
                        None | Some("prod") => true,
                        Some("test") => number % 4 == 3,
                        Some(_) => false,
                    }
            })
            .map(|((_, id), _)| id.as_str())
            .collect();
        for direction in [Direction::OldestFirst, Direction::NewestFirst] {
            for limit in [1, 2, 5, 22, 23, 100] {
                let mut seen = Vec::new();
                let mut after: Option<String> = None;
                loop {
                    let page = list(&store, &filter, direction, after.as_deref(), limit);
                    assert!(page.decisions.len() <= limit);
                    assert!(page.next.is_none() || page.decisions.len() == limit);
                    seen.extend(page.decisions.iter().map(|listed| listed.header.decision_id.clone()));
                    after = page.next;
                    if after.is_none() {
                        break;
                    }
                }
                assert_eq!(seen, expected, "{filter:?} {direction:?} {limit}");
            }
            expected.reverse();
        }
    }
    let error = store
        .list(&Filter::default(), Direction::NewestFirst, Some("no-such"), 1, store.now().unwrap())
        .unwrap_err();
    assert_eq!(error.code(), "DECISION_NOT_FOUND");
}

/// Defends a list against one damaged log: it is shown as what it is, and hides no other.
#[test]
fn a_damaged_log_hides_no_other() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let good = approved(&mut store, "good");
    let bad = approved(&mut store, "bad");
    drop(store);
    let connection = crate::support::outside(&path);
    connection.execute_batch("DROP TRIGGER decision_events_update").unwrap();
    connection
        .execute("UPDATE decision_events SET payload = '{' WHERE decision_id = ?1 AND seq = 1", [&bad])
        .unwrap();
    let store = open(&path);
    let page = list(&store, &Filter::default(), Direction::NewestFirst, None, 10);
    assert_eq!(ids(&page), [bad, good]);
    assert!(page.decisions[0].decision.is_err() && page.decisions[1].decision.is_ok());
}

fn list(store: &Store, filter: &Filter, direction: Direction, after: Option<&str>, limit: usize) -> Page {
    store.list(filter, direction, after, limit, store.now().unwrap()).unwrap()
}

fn ids(page: &Page) -> Vec<&str> {
    page.decisions.iter().map(|listed| listed.header.decision_id.as_str()).collect()
}

/// Defends expiry against a clock that is set back: what had expired when the last event was recorded does
/// not count again, and the times in a log do not run backwards.
#[test]
fn a_clock_that_is_set_back_revives_nothing() {
    let folder = scratch();
    let path = store_in(&folder);
    let at = |micros| open_at(&path, micros);
    let hour = 3_600_000_000;
    let mut store = at(START);
    let mut new = request("goal");
    new.policy.min_approvals = Some(2);
    let id = store.request(&new).unwrap().decision.decision_id;
    let mut short = approval("alice");
    short.expires_at = Timestamp::from_unix_micros(START + hour);
    store.approve(&id, &short).unwrap();
    drop(store);
    let mut store = at(START + 2 * hour);
    store.approve(&id, &approval("bob")).unwrap();
    drop(store);
    let mut store = at(START + 1);
    assert_eq!(store.claim(&id, &claim()).unwrap_err().code(), "APPROVAL_EXPIRED");
    store.approve(&id, &approval("carol")).unwrap();
    let times: Vec<String> = store.log(&id).unwrap().events.into_iter().map(|event| event.ts).collect();
    assert!(times.is_sorted(), "{times:?}");
}

/// Defends one run for one approval: replacing a log takes back neither a claim nor a run.
#[test]
fn a_replaced_log_does_not_let_it_run_again() {
    let folder = scratch();
    let mut store = create(&store_in(&folder));
    let id = approved(&mut store, "goal");
    let early = store.log(&id).unwrap().events;
    let replace = |store: &mut Store| {
        store.write(|writing| {
            writing.archive(&id, verifier_core::digest::of_bytes(b"an earlier log"))?;
            for event in &early {
                writing.insert(store_native::store::Recorded::Event, event)?;
            }
            Ok::<_, StoreError>(())
        })
    };
    let claimed = store.claim(&id, &claim()).unwrap();
    assert_eq!(replace(&mut store).unwrap_err().code(), "EXECUTION_IN_PROGRESS");
    // Abandoned and replaced: the first claim is lost, though a new one has the same number.
    store.abandon(&id, &Actor::human("dana"), None).unwrap();
    replace(&mut store).unwrap();
    let second = store.claim(&id, &claim()).unwrap();
    assert_eq!(second.requested_seq, claimed.requested_seq);
    let response = store_native::router::Response::read(b"{\"run_id\":\"run-1\"}").unwrap();
    assert_eq!(store.settle(&claimed, Ok(&response)).unwrap_err().code(), "CLAIM_LOST");
    store.settle(&second, Ok(&response)).unwrap();
    // Carried out and replaced: it has run all the same.
    replace(&mut store).unwrap();
    assert_eq!(store.log(&id).unwrap().decision(store.now().unwrap()).unwrap().state, State::Approved);
    assert_eq!(store.claim(&id, &claim()).unwrap_err().code(), "ALREADY_EXECUTED");
    assert_sound(&store);
}

/// The store with a clock that stands still.
fn open_at(path: &std::path::Path, micros: i64) -> Store {
    let clock = std::sync::Arc::new(FixedClock(micros));
    Store::open(path, &OpenOptions { create: true, clock, ..OpenOptions::default() }).unwrap()
}
