//! The log of one decision, read and judged.

use rusqlite::{Connection, OptionalExtension, params};
use verifier_core::decision::{Decision, Timestamp};
use verifier_core::digest::RawDigest;

use super::error::StoreError;
use super::parsed::{self, Parsed};
use super::rows::{Header, Recorded, StoredEvent};

/// The log of a decision: every event, in order, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The header.
    pub header: Header,
    /// The events, by ascending `seq` from 0.
    pub events: Vec<StoredEvent>,
}

impl Log {
    /// Reads the log of a decision. Every event must be the one that was recorded: its sequence without
    /// gaps, its digest that of its content, and its row the one that the chain stands for.
    ///
    /// # Errors
    /// `DECISION_NOT_FOUND`, or `STORE_TAMPERED` with the row that is not as it was recorded.
    pub(super) fn read(
        connection: &Connection,
        decision_id: &str,
        chained: bool,
    ) -> Result<Self, StoreError> {
        let header = required_header(connection, decision_id)?;
        let mut statement = connection.prepare_cached(
            "SELECT decision_id, seq, event_type, ts, actor_type, actor_id, payload, digest
             FROM decision_events WHERE decision_id = ?1 ORDER BY seq",
        )?;
        let events =
            statement.query_map([decision_id], StoredEvent::read)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let log = Self { header, events };
        log.check_sequence()?;
        if chained {
            log.check_records(connection)?;
        }
        Ok(log)
    }

    /// Reads the logs of a decision that were replaced, the first one first.
    pub(super) fn archived(connection: &Connection, decision_id: &str) -> Result<Vec<Self>, StoreError> {
        let header = required_header(connection, decision_id)?;
        let mut statement = connection
            .prepare_cached("SELECT archive_id FROM archives WHERE decision_id = ?1 ORDER BY archive_id")?;
        let archives =
            statement.query_map([decision_id], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        let mut statement = connection.prepare_cached(
            "SELECT decision_id, seq, event_type, ts, actor_type, actor_id, payload, digest
             FROM archived_events WHERE archive_id = ?1 ORDER BY seq",
        )?;
        archives
            .into_iter()
            .map(|archive_id| {
                let events = statement
                    .query_map([archive_id], StoredEvent::read)?
                    .collect::<rusqlite::Result<Vec<_>>>()?;
                Ok(Self { header: header.clone(), events })
            })
            .collect()
    }

    /// Replays the events, as of `now`.
    ///
    /// # Errors
    /// `STORE_TAMPERED` where an event digest is wrong, `REPLAY_INVALID` where an event does not fit the
    /// format.
    pub fn decision(&self, now: Timestamp) -> Result<Decision, StoreError> {
        self.decision_after(self.events.len(), now)
    }

    /// Replays the first `count` events, as of `now`: what the decision was at that point.
    ///
    /// # Errors
    /// As [`Log::decision`].
    pub fn decision_after(&self, count: usize, now: Timestamp) -> Result<Decision, StoreError> {
        let mut decision = Decision::new(self.header.decision_id.as_str(), now);
        for (seq, event) in (0..).zip(self.events.iter().take(count)) {
            let parsed = Parsed::read(event)?;
            parsed.check_digest()?;
            parsed::apply(&mut decision, &parsed, seq)?;
        }
        Ok(decision)
    }

    fn check_sequence(&self) -> Result<(), StoreError> {
        for (expected, event) in (0_i64..).zip(&self.events) {
            if event.seq != expected {
                return Err(StoreError::Tampered {
                    place: format!("decision {}", self.header.decision_id),
                    what: format!("event {expected} is missing; the next one is {}", event.seq),
                });
            }
        }
        Ok(())
    }

    fn check_records(&self, connection: &Connection) -> Result<(), StoreError> {
        let id = &self.header.decision_id;
        let mut statement = connection.prepare_cached(
            "SELECT kind, seq, record FROM chain WHERE subject = ?1 AND kind IN ('decision', 'event', 'archive')
             ORDER BY position",
        )?;
        let mut rows = statement.query([id])?;
        let mut of_header: Option<RawDigest> = None;
        let mut of_events: Vec<RawDigest> = Vec::new();
        while let Some(row) = rows.next()? {
            let record = RawDigest::from_bytes(row.get(2)?);
            match row.get_ref(0)?.as_str() {
                Ok("decision") => of_header = Some(record),
                Ok("event") => of_events.push(record),
                // What was chained before this is in the archive.
                _ => of_events.clear(),
            }
        }
        let tampered = |place: String, what: &str| StoreError::Tampered { place, what: what.to_owned() };
        match of_header {
            Some(record) if record == self.header.record() => {}
            Some(_) => {
                return Err(tampered(format!("the header of decision {id}"), "it is not what was recorded"));
            }
            None => return Err(tampered(format!("the header of decision {id}"), "it is not in the chain")),
        }
        for (index, event) in self.events.iter().enumerate() {
            let place = || format!("event {} of decision {id}", event.seq);
            match of_events.get(index) {
                Some(record) if *record == event.record(Recorded::Event) => {}
                Some(_) => return Err(tampered(place(), "it is not what was recorded")),
                None => return Err(tampered(place(), "it is not in the chain")),
            }
        }
        if of_events.len() > self.events.len() {
            let place = format!("event {} of decision {id}", self.events.len());
            return Err(tampered(place, "the chain has it, but the log has not"));
        }
        Ok(())
    }
}

/// The header of a decision, if there is one.
pub(super) fn header(connection: &Connection, decision_id: &str) -> Result<Option<Header>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT decision_id, created_at FROM decisions WHERE decision_id = ?1")?;
    Ok(statement
        .query_row(params![decision_id], |row| {
            Ok(Header { decision_id: row.get(0)?, created_at: row.get(1)? })
        })
        .optional()?)
}

/// The header of a decision that must be there.
pub(super) fn required_header(connection: &Connection, decision_id: &str) -> Result<Header, StoreError> {
    header(connection, decision_id)?
        .ok_or_else(|| StoreError::DecisionNotFound { decision_id: decision_id.to_owned() })
}
