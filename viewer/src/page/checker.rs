//! Verifies the packages, one after the other, in a worker.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::Blob;

use super::explore;
use super::link::Link;
use super::state::{Entry, Progress, State};
use crate::present::Summary;
use crate::present::given::Given;
use crate::present::summary::LARGE;
use crate::texts;
use crate::wire::Wire;

#[derive(Default)]
struct Checker {
    state: Option<State>,
    link: Option<Link>,
    queue: VecDeque<Job>,
    current: Option<Job>,
    /// What is being judged anew by the worker that has it open.
    aside: Option<Job>,
    /// Numbers what workers are asked, so that no answer is taken for one to another question: not even for one about
    /// the same package, held against something else.
    asked: f64,
}

#[derive(Clone)]
struct Job {
    id: usize,
    bytes: u64,
    blob: Blob,
    /// The number of the question, once it is asked.
    number: f64,
}

thread_local! {
    static CHECKER: RefCell<Checker> = RefCell::default();
}

/// Starts the worker ahead of the first package.
pub fn start(state: State) {
    CHECKER.with_borrow_mut(|checker| {
        checker.state = Some(state);
        checker.link = connect();
    });
}

/// Has an entry verified when it is its turn.
pub fn enqueue(entry: &Entry) {
    let Some(job) = Job::of(entry) else { return };
    CHECKER.with_borrow_mut(|checker| checker.queue.push_back(job));
    next();
}

impl Job {
    fn of(entry: &Entry) -> Option<Self> {
        Some(Self { id: entry.id, bytes: entry.bytes, blob: entry.file()?, number: 0.0 })
    }
}

/// Has every package judged by what is given now. No answer to an older question is taken any more.
pub fn judge_anew(state: State) {
    let aside = CHECKER.with_borrow_mut(|checker| {
        if let Some(job) = checker.current.take() {
            // What it is doing is for nothing.
            if job.bytes >= LARGE {
                checker.link = None;
            }
            checker.queue.push_front(job);
        }
        checker.aside.take().map(|job| job.id)
    });
    let chosen = state.chosen.get_untracked();
    for entry in state.entries.get_untracked() {
        if !(entry.reopen() || aside == Some(entry.id)) {
            continue;
        }
        let Some(mut job) = Job::of(&entry) else { continue };
        job.number = number();
        let given = given(state, &entry);
        CHECKER.with_borrow_mut(|checker| {
            if explore::judge(entry.id, job.number, &given) {
                checker.aside = Some(job);
            } else if chosen == Some(entry.id) {
                checker.queue.push_front(job);
            } else {
                checker.queue.push_back(job);
            }
        });
    }
    state.revision.update(|revision| *revision += 1);
    next();
}

/// Takes the answer of the worker that has a package open.
pub fn judged(message: &Array) {
    let job = CHECKER
        .with_borrow_mut(|checker| checker.aside.take_if(|job| message.get(1).as_f64() == Some(job.number)));
    if let Some(job) = job {
        note(job.id, found(message));
    }
}

/// Goes on without the worker that had an entry open: what it was judging is verified as usual.
pub fn let_go(id: usize) {
    let job = CHECKER.with_borrow_mut(|checker| checker.aside.take_if(|job| job.id == id));
    if let Some(job) = job {
        CHECKER.with_borrow_mut(|checker| checker.queue.push_front(job));
        next();
    }
}

/// What an entry is judged by.
fn given(state: State, entry: &Entry) -> Uint8Array {
    let given = state
        .elsewhere
        .with_untracked(|elsewhere| Given::of(&elsewhere.brought, &elsewhere.denied, &entry.name));
    Uint8Array::from(given.to_bytes().as_slice())
}

/// A number that no question had before.
fn number() -> f64 {
    CHECKER.with_borrow_mut(|checker| {
        checker.asked += 1.0;
        checker.asked
    })
}

/// Gives up on an entry, whether it waits or is being verified.
pub fn cancel(id: usize) {
    CHECKER.with_borrow_mut(|checker| {
        checker.queue.retain(|job| job.id != id);
        checker.aside.take_if(|job| job.id == id);
        if checker.current.as_ref().is_some_and(|job| job.id == id) {
            checker.current = None;
            checker.link = None;
        }
    });
    note(id, Progress::Cancelled);
    next();
}

