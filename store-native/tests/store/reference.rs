//! Files of the reference implementation.

use std::fs;
use std::path::PathBuf;

use rusqlite::types::ValueRef;
use store_native::store::{FindingCode, OpenOptions, Store, StoreError};

use crate::support::{assert_sound, create, executed, open, outside, scratch, store_in};

fn vectors() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/stores")
}

/// A copy of the store that the reference implementation wrote.
fn of_reference() -> (tempfile::TempDir, PathBuf) {
    let folder = scratch();
    let path = store_in(&folder);
    fs::copy(vectors().join("python-store.sqlite"), &path).expect("the vector");
    (folder, path)
}

/// Defends that a file of the reference implementation opens, is chained from then on, and that this fact
/// is recorded; and that its rows stay to the byte.
#[test]
fn a_file_of_the_reference_opens_and_is_chained() {
    let (_folder, path) = of_reference();
    let before = rows(&path);
    let store = open(&path);
    let adopted = store.adopted().unwrap();
    assert_eq!((adopted.decisions, adopted.events), (24, 182));
    assert_eq!((adopted.templates, adopted.template_events), (5, 5));
    let checked = store.check(None, |_, _| ()).unwrap();
    assert!(checked.is_sound(), "{:#?}", checked.findings);
    // 24 headers, 182 events, 5 templates with an event each; the origin and the adoption itself.
    let rows_adopted = 24 + 182 + 5 + 5;
    assert_eq!(checked.entries, rows_adopted + 2);
    let [adoption] = checked.adoptions.as_slice() else { panic!("{:?}", checked.adoptions) };
    assert_eq!((adoption.first_position, adoption.rows), (1, i64::try_from(rows_adopted).unwrap()));
    assert_eq!(adoption.actor, "system:nexus-attest");
    drop(store);
    assert_eq!(rows(&path), before);

    // Opening it again adds nothing.
    let head = open(&path).head().unwrap();
    assert_eq!(open(&path).head().unwrap(), head);
    assert_eq!(open(&path).adopted(), None);
}

/// Defends that work goes on in such a file: what is appended follows in the chain.
#[test]
fn a_file_of_the_reference_can_be_worked_with() {
    let (_folder, path) = of_reference();
    let mut store = open(&path);
    let id = executed(&mut store, "more");
    assert_sound(&store);
    assert_eq!(store.log(&id).unwrap().events.len(), 6);
}

/// Defends the boundary between the two: what the reference implementation appends to a chained file is
/// named by a check, is not used as if it had been recorded, and can be taken in by somebody who answers
/// for it.
#[test]
fn what_others_append_later_is_named_until_it_is_adopted() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let id = store.request(&crate::support::request("shared")).unwrap().decision.decision_id;
    let payload = "{\"expires_at\": null}";
    let digest = "79b78629bf4dee55065517c950fe627418e05dd0bbee2603b6e008838c3ce759";
    outside(&path)
        .execute(
            "INSERT INTO decision_events VALUES (?1, 2, 'APPROVAL_GRANTED',
                 '2026-11-22T20:53:04.423969+00:00', 'human', 'bob', ?2, ?3)",
            [&id, payload, digest],
        )
        .unwrap();

    let checked = store.check(None, |_, _| ()).unwrap();
    let codes: Vec<_> = checked.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [FindingCode::RowAdded], "{:#?}", checked.findings);
    assert!(matches!(store.log(&id), Err(StoreError::Tampered { .. })));

    let adopted = store.adopt(&verifier_core::decision::Actor::human("carol"), "approved in Python").unwrap();
    assert_eq!(adopted.events, 1);
    assert_sound(&store);
    let log = store.log(&id).unwrap();
    assert_eq!(log.decision(store.now().unwrap()).unwrap().active_approvals(), 1);
    assert!(store.adopt(&verifier_core::decision::Actor::human("carol"), "again").unwrap().is_empty());
}

/// Defends what the other side can read: in the four tables of the format stand the types, the JSON and
/// the times that the reference implementation expects, and nothing else.
#[test]
fn the_shared_tables_hold_what_the_reference_reads() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    executed(&mut store, "ünïcode ✓");
    drop(store);
    let connection = outside(&path);
    let mut statement = connection.prepare("SELECT * FROM decision_events ORDER BY rowid").unwrap();
    let names: Vec<_> = statement.column_names().map(str::to_owned).collect();
    assert_eq!(
        names,
        ["decision_id", "seq", "event_type", "ts", "actor_type", "actor_id", "payload", "digest"]
    );
    let mut rows = statement.query([]).unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        for column in [0, 2, 3, 4, 5, 6, 7] {
            assert!(matches!(row.get_ref(column).unwrap(), ValueRef::Text(_)), "column {column}");
        }
        assert!(matches!(row.get_ref(1).unwrap(), ValueRef::Integer(_)));
        let payload: serde_json::Value = serde_json::from_str(&row.get::<_, String>(6).unwrap()).unwrap();
        assert!(payload.is_object());
        let ts: String = row.get(3).unwrap();
        assert!(verifier_core::decision::Timestamp::parse(&ts).unwrap().is_written_as(&ts), "{ts}");
        let digest: String = row.get(7).unwrap();
        assert!(verifier_core::digest::RawDigest::from_hex(&digest).is_some(), "{digest}");
        count += 1;
    }
    assert_eq!(count, 6);
}

/// Defends that a file of the reference that may not be written can be read all the same, and is left as
/// it is.
#[test]
fn a_file_that_may_not_be_written_is_read_as_it_is() {
    let (_folder, path) = of_reference();
    let bytes = fs::read(&path).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let options = OpenOptions { read_only: true, ..OpenOptions::default() };
    // Whoever may do everything is not kept from writing by permissions: then the file is chained.
    let store = Store::open(&path, &options).unwrap();
    let log = store.log("c5fa91b2-a2fb-4a41-a373-5a3a3269e7b5").unwrap();
    assert_eq!(log.events.len(), 6);
    if store.head().is_err() {
        drop(store);
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
}

fn rows(path: &std::path::Path) -> Vec<String> {
    let connection = outside(path);
    let mut all = Vec::new();
    for table in ["decisions", "decision_events", "templates", "template_events"] {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY rowid")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<_> =
                (0..columns).map(|column| format!("{:?}", row.get_ref(column).unwrap())).collect();
            all.push(values.join("|"));
        }
    }
    all
}
