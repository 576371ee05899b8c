//! Looks through the package that is shown: asks a worker that keeps it open.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use js_sys::{Array, Uint8Array};
use leptos::prelude::Set;
use wasm_bindgen::prelude::*;

use super::link::Link;
use super::state::{Entry, State};
use super::{checker, document};
use crate::present::explorer::Query;
use crate::texts;
use crate::wire::Wire;

type Answer = Box<dyn FnOnce(&[u8])>;

#[derive(Default)]
struct Session {
    entry: Option<usize>,
    /// SHA-256 of what was verified: nothing else is looked through.
    sha256: String,
    link: Option<Link>,
    /// Whether its worker has verified the package, and can judge it anew.
    judges: bool,
    pending: HashMap<u32, Answer>,
}

thread_local! {
    static SESSION: RefCell<Session> = RefCell::default();
    /// Numbers the questions of all sessions, so that no answer can be taken for one to another question.
    static ASKED: Cell<u32> = const { Cell::new(0) };
    static STATE: Cell<Option<State>> = const { Cell::new(None) };
}

/// Says where readers are told that a package cannot be looked through.
pub fn start(state: State) {
    STATE.set(Some(state));
}

/// Asks about an entry; `then` gets the answer. Its package is opened if it is not open yet.
pub fn ask<T: Wire + Default>(entry: &Entry, query: &Query, then: impl FnOnce(T) + 'static) {
    let answer: Answer = Box::new(move |bytes| then(T::from_bytes(bytes).unwrap_or_default()));
    if SESSION.with_borrow(|session| session.entry != Some(entry.id) || session.link.is_none()) {
        open(entry);
    }
    let id = ASKED.get().wrapping_add(1);
    ASKED.set(id);
    SESSION.with_borrow_mut(|session| {
        session.pending.insert(id, answer);
        if let Some(link) = &session.link {
            let query = Uint8Array::from(query.to_bytes().as_slice());
            link.send(&["ask".into(), id.into(), query.into()]);
        }
    });
}

fn open(entry: &Entry) {
    close();
    let link = Link::start(receive, failed);
    if let (Some(link), Some(file)) = (&link, entry.file()) {
        link.send(&["open".into(), 0.into(), file.into()]);
    }
    let sha256 = entry.sha256().unwrap_or_default();
    SESSION.with_borrow_mut(|session| {
        (session.entry, session.link, session.sha256) = (Some(entry.id), link, sha256);
    });
}

/// Takes over the worker that has verified an entry: it still has the package, so it need not be read again.
pub fn adopt(entry: usize, mut link: Link) {
    link.listen(receive, failed);
    close();
    SESSION.with_borrow_mut(|session| {
        (session.entry, session.link, session.judges) = (Some(entry), Some(link), true);
    });
}

/// Whether an entry is open.
pub fn is_open(entry: usize) -> bool {
    SESSION.with_borrow(|session| session.entry == Some(entry) && session.link.is_some())
}

/// Has an entry judged by something else, if it is open and its worker knows enough. The answer goes to the checker.
pub fn judge(entry: usize, number: f64, given: &Uint8Array) -> bool {
    SESSION.with_borrow(|session| match &session.link {
        Some(link) if session.judges && session.entry == Some(entry) => {
            link.send(&["judge".into(), number.into(), given.into()]);
            true
        }
        _ => false,
    })
}

/// Closes what is open and frees its memory. What was asked and not answered is not asked any more.
pub fn close() {
    let session = SESSION.take();
    if let Some(link) = session.link {
        link.end();
    }
    if let Some(entry) = session.entry {
        checker::let_go(entry);
    }
    // Not here: what waits for answers belongs to views, which may be going away just now.
    document::soon(move || drop(session.pending));
}

fn failed(_: String) {
    unreadable(texts::NOT_LOOKED_THROUGH.to_owned());
}

fn receive(message: &Array) {
    match message.get(0).as_string().as_deref() {
        Some("answer") => answer(message),
        Some("verified") => checker::judged(message),
        Some("opened") => {
            let sha256 = message.get(2).as_string().unwrap_or_default();
            if SESSION.with_borrow(|session| session.sha256 != sha256) {
                unreadable(texts::OTHER_FILE.to_owned());
            }
        }
        Some("unreadable") => {
            unreadable(texts::not_looked_through(&message.get(2).as_string().unwrap_or_default()));
        }
        _ => {}
    }
}

fn answer(message: &Array) {
    let id = message.get(1).as_f64().unwrap_or_default();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was a u32")]
    let answer = SESSION.with_borrow_mut(|session| session.pending.remove(&(id as u32)));
    if let Some(answer) = answer {
        answer(&message.get(2).unchecked_into::<Uint8Array>().to_vec());
    }
}

/// Ends the session, and says why there is nothing to be seen.
fn unreadable(why: String) {
    let pending = SESSION.with_borrow_mut(|session| core::mem::take(&mut session.pending));
    close();
    if let Some(state) = STATE.get() {
        state.notice.set(why);
    }
    for answer in pending.into_values() {
        answer(&[]);
    }
}
