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
use crate::present::summary::LARGE;
use crate::texts;
use crate::wire::Wire;

#[derive(Default)]
struct Checker {
    state: Option<State>,
    link: Option<Link>,
    queue: VecDeque<Job>,
    current: Option<Job>,
}

#[derive(Clone)]
struct Job {
    id: usize,
    bytes: u64,
    blob: Blob,
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
    let Some(blob) = entry.file() else { return };
    let job = Job { id: entry.id, bytes: entry.bytes, blob };
    CHECKER.with_borrow_mut(|checker| checker.queue.push_back(job));
    next();
}

/// Gives up on an entry, whether it waits or is being verified.
pub fn cancel(id: usize) {
    CHECKER.with_borrow_mut(|checker| {
        checker.queue.retain(|job| job.id != id);
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
        if checker.current.take().is_some() {
            checker.link = None;
        }
    });
}

/// Sends the next job, if none is under way.
fn next() {
    let failed = CHECKER.with_borrow_mut(|checker| {
        if checker.current.is_some() {
            return None;
        }
        let job = checker.queue.pop_front()?;
        if checker.link.is_none() {
            checker.link = connect();
        }
        let Some(link) = &checker.link else { return Some(job.id) };
        #[allow(clippy::cast_precision_loss, reason = "numbers of files are small")]
        link.send(&["verify".into(), (job.id as f64).into(), job.blob.clone().into()]);
        checker.current = Some(job);
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
    let Some(current) = CHECKER.with_borrow(|checker| checker.current.as_ref().map(|job| job.id)) else {
        return;
    };
    #[allow(clippy::cast_precision_loss, reason = "numbers of files are small")]
    if message.get(1).as_f64() != Some(current as f64) {
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
            let bytes = message.get(2).unchecked_into::<Uint8Array>().to_vec();
            match finish(false).1 {
                Some(link) if is_shown(current) => explore::adopt(current, link),
                Some(link) => link.end(),
                None => {}
            }
            note(
                current,
                match Summary::from_bytes(&bytes) {
                    Some(summary) => Progress::Done(Arc::new(summary)),
                    None => Progress::Unreadable(texts::NOT_UNDERSTOOD.to_owned()),
                },
            );
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
