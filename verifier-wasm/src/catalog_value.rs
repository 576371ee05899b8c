//! The catalog of checks as a JavaScript value.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use verifier_core::catalog::{self, Entry};
use wasm_bindgen::JsValue;

/// An entry, with the members that `nexus-attest explain --format json` prints.
#[derive(Serialize)]
struct Value {
    failure: &'static str,
    layer: &'static str,
    limits: &'static str,
    name: &'static str,
    next: &'static str,
    proves: &'static str,
    title: &'static str,
}

impl From<&Entry> for Value {
    fn from(entry: &Entry) -> Self {
        Self {
            failure: entry.failure,
            layer: entry.layer,
            limits: entry.limits,
            name: entry.name,
            next: entry.next,
            proves: entry.proves,
            title: entry.title,
        }
    }
}

/// Every entry.
pub fn all() -> Result<JsValue, JsValue> {
    let entries: Vec<Value> = catalog::checks().map(Value::from).collect();
    Ok(entries.serialize(&Serializer::json_compatible())?)
}
