//! The store: durable appends against a bare INSERT, a large store against a small one, and importing many
//! bundles at once against one by one.

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use rusqlite::{Connection, TransactionBehavior, params};
use store_native::exchange::export_bundle;
use store_native::store::{Direction, Filter, NewEvent, OpenOptions, Recorded, Store, StoreError};
use store_native::workflow::{NewRequest, PolicyChoices};
use verifier_core::canonical::Value;
use verifier_core::decision::{Actor, EventType, Mode, State};

use crate::measure::{Round, ratio, times};
use crate::memory::Scratch;
use crate::parallel::command_line;
use crate::{Line, Wanted, progress};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Measures the store.
pub fn lines(quick: bool) -> (Vec<Line>, Vec<String>) {
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    for part in [appends, sizes, imports] {
        match part(quick) {
            Ok(more) => lines.extend(more),
            Err(error) => errors.push(error.to_string()),
        }
    }
    (lines, errors)
}

/// Events that are appended in a round, each in a transaction of its own.
const APPENDS: usize = 400;

fn appends(quick: bool) -> Outcome<Vec<Line>> {
    let mut lines = Vec::new();
    for decisions in [1, 100] {
        progress(&format!("durable appends to {decisions} decision(s)"));
        let folder = folder("appends")?;
        let store = RefCell::new(create(&folder.0.join("store.sqlite"))?);
        let ids = fill(&mut store.borrow_mut(), decisions, 2)?;
        let bare = RefCell::new(Bare::create(&folder.0.join("bare.sqlite"), &ids)?);
        let number = Cell::new(0_usize);
        let failed: RefCell<Option<String>> = RefCell::new(None);
        let next = || {
            number.set(number.get() + 1);
            number.get()
        };
        let each = |append: &dyn Fn(&str, usize) -> Outcome<()>| {
            for id in ids.iter().cycle().take(APPENDS) {
                if let Err(error) = append(id, next()) {
                    failed.borrow_mut().get_or_insert(error.to_string());
                }
            }
            number.get() as u64
        };
        let rounds = times(
            if quick { 7 } else { 15 },
            [&|| each(&|id, number| bare.borrow_mut().append(id, number)), &|| {
                each(&|id, number| append(&mut store.borrow_mut(), id, number))
            }],
        );
        if let Some(error) = failed.into_inner() {
            return Err(error.into());
        }
        lines.push(Line {
            what: format!("durable appends to {decisions} decision(s): speed / bare INSERT"),
            ratio: ratio(&rounds, 0, 1),
            wanted: Some(Wanted::AtLeast(0.7)),
        });
    }
    Ok(lines)
}

fn append(store: &mut Store, id: &str, number: usize) -> Outcome<()> {
    let event = NewEvent {
        event_type: EventType::ApprovalGranted,
        actor: Actor::human(format!("approver-{number}@example.com")),
        payload: Value::object([("expires_at", Value::Null)]),
    };
    store.write(|writing| writing.append(id, &event).map(|_| ()))?;
    Ok(())
}

/// The reference: the same table in a file with the same settings, a prepared INSERT, and nothing else.
struct Bare {
    connection: Connection,
    next: std::collections::HashMap<String, i64>,
}

impl Bare {
    fn create(path: &Path, ids: &[String]) -> Outcome<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             CREATE TABLE decisions (decision_id TEXT PRIMARY KEY, created_at TEXT NOT NULL);
             CREATE TABLE decision_events (
                 decision_id TEXT NOT NULL, seq INTEGER NOT NULL, event_type TEXT NOT NULL, ts TEXT NOT NULL,
                 actor_type TEXT NOT NULL, actor_id TEXT NOT NULL, payload TEXT NOT NULL, digest TEXT NOT NULL,
                 PRIMARY KEY (decision_id, seq),
                 FOREIGN KEY (decision_id) REFERENCES decisions(decision_id));
             CREATE INDEX idx_events_decision ON decision_events(decision_id);
             CREATE INDEX idx_events_type ON decision_events(event_type);",
        )?;
        for id in ids {
            connection.execute("INSERT INTO decisions VALUES (?1, '2026-11-22T20:00:00+00:00')", [id])?;
        }
        Ok(Self { connection, next: ids.iter().map(|id| (id.clone(), 0)).collect() })
    }

    fn append(&mut self, id: &str, number: usize) -> Outcome<()> {
        let seq = self.next.get_mut(id).ok_or("no such decision")?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction
            .prepare_cached("INSERT INTO decision_events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
            .execute(params![
                id,
                *seq,
                "APPROVAL_GRANTED",
                "2026-11-22T20:00:00.123456+00:00",
                "human",
                format!("approver-{number}@example.com"),
                "{\"expires_at\":null}",
                "79b78629bf4dee55065517c950fe627418e05dd0bbee2603b6e008838c3ce759",
            ])?;
        transaction.commit()?;
        *seq += 1;
        Ok(())
    }
}

