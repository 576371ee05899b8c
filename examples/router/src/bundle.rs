//! The record of a run in the form that nexus-router 0.3 exports (`docs/format.md`, section 7).

use serde_json::{Value, json};
use verifier_core::Limits;
use verifier_core::json::Document;
use verifier_core::router_bundle::RouterBundle;

use crate::time;

/// The bundle of a run with its events, and its digest, prefixed.
pub fn of(run: &Value, events: &[Value]) -> Result<(Value, String), String> {
    let mut bundle = json!({
        "bundle_version": RouterBundle::VERSION,
        "exported_at": time::now(),
        "run": run,
        "events": events,
    });
    let text = bundle.to_string();
    let document = Document::read(text.as_bytes(), &Limits::default())
        .map_err(|refusal| format!("the run cannot be hashed: {refusal}"))?;
    let digest = RouterBundle::read(document.root()).ok_or("the record of the run is no bundle")?.digest();
    bundle["digests"] = json!({ "sha256": digest.to_string() });
    Ok((bundle, digest.prefixed().to_string()))
}
