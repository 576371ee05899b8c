//! Reading a row of any table that is recorded, whatever it may hold by now.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, ToSql};
use verifier_core::canonical::Value;
use verifier_core::digest::RawDigest;

use crate::store::error::StoreError;
use crate::store::rows::{Recorded, StoredEvent, record_digest, values_of};

/// A row that stands in a table.
pub struct Found {
    /// Its values; none where one of them is of a type that is never recorded.
    pub values: Option<Vec<Value>>,
}

impl Found {
    /// The digest that stands for the row in the chain.
    pub fn record(&self, recorded: Recorded) -> Option<RawDigest> {
        self.values.as_ref().map(|values| record_digest(recorded, values.iter().cloned()))
    }

    /// The row as an event.
    pub fn event(&self) -> Option<StoredEvent> {
        let mut values = self.values.as_deref()?.iter();
        let mut text = || match values.next() {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        };
        let owner = text()?;
        let seq = match self.values.as_deref()?.get(1) {
            Some(Value::Integer(number)) => i64::try_from(*number).ok()?,
            _ => return None,
        };
        values.next();
        let mut text = || match values.next() {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        };
        Some(StoredEvent {
            owner,
            seq,
            event_type: text()?,
            ts: text()?,
            actor_type: text()?,
            actor_id: text()?,
            payload: text()?,
            digest: text()?,
        })
    }
}

/// The row that an entry of the chain stands for: that of an event in the archive, where its log was
/// replaced.
pub fn find(
    connection: &Connection,
    recorded: Recorded,
    subject: &str,
    seq: i64,
    archive: Option<i64>,
) -> Result<Option<Found>, StoreError> {
    let columns = recorded.columns();
    let (first, second) = recorded.key();
    let list = columns.join(", ");
    let (sql, arguments): (String, Vec<&dyn ToSql>) = match (archive.as_ref(), second) {
        (Some(archive), _) => (
            format!("SELECT {list} FROM archived_events WHERE archive_id = ?1 AND seq = ?2"),
            vec![archive, &seq],
        ),
        (None, Some(second)) => (
            format!("SELECT {list} FROM {} WHERE {first} = ?1 AND {second} = ?2", recorded.table()),
            vec![&subject, &seq],
        ),
        (None, None) => {
            (format!("SELECT {list} FROM {} WHERE {first} = ?1", recorded.table()), vec![&subject])
        }
    };
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row(arguments.as_slice(), |row| Ok(found(row, columns.len()))).optional()?)
}

/// A row with so many columns, as it is.
pub fn found(row: &Row<'_>, columns: usize) -> Found {
    Found { values: values_of(row, columns) }
}

/// A value of a row as SQLite writes it, for people to read; of a long blob, the beginning.
pub fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => {
            let digits = bytes.iter().take(SHOWN).flat_map(|byte| [byte >> 4, byte & 15]);
            let hex: String = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
            if bytes.len() <= SHOWN { format!("x'{hex}'") } else { format!("x'{hex}...'") }
        }
    }
}

/// Bytes that are shown of a blob.
const SHOWN: usize = 64;
