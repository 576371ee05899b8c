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
            assert!(is_refused(&error), "{statement}: {error}");
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
        assert!(is_refused(&error), "{statement}: {error}");
    }
    drop(connection);
    assert_sound(&open(&path));
}

/// Whether the triggers refused: with their own words, or because only this program has the function that
/// they ask before anything enters a table of its own.
fn is_refused(error: &str) -> bool {
    error.contains("append-only") || error.contains("no such function: nexus_attest_writes")
}

/// Defends rows against a unique index of somebody else, through which REPLACE would delete whatever the
/// index says: nothing can be inserted while it stands.
#[test]
fn an_index_of_somebody_else_replaces_nothing() {
    let (_folder, path) = with_a_row_in_every_table();
    let connection = outside(&path);
    let before: i64 =
        connection.query_row("SELECT COUNT(*) FROM decision_events", [], |row| row.get(0)).unwrap();
    for (index, replace) in [
        (
            "CREATE UNIQUE INDEX evil ON decision_events(CASE seq WHEN 2 THEN decision_id WHEN 6 THEN decision_id
                 ELSE decision_id || seq END)",
            "REPLACE INTO decision_events SELECT decision_id, 6, 'APPROVAL_GRANTED', 'x', 'human', 'mallory', '{}',
                 'x' FROM decision_events GROUP BY decision_id HAVING MAX(seq) = 5 LIMIT 1",
        ),
        (
            "CREATE UNIQUE INDEX evil ON Decisions(substr(created_at, 1, 24))",
            "REPLACE INTO decisions SELECT 'zz', MAX(created_at) FROM decisions",
        ),
    ] {
        connection.execute_batch(index).unwrap();
        let error = connection.execute(replace, []).expect_err(replace).to_string();
        assert!(is_refused(&error), "{replace}: {error}");
        let checked = open(&path).check(None, |_, _| ()).unwrap();
        assert!(
            checked.findings.iter().any(|finding| finding.place == "evil"),
            "a foreign index is not named: {:?}",
            checked.findings
        );
        connection.execute_batch("DROP INDEX evil").unwrap();
    }
    let after: i64 =
        connection.query_row("SELECT COUNT(*) FROM decision_events", [], |row| row.get(0)).unwrap();
    assert_eq!(after, before);
    drop(connection);
    assert_sound(&open(&path));
}

/// Defends the log against a way through the archive: who is not this program cannot open one, so nothing
/// can leave the log.
#[test]
fn nobody_else_opens_an_archive() {
    let (_folder, path) = with_a_row_in_every_table();
    let connection = outside(&path);
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    let error = connection
        .execute("INSERT INTO archived_events SELECT 2, * FROM decision_events", [])
        .unwrap_err()
        .to_string();
    assert!(is_refused(&error), "{error}");
    let error = connection.execute("DELETE FROM decision_events", []).unwrap_err().to_string();
    assert!(error.contains("append-only"), "{error}");
    drop(connection);
    assert_sound(&open(&path));
}

/// Defends the file against garbage that could never be taken out again: values of other types, and rowids
/// that would stand in the way of every later row.
#[test]
fn garbage_is_not_taken_in() {
    let (_folder, path) = with_a_row_in_every_table();
    let connection = outside(&path);
    let id: String =
        connection.query_row("SELECT decision_id FROM decisions LIMIT 1", [], |row| row.get(0)).unwrap();
    for statement in [
        "INSERT INTO decisions VALUES (NULL, ?1)",
        "INSERT INTO decisions VALUES (CAST(?1 AS BLOB), 'x')",
        "INSERT INTO decisions VALUES ('new', CAST(?1 AS BLOB))",
        "INSERT INTO decisions (rowid, decision_id, created_at) VALUES (-1, 'new', ?1)",
        "INSERT INTO decisions (rowid, decision_id, created_at) VALUES (0, 'new', ?1)",
        "INSERT INTO decision_events SELECT ?1, MAX(seq) + 1, 'x', 'x', 'x', 'x', x'00', 'x' FROM decision_events
             WHERE decision_id = ?1",
        "INSERT INTO decision_events (rowid, decision_id, seq, event_type, ts, actor_type, actor_id, payload, digest)
             SELECT -1, ?1, MAX(seq) + 1, 'x', 'x', 'x', 'x', '{}', 'x' FROM decision_events WHERE decision_id = ?1",
        "INSERT INTO templates SELECT 'new' || ?1, x'00', 1, '[]', '[]', NULL, '[]', 'x', 'x', 'x', 'x'",
        "INSERT INTO templates SELECT 'new' || ?1, 'x', 1, '[]', '[]', 'many', '[]', 'x', 'x', 'x', 'x'",
        "INSERT INTO chain SELECT MAX(position) + 1, 'event', ?1, 0, x'00', x'00' FROM chain",
        "INSERT INTO archived_events VALUES (2, ?1, 0, 'x', 'x', 'x', 'x', 'x', 'x')",
        "INSERT INTO adoptions VALUES (2, 'x', 'x', ?1, 'x', 0, 0, 0, 0, 0)",
        "INSERT INTO archives VALUES (2, ?1, 'x', 'x', 0)",
    ] {
        let error = connection.execute(statement, [&id]).expect_err(statement).to_string();
        assert!(is_refused(&error), "{statement}: {error}");
    }
    drop(connection);
    let mut store = open(&path);
    assert_sound(&store);
    executed(&mut store, "and it goes on");
    assert_sound(&store);
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
