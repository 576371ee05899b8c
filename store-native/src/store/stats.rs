//! How much there is in a store.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use super::Store;
use super::chain::{self, Head};
use super::error::StoreError;

/// Figures about a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    /// The id that the store was given; none without a hash chain.
    pub store_id: Option<String>,
    /// When the hash chain was begun; none without one.
    pub created_at: Option<String>,
    /// The version of the schema; 0 for a file of the reference implementation.
    pub schema_version: i64,
    /// Bytes of the database, without the write-ahead log.
    pub bytes: u64,
    /// Headers of decisions.
    pub decisions: u64,
    /// Decisions by phase: `open` are those that await approvals or execution.
    pub phases: BTreeMap<String, u64>,
    /// Events of decisions, by type.
    pub events: BTreeMap<String, u64>,
    /// Templates.
    pub templates: u64,
    /// Logs that an import replaced.
    pub archived_logs: u64,
    /// Events in them.
    pub archived_events: u64,
    /// How often rows that others had written were taken in.
    pub adoptions: u64,
    /// The end of the hash chain; none without one.
    pub head: Option<Head>,
}

impl Store {
    /// Counts what is in the store.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn stats(&self) -> Result<Stats, StoreError> {
        self.reading(|snapshot| self.count(snapshot))
    }

    fn count(&self, snapshot: &Connection) -> Result<Stats, StoreError> {
        let count =
            |sql: &str| -> Result<u64, StoreError> { Ok(snapshot.query_row(sql, [], |row| row.get(0))?) };
        let tally = |sql: &str| -> Result<BTreeMap<String, u64>, StoreError> {
            let mut statement = snapshot.prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let when_chained = |sql: &str| if self.chained { count(sql) } else { Ok(0) };
        let templates = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'templates'";
        let (store_id, created_at) = if self.chained {
            snapshot
                .query_row("SELECT store_id, created_at FROM origin", [], |row| {
                    Ok((Some(row.get(0)?), Some(row.get(1)?)))
                })
                .optional()?
                .unwrap_or_default()
        } else {
            (None, None)
        };
        Ok(Stats {
            store_id,
            created_at,
            schema_version: snapshot.pragma_query_value(None, "user_version", |row| row.get(0))?,
            bytes: count("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
            decisions: count("SELECT COUNT(*) FROM decisions")?,
            phases: if self.chained {
                tally("SELECT phase, COUNT(*) FROM decision_phases GROUP BY phase")?
            } else {
                BTreeMap::new()
            },
            events: tally("SELECT event_type, COUNT(*) FROM decision_events GROUP BY event_type")?,
            templates: if count(templates)? == 0 { 0 } else { count("SELECT COUNT(*) FROM templates")? },
            archived_logs: when_chained("SELECT COUNT(*) FROM archives")?,
            archived_events: when_chained("SELECT COUNT(*) FROM archived_events")?,
            adoptions: when_chained("SELECT COUNT(*) FROM adoptions")?,
            head: if self.chained { chain::head(snapshot)? } else { None },
        })
    }
}
