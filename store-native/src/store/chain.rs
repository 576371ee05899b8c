//! The hash chain over everything that is recorded.
//!
//! Each entry stands for one row of another table. Its head covers the row, the place of the entry and the
//! head before it, so the head at one position fixes everything up to there: who keeps it elsewhere can
//! show later that nothing before it was changed, left out, added or moved.

use std::fmt;
use std::str::FromStr;

use rusqlite::{Connection, OptionalExtension, Row, params};
use verifier_core::canonical::Value;
use verifier_core::digest::{self, PrefixedDigest, RawDigest};

use super::error::StoreError;
use super::rows::Recorded;

/// The end of the chain, or a place in it that somebody kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The position of the entry, from 0 without gaps.
    pub position: i64,
    /// The head of the entry.
    pub digest: RawDigest,
}

impl fmt::Display for Head {
    /// `POSITION:sha256:HEX`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.position, self.digest.prefixed())
    }
}

impl FromStr for Head {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (position, rest) = text.split_once(':').ok_or("it has no colon")?;
        let digits = !position.is_empty() && position.bytes().all(|byte| byte.is_ascii_digit());
        let position =
            position.parse().ok().filter(|_| digits).ok_or("what stands before the colon is no position")?;
        let hex = rest.strip_prefix(PrefixedDigest::PREFIX).ok_or("sha256: does not follow the position")?;
        let digest =
            RawDigest::from_hex(hex).ok_or("it does not end with 64 lower-case hexadecimal digits")?;
        Ok(Self { position, digest })
    }
}

/// An entry of the chain but for its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The table that the row is in.
    pub recorded: Recorded,
    /// The first part of the key of the row: a decision id, the name of a template.
    pub subject: String,
    /// The second part of the key, or 0.
    pub seq: i64,
    /// The digest of the row.
    pub record: RawDigest,
}

impl Entry {
    /// The head of this entry behind `previous`: H(C({`kind`, `position`, `previous`, `record`, `seq`,
    /// `subject`})), in which `previous` is the head before it in hexadecimal, null at position 0, and
    /// `record` the digest of the row in hexadecimal.
    ///
    /// None where there is no next position: `previous` has the last one that can be written.
    #[must_use]
    pub fn behind(&self, previous: Option<Head>) -> Option<Head> {
        let position = previous.map_or(Some(0), |head| head.position.checked_add(1))?;
        let digest = digest::of(&Value::object([
            ("kind", self.recorded.kind().into()),
            ("position", position.into()),
            ("previous", previous.map(|head| head.digest.to_string()).into()),
            ("record", self.record.to_string().into()),
            ("seq", self.seq.into()),
            ("subject", (&self.subject).into()),
        ]));
        Some(Head { position, digest })
    }
}

/// The end of the chain; none while nothing is chained.
pub fn head(connection: &Connection) -> Result<Option<Head>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT position, head FROM chain ORDER BY position DESC LIMIT 1")?;
    Ok(statement.query_row([], head_of).optional()?)
}

/// The head at a position.
pub fn head_at(connection: &Connection, position: i64) -> Result<Option<Head>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT position, head FROM chain WHERE position = ?1")?;
    Ok(statement.query_row([position], head_of).optional()?)
}

fn head_of(row: &Row<'_>) -> rusqlite::Result<Head> {
    Ok(Head { position: row.get(0)?, digest: RawDigest::from_bytes(row.get(1)?) })
}

/// Writes an entry behind `previous`.
pub(super) fn append(
    connection: &Connection,
    previous: Option<Head>,
    entry: &Entry,
) -> Result<Head, StoreError> {
    let head = entry.behind(previous).ok_or_else(|| StoreError::Tampered {
        place: "the chain".to_owned(),
        what: "its last entry has the last position that there is".to_owned(),
    })?;
    let inserted = connection
        .prepare_cached(
            "INSERT INTO chain (position, kind, subject, seq, record, head) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            head.position,
            entry.recorded.kind(),
            entry.subject,
            entry.seq,
            entry.record.bytes(),
            head.digest.bytes()
        ])?;
    super::writing::stored(inserted, "an entry of the chain")?;
    Ok(head)
}