/// Verifies an entry that was given up.
pub fn retry(entry: &Entry) {
    note(entry.id, Progress::Waiting);
    enqueue(entry);
}

/// Gives up on everything.
pub fn stop() {
    CHECKER.with_borrow_mut(|checker| {
        checker.queue.clear();
        checker.aside = None;
        if checker.current.take().is_some() {
            checker.link = None;
        }
    });
}

/// Sends the next job, if none is under way.
fn next() {
    let number = number();
    let failed = CHECKER.with_borrow_mut(|checker| {
        if checker.current.is_some() {
            return None;
        }
        let state = checker.state?;
        let job = checker.queue.pop_front()?;
        let entry = state.entry_untracked(job.id)?;
        if checker.link.is_none() {
            checker.link = connect();
        }
        let Some(link) = &checker.link else { return Some(job.id) };
        link.send(&["verify".into(), number.into(), job.blob.clone().into(), given(state, &entry).into()]);
        checker.current = Some(Job { number, ..job });
        None
    });
    if let Some(id) = failed {
        note(id, Progress::Unreadable(texts::NO_WORKER.to_owned()));
        next();
    }
}

fn connect() -> Option<Link> {
    Link::start(receive, failed)
}

fn failed(message: String) {
    // Within the worker, everything that can go wrong is said; what is left is that it ran out of memory.
    let (job, link) = finish(true);
    if let Some(link) = link {
        link.end();
    }
    if let Some(job) = job {
        note(job.id, Progress::Unreadable(texts::broke_down(&message)));
    }
    next();
}

fn receive(message: &Array) {
    let asked = CHECKER.with_borrow(|checker| checker.current.as_ref().map(|job| (job.id, job.number)));
    let Some((current, number)) = asked else { return };
    if message.get(1).as_f64() != Some(number) {
        return;
    }
    match message.get(0).as_string().as_deref() {
        Some("progress") => {
            let progress = match message.get(2).as_string().as_deref() {
                Some("read") => Progress::Reading(message.get(3).as_f64().unwrap_or_default()),
                _ => Progress::Checking,
            };
            note(current, progress);
        }
        Some("verified") => {
            match finish(false).1 {
                // Who looks through it already goes on doing so.
                Some(link) if is_shown(current) && !explore::is_open(current) => {
                    explore::adopt(current, link);
                }
                Some(link) => link.end(),
                None => {}
            }
            note(current, found(message));
            next();
        }
        Some("unreadable") => {
            if let Some(link) = finish(false).1 {
                link.end();
            }
            note(current, Progress::Unreadable(message.get(2).as_string().unwrap_or_default()));
            next();
        }
        _ => {}
    }
}

/// What a worker has found.
fn found(message: &Array) -> Progress {
    let bytes = message.get(2).unchecked_into::<Uint8Array>().to_vec();
    match Summary::from_bytes(&bytes) {
        Some(summary) => Progress::Done(Arc::new(summary)),
        None => Progress::Unreadable(texts::NOT_UNDERSTOOD.to_owned()),
    }
}

/// Closes the current job. After a large one the worker is done too, whose memory would never shrink otherwise, and
/// so it is if it is broken.
fn finish(broken: bool) -> (Option<Job>, Option<Link>) {
    CHECKER.with_borrow_mut(|checker| {
        let job = checker.current.take();
        let large = job.as_ref().is_some_and(|job| job.bytes >= LARGE);
        (job, if broken || large { checker.link.take() } else { None })
    })
}

/// Whether the detail of an entry is shown.
fn is_shown(id: usize) -> bool {
    CHECKER.with_borrow(|checker| checker.state).is_some_and(|state| state.chosen.get_untracked() == Some(id))
}

fn note(id: usize, progress: Progress) {
    if let Some(state) = CHECKER.with_borrow(|checker| checker.state) {
        state.note(id, progress);
    }
}
