//! Step 2 of a check: the schema.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{Finding, FindingCode};
use crate::store::error::StoreError;
use crate::store::schema;

/// Objects of a schema: kind and name, with the table that each belongs to and its definition.
type Objects = BTreeMap<(String, String), (String, String)>;

/// Compares the schema with the one that the migrations make. Says whether all tables are there, as they
/// should be.
pub fn compare(connection: &Connection, findings: &mut Vec<Finding>) -> Result<bool, StoreError> {
    let fresh = Connection::open_in_memory()?;
    schema::migrate(&fresh, 0)?;
    let (ours, found) = (objects(&fresh)?, objects(connection)?);
    for (key @ (kind, name), (table, definition)) in &ours {
        let message = match found.get(key) {
            Some((_, present)) if present == definition => continue,
            Some(_) => format!("the {kind} is defined in another way"),
            None => format!("the {kind} is missing"),
        };
        findings.push(Finding::new(FindingCode::SchemaChanged, table, name, message));
    }
    for (key @ (kind, name), (table, _)) in &found {
        // SQLite keeps the name of a table as it was typed, and compares it without case.
        let is_ours = ours.keys().any(|(kind, name)| kind == "table" && name.eq_ignore_ascii_case(table));
        if kind != "table" && is_ours && !ours.contains_key(key) {
            let message = format!("the {kind} is none of this program");
            findings.push(Finding::new(FindingCode::SchemaChanged, table, name, message));
        }
    }
    let as_it_should_be = |(key, (_, definition)): (&(String, String), &(String, String))| {
        found.get(key).is_some_and(|(_, present)| present == definition)
    };
    Ok(ours.iter().filter(|((kind, _), _)| kind == "table").all(as_it_should_be))
}

fn objects(connection: &Connection) -> Result<Objects, StoreError> {
    let mut statement =
        connection.prepare("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")?;
    let rows = statement.query_map([], |row| {
        let definition: String = row.get(3)?;
        Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, without_layout(&definition))))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A definition with the white space that means nothing taken out: the reference implementation lays the
/// same tables out in another way.
fn without_layout(definition: &str) -> String {
    let mut text = String::with_capacity(definition.len());
    for word in definition.split_whitespace() {
        let joined = text.ends_with(['(', ',', ')']) || word.starts_with(['(', ',', ')']);
        if !text.is_empty() && !joined {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}
