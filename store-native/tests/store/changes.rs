//! A check of the store finds every change that was made by other means.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fastrand::Rng;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use store_native::store::{Finding, FindingCode, Store};

use crate::append_only::with_a_row_in_every_table;
use crate::support::{approved, create, executed, open, outside, scratch, store_in};

/// All tables of a store, with the columns that name a row to people.
const TABLES: [(&str, &[&str]); 11] = [
    ("decisions", &["decision_id"]),
    ("decision_events", &["decision_id", "seq"]),
    ("templates", &["name"]),
    ("template_events", &["template_name", "seq"]),
    ("archives", &["decision_id", "archive_id"]),
    ("archived_events", &["decision_id", "seq", "archive_id"]),
    ("origin", &[]),
    ("adoptions", &["adoption_id"]),
    ("chain", &["position"]),
    ("decision_phases", &["decision_id"]),
    ("decision_labels", &["decision_id"]),
];

/// Defends the promise of `store check`: each of many random changes to random rows is found, and a
/// finding names the row. The triggers are dropped first and put back afterwards, so it is the row alone
/// that gives the change away. `STORE_CHANGES` and `STORE_SEED` set how many changes there are, and which.
#[test]
fn every_change_to_a_row_is_found_and_named() {
    let (folder, path) = with_a_row_in_every_table();
    let clean = fs::read(&path).unwrap();
    let changed = folder.path().join("changed.sqlite");
    let seed = number("STORE_SEED", 20_261_122);
    let mut rng = Rng::with_seed(seed);
    let mut kinds = BTreeSet::new();
    for round in 0..number("STORE_CHANGES", 1000) {
        fs::write(&changed, &clean).unwrap();
        let change = change(&changed, &mut rng);
        kinds.insert((change.table, change.kind));
        let findings = findings(&open(&changed));
        let named = findings.iter().any(|finding| {
            finding.code != FindingCode::SchemaChanged
                && change.names.iter().any(|names| {
                    names.iter().all(|name| {
                        let text = format!("{} {}", finding.place, finding.message);
                        text.split(|c: char| c.is_whitespace() || c == ';' || c == ':')
                            .any(|word| word.trim_end_matches(['.', ',', ')']) == name)
                    })
                })
        });
        assert!(named, "seed {seed}, change {round}: {change:#?}\n{findings:#?}");
        remove(&changed);
    }
    // That the generator reaches every table in every way that the table allows.
    let tables: BTreeSet<_> = kinds.iter().map(|(table, _)| *table).collect();
    assert_eq!(tables.len(), TABLES.len(), "{kinds:?}");
}

/// What was done to which row.
#[derive(Debug)]
struct Change {
    table: &'static str,
    kind: &'static str,
    /// What a finding has to say to name the row: what names it before, or after.
    names: Vec<Vec<String>>,
    #[allow(dead_code, reason = "shown where the change is not found")]
    done: String,
}

/// Makes one change that is really one.
fn change(path: &Path, rng: &mut Rng) -> Change {
    let connection = outside(path);
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    let triggers = drop_triggers(&connection);
    let before = content(&connection);
    let change = loop {
        let (table, key) = TABLES[rng.usize(..TABLES.len())];
        let attempt = match rng.u8(..10) {
            0..6 => update(&connection, table, key, rng),
            6 => delete(&connection, table, key, rng),
            7 => duplicate(&connection, table, key, rng),
            _ => swap(&connection, table, key, rng),
        };
        // A change that breaks a constraint of SQLite itself, or changes nothing, is none.
        if let Some(change) = attempt.filter(|_| content(&connection) != before) {
            break change;
        }
    };
    for trigger in triggers {
        connection.execute_batch(&trigger).unwrap();
    }
    change
}

fn update(connection: &Connection, table: &'static str, key: &[&str], rng: &mut Rng) -> Option<Change> {
    let columns = columns(connection, table);
    let row = random_row(connection, table, rng)?;
    let column = rng.usize(..columns.len());
    let value = other(&row[column], rng);
    let mut after = row.clone();
    after[column] = value.clone();
    let mut arguments = row.clone();
    arguments.push(value);
    let sql = format!(
        "UPDATE {table} SET {} = ?{} WHERE {}",
        columns[column],
        columns.len() + 1,
        condition(&columns)
    );
    let count = connection.execute(&sql, params_from_iter(arguments)).ok()?;
    assert_eq!(count, 1, "{sql}");
    let names = vec![names(&columns, &row, key), names(&columns, &after, key)];
    Some(Change { table, kind: "update", names, done: format!("{}: {row:?} -> {after:?}", columns[column]) })
}

