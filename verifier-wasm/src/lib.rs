//! JavaScript bindings of the nexus-attest verification core.
//!
//! The functions here are what the npm package exports; `npm/` holds the rest of the package: the entries
//! that load the WebAssembly, the types and the documentation. They take what JavaScript passes, whatever
//! it is, and answer with a value or an `Error` with a code.

mod bytes;
mod catalog_value;
mod elements;
mod failure;
mod settings;
mod shown;

use verifier_core::{canonical, digest as digests, json::Document};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use failure::Failure;

/// Verifies an audit package and returns the report as an object: what `JSON.parse` makes of
/// [`verify_to_json`].
///
/// # Errors
/// An `Error` whose `code` is `INVALID_ARGUMENT`, `UNKNOWN_OPTION`, `INVALID_OPTION`, `TOO_LARGE` or
/// `OUT_OF_MEMORY`; for what is given to hold the package against also `KEY_INVALID` or the code of a refusal. Then
/// `option` and `index` say which, `pointer` and `offset` where in it. Bytes that are no package give a report, not
/// an error.
#[wasm_bindgen(skip_typescript)]
pub fn verify(bytes: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let json = report(bytes, options)?;
    // The report is written in one place, and a key such as `__proto__` stays a key.
    js_sys::JSON::parse(&json)
}

/// Verifies an audit package and returns the report as `nexus-attest verify --format json` prints it: one
/// line of canonical JSON and a line feed.
///
/// # Errors
/// Those of [`verify`].
#[wasm_bindgen(js_name = verifyToJson, skip_typescript)]
pub fn verify_to_json(bytes: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let mut json = report(bytes, options)?;
    json.push('\n');
    Ok(json)
}

/// Returns the canonical form of a JSON text, as `nexus-attest canonicalize` prints it.
///
/// # Errors
/// Those of [`verify`], and for a text that is refused its code, with `pointer` and `offset`.
#[wasm_bindgen(skip_typescript)]
pub fn canonicalize(bytes: &JsValue, options: &JsValue) -> Result<Vec<u8>, JsValue> {
    let limits = settings::limits(options)?;
    let bytes = bytes::copied(bytes)?;
    Ok(canonical::canonicalize(&bytes, &limits).map_err(Failure::from)?)
}

/// Returns the digest of the canonical form of a JSON text, as `nexus-attest digest` prints it:
/// `sha256:` and 64 hexadecimal digits, without a line feed.
///
/// # Errors
/// Those of [`canonicalize`].
#[wasm_bindgen(skip_typescript)]
pub fn digest(bytes: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let limits = settings::limits(options)?;
    let bytes = bytes::copied(bytes)?;
    let document = Document::read(&bytes, &limits).map_err(Failure::from)?;
    Ok(digests::of_value(document.root()).prefixed().to_string())
}

/// Returns what there is to say about each check, in the order in which they are run.
///
/// # Errors
/// None: JavaScript can hold every text of the catalog.
#[wasm_bindgen(skip_typescript)]
pub fn catalog() -> Result<JsValue, JsValue> {
    catalog_value::checks()
}

/// Returns what there is to say about each layer, in the order in which a reader asks.
///
/// # Errors
/// Those of [`catalog`].
#[wasm_bindgen(skip_typescript)]
pub fn layers() -> Result<JsValue, JsValue> {
    catalog_value::layers()
}

/// The version of the verifier, as in its `Cargo.toml`, for example `0.1.0`.
#[wasm_bindgen(skip_typescript)]
#[must_use]
pub fn version() -> String {
    verifier_core::VERSION.to_owned()
}

/// How much memory the WebAssembly instance holds, in pages of 64 KiB. It never shrinks: whoever wants
/// memory back starts another instance.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen(js_name = memoryPages, skip_typescript)]
#[must_use]
pub fn memory_pages() -> usize {
    core::arch::wasm32::memory_size::<0>()
}

fn report(bytes: &JsValue, options: &JsValue) -> Result<String, Failure> {
    let options = settings::verification(options)?;
    let bytes = bytes::copied(bytes)?;
    Ok(verifier_core::verify(&bytes, &options).to_json())
}