/// Something that is done with a store and one of its decisions, and what it is called.
type Work<'w> = (&'static str, &'w dyn Fn(&Filled, &str) -> Result<u64, StoreError>);

/// Events of a decision in the stores that are compared.
const EVENTS: usize = 5;

fn sizes(quick: bool) -> Outcome<Vec<Line>> {
    let (few, many) = (1_000, if quick { 100_000 } else { 1_000_000 });
    progress(&format!("a store of {few} events and one of {many}"));
    let folder = folder("sizes")?;
    let small = filled(&folder.0.join("small.sqlite"), few)?;
    let large = filled(&folder.0.join("large.sqlite"), many)?;
    let failed: RefCell<Option<StoreError>> = RefCell::new(None);
    let of = |filled: &Filled, work: &dyn Fn(&Filled, &str) -> Result<u64, StoreError>| {
        let mut sum = 0;
        // Not the same decision each time, nor neighbours.
        for number in 0..50 {
            match work(filled, &filled.ids[number * 7919 % filled.ids.len()]) {
                Ok(count) => sum += count,
                Err(error) => *failed.borrow_mut() = Some(error),
            }
        }
        sum
    };
    let (all, newest) = (Filter::default(), Direction::NewestFirst);
    let by_label = Filter { state: None, label: Some("prod".to_owned()) };
    let by_state = Filter { state: Some(State::Approved), label: None };
    let works: [Work<'_>; 7] = [
        ("status of one decision", &|Filled { store, .. }, id| {
            Ok(store.log(id)?.decision(store.now()?)?.event_count)
        }),
        ("export of one decision", &|Filled { store, .. }, id| {
            let now = store.now()?;
            export_bundle(&store.log(id)?, now, Some(now))
                .map(|exported| exported.event_count)
                .map_err(|error| StoreError::Tampered { place: id.to_owned(), what: error.to_string() })
        }),
        ("first page of list", &|Filled { store, .. }, _| list(store, &all, newest, None)),
        ("last page of list", &|filled, _| list(&filled.store, &all, newest, Some(&filled.before_last_page))),
        ("first page of list, by label", &|Filled { store, .. }, _| list(store, &by_label, newest, None)),
        ("first page of list, by state", &|Filled { store, .. }, _| list(store, &by_state, newest, None)),
        ("opening the store", &|Filled { store, .. }, _| {
            Store::open(store.path(), &OpenOptions::default())
                .map(|store| store.path().as_os_str().len() as u64)
        }),
    ];
    let mut lines = Vec::new();
    for (what, work) in works {
        let rounds = times(if quick { 21 } else { 51 }, [&|| of(&small, work), &|| of(&large, work)]);
        if let Some(error) = failed.take() {
            return Err(format!("{what}: {error}").into());
        }
        lines.push(Line {
            what: format!("{what}: time in a store of {many} events / of {few}"),
            ratio: ratio(&rounds, 1, 0),
            wanted: Some(Wanted::AtMost(1.5)),
        });
    }
    Ok(lines)
}

/// Decisions on a page.
const PAGE: usize = 20;

fn list(
    store: &Store,
    filter: &Filter,
    direction: Direction,
    after: Option<&str>,
) -> Result<u64, StoreError> {
    let page = store.list(filter, direction, after, PAGE, store.now()?)?;
    Ok(page.decisions.len() as u64)
}

/// A store with decisions in it.
struct Filled {
    store: Store,
    ids: Vec<String>,
    /// The decision after which the last page of a list begins.
    before_last_page: String,
}