fn delete(connection: &Connection, table: &'static str, key: &[&str], rng: &mut Rng) -> Option<Change> {
    let columns = columns(connection, table);
    let row = random_row(connection, table, rng)?;
    let sql = format!("DELETE FROM {table} WHERE {}", condition(&columns));
    connection.execute(&sql, params_from_iter(row.clone())).ok()?;
    let mut names = vec![names(&columns, &row, key)];
    if table == "chain" {
        // Without its last entry the chain is whole; then it is the row that has none.
        names.push(vec![text(&row[2])]);
    }
    Some(Change { table, kind: "delete", names, done: format!("{row:?}") })
}

/// Adds a row like another one, under another key.
fn duplicate(connection: &Connection, table: &'static str, key: &[&str], rng: &mut Rng) -> Option<Change> {
    let columns = columns(connection, table);
    let mut row = random_row(connection, table, rng)?;
    let column = columns.iter().position(|column| key.contains(&column.as_str()))?;
    row[column] = other(&row[column], rng);
    let marks: Vec<_> = (1..=columns.len()).map(|number| format!("?{number}")).collect();
    let sql = format!("INSERT INTO {table} VALUES ({})", marks.join(", "));
    let before = rows(connection, table);
    connection.execute(&sql, params_from_iter(row)).ok()?;
    // SQLite itself numbers a row whose number is NULL.
    let row = rows(connection, table).into_iter().find(|row| !before.contains(row))?;
    let names = vec![names(&columns, &row, key)];
    Some(Change { table, kind: "insert", names, done: format!("{row:?}") })
}

/// Gives two rows each other's value in one column.
fn swap(connection: &Connection, table: &'static str, key: &[&str], rng: &mut Rng) -> Option<Change> {
    let columns = columns(connection, table);
    let (one, two) = (random_row(connection, table, rng)?, random_row(connection, table, rng)?);
    let column = rng.usize(..columns.len());
    if one[column] == two[column] {
        return None;
    }
    for (row, value) in [(&one, &two[column]), (&two, &one[column])] {
        let mut arguments = row.clone();
        arguments.push(value.clone());
        let sql = format!(
            "UPDATE {table} SET {} = ?{} WHERE {}",
            columns[column],
            columns.len() + 1,
            condition(&columns)
        );
        connection.execute(&sql, params_from_iter(arguments)).ok()?;
    }
    let names = vec![names(&columns, &one, key), names(&columns, &two, key)];
    Some(Change { table, kind: "swap", names, done: format!("{}: {one:?} <-> {two:?}", columns[column]) })
}

/// A value that is another one: near it, or far from it, or of another type.
fn other(value: &Value, rng: &mut Rng) -> Value {
    match (value, rng.u8(..6)) {
        (_, 0) => Value::Null,
        (Value::Integer(number), 1..4) => Value::Integer(number + 1),
        (Value::Integer(number), 4) => Value::Real(f64::from(i32::try_from(*number).unwrap_or(7)) + 0.5),
        (Value::Integer(_), _) => Value::Integer(if rng.bool() { i64::MAX } else { i64::MIN }),
        (Value::Text(text), 1) => Value::Text(format!("{text}x")),
        (Value::Text(text), 2) => Value::Blob(text.clone().into_bytes()),
        (Value::Text(text), 3) => Value::Text(text.to_uppercase()),
        (Value::Text(text), _) => {
            let mut letters: Vec<char> = text.chars().collect();
            match letters.len() {
                0 => Value::Text("x".to_owned()),
                count => {
                    let at = rng.usize(..count);
                    letters[at] = if letters[at] == '0' { '1' } else { '0' };
                    Value::Text(letters.into_iter().collect())
                }
            }
        }
        (Value::Blob(bytes), 1) => Value::Text(format!("{bytes:?}")),
        (Value::Blob(bytes), 2) => Value::Blob(bytes.iter().skip(1).copied().collect()),
        (Value::Blob(bytes), _) => {
            let mut bytes = bytes.clone();
            let at = rng.usize(..bytes.len());
            bytes[at] ^= 1 << rng.u8(..8);
            Value::Blob(bytes)
        }
        (Value::Null | Value::Real(_), _) => Value::Integer(1),
    }
}

