//! The bytes of an input: from JavaScript's memory into ours.

use js_sys::{ArrayBuffer, Reflect, Symbol, Uint8Array};
use verifier_core::Limits;
use wasm_bindgen::{JsCast, JsValue};

use crate::failure::Failure;

/// The length in bytes of the largest input that can be read.
pub const LARGEST: u32 = 0x7fff_ffff;

const _: () = assert!(LARGEST as usize == Limits::MAX_BYTES);

/// Copies the bytes of a `Uint8Array`.
pub fn copied(value: &JsValue) -> Result<Vec<u8>, Failure> {
    if !is_uint8_array(value) {
        return Err(Failure::argument(
            "the bytes must be a Uint8Array: encode text with TextEncoder, and wrap an ArrayBuffer with \
             new Uint8Array(buffer)",
        ));
    }
    let array: &Uint8Array = value.unchecked_ref();
    let length = length(array)?;
    let mut bytes = Vec::new();
    bytes
        .try_reserve_exact(length)
        .map_err(|_| Failure::memory(format!("there is no memory for an input of {length} bytes")))?;
    bytes.resize(length, 0);
    array.copy_to(&mut bytes);
    Ok(bytes)
}

/// By what it is and not by its constructor: an array from another window or from a test runner's own
/// context is one too.
pub fn is_uint8_array(value: &JsValue) -> bool {
    ArrayBuffer::is_view(value)
        && Reflect::get(value, Symbol::to_string_tag().as_ref()).is_ok_and(|tag| tag == "Uint8Array")
}

/// The length as JavaScript states it: `Uint8Array::length` would wrap beyond 32 bits.
fn length(array: &Uint8Array) -> Result<usize, Failure> {
    let stated = Reflect::get(array, &"length".into()).ok().and_then(|length| length.as_f64());
    let stated = stated.unwrap_or(f64::INFINITY);
    if stated <= f64::from(LARGEST) {
        // Not cut off: it fits.
        return Ok(array.length() as usize);
    }
    Err(Failure::too_large(format!("the input has {stated} bytes; at most {LARGEST} can be read")))
}