fn filled(path: &Path, events: usize) -> Outcome<Filled> {
    let mut store = create(path)?;
    let mut ids = Vec::new();
    // In several transactions, so that the write-ahead log does not get as large as the store.
    for _ in 0..10 {
        ids.extend(fill(&mut store, events / EVENTS / 10, EVENTS)?);
    }
    let oldest = store.list(&Filter::default(), Direction::OldestFirst, None, PAGE + 1, store.now()?)?;
    let before_last_page = oldest.decisions.last().ok_or("the store is empty")?.header.decision_id.clone();
    Ok(Filled { store, ids, before_last_page })
}

/// Adds decisions with so many events each, in one transaction.
fn fill(store: &mut Store, decisions: usize, events: usize) -> Outcome<Vec<String>> {
    let template = store
        .request(&NewRequest {
            goal: "Rotate the production API keys".to_owned(),
            actor: Actor::human("requester@example.com"),
            mode: Mode::Apply,
            plan: Some("1. create\n2. deploy\n3. revoke".to_owned()),
            template: None,
            policy: PolicyChoices { labels: Some(vec!["prod".to_owned()]), ..PolicyChoices::default() },
        })?
        .decision
        .decision_id;
    let log = store.log(&template)?;
    let ids = store.write(|writing| {
        let mut ids = Vec::new();
        for _ in 0..decisions {
            let id = uuid::Uuid::new_v4().to_string();
            writing.create_decision(&id, &writing.now()?.to_string())?;
            for event in &log.events {
                let mut event = event.clone();
                event.owner.clone_from(&id);
                writing.insert(Recorded::Event, &event)?;
            }
            for number in log.events.len()..events {
                let event = NewEvent {
                    event_type: EventType::ApprovalGranted,
                    actor: Actor::human(format!("approver-{number}@example.com")),
                    payload: Value::object([("expires_at", Value::Null), ("comment", "looks right".into())]),
                };
                writing.append(&id, &event)?;
            }
            ids.push(id);
        }
        Ok::<_, StoreError>(ids)
    })?;
    Ok(ids)
}

/// Bundles that are imported.
const BUNDLES: usize = 10_000;

fn imports(quick: bool) -> Outcome<Vec<Line>> {
    let program = command_line()?;
    let folder = folder("imports")?;
    let bundles = folder.0.join("bundles");
    std::fs::create_dir(&bundles)?;
    let count = if quick { BUNDLES / 10 } else { BUNDLES };
    progress(&format!("{count} bundles to import"));
    let mut files = Vec::new();
    {
        let mut store = create(&folder.0.join("origin.sqlite"))?;
        let ids = fill(&mut store, count, EVENTS)?;
        let now = store.now()?;
        for id in &ids {
            let file = bundles.join(format!("{id}.json"));
            std::fs::write(&file, export_bundle(&store.log(id)?, now, Some(now))?.line())?;
            files.push(file);
        }
    }
    let import = |store: &Path, what: &Path| -> Outcome<f64> {
        let start = Instant::now();
        let output = Command::new(&program)
            .args(["import", "--json", "--store"])
            .arg(store)
            .arg(what)
            .stdout(Stdio::null())
            .output()?;
        if !output.status.success() {
            return Err(
                format!("import: {}: {}", output.status, String::from_utf8_lossy(&output.stderr)).into()
            );
        }
        Ok(start.elapsed().as_secs_f64())
    };
    let at_once = import(&folder.0.join("at-once.sqlite"), &bundles)?;
    let singly = folder.0.join("singly.sqlite");
    let mut total = 0.0;
    for file in &files {
        total += import(&singly, file)?;
    }
    let rounds: Vec<Round> = vec![vec![total, at_once]];
    Ok(vec![Line {
        what: format!("{count} bundles: speed of one import of all / {count} single commands"),
        ratio: ratio(&rounds, 0, 1),
        wanted: Some(Wanted::AtLeast(10.0)),
    }])
}

fn create(path: &Path) -> Result<Store, StoreError> {
    Store::open(path, &OpenOptions { create: true, ..OpenOptions::default() })
}

fn folder(name: &str) -> Outcome<Scratch> {
    let folder = Scratch::on_disk(name)?;
    std::fs::create_dir_all(&folder.0)?;
    Ok(folder)
}
