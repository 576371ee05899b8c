//! What is recorded stays, whoever opens the file.

use crate::support::{approved, assert_sound, create, executed, open, outside, scratch, store_in};

/// The tables in which nothing is ever updated or deleted, each with a statement that would change a row
/// without saying UPDATE or DELETE.
const TABLES: [(&str, &str); 9] = [
    ("decisions", "REPLACE INTO decisions SELECT decision_id, 'x' FROM decisions LIMIT 1"),
    (
        "decision_events",
        "REPLACE INTO decision_events SELECT decision_id, seq, event_type, ts, actor_type, 'mallory', payload,
             digest FROM decision_events LIMIT 1",
    ),
    ("templates", "REPLACE INTO templates SELECT name, 'x', 1, '[]', '[]', 1, '[]', 'x', 'x', 'x', 'x' FROM templates"),
    ("template_events", "REPLACE INTO template_events SELECT template_name, seq, 'x', 'x', 'x', 'x', 'x', 'x' FROM template_events"),
    ("archives", "REPLACE INTO archives SELECT archive_id, decision_id, 'x', 'x', 0 FROM archives LIMIT 1"),
    (
        "archived_events",
        "REPLACE INTO archived_events SELECT archive_id, decision_id, seq, 'x', 'x', 'x', 'x', 'x', 'x'
             FROM archived_events LIMIT 1",
    ),
    ("origin", "REPLACE INTO origin SELECT id, 'x', 'x' FROM origin"),
    ("adoptions", "REPLACE INTO adoptions SELECT adoption_id, 'x', 'x', 'x', 'x', 0, 0, 0, 0, 0 FROM adoptions"),
    ("chain", "REPLACE INTO chain SELECT position, kind, 'x', seq, record, head FROM chain LIMIT 1"),
];

/// Defends the log against everybody: UPDATE, DELETE and REPLACE are refused in every table that records
/// something, on a plain connection.
#[test]
fn nothing_that_is_recorded_can_be_changed() {
    let (_folder, path) = with_a_row_in_every_table();
    let connection = outside(&path);
    for (table, replace) in TABLES {
        let count = |message: &str| {
            let count: i64 =
                connection.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0)).unwrap();
            assert!(count > 0, "{table} is empty: {message}");
            count
        };
        let before = count("nothing is shown");
        let column: String = connection
            .query_row(&format!("SELECT name FROM pragma_table_info('{table}') LIMIT 1"), [], |row| {
                row.get(0)
            })
            .unwrap();
        for statement in [
            format!("UPDATE {table} SET {column} = {column}"),
            format!("UPDATE OR REPLACE {table} SET {column} = {column}"),
            format!("DELETE FROM {table}"),
            replace.to_owned(),
        ] {
            let error = connection.execute(&statement, []).expect_err(&statement).to_string();
            assert!(error.contains("append-only"), "{statement}: {error}");
        }
        assert_eq!(count("something was deleted"), before);
    }
    drop(connection);
    assert_sound(&open(&path));
}

/// Defends rows against being replaced by way of their rowid, which asks no key.
#[test]
fn a_taken_rowid_replaces_nothing() {
    let (_folder, path) = with_a_row_in_every_table();
    let connection = outside(&path);
    for statement in [
        "REPLACE INTO decisions (rowid, decision_id, created_at) VALUES (1, 'other', 'x')",
        "REPLACE INTO decision_events (rowid, decision_id, seq, event_type, ts, actor_type, actor_id, payload,
             digest) SELECT 1, decision_id, MAX(seq) + 1, 'x', 'x', 'x', 'x', '{}', 'x' FROM decision_events
             GROUP BY decision_id LIMIT 1",
        "REPLACE INTO templates (rowid, name, description, min_approvals, allowed_modes,
             require_adapter_capabilities, labels, created_at, created_by_type, created_by_id, digest)
             VALUES (1, 'other', 'x', 1, '[]', '[]', '[]', 'x', 'x', 'x', 'x')",
    ] {
        let error = connection.execute(statement, []).expect_err(statement).to_string();
        assert!(error.contains("append-only"), "{statement}: {error}");
    }
    drop(connection);
    assert_sound(&open(&path));
}

