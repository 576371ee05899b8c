//! The schema of the file and how it came to be, one migration after the other.

use rusqlite::Connection;

use super::error::StoreError;

/// A step from one version of the schema to the next.
struct Migration {
    name: &'static str,
    sql: &'static str,
}

/// All steps. The number of steps that a file has behind it is its `user_version`. A step that was once
/// released is never edited.
const MIGRATIONS: [Migration; 5] = [
    Migration { name: "log", sql: include_str!("migrations/0001_log.sql") },
    Migration { name: "archive", sql: include_str!("migrations/0002_archive.sql") },
    Migration { name: "chain", sql: include_str!("migrations/0003_chain.sql") },
    Migration { name: "append_only", sql: include_str!("migrations/0004_append_only.sql") },
    Migration { name: "index", sql: include_str!("migrations/0005_index.sql") },
];

/// The version of the schema that this program writes.
#[allow(clippy::cast_possible_wrap, reason = "there are a handful of migrations")]
pub const VERSION: i64 = MIGRATIONS.len() as i64;

/// What the file says it is, in `application_id`: the bytes of `NxAt`.
const APPLICATION: i64 = 0x4e78_4174;

/// The tables of the reference implementation; a file of it has at least the first two.
const REFERENCE: [&str; 2] = ["decisions", "decision_events"];

/// Looks at what the file is, and returns the version of its schema: 0 for a new file and for one that the
/// reference implementation wrote.
///
/// The caller holds a transaction: what is looked at must be of one moment, while another process may be
/// migrating the file.
pub fn version(connection: &Connection) -> Result<i64, StoreError> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application == APPLICATION {
        if version > VERSION {
            return Err(StoreError::TooNew { found: version, known: VERSION });
        }
        if version > 0 {
            return Ok(version);
        }
    }
    let mut statement = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")?;
    let tables: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    if tables.iter().any(|table| table == "chain") {
        let why = format!(
            "it looks like a store whose version mark is gone, as after a restoration from a text dump; \
             `PRAGMA user_version = {VERSION}; PRAGMA application_id = {APPLICATION}` marks it again, and \
             `store check` says whether it is sound"
        );
        return Err(StoreError::NotAStore { why });
    }
    let of_reference = REFERENCE.iter().all(|name| tables.iter().any(|table| table == name));
    if application != 0 || version != 0 || !(tables.is_empty() || of_reference) {
        return Err(StoreError::NotAStore { why: "it is the database of another program".to_owned() });
    }
    Ok(0)
}

/// Brings a file from `version` to [`VERSION`]. The caller holds a transaction, so it is all or nothing.
pub fn migrate(connection: &Connection, version: i64) -> Result<(), StoreError> {
    let behind = usize::try_from(version).unwrap_or_default();
    for migration in MIGRATIONS.iter().skip(behind) {
        connection.execute_batch(migration.sql)?;
    }
    connection.pragma_update(None, "user_version", VERSION)?;
    connection.pragma_update(None, "application_id", APPLICATION)?;
    Ok(())
}

/// The names of the migrations, the first one first.
pub fn migrations() -> impl Iterator<Item = &'static str> {
    MIGRATIONS.iter().map(|migration| migration.name)
}
