//! What the reference implementation says about changed bundles.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use store_native::exchange::{ConflictMode, export_bundle, import};
use verifier_core::json::Limits;

use crate::support::{Scratch, bundle, json, now, undone, vectors};

/// A row of `import.jsonl`: the changed bundle, and the code with which it is refused, if it is.
fn rows() -> Vec<(String, String, Option<String>)> {
    let text = std::fs::read_to_string(vectors("import.jsonl")).unwrap();
    let mut bases = BTreeMap::new();
    let rows: Vec<_> = text
        .lines()
        .map(|line| {
            let row = json(line.as_bytes());
            let base = row["base"].as_str().unwrap().to_owned();
            let mut changed = bases.entry(base.clone()).or_insert_with(|| bundle(&base)).clone();
            let path = row["path"].as_str().unwrap();
            match row["op"].as_str().unwrap() {
                "replace" => *changed.pointer_mut(path).unwrap() = row["value"].clone(),
                "remove" => remove(&mut changed, path),
                op => panic!("{op}"),
            }
            assert_eq!(row["ok"].as_bool(), Some(row["error_code"].is_null()));
            let name = format!("{base}: {} {path}", row["op"]);
            (name, changed.to_string(), row["error_code"].as_str().map(str::to_owned))
        })
        .collect();
    assert_eq!(rows.len(), 966);
    rows
}

fn remove(json: &mut Json, path: &str) {
    let (parent, last) = path.rsplit_once('/').unwrap();
    match json.pointer_mut(parent).unwrap() {
        Json::Object(members) => drop(members.remove(last).unwrap()),
        Json::Array(elements) => drop(elements.remove(last.parse().unwrap())),
        _ => panic!("{path}"),
    }
}

/// Defends the outcome of an import for every change that was tried on the reference implementation. What is
/// imported exports with the digest that it came with.
#[test]
fn every_changed_bundle_has_the_outcome_of_the_reference() {
    let mut scratch = Scratch::new();
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    for (name, text, expected) in rows() {
        let code = undone(&mut scratch.store, |writing| {
            match import(writing, text.as_bytes(), ConflictMode::Reject, &Limits::default()) {
                Ok(imported) => {
                    let log = writing.log(&imported.decision_id).unwrap();
                    let exported = export_bundle(&log, now(), None).unwrap();
                    assert_eq!(exported.digest, imported.digest, "{name}");
                    None
                }
                Err(error) => Some(error.code()),
            }
        });
        assert_eq!(code, expected.as_deref(), "{name}");
        *outcomes.entry(expected.unwrap_or_default()).or_default() += 1;
    }
    let expected = [("", 114), ("BUNDLE_INVALID_SCHEMA", 183), ("INTEGRITY_MISMATCH", 669)];
    assert_eq!(outcomes, expected.map(|(code, count)| (code.to_owned(), count)).into());
}

/// Defends that a refused bundle leaves the store as it was, though the transaction is committed, and that
/// the error says where in the text it shows.
#[test]
fn a_refused_bundle_leaves_nothing_behind() {
    let mut scratch = Scratch::new();
    scratch.import(&bundle("08-plain.json").to_string(), ConflictMode::Reject).unwrap();
    let before = scratch.rows();
    for (name, text, _) in rows().into_iter().filter(|(_, _, expected)| expected.is_some()) {
        let head = scratch.store.head().unwrap();
        let error = scratch
            .store
            .write(|writing| {
                Ok::<_, store_native::exchange::ImportError>(
                    import(writing, text.as_bytes(), ConflictMode::Overwrite, &Limits::default())
                        .unwrap_err(),
                )
            })
            .unwrap();
        assert_eq!(scratch.store.head().unwrap(), head, "{name}");
        assert!(!error.ends_transaction(), "{name}");
        let place = error.place().unwrap_or_else(|| panic!("{name}"));
        assert!(place.offset < text.len(), "{name}");
    }
    assert_eq!(scratch.rows(), before);
    scratch.assert_sound();
}
