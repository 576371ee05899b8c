//! One transaction that writes: everything in it is recorded, or nothing is.

use core::cmp::Ordering;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use verifier_core::canonical::{Canonical, Value};
use verifier_core::decision::{Actor, EventType, Timestamp, event_digest};
use verifier_core::digest::RawDigest;

use super::chain::{self, Entry, Head};
use super::error::StoreError;
use super::index;
use super::log::{self, Log};
use super::rows::{Header, Recorded, StoredEvent, record_digest};
use crate::clock::Clock;

/// An event that is to be appended.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// What happened.
    pub event_type: EventType,
    /// Who acted.
    pub actor: Actor,
    /// The details, as `docs/format.md`, section 4, has them for this type.
    pub payload: Value,
}

/// A transaction that holds the lock on the file.
pub struct Writing<'s> {
    transaction: Transaction<'s>,
    clock: &'s dyn Clock,
    head: Option<Head>,
}

impl<'s> Writing<'s> {
    pub(super) fn begin(transaction: Transaction<'s>, clock: &'s dyn Clock) -> Result<Self, StoreError> {
        let head = chain::head(&transaction)?;
        Ok(Self { transaction, clock, head })
    }

    pub(super) fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit()?)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.transaction
    }

    /// The present instant.
    ///
    /// # Errors
    /// `CLOCK_OUT_OF_RANGE`.
    pub fn now(&self) -> Result<Timestamp, StoreError> {
        Timestamp::from_unix_micros(self.clock.unix_micros()).ok_or(StoreError::Clock)
    }

    /// The present instant, but never before the last event of `log`: where a clock was set back, what had
    /// expired does not count again, and times in a log do not run backwards.
    ///
    /// # Errors
    /// `CLOCK_OUT_OF_RANGE`.
    pub fn now_in(&self, log: &Log) -> Result<Timestamp, StoreError> {
        let last = log.events.last().and_then(|event| Timestamp::parse(&event.ts));
        Ok(later(self.now()?, last))
    }

    /// The end of the chain, as this transaction has it.
    #[must_use]
    pub const fn head(&self) -> Option<Head> {
        self.head
    }

    /// Reads the log of a decision.
    ///
    /// # Errors
    /// As [`Store::log`](super::Store::log).
    pub fn log(&self, decision_id: &str) -> Result<Log, StoreError> {
        Log::read(&self.transaction, decision_id, true)
    }

    /// Whether there is a decision with this id.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn has_decision(&self, decision_id: &str) -> Result<bool, StoreError> {
        Ok(log::header(&self.transaction, decision_id)?.is_some())
    }

    /// Writes the header of a new decision.
    ///
    /// # Errors
    /// `DECISION_EXISTS`, or where the file cannot be written.
    pub fn create_decision(&mut self, decision_id: &str, created_at: &str) -> Result<(), StoreError> {
        if self.has_decision(decision_id)? {
            return Err(StoreError::DecisionExists { decision_id: decision_id.to_owned() });
        }
        let header = Header { decision_id: decision_id.to_owned(), created_at: created_at.to_owned() };
        let inserted = self
            .transaction
            .prepare_cached("INSERT INTO decisions (decision_id, created_at) VALUES (?1, ?2)")?
            .execute(params![header.decision_id, header.created_at])?;
        stored(inserted, "the header of a decision")?;
        index::add(&self.transaction, decision_id, created_at)?;
        self.chain(Recorded::Decision, decision_id, 0, header.record())
    }

    /// Appends an event to the log of a decision, with the present instant as its time.
    ///
    /// Whether the event may follow those before it is for the workflow to say; here its payload must be
    /// one that replays.
    ///
    /// # Errors
    /// `DECISION_NOT_FOUND`, `REPLAY_INVALID`, or where the file cannot be written.
    pub fn append(&mut self, decision_id: &str, event: &NewEvent) -> Result<StoredEvent, StoreError> {
        let stored = self.next(Recorded::Event, decision_id, event)?;
        super::parsed::Parsed::read(&stored)?.check_alone()?;
        self.insert(Recorded::Event, &stored)?;
        Ok(stored)
    }

    /// The event as it will stand behind the last one of its log.
    pub(super) fn next(
        &self,
        recorded: Recorded,
        owner: &str,
        event: &NewEvent,
    ) -> Result<StoredEvent, StoreError> {
        let payload = Canonical::from(&event.payload);
        let digest = event_digest(event.event_type, &event.payload);
        let (column, _) = recorded.key();
        let table = recorded.table();
        let sql = format!("SELECT seq, ts FROM {table} WHERE {column} = ?1 ORDER BY seq DESC LIMIT 1");
        let last: Option<(i64, String)> = self
            .transaction
            .prepare_cached(&sql)?
            .query_row([owner], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let ts = later(self.now()?, last.as_ref().and_then(|(_, ts)| Timestamp::parse(ts)));
        let seq =
            last.map_or(Some(0), |(seq, _)| seq.checked_add(1)).ok_or_else(|| StoreError::Tampered {
                place: format!("the log of {owner}"),
                what: "its last event has the last number that there is".to_owned(),
            })?;
        Ok(StoredEvent {
            owner: owner.to_owned(),
            seq,
            event_type: event.event_type.as_str().to_owned(),
            ts: ts.to_string(),
            actor_type: event.actor.kind.as_str().to_owned(),
            actor_id: event.actor.id.clone(),
            payload: payload.as_str().to_owned(),
            digest: digest.to_string(),
        })
    }

    /// Records an event as it is: it was appended elsewhere, or is about to be appended.
    ///
    /// # Errors
    /// `DECISION_NOT_FOUND`, or where the file cannot be written.
    pub fn insert(&mut self, recorded: Recorded, event: &StoredEvent) -> Result<(), StoreError> {
        let (column, _) = recorded.key();
        let sql = format!(
            "INSERT INTO {} ({column}, seq, event_type, ts, actor_type, actor_id, payload, digest)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            recorded.table()
        );
        let inserted = self.transaction.prepare_cached(&sql)?.execute(params![
            event.owner,
            event.seq,
            event.event_type,
            event.ts,
            event.actor_type,
            event.actor_id,
            event.payload,
            event.digest
        ]);
        match inserted {
            Ok(inserted) => stored(inserted, "an event")?,
            Err(_) if recorded == Recorded::Event && !self.has_decision(&event.owner)? => {
                return Err(StoreError::DecisionNotFound { decision_id: event.owner.clone() });
            }
            Err(error) => return Err(error.into()),
        }
        if recorded == Recorded::Event {
            index::follow(&self.transaction, event)?;
        }
        self.chain(recorded, &event.owner, event.seq, event.record(recorded))
    }

    /// The logs of a decision that were replaced, the first one first.
    ///
    /// # Errors
    /// `DECISION_NOT_FOUND`, or where the file cannot be read.
    pub fn archived(&self, decision_id: &str) -> Result<Vec<Log>, StoreError> {
        Log::archived(&self.transaction, decision_id)
    }

    /// Moves the log of a decision to the archive, so that another one can take its place. `replaced_by` is
    /// the control digest of the bundle that brings it.
    ///
    /// # Errors
    /// `EXECUTION_IN_PROGRESS`: somebody is about to close it. As [`Writing::log`], or where the file cannot
    /// be written.
    pub fn archive(&mut self, decision_id: &str, replaced_by: RawDigest) -> Result<(), StoreError> {
        let log = self.log(decision_id)?;
        // A log that does not replay has no execution that somebody could close.
        let decision = log.decision(self.now()?).ok();
        if decision.is_some_and(|decision| decision.pending_execution().is_some()) {
            return Err(StoreError::ExecutionInProgress { decision_id: decision_id.to_owned() });
        }
        let archive_id: i64 = self.transaction.query_row(
            "SELECT COALESCE(MAX(archive_id), 0) + 1 FROM archives",
            [],
            |row| row.get(0),
        )?;
        let archived = self.transaction.execute(
            "INSERT INTO archived_events
                 (archive_id, decision_id, seq, event_type, ts, actor_type, actor_id, payload, digest)
             SELECT ?1, decision_id, seq, event_type, ts, actor_type, actor_id, payload, digest
             FROM decision_events WHERE decision_id = ?2",
            params![archive_id, decision_id],
        )?;
        let removed =
            self.transaction.execute("DELETE FROM decision_events WHERE decision_id = ?1", [decision_id])?;
        if archived != log.events.len() || removed != log.events.len() {
            stored(0, "an archive")?;
        }
        let archived_at = self.now()?.to_string();
        let replaced_by = replaced_by.to_string();
        let events = log.events.len();
        let inserted = self.transaction.execute(
            "INSERT INTO archives (archive_id, decision_id, archived_at, replaced_by, events)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![archive_id, decision_id, archived_at, replaced_by, events],
        )?;
        stored(inserted, "an archive")?;
        index::forget(&self.transaction, decision_id)?;
        let row =
            [archive_id.into(), decision_id.into(), archived_at.into(), replaced_by.into(), events.into()];
        self.chain(Recorded::Archive, decision_id, archive_id, record_digest(Recorded::Archive, row))
    }

    /// Does some work that is undone by itself where it fails, while the transaction goes on.
    ///
    /// # Errors
    /// What the work returns, or where the file cannot be written.
    pub fn attempt<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let sql = |connection: &Connection, sql| connection.execute_batch(sql).map_err(StoreError::from);
        let head = self.head;
        sql(&self.transaction, "SAVEPOINT attempt")?;
        let outcome = work(self);
        if outcome.is_err() {
            // Where SQLite itself has given the transaction up there is nothing to go back to.
            if !self.transaction.is_autocommit() {
                sql(&self.transaction, "ROLLBACK TO attempt; RELEASE attempt")?;
            }
            self.head = head;
        } else {
            sql(&self.transaction, "RELEASE attempt")?;
        }
        outcome
    }

    /// Enters a row into the chain.
    pub(super) fn chain(
        &mut self,
        recorded: Recorded,
        subject: &str,
        seq: i64,
        record: RawDigest,
    ) -> Result<(), StoreError> {
        let entry = Entry { recorded, subject: subject.to_owned(), seq, record };
        self.head = Some(chain::append(&self.transaction, self.head, &entry)?);
        Ok(())
    }
}

/// The later one of two instants.
fn later(now: Timestamp, last: Option<Timestamp>) -> Timestamp {
    match last {
        Some(last) if last.compare(now) == Some(Ordering::Greater) => last,
        _ => now,
    }
}

/// A trigger of somebody else can make SQLite ignore a row without an error; then nothing was recorded.
pub(super) fn stored(inserted: usize, what: &str) -> Result<(), StoreError> {
    if inserted == 1 {
        return Ok(());
    }
    Err(StoreError::Tampered {
        place: what.to_owned(),
        what: "the file did not take it: a trigger that is none of this program stands in the way".to_owned(),
    })
}