/// Defends the sequence of a log, and the chain, against whoever inserts: the next number or none.
#[test]
fn only_the_next_number_can_be_inserted() {
    let (_folder, path) = with_a_row_in_every_table();
    let connection = outside(&path);
    let id: String =
        connection.query_row("SELECT decision_id FROM decisions LIMIT 1", [], |row| row.get(0)).unwrap();
    for statement in [
        "INSERT INTO decision_events VALUES (?1, 99, 'APPROVAL_GRANTED', 'x', 'human', 'x', '{}', 'x')",
        "INSERT INTO decision_events VALUES (?1, 0, 'APPROVAL_GRANTED', 'x', 'human', 'x', '{}', 'x')",
        "INSERT INTO decision_events VALUES (?1, -1, 'APPROVAL_GRANTED', 'x', 'human', 'x', '{}', 'x')",
        "INSERT INTO chain VALUES (NULL, 'event', ?1, 0, x'00', x'00')",
        "INSERT INTO chain VALUES (0, 'event', ?1, 0, x'00', x'00')",
        "INSERT INTO chain VALUES (100000, 'event', ?1, 0, x'00', x'00')",
        "INSERT INTO archived_events VALUES (1, ?1, 77, 'x', 'x', 'x', 'x', 'x', 'x')",
    ] {
        let error = connection.execute(statement, [&id]).expect_err(statement).to_string();
        assert!(error.contains("append-only"), "{statement}: {error}");
    }
}

/// Defends the archive as the only way out of the log: after a log was replaced, its successor cannot be
/// deleted because an identical copy lies in the archive.
#[test]
fn a_closed_archive_lets_nothing_out() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let id = approved(&mut store, "twice");
    let events = store.log(&id).unwrap().events;
    store
        .write(|writing| {
            writing.archive(&id, verifier_core::digest::of_bytes(b"the same log again"))?;
            for event in &events {
                writing.insert(store_native::store::Recorded::Event, event)?;
            }
            Ok::<_, store_native::store::StoreError>(())
        })
        .unwrap();
    assert_sound(&store);
    let error = outside(&path).execute("DELETE FROM decision_events", []).unwrap_err().to_string();
    assert!(error.contains("append-only"), "{error}");
    assert_eq!(store.log(&id).unwrap().events, events);
}

/// A store in which every table has rows.
pub fn with_a_row_in_every_table() -> (tempfile::TempDir, std::path::PathBuf) {
    use store_native::store::{NewTemplate, Recorded, StoreError};
    use verifier_core::decision::{Actor, Mode, Policy};

    let folder = scratch();
    let path = store_in(&folder);
    // A row of another program makes an adoption.
    {
        let connection = outside(&path);
        connection
            .execute_batch(
                "CREATE TABLE decisions (decision_id TEXT PRIMARY KEY, created_at TEXT NOT NULL);
                 CREATE TABLE decision_events (
                     decision_id TEXT NOT NULL, seq INTEGER NOT NULL, event_type TEXT NOT NULL, ts TEXT NOT NULL,
                     actor_type TEXT NOT NULL, actor_id TEXT NOT NULL, payload TEXT NOT NULL, digest TEXT NOT NULL,
                     PRIMARY KEY (decision_id, seq), FOREIGN KEY (decision_id) REFERENCES decisions(decision_id));
                 INSERT INTO decisions VALUES ('from-elsewhere', '2026-11-22T19:00:00+00:00');",
            )
            .unwrap();
    }
    let mut store = create(&path);
    store
        .create_template(
            &NewTemplate {
                name: "two-person".to_owned(),
                description: "Two people".to_owned(),
                policy: Policy {
                    min_approvals: 2,
                    allowed_modes: vec![Mode::DryRun, Mode::Apply],
                    require_adapter_capabilities: vec!["apply".to_owned()],
                    max_steps: Some(9),
                    labels: vec!["prod".to_owned()],
                },
            },
            &Actor::human("admin"),
        )
        .unwrap();
    for goal in ["one", "two", "three"] {
        executed(&mut store, goal);
    }
    let replaced = approved(&mut store, "four");
    let events = store.log(&replaced).unwrap().events;
    store
        .write(|writing| {
            writing.archive(&replaced, verifier_core::digest::of_bytes(b"another log"))?;
            for event in events.iter().take(2) {
                writing.insert(Recorded::Event, event)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_sound(&store);
    (folder, path)
}