fn drop_triggers(connection: &Connection) -> Vec<String> {
    let mut statement =
        connection.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").unwrap();
    let triggers: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(triggers.len() >= 27, "{} triggers", triggers.len());
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    triggers.into_iter().map(|(_, sql)| sql).collect()
}

fn columns(connection: &Connection, table: &str) -> Vec<String> {
    let mut statement =
        connection.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn rows(connection: &Connection, table: &str) -> Vec<Vec<Value>> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let count = statement.column_count();
    let rows = statement.query_map([], |row| (0..count).map(|column| row.get(column)).collect());
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

fn random_row(connection: &Connection, table: &str, rng: &mut Rng) -> Option<Vec<Value>> {
    let rows = rows(connection, table);
    (!rows.is_empty()).then(|| rows[rng.usize(..rows.len())].clone())
}

fn content(connection: &Connection) -> Vec<Vec<Vec<Value>>> {
    TABLES.iter().map(|(table, _)| rows(connection, table)).collect()
}

fn condition(columns: &[String]) -> String {
    let terms: Vec<_> =
        columns.iter().zip(1..).map(|(column, number)| format!("{column} IS ?{number}")).collect();
    terms.join(" AND ")
}

fn names(columns: &[String], row: &[Value], key: &[&str]) -> Vec<String> {
    key.iter()
        .filter_map(|key| columns.iter().position(|column| column == key))
        .map(|column| text(&row[column]))
        .collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => {
            let hex: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("x'{}'", hex.concat())
        }
    }
}

fn findings(store: &Store) -> Vec<Finding> {
    store.check(None, |_, _| ()).unwrap().findings
}

fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let _ = fs::remove_file(name);
    }
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
}

/// Defends the head that somebody keeps: a chain that was cut off, or made anew, is whole in itself, and
/// only the head that was kept elsewhere shows it.
#[test]
fn a_head_that_was_kept_shows_what_was_cut_off() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let first = executed(&mut store, "first");
    let early = store.head().unwrap();
    approved(&mut store, "second");
    let kept = store.head().unwrap();
    assert!(store.check(Some(early), |_, _| ()).unwrap().is_sound());
    assert!(store.check(Some(kept), |_, _| ()).unwrap().is_sound());
    drop(store);

    let connection = outside(&path);
    let triggers = drop_triggers(&connection);
    connection
        .execute_batch(&format!(
            "PRAGMA foreign_keys = OFF;
             DELETE FROM decision_events WHERE decision_id <> '{first}';
             DELETE FROM decisions WHERE decision_id <> '{first}';
             DELETE FROM decision_phases WHERE decision_id <> '{first}';
             DELETE FROM decision_labels WHERE decision_id <> '{first}';
             DELETE FROM chain WHERE subject <> '{first}' AND kind <> 'origin';"
        ))
        .unwrap();
    for trigger in triggers {
        connection.execute_batch(&trigger).unwrap();
    }
    drop(connection);

    let store = open(&path);
    assert!(store.check(None, |_, _| ()).unwrap().is_sound(), "what was cut off leaves no trace in the file");
    assert!(store.check(Some(early), |_, _| ()).unwrap().is_sound());
    let checked = store.check(Some(kept), |_, _| ()).unwrap();
    let codes: Vec<_> = checked.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [FindingCode::HeadMismatch]);
    let wrong = store_native::store::Head { digest: kept.digest, ..early };
    let checked = store.check(Some(wrong), |_, _| ()).unwrap();
    assert_eq!(checked.findings.len(), 1);
    assert_eq!(checked.findings[0].code, FindingCode::HeadMismatch);
}

