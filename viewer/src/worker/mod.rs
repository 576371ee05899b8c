//! The worker: reads and verifies away from the page, which therefore never stops.
//!
//! Messages are arrays, what is wanted first:
//!
//! - to the worker `["verify", id, blob]` and `["open", id, blob]`, `["ask", id, query]`;
//! - from it `["progress", id, stage, done, total]`, `["verified", id, summary]`, `["opened", id]`,
//!   `["answer", id, answer]`, `["unreadable", id, message]`.
//!
//! `id` is the page's own number for what it asked. Queries, answers and summaries are bytes ([`crate::wire`]).

mod read;

use std::cell::RefCell;

use js_sys::{Array, Reflect, Uint8Array};
use verifier_core::Options;
use verifier_core::digest::RawDigest;
use verifier_core::json::Document;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use crate::present::explorer::Query;
use crate::present::{Explorer, Summary};
use crate::wire::Wire;

thread_local! {
    /// The package that is being looked through. It stays until the page ends the worker.
    static OPENED: RefCell<Option<Explorer<'static, 'static>>> = const { RefCell::new(None) };
}

/// Answers messages from now on.
pub fn serve() {
    let on_message =
        Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| receive(&event.data().into()));
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&[&"ready".into(), &JsValue::from(0)]);
}

fn receive(message: &Array) {
    let (id, payload) = (message.get(1), message.get(2));
    match message.get(0).as_string().as_deref() {
        Some("verify") => verify(id, &payload.unchecked_into()),
        Some("open") => open(&id, &payload.unchecked_into()),
        Some("ask") => ask(&id, &payload.unchecked_into()),
        _ => {}
    }
}

fn verify(id: JsValue, blob: &Blob) {
    match read::whole(blob, &|done, total| progress(&id, "read", done, total)) {
        Err(message) => post(&[&"unreadable".into(), &id, &message.into()]),
        Ok(bytes) => read::platform_digest(bytes, move |bytes, digest| {
            progress(&id, "check", 0.0, 0.0);
            match read::into_memory(&bytes) {
                Err(message) => post(&[&"unreadable".into(), &id, &message.into()]),
                Ok(input) => {
                    drop(bytes);
                    let mut options = Options::default();
                    if let Some(digest) = digest.as_deref().and_then(RawDigest::from_hex) {
                        options = options.with_input_digest(digest);
                    }
                    let summary = Summary::of(&input, &options).to_bytes();
                    post(&[&"verified".into(), &id, &Uint8Array::from(summary.as_slice()).into()]);
                }
            }
        }),
    }
}

/// What is opened is never closed: the page ends the worker instead, which frees all of its memory.
fn open(id: &JsValue, blob: &Blob) {
    let input = read::whole(blob, &|_, _| {}).and_then(|bytes| read::into_memory(&bytes));
    match input {
        Err(message) => post(&[&"unreadable".into(), id, &message.into()]),
        Ok(input) => {
            let input: &'static [u8] = Vec::leak(input);
            let document: Option<&'static Document<'static>> =
                Explorer::document(input).map(|document| &*Box::leak(Box::new(document)));
            OPENED.set(Some(Explorer::of(input, document)));
            post(&[&"opened".into(), id]);
        }
    }
}

fn ask(id: &JsValue, query: &Uint8Array) {
    let answer = OPENED.with_borrow_mut(|opened| {
        let query = Query::from_bytes(&query.to_vec())?;
        Some(opened.as_mut()?.answer(&query))
    });
    let answer = Uint8Array::from(answer.unwrap_or_default().as_slice());
    post(&[&"answer".into(), id, &answer.into()]);
}

fn progress(id: &JsValue, stage: &str, done: f64, total: f64) {
    post(&[&"progress".into(), id, &stage.into(), &done.into(), &total.into()]);
}

fn post(parts: &[&JsValue]) {
    let message = Array::new();
    for part in parts {
        message.push(part);
    }
    // A message that cannot be sent has nobody to send it to.
    drop(scope().post_message(&message));
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// The member `name` of a JavaScript object.
fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
