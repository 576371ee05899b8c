//! The catalog of layers and checks as JavaScript values.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use verifier_core::catalog::{self, Entry, LayerEntry};
use wasm_bindgen::JsValue;

/// A check, with the members that `nexus-attest explain --format json` prints.
#[derive(Serialize)]
struct Check {
    failure: &'static str,
    layer: &'static str,
    limits: &'static str,
    name: &'static str,
    next: &'static str,
    proves: &'static str,
    title: &'static str,
}

/// A layer, likewise.
#[derive(Serialize)]
struct Layer {
    checks: Vec<&'static str>,
    holds: &'static str,
    limits: &'static str,
    name: &'static str,
    question: &'static str,
}

impl From<&Entry> for Check {
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

impl From<&LayerEntry> for Layer {
    fn from(entry: &LayerEntry) -> Self {
        Self {
            checks: entry.checks.iter().map(|check| check.name).collect(),
            holds: entry.holds,
            limits: entry.limits,
            name: entry.name,
            question: entry.question,
        }
    }
}

/// Every check.
pub fn checks() -> Result<JsValue, JsValue> {
    value(&catalog::checks().map(Check::from).collect::<Vec<_>>())
}

/// Every layer.
pub fn layers() -> Result<JsValue, JsValue> {
    value(&catalog::LAYERS.iter().map(Layer::from).collect::<Vec<_>>())
}

fn value(entries: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(entries.serialize(&Serializer::json_compatible())?)
}
