//! The obvious route: parse into `serde_json::Value`, whose objects are sorted, write it, hash it.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::generate::hex;

/// Does what verification does: the digest of the file, the control digest and the binding digest.
pub fn verify(text: &str) -> bool {
    let file = Sha256::digest(text);
    let Ok(mut package) = serde_json::from_str::<Value>(text) else { return false };
    let Some(mut bundle) = package.get_mut("control_bundle").map(Value::take) else { return false };
    let mut projection = Map::new();
    for name in ["bundle_version", "decision", "events", "template_snapshot", "router_link"] {
        projection.insert(name.to_owned(), bundle.get_mut(name).map_or(Value::Null, Value::take));
    }
    let control = prefixed(&Value::Object(projection));
    let binding = &package["binding"];
    let sealed = prefixed(&json!({
        "package_version": package["package_version"],
        "control_digest": binding["control_digest"],
        "router_digest": binding["router_digest"],
        "control_router_link_digest": binding["control_router_link_digest"],
    }));
    file.len() == 32
        && bundle["integrity"]["canonical_digest"] == control.as_str()
        && binding["control_digest"] == control.as_str()
        && package["integrity"]["binding_digest"] == sealed.as_str()
}

fn prefixed(value: &Value) -> String {
    format!("sha256:{}", hex(value.to_string().as_bytes()))
}
