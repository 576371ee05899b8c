//! Reading a file, piece by piece, and its digest by the platform.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, FileReaderSync};

use super::member;

/// Bytes that are read at a time, between two notes of progress.
const PIECE: f64 = 4_194_304.0;

/// The most that the verifier reads by default: 1 GiB.
const LONGEST: f64 = 1_073_741_824.0;

/// From this length on, the platform computes the digest of the file: it does so several times faster than
/// WebAssembly, and asking it takes a moment.
const WORTH_ASKING: u32 = 1 << 20;

/// The whole of a file.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn whole(blob: &Blob, progress: &dyn Fn(f64, f64)) -> Result<Uint8Array, String> {
    let total = blob.size();
    if total > LONGEST {
        return Err("It is larger than 1 GiB, the most that is read here.".to_owned());
    }
    let bytes = allocate(total)?;
    let reader = FileReaderSync::new().map_err(|error| described(&error))?;
    let mut at = 0.0;
    while at < total {
        let end = (at + PIECE).min(total);
        let piece = blob.slice_with_f64_and_f64(at, end).map_err(|error| described(&error))?;
        let piece = reader.read_as_array_buffer(&piece).map_err(|error| described(&error))?;
        let piece = Uint8Array::new(&piece);
        if f64::from(piece.length()) < end - at {
            return Err("It changed while it was read.".to_owned());
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 1 GiB")]
        bytes.set(&piece, at as u32);
        at = end;
        progress(at, total);
    }
    Ok(bytes)
}

/// The bytes in the memory of this program.
///
/// # Errors
/// There is not enough of it.
pub fn into_memory(bytes: &Uint8Array) -> Result<Vec<u8>, String> {
    let length = bytes.length() as usize;
    let mut input = Vec::new();
    input.try_reserve_exact(length).map_err(|_| "There is not enough memory to read it.".to_owned())?;
    input.resize(length, 0);
    bytes.copy_to(&mut input);
    Ok(input)
}

/// Asks the platform for the SHA-256 of the bytes, in hex, where that is worth it and the platform has it.
pub fn platform_digest(bytes: Uint8Array, then: impl FnOnce(Uint8Array, Option<String>) + 'static) {
    let Some(promise) = asked(&bytes) else { return then(bytes, None) };
    let settled = Closure::once_into_js(move |digest: JsValue| {
        let digest = digest.is_object().then(|| hex(&Uint8Array::new(&digest).to_vec()));
        then(bytes, digest);
    });
    // Refused or kept, the promise goes on to the same place.
    let failed = Closure::once_into_js({
        let settled = settled.clone();
        move |_: JsValue| drop(settled.unchecked_ref::<Function>().call1(&JsValue::NULL, &JsValue::NULL))
    });
    if let Some(then) = member(&promise, "then") {
        drop(then.unchecked_into::<Function>().call2(&promise, &settled, &failed));
    }
}

fn asked(bytes: &Uint8Array) -> Option<Promise> {
    if bytes.length() < WORTH_ASKING {
        return None;
    }
    let subtle = member(&member(&js_sys::global(), "crypto")?, "subtle")?;
    let digest: Function = member(&subtle, "digest")?.dyn_into().ok()?;
    digest.call2(&subtle, &"SHA-256".into(), bytes).ok()?.dyn_into().ok()
}

fn allocate(length: f64) -> Result<Uint8Array, String> {
    let constructor: Function =
        member(&js_sys::global(), "Uint8Array").ok_or("There is no memory to read it.")?.unchecked_into();
    Reflect::construct(&constructor, &Array::of1(&length.into()))
        .map(JsCast::unchecked_into)
        .map_err(|_| "There is not enough memory to read it.".to_owned())
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// What the platform says about an error.
fn described(error: &JsValue) -> String {
    let message = member(error, "message").and_then(|message| message.as_string());
    message.filter(|message| !message.is_empty()).unwrap_or_else(|| "It cannot be read.".to_owned())
}
