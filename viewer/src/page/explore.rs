//! Looks through the package that is shown: asks a worker that keeps it open.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::link::Link;
use super::state::Entry;
use crate::present::explorer::Query;
use crate::wire::Wire;

type Answer = Box<dyn FnOnce(&[u8])>;

#[derive(Default)]
struct Session {
    entry: Option<usize>,
    link: Option<Link>,
    asked: u32,
    pending: HashMap<u32, Answer>,
}

thread_local! {
    static SESSION: RefCell<Session> = RefCell::default();
}

/// Asks about an entry; `then` gets the answer. Its package is opened if it is not open yet.
pub fn ask<T: Wire + Default>(entry: &Entry, query: &Query, then: impl FnOnce(T) + 'static) {
    let answer: Answer = Box::new(move |bytes| then(T::from_bytes(bytes).unwrap_or_default()));
    SESSION.with_borrow_mut(|session| {
        if session.entry != Some(entry.id) || session.link.is_none() {
            session.pending.clear();
            session.entry = Some(entry.id);
            session.link = Link::start(receive, failed);
            if let (Some(link), Some(file)) = (&session.link, entry.file()) {
                link.send(&["open".into(), 0.into(), file.into()]);
            }
        }
        session.asked += 1;
        let id = session.asked;
        session.pending.insert(id, answer);
        if let Some(link) = &session.link {
            let query = Uint8Array::from(query.to_bytes().as_slice());
            link.send(&["ask".into(), id.into(), query.into()]);
        }
    });
}

/// Takes over the worker that has verified an entry: it still has the package, so it need not be read again.
pub fn adopt(entry: usize, mut link: Link) {
    link.listen(receive, failed);
    close();
    SESSION.with_borrow_mut(|session| (session.entry, session.link) = (Some(entry), Some(link)));
}

fn failed(_: String) {
    close();
}

/// Closes what is open and frees its memory.
pub fn close() {
    let session = SESSION.take();
    // Not here: this may be called by the very handlers that go with it.
    super::document::after_update(move || drop(session));
}

fn receive(message: &Array) {
    if message.get(0).as_string().as_deref() != Some("answer") {
        return;
    }
    let id = message.get(1).as_f64().unwrap_or_default();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was a u32")]
    let answer = SESSION.with_borrow_mut(|session| session.pending.remove(&(id as u32)));
    if let Some(answer) = answer {
        answer(&message.get(2).unchecked_into::<Uint8Array>().to_vec());
    }
}
