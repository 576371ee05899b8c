//! The worker: reads and verifies away from the page, which therefore never stops.
//!
//! Messages are arrays, what is wanted first:
//!
//! - to the worker `["verify", id, blob, given]`, `["judge", id, given]`, `["open", id, blob]`, `["ask", id, query]`;
//! - from it `["progress", id, stage, done, total]`, `["verified", id, summary]`, `["opened", id, sha256]`,
//!   `["answer", id, answer]`, `["unreadable", id, message]`.
//!
//! `id` is the page's own number for what it asked. Queries, answers, summaries and what packages are judged by
//! (`given`) are bytes ([`crate::wire`]).
//!
//! How long a large package takes is bound by two digests, that of the file and that of its canonical form. The
//! platform computes both: the one while the text is indexed here, the other while the layers are looked at. What only some
//! readers look at is computed when the page asks for it. To judge a large package that is kept by something else takes
//! neither: its digests and what the checks found stay as they are.
//!
//! This worker starts no other one: Firefox, once in about a hundred times, never returns from doing so within a worker.

mod digest;
mod read;

use std::cell::RefCell;

use js_sys::futures::spawn_local;
use js_sys::{Array, Reflect, Uint8Array};
use verifier_core::digest::{RawDigest, of_bytes};
use verifier_core::json::{Document, Limits};
use verifier_core::package::Package;
use verifier_core::{Digests, Examination, Refusal, conclude, examine, refused};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use digest::Hashing;

use crate::present::explorer::Query;
use crate::present::given::Given;
use crate::present::{Explorer, Summary, summary};
use crate::texts;
use crate::wire::Wire;

thread_local! {
    /// The package that is being looked through. It stays until the page ends the worker.
    static OPENED: RefCell<Option<Explorer<'static, 'static>>> = const { RefCell::new(None) };
    /// The same package, examined: what it takes to judge it by something else.
    static EXAMINED: RefCell<Option<Examined<'static, 'static>>> = const { RefCell::new(None) };
    /// What was asked before it was there.
    static ASKED: RefCell<Vec<(JsValue, Uint8Array)>> = const { RefCell::new(Vec::new()) };
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
        Some("verify") => work(id, payload, Some(message.get(3))),
        Some("judge") => judge(&id, payload),
        Some("open") => work(id, payload, None),
        Some("ask") => ask(id, payload.unchecked_into()),
        _ => {}
    }
}

/// Verifies a file by what is given, or only opens it.
fn work(id: JsValue, blob: JsValue, given: Option<JsValue>) {
    spawn_local(async move {
        let blob: Blob = blob.unchecked_into();
        let done = match given {
            Some(given) => verify(&id, &blob, given).await,
            None => open(&id, &blob).await,
        };
        if let Err(message) = done {
            post(&[&"unreadable".into(), &id, &message.into()]);
        }
    });
}

/// What packages are judged by.
fn read_given(given: JsValue) -> Result<Given, String> {
    Given::from_bytes(&given.unchecked_into::<Uint8Array>().to_vec())
        .ok_or_else(|| texts::NOT_UNDERSTOOD.to_owned())
}

async fn verify(id: &JsValue, blob: &Blob, given: JsValue) -> Result<(), String> {
    let given = read_given(given)?;
    let input = read::whole(blob, |done, total| progress(id, "read", done, total)).await?;
    progress(id, "check", 0.0, 0.0);
    if input.len() as u64 >= summary::LARGE {
        // The page ends the worker after this one, but may look through it, or have it judged anew, before.
        let input: &'static [u8] = Vec::leak(input);
        let hashing = Hashing::begin(input);
        let document: &'static Result<_, _> = Box::leak(Box::new(Document::read(input, &Limits::default())));
        let examined = examined(input, document, hashing).await;
        report(id, &examined.summary(&given)?);
        EXAMINED.set(Some(examined));
        keep(Explorer::of(input, document.as_ref().ok()));
    } else {
        let hashing = Hashing::begin(input.as_slice());
        let document = Document::read(&input, &Limits::default());
        report(id, &examined(&input, &document, hashing).await.summary(&given)?);
    }
    Ok(())
}

