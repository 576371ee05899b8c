//! What differs between two packages, over every vector.
#![allow(clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use store_native::comparison::Comparison;
use verifier_core::json::Document;
use verifier_core::package::Package;
use verifier_core::{Limits, Refusal};

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors")
}

/// The pointers at which two packages differ, and the topics.
fn compared(a: &str, b: &str) -> Result<(Vec<String>, Vec<&'static str>), Refusal> {
    let limits = Limits::default();
    let (a, b) = (Document::read(a.as_bytes(), &limits)?, Document::read(b.as_bytes(), &limits)?);
    let (one, other) = (Package::read(&a)?, Package::read(&b)?);
    let found = Comparison::of(&one, &other, [a.root(), b.root()], usize::MAX);
    assert_eq!(found.members.len(), found.member_count);
    assert_eq!(found.is_none(), found.member_count == 0);
    let few = Comparison::of(&one, &other, [a.root(), b.root()], 2);
    assert_eq!((few.members.len(), few.member_count), (found.member_count.min(2), found.member_count));
    let pointers = found.members.into_iter().map(|difference| difference.pointer).collect();
    Ok((pointers, found.topics.into_iter().map(|topic| topic.name).collect()))
}

/// Defends against a difference where there is none: a package and itself, and itself in another layout.
#[test]
fn a_package_does_not_differ_from_itself() {
    let mut packages = 0;
    for entry in fs::read_dir(vectors().join("packages")).expect("the packages") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a package");
        let none = (Vec::new(), Vec::new());
        assert_eq!(compared(&text, &text), Ok(none.clone()));
        let canonical = verifier_core::canonical::canonicalize(text.as_bytes(), &Limits::default());
        let canonical = String::from_utf8(canonical.expect("it is JSON")).expect("it is text");
        assert_eq!(compared(&text, &canonical), Ok(none));
        packages += 1;
    }
    assert!(packages >= 50, "{packages} packages");
}

/// Where the last step of a pointer leads to, and that step.
fn parent<'v>(root: &'v mut Value, pointer: &str) -> (&'v mut Value, String) {
    let (parent, last) = pointer.rsplit_once('/').expect("a member");
    let last = last.replace("~1", "/").replace("~0", "~");
    (root.pointer_mut(parent).expect("it is there"), last)
}

/// Defends against a difference that is passed over, and against one in another place: every change of the vectors
/// is found where it was made, and nowhere else.
#[test]
fn every_change_is_found_where_it_was_made() {
    let text = fs::read_to_string(vectors().join("tampered.jsonl")).expect("the rows");
    let (mut compared_rows, mut unreadable, mut unchanged) = (0, 0, 0);
    for row in text.lines() {
        let row: Value = serde_json::from_str(row).expect("a row");
        let base = vectors().join("packages").join(format!("{}.json", row["base"].as_str().expect("a base")));
        let before: Value = serde_json::from_slice(&fs::read(base).expect("a package")).expect("JSON");
        let mut after = before.clone();
        let (mut path, mut in_array) = (String::new(), false);
        match row["op"].as_str() {
            Some("forge") => after = row["package"].clone(),
            Some(op) => {
                path = row["path"].as_str().expect("a path").to_owned();
                let (parent, last) = parent(&mut after, &path);
                match (op, parent) {
                    ("replace", Value::Object(members)) => drop(members.insert(last, row["value"].clone())),
                    ("replace", Value::Array(items)) => {
                        items[last.parse::<usize>().expect("an index")] = row["value"].clone();
                    }
                    ("remove", Value::Object(members)) => drop(members.remove(&last)),
                    ("remove", Value::Array(items)) => {
                        in_array = true;
                        items.remove(last.parse().expect("an index"));
                    }
                    _ => panic!("{row}"),
                }
            }
            None => panic!("{row}"),
        }
        let Ok((pointers, _)) = compared(&before.to_string(), &after.to_string()) else {
            unreadable += 1;
            continue;
        };
        compared_rows += 1;
        if before == after {
            unchanged += 1;
            assert!(pointers.is_empty(), "{row}: {pointers:?}");
            continue;
        }
        assert!(!pointers.is_empty(), "{row}: nothing was found");
        let place = if in_array { path.rsplit_once('/').expect("a member").0 } else { &path };
        for pointer in &pointers {
            let below =
                pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            assert!(below, "{row}: {pointer}");
        }
        if row["op"] == "remove" && !in_array {
            assert_eq!(pointers, [path], "{row}");
        }
    }
    assert_eq!(compared_rows + unreadable, 2021, "no row got lost");
    assert!(compared_rows > 1400 && unchanged < 20, "{compared_rows} compared, {unchanged} unchanged");
}

/// Defends the words: each topic is told about when what it is about changes, and an event that is missing is told
/// as one, though all behind it moved.
#[test]
fn what_changed_is_told_under_its_topic() {
    let name = "02-revoked-reference";
    let text =
        fs::read_to_string(vectors().join("packages").join(format!("{name}.json"))).expect("a package");
    let before: Value = serde_json::from_str(&text).expect("JSON");
    let events = before["control_bundle"]["events"].as_array().expect("events").clone();
    let number = |kind: &str| {
        let place = events.iter().position(|event| event["type"] == kind).expect(kind);
        format!("/control_bundle/events/{place}/payload")
    };
    for (pointer, value, topics) in [
        ("/integrity/binding_digest".to_owned(), "x", &["seal"][..]),
        ("/control_bundle/decision/goal".to_owned(), "x", &["decision"]),
        (number("POLICY_ATTACHED") + "/min_approvals", "x", &["policy", "events"]),
        (number("APPROVAL_REVOKED") + "/reason", "x", &["approvals", "events"]),
        (number("EXECUTION_COMPLETED") + "/run_id", "x", &["runs", "events"]),
        ("/control_bundle/router_link/run_id".to_owned(), "x", &["runs"]),
        ("/router/ref/run_id".to_owned(), "x", &["runs"]),
        ("/meta".to_owned(), "x", &[]),
    ] {
        let mut after = before.clone();
        let (parent, last) = parent(&mut after, &pointer);
        parent[&last] = value.into();
        let (pointers, found) = compared(&before.to_string(), &after.to_string()).expect("packages");
        assert_eq!((pointers.as_slice(), found.as_slice()), (&[pointer.clone()][..], topics), "{pointer}");
    }

    let mut after = before.clone();
    let list = after["control_bundle"]["events"].as_array_mut().expect("events");
    let place = events.iter().position(|event| event["type"] == "APPROVAL_REVOKED").expect("a revocation");
    list.remove(place);
    for (seq, event) in list.iter_mut().enumerate().skip(place) {
        event["seq"] = seq.into();
    }
    let limits = Limits::default();
    let (a, b) = (before.to_string(), after.to_string());
    let a = Document::read(a.as_bytes(), &limits).expect("JSON");
    let b = Document::read(b.as_bytes(), &limits).expect("JSON");
    let (one, other) = (Package::read(&a).expect("a package"), Package::read(&b).expect("a package"));
    let found = Comparison::of(&one, &other, [a.root(), b.root()], usize::MAX);
    let told = found.topics.iter().find(|topic| topic.name == "events").expect("the events");
    let missing: Vec<_> = told.facts.iter().filter(|fact| fact.what == format!("event {place}")).collect();
    assert_eq!(told.count, 3, "{told:?}");
    assert!(missing.len() == 1 && missing[0].a.is_some() && missing[0].b.is_none(), "{told:?}");
}