/// Defends the triggers themselves: that one is missing, was weakened, or that a foreign one was added, is
/// found.
#[test]
fn changes_to_the_schema_are_found() {
    let (_folder, path) = with_a_row_in_every_table();
    for (change, name) in [
        ("DROP TRIGGER decision_events_delete", "decision_events_delete"),
        (
            "DROP TRIGGER chain_update; CREATE TRIGGER chain_update BEFORE UPDATE ON chain WHEN 0
             BEGIN SELECT RAISE(ABORT, 'append-only: chain is never updated'); END",
            "chain_update",
        ),
        (
            "CREATE TRIGGER quiet AFTER INSERT ON decision_events BEGIN DELETE FROM decision_labels; END",
            "quiet",
        ),
        ("DROP INDEX chain_subject", "chain_subject"),
        ("DROP TABLE decision_labels", "decision_labels"),
        ("CREATE TRIGGER silent BEFORE INSERT ON Decision_Events BEGIN SELECT RAISE(IGNORE); END", "silent"),
        ("CREATE UNIQUE INDEX mine ON DECISION_EVENTS(decision_id, seq)", "mine"),
        ("DROP TRIGGER templates_values; ALTER TABLE templates DROP COLUMN description", "templates"),
        ("ALTER TABLE decision_phases RENAME COLUMN phase TO stage", "decision_phases"),
        ("ALTER TABLE chain DROP COLUMN record", "chain"),
        (
            "DROP TABLE template_events; CREATE TABLE template_events (template_name TEXT NOT NULL,
             seq INTEGER NOT NULL, PRIMARY KEY (template_name, seq)) WITHOUT ROWID",
            "template_events",
        ),
    ] {
        let copy = path.with_extension("changed");
        fs::copy(&path, &copy).unwrap();
        outside(&copy).execute_batch(change).unwrap();
        let store = open(&copy);
        match store.check(None, |_, _| ()) {
            Ok(checked) => assert!(
                checked
                    .findings
                    .iter()
                    .any(|finding| finding.code == FindingCode::SchemaChanged && finding.place == name),
                "{change}: {:#?}",
                checked.findings
            ),
            Err(error) => panic!("{change}: {error}"),
        }
        drop(store);
        remove(&copy);
    }
}

/// Defends the reading of a log: what was changed outside is never used, not only found by a check.
#[test]
fn a_changed_log_is_not_used() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let id = approved(&mut store, "goal");
    drop(store);
    let clean = fs::read(&path).unwrap();
    for (change, place) in [
        ("UPDATE decision_events SET actor_id = 'mallory' WHERE seq = 2", "event 2"),
        ("UPDATE decision_events SET ts = '2020-01-01T00:00:00+00:00' WHERE seq = 1", "event 1"),
        ("UPDATE decision_events SET payload = '{}' WHERE seq = 2", "event 2"),
        ("UPDATE decisions SET created_at = '2020-01-01T00:00:00+00:00'", "header"),
        ("DELETE FROM decision_events WHERE seq = 2", "event 2"),
        ("DELETE FROM decision_events WHERE seq = 1", "event 1"),
        (
            "INSERT INTO decision_events SELECT decision_id, 3, event_type, ts, actor_type, 'eve', payload, digest
             FROM decision_events WHERE seq = 2",
            "event 3",
        ),
    ] {
        fs::write(&path, &clean).unwrap();
        let connection = outside(&path);
        drop_triggers(&connection);
        connection.execute_batch(change).unwrap();
        drop(connection);
        let store = open(&path);
        let error = store.log(&id).expect_err(change);
        assert_eq!(error.code(), "STORE_TAMPERED", "{change}");
        assert!(error.to_string().contains(place), "{change}: {error}");
    }
}

/// Defends a check against values at the ends of what SQLite can hold, and text that is none: each is a
/// finding, and none stops the check.
#[test]
fn extreme_values_are_findings() {
    let (_folder, path) = with_a_row_in_every_table();
    let clean = fs::read(&path).unwrap();
    for change in [
        "UPDATE chain SET seq = 9223372036854775807 WHERE position = 5",
        "UPDATE chain SET seq = -9223372036854775808 WHERE position = 5",
        "UPDATE chain SET position = -9223372036854775808 WHERE position = 5",
        "UPDATE chain SET position = -5 WHERE position = 5",
        "UPDATE chain SET position = 9223372036854775807 WHERE position = (SELECT MAX(position) FROM chain)",
        "UPDATE chain SET position = 9223372036854775807 WHERE position = 0",
        "UPDATE chain SET head = x'00' WHERE position = 5",
        "UPDATE chain SET record = zeroblob(32) WHERE position = 5",
        "UPDATE chain SET kind = 'event' WHERE kind = 'archive'",
        "UPDATE chain SET seq = 7 WHERE kind = 'archive'",
        "UPDATE chain SET subject = CAST(x'ff' AS TEXT) WHERE position = 5",
        "UPDATE decision_events SET seq = 9223372036854775807 WHERE seq = 2",
        "UPDATE decision_events SET payload = CAST(x'ff' AS TEXT) WHERE seq = 2",
        "UPDATE decision_events SET actor_id = CAST(x'ff' AS TEXT) WHERE seq = 1",
        "UPDATE decisions SET created_at = CAST(x'ff' AS TEXT)",
        "UPDATE templates SET description = CAST(x'ff' AS TEXT)",
        "UPDATE templates SET created_at = CAST(x'ff' AS TEXT)",
        "UPDATE templates SET min_approvals = -1",
        "UPDATE archives SET events = 9223372036854775807",
        "UPDATE archived_events SET seq = -9223372036854775808 WHERE seq = 1",
        "UPDATE decision_phases SET decision_id = CAST(x'ff' AS TEXT) WHERE phase = 'open'",
        "UPDATE decision_labels SET label = CAST(x'ff' AS TEXT)",
        "DELETE FROM origin",
        "DELETE FROM chain",
        "DELETE FROM decision_phases; INSERT INTO decision_phases VALUES ('stray', 'open', 'x')",
    ] {
        fs::write(&path, &clean).unwrap();
        let connection = outside(&path);
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        let triggers = drop_triggers(&connection);
        connection.execute_batch(change).expect(change);
        for trigger in triggers {
            connection.execute_batch(&trigger).unwrap();
        }
        drop(connection);
        let store = open(&path);
        let checked = store.check(None, |_, _| ()).expect(change);
        assert!(!checked.is_sound(), "{change}");
        assert!(
            checked.findings.iter().all(|finding| finding.code != FindingCode::DatabaseDamaged),
            "{change}: {:#?}",
            checked.findings
        );
        if change.contains("'stray'") {
            assert!(checked.findings.iter().any(|finding| finding.place == "decision stray"), "{change}");
        }
        store.stats().expect(change);
        remove_log(&path);
    }
}