/// Judges the package that is kept by what is given now.
fn judge(id: &JsValue, given: JsValue) {
    let judged = EXAMINED.with_borrow(|examined| {
        let examined = examined.as_ref().ok_or_else(|| texts::NOT_UNDERSTOOD.to_owned())?;
        examined.summary(&read_given(given)?)
    });
    match judged {
        Ok(summary) => report(id, &summary),
        Err(message) => post(&[&"unreadable".into(), id, &message.into()]),
    }
}

/// All that has to be known of an input to judge it by whatever is given.
struct Examined<'d, 'i> {
    input: &'i [u8],
    found: Found<'d, 'i>,
}

enum Found<'d, 'i> {
    Package(Box<Package<'d, 'i>>, Digests, Examination),
    Nothing(Refusal, RawDigest),
}

impl Examined<'_, '_> {
    /// What came of it.
    fn summary(&self, given: &Given) -> Result<Vec<u8>, String> {
        let options = given.options().ok_or_else(|| texts::NOT_UNDERSTOOD.to_owned())?;
        let summary = match &self.found {
            Found::Package(package, digests, examination) => {
                let report = conclude(package, *digests, examination.clone(), &options);
                Summary { held: given.held(), ..Summary::of_package(&report, package) }
            }
            Found::Nothing(refusal, sha256) => {
                Summary::of_refused(&refused(self.input, refusal.clone(), Some(*sha256)), self.input)
            }
        };
        Ok(summary.to_bytes())
    }
}

/// Examines what was read, while the platform hashes it.
async fn examined<'d, 'i>(
    input: &'i [u8],
    document: &'d Result<Document<'i>, Refusal>,
    hashing: Hashing<&'i [u8]>,
) -> Examined<'d, 'i> {
    let package = document.as_ref().map_err(Clone::clone).and_then(Package::read);
    let found = match package {
        Ok(package) => {
            let control = Hashing::begin(canonical(&package, input.len()));
            let examination = examine(&package);
            let digests = Digests { control: control.answer().await, input: hashing.answer().await };
            Found::Package(Box::new(package), digests, examination)
        }
        Err(refusal) => Found::Nothing(refusal, hashing.answer().await),
    };
    Examined { input, found }
}

/// The canonical form of the control bundle, of a package of this length.
fn canonical(package: &Package<'_, '_>, length: usize) -> Vec<u8> {
    // It is about as long as what it is the form of, or shorter.
    let mut text = Vec::with_capacity(length);
    package.bundle.project(&mut text);
    text
}

fn report(id: &JsValue, summary: &[u8]) {
    post(&[&"verified".into(), id, &Uint8Array::from(summary).into()]);
}

/// What is opened is never closed: the page ends the worker instead, which frees all of its memory.
async fn open(id: &JsValue, blob: &Blob) -> Result<(), String> {
    let input: &'static [u8] = Vec::leak(read::whole(blob, |_, _| {}).await?);
    let document: Option<&'static Document<'static>> =
        Explorer::document(input).map(|document| &*Box::leak(Box::new(document)));
    // Files change: the page holds this against what was verified.
    post(&[&"opened".into(), id, &of_bytes(input).to_string().into()]);
    keep(Explorer::of(input, document));
    Ok(())
}

fn keep(explorer: Explorer<'static, 'static>) {
    OPENED.set(Some(explorer));
    for (id, query) in ASKED.take() {
        ask(id, query);
    }
}

fn ask(id: JsValue, query: Uint8Array) {
    let answer = OPENED.with_borrow_mut(|opened| {
        let opened = opened.as_mut()?;
        Some(Query::from_bytes(&query.to_vec()).map(|query| opened.answer(&query)).unwrap_or_default())
    });
    match answer {
        Some(answer) => post(&[&"answer".into(), &id, &Uint8Array::from(answer.as_slice()).into()]),
        None => ASKED.with_borrow_mut(|asked| asked.push((id, query))),
    }
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
