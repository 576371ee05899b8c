//! SHA-256 by the platform: it is about three times as fast as WebAssembly.
//!
//! What it answers is taken as given. It is the browser that runs this program, so there is nobody else to trust.

use std::cell::Cell;

use js_sys::futures::JsFuture;
use js_sys::{Array, Function, Promise, Uint8Array, WebAssembly};
use verifier_core::digest::RawDigest;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, Event, Url, Worker};

use super::member;

/// Bytes from which on asking the platform is worth it, and those up to which there is memory for a copy of them.
const WORTH_ASKING: std::ops::Range<u64> = 1 << 20..1 << 29;

/// Whether the platform is to be asked about so many bytes.
pub fn is_worth_asking(bytes: u64) -> bool {
    WORTH_ASKING.contains(&bytes)
}

/// How long the platform is waited for, in milliseconds, when there is nothing else left to do. Even a gigabyte takes it
/// less; a browser that has lost a worker of ours never answers, and then the digest is computed here.
const PATIENCE: f64 = 10_000.0;

/// What a promise comes to, if it does so in time.
async fn in_time(answer: Promise) -> Option<JsValue> {
    let global = js_sys::global();
    let set_timeout: Function = member(&global, "setTimeout")?.dyn_into().ok()?;
    let late = Promise::new(&mut |resolve, _| {
        // A timer that cannot be had is waited for as long as the answer.
        drop(set_timeout.call2(&global, &resolve, &PATIENCE.into()));
    });
    let first = JsFuture::from(Promise::race(&Array::of2(&answer, &late))).await.ok()?;
    (!first.is_undefined()).then_some(first)
}

/// A digest that the platform is computing.
pub struct Begun(Promise);

impl Begun {
    /// The digest, once it is there.
    pub async fn answer(self) -> Option<RawDigest> {
        read(&in_time(self.0).await?)
    }
}

/// Has the platform compute SHA-256 of `text`, if it can. It takes a copy, so the text may go at once.
pub fn begin(text: &[u8]) -> Option<Begun> {
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let (place, length) = (u32::try_from(text.as_ptr().addr()).ok()?, u32::try_from(text.len()).ok()?);
    let bytes = Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), place, length);
    let subtle = member(&member(&js_sys::global(), "crypto")?, "subtle")?;
    let digest: Function = member(&subtle, "digest")?.dyn_into().ok()?;
    digest.call2(&subtle, &"SHA-256".into(), &bytes).ok()?.dyn_into().ok().map(Begun)
}

/// The digest of a file, computed by a worker of its own, beside everything else.
pub struct Beside {
    answer: Promise,
    worker: Worker,
    url: String,
    /// Whether it has all pieces so far.
    whole: Cell<bool>,
}

/// What that worker does: it puts the pieces of the file together, and when the last one is there computes the digest. It
/// answers in any case, so nobody waits in vain.
const SCRIPT: &str = r#"let bytes;
onmessage = async ({ data: [piece, at, total] }) => {
  try {
    bytes ??= new Uint8Array(total);
    bytes.set(new Uint8Array(piece), at);
    if (at + piece.byteLength === total) postMessage(await crypto.subtle.digest("SHA-256", bytes));
  } catch {
    postMessage(null);
  }
};"#;

impl Beside {
    /// Begins; `None` where there is no worker to be had.
    pub fn begin() -> Option<Self> {
        let script = Blob::new_with_str_sequence(&Array::of1(&SCRIPT.into())).ok()?;
        let url = Url::create_object_url_with_blob(&script).ok()?;
        let worker = Worker::new(&url).ok()?;
        let answer = Promise::new(&mut |resolve, _| {
            worker.set_onmessage(Some(&resolve));
            worker.set_onerror(Some(&resolve));
        });
        Some(Self { answer, worker, url, whole: Cell::new(true) })
    }

    /// Hands the next piece on, which is gone here then: from its place on, of a file of this length.
    pub fn take(&self, piece: &JsValue, at: f64, total: f64) {
        let message = Array::of3(piece, &at.into(), &total.into());
        let sent = self.worker.post_message_with_transfer(&message, &Array::of1(piece)).is_ok();
        self.whole.set(self.whole.get() && sent);
    }

    /// The digest, once it is there.
    pub async fn answer(self) -> Option<RawDigest> {
        if !self.whole.get() {
            return None;
        }
        let event = in_time(self.answer.clone()).await?;
        read(&member(&event.unchecked_into::<Event>(), "data")?)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.worker.terminate();
        drop(Url::revoke_object_url(&self.url));
    }
}

/// The digest in an `ArrayBuffer`.
fn read(buffer: &JsValue) -> Option<RawDigest> {
    let bytes = Uint8Array::new(buffer).to_vec();
    Some(RawDigest::from_bytes(bytes.try_into().ok()?))
}
