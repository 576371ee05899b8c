//! A process that writes to a store until it is done or killed, and says on standard output what has been
//! acknowledged. Tests start it; it is no part of what is installed.
//!
//! ```text
//! appender events STORE NAME COUNT DECISION...   appends COUNT events, to the decisions in turn
//! appender requests STORE NAME                   makes requests until it is killed
//! appender imports STORE BUNDLE                  imports a bundle under new ids until it is killed
//! appender read STORE DECISION                   only reads: how many events there are
//! ```

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs};

use store_native::exchange::{ConflictMode, ImportError, import};
use store_native::store::{NewEvent, OpenOptions, Store, StoreError};
use store_native::workflow::{NewRequest, PolicyChoices};
use verifier_core::Limits;
use verifier_core::canonical::Value;
use verifier_core::decision::{Actor, EventType, Mode};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["events", store, name, count, decisions @ ..] => events(store, name, count.parse()?, decisions),
        ["requests", store, name] => requests(store, name),
        ["imports", store, bundle] => imports(store, bundle),
        ["read", store, decision] => read(store, decision),
        _ => Err("usage: appender events|requests|imports|read STORE ...".into()),
    }
}

/// Acknowledges one event a line: `DECISION SEQ`.
fn events(store: &str, name: &str, count: usize, decisions: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut store = open(store)?;
    for (number, decision) in (0..count).zip(decisions.iter().cycle()) {
        let event = NewEvent {
            event_type: EventType::ApprovalGranted,
            actor: Actor::human(format!("{name}-{number}")),
            payload: Value::object([("expires_at", Value::Null)]),
        };
        let stored = store.write(|writing| writing.append(decision, &event))?;
        say(&format!("{decision} {}", stored.seq))?;
    }
    Ok(())
}

/// Acknowledges one decision a line: its id.
fn requests(store: &str, name: &str) -> Result<(), Box<dyn Error>> {
    let mut store = open(store)?;
    for number in 0.. {
        let requested = store.request(&NewRequest {
            goal: format!("{name} {number}"),
            actor: Actor::human(name),
            mode: Mode::DryRun,
            plan: None,
            template: None,
            policy: PolicyChoices { labels: Some(vec![name.to_owned()]), ..PolicyChoices::default() },
        })?;
        say(&requested.decision.decision_id)?;
    }
    Ok(())
}

/// Acknowledges one decision a line: its id. Each transaction imports three bundles.
fn imports(store: &str, bundle: &str) -> Result<(), Box<dyn Error>> {
    let mut store = open(store)?;
    let bytes = fs::read(bundle)?;
    loop {
        let ids: Vec<String> = store.write(|writing| {
            (0..3)
                .map(|_| {
                    import(writing, &bytes, ConflictMode::NewId, &Limits::default())
                        .map(|imported| imported.decision_id)
                })
                .collect::<Result<_, ImportError>>()
        })?;
        for id in ids {
            say(&id)?;
        }
    }
}

fn read(store: &str, decision: &str) -> Result<(), Box<dyn Error>> {
    let options = OpenOptions { read_only: true, ..OpenOptions::default() };
    let store = Store::open(Path::new(store), &options)?;
    say(&store.log(decision)?.events.len().to_string())?;
    Ok(())
}

fn open(path: &str) -> Result<Store, StoreError> {
    // Many write at once, and who waits is not served in turn.
    Store::open(Path::new(path), &OpenOptions { wait: Duration::from_mins(15), ..OpenOptions::default() })
}

/// A line that is read by somebody else even if this process ends right after it.
fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}