/// Defends rows from reproach: where only an entry of the chain was changed, the entry is named, and not the
/// row that it stands for.
#[test]
fn a_changed_entry_is_not_blamed_on_its_row() {
    let (_folder, path) = with_a_row_in_every_table();
    let connection = outside(&path);
    drop_triggers(&connection);
    connection
        .execute_batch("UPDATE chain SET record = zeroblob(32) WHERE kind = 'event' AND position = 8")
        .unwrap();
    drop(connection);
    let findings = findings(&open(&path));
    let of_rows: Vec<_> =
        findings.iter().filter(|finding| finding.code != FindingCode::SchemaChanged).collect();
    assert_eq!(of_rows.len(), 1, "{of_rows:#?}");
    assert_eq!((of_rows[0].code, of_rows[0].place.as_str()), (FindingCode::ChainEntryChanged, "position 8"));
}

/// Defends templates: one that was changed outside gives no policy to anything, even if its own digest was
/// made to fit.
#[test]
fn a_changed_template_is_not_used() {
    let (_folder, path) = with_a_row_in_every_table();
    let template = open(&path).template("two-person").unwrap();
    let weaker = verifier_core::decision::Template {
        policy: verifier_core::decision::Policy { min_approvals: 1, ..template.policy.clone() },
        ..template
    };
    let connection = outside(&path);
    drop_triggers(&connection);
    connection
        .execute("UPDATE templates SET min_approvals = 1, digest = ?1", [weaker.digest().to_string()])
        .unwrap();
    drop(connection);
    let mut store = open(&path);
    assert_eq!(store.template("two-person").unwrap_err().code(), "STORE_TAMPERED");
    let mut request = crate::support::request("goal");
    request.template = Some("two-person".to_owned());
    assert_eq!(store.request(&request).unwrap_err().code(), "STORE_TAMPERED");
}

/// Defends acknowledgement: where a trigger of somebody else makes SQLite ignore a row, the step fails and
/// records nothing.
#[test]
fn a_row_that_is_swallowed_is_not_acknowledged() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let id = approved(&mut store, "goal");
    for table in ["decision_events", "CHAIN", "Decisions"] {
        outside(&path)
            .execute_batch(&format!(
                "CREATE TRIGGER swallow BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END"
            ))
            .unwrap();
        let head = store.head().unwrap();
        let error = store.request(&crate::support::request("another")).unwrap_err();
        assert_eq!(error.code(), "STORE_TAMPERED", "{table}");
        if table != "Decisions" {
            let error = store.approve(&id, &crate::support::approval("bob")).unwrap_err();
            assert_eq!(error.code(), "STORE_TAMPERED", "{table}");
        }
        assert_eq!(store.head().unwrap(), head);
        outside(&path).execute_batch("DROP TRIGGER swallow").unwrap();
    }
    crate::support::assert_sound(&store);
}

fn remove_log(path: &Path) {
    for suffix in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let _ = fs::remove_file(name);
    }
}
