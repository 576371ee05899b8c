//! Every value of a bundle, replaced.

use serde_json::{Value as Json, json};
use store_native::exchange::{ConflictMode, ImportError, export_bundle, import};
use verifier_core::json::Limits;

use crate::support::{Scratch, bundle, now, redigested, try_resealed, undone};

/// Defends the promise of an import whatever is changed: each value of a bundle is replaced by values of each
/// type, once with the event digests that it came with and once with those of the result. What is imported
/// then exports with the digest that it came with.
#[test]
fn what_is_imported_comes_out_with_its_digest() {
    let mut scratch = Scratch::new();
    let base = bundle("01-template.json");
    let mut pointers = Vec::new();
    for part in ["bundle_version", "decision", "events", "template_snapshot", "router_link"] {
        values(&base[part], format!("/{part}"), &mut pointers);
    }
    let replacements = [
        Json::Null,
        false.into(),
        0.into(),
        1.into(),
        1.5.into(),
        "".into(),
        "x".into(),
        "dry_run".into(),
        json!([]),
        json!(["apply"]),
        json!({}),
    ];
    let (mut imported, mut refused) = (0, 0);
    for pointer in pointers {
        for value in &replacements {
            for recompute in [false, true] {
                let mut json = base.clone();
                *json.pointer_mut(&pointer).unwrap() = value.clone();
                if recompute {
                    let Some(events) = json["events"].as_array_mut() else { continue };
                    // What has no known type, or is no event at all, has no digest to be recomputed.
                    for event in
                        events.iter_mut().filter(|event| event["type"].as_str().is_some_and(is_known))
                    {
                        redigested(event);
                    }
                }
                let Some(text) = try_resealed(&json) else { continue };
                let outcome = undone(&mut scratch.store, |writing| {
                    let outcome = import(writing, text.as_bytes(), ConflictMode::Reject, &Limits::default())?;
                    let log = writing.log(&outcome.decision_id)?;
                    let exported = export_bundle(&log, now(), None).expect("an export");
                    assert_eq!(exported.digest, outcome.digest, "{pointer}: {value}");
                    Ok::<_, ImportError>(())
                });
                match outcome {
                    Ok(()) => imported += 1,
                    Err(error) => {
                        let is_bundle = json["events"].is_array();
                        let code = if is_bundle { "REPLAY_INVALID" } else { "BUNDLE_INVALID_SCHEMA" };
                        assert_eq!(error.code(), code, "{pointer}: {value}: {error}");
                        refused += 1;
                    }
                }
            }
        }
    }
    assert!(imported > 100 && refused > 1000, "{imported} imported, {refused} refused");
}

fn is_known(kind: &str) -> bool {
    verifier_core::decision::EventType::parse(kind).is_some()
}

/// The pointers to all values, containers included.
fn values(json: &Json, pointer: String, out: &mut Vec<String>) {
    match json {
        Json::Object(members) => {
            members.iter().for_each(|(key, value)| values(value, format!("{pointer}/{key}"), out));
        }
        Json::Array(elements) => {
            elements
                .iter()
                .enumerate()
                .for_each(|(index, value)| values(value, format!("{pointer}/{index}"), out));
        }
        _ => {}
    }
    out.push(pointer);
}
