//! The schema and the page that describes it are the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rusqlite::Connection;
use store_native::store::{SCHEMA_VERSION, migrations};

use crate::support::{create, open, outside, scratch, store_in};

/// What a table has: for each column its type, as a page would say it.
type Columns = Vec<(String, String)>;

/// Defends `docs/store.md`: every table and every column of the file is on the page, with its type, and
/// nothing else is.
#[test]
fn the_page_describes_the_file_column_by_column() {
    let folder = scratch();
    let path = store_in(&folder);
    drop(create(&path));
    let found = tables(&outside(&path));
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/store.md")).unwrap();
    assert_eq!(described(&page), found);
}

/// Defends the list of migrations on the page, and the version that the file has.
#[test]
fn the_page_lists_the_migrations() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/store.md")).unwrap();
    let (_, section) = page.split_once("\n## Migrations\n").unwrap();
    let listed: Vec<(String, String)> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split_once(" | `"))
        .map(|(number, rest)| (number.to_owned(), rest.split('`').next().unwrap_or_default().to_owned()))
        .collect();
    let ours: Vec<(String, String)> =
        (1..).zip(migrations()).map(|(number, name)| (number.to_string(), name.to_owned())).collect();
    assert_eq!(listed, ours);
    let folder = scratch();
    let path = store_in(&folder);
    drop(create(&path));
    let version: i64 = outside(&path).pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, SCHEMA_VERSION);
    assert_eq!(usize::try_from(version).unwrap(), ours.len());
}

/// Defends what the connection is set to, on which durability rests.
#[test]
fn the_file_keeps_a_write_ahead_log() {
    let folder = scratch();
    let path = store_in(&folder);
    drop(create(&path));
    let store = open(&path);
    let mode: String = outside(&path).pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    assert_eq!(store.durability().unwrap(), ("wal".to_owned(), 2));
}

fn tables(connection: &Connection) -> BTreeMap<String, Columns> {
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let names: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    names
        .into_iter()
        .map(|name| {
            let mut statement = connection
                .prepare("SELECT name, type || CASE WHEN \"notnull\" AND NOT (pk AND (SELECT COUNT(*) FROM pragma_table_info(?1) WHERE pk) = 1) THEN ' NOT NULL' ELSE '' END FROM pragma_table_info(?1)")
                .unwrap();
            let columns = statement
                .query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            (name, columns)
        })
        .collect()
}

/// The tables of the page: a heading with the name of the table, and rows that begin with a column.
fn described(page: &str) -> BTreeMap<String, Columns> {
    let mut tables: BTreeMap<String, Columns> = BTreeMap::new();
    let mut table = None;
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("### `") {
            table = heading.split('`').next().map(str::to_owned);
        } else if line.starts_with("## ") {
            table = None;
        } else if let (Some(table), Some(row)) = (&table, line.strip_prefix("| `")) {
            let mut cells = row.split(" | ");
            let column = cells.next().unwrap_or_default().trim_end_matches('`').to_owned();
            let kind = cells.next().unwrap_or_default().to_owned();
            tables.entry(table.clone()).or_default().push((column, kind));
        }
    }
    tables
}
