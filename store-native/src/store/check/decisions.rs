//! Step 6 of a check: each decision replays, and the index of lists is what the log says.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};
use verifier_core::decision::{Decision, Timestamp};

use super::rows::{self, Found};
use super::{Finding, FindingCode};
use crate::store::error::StoreError;
use crate::store::index::{Phase, labels_of};
use crate::store::parsed::{self, Parsed};
use crate::store::rows::{Recorded, StoredEvent};

/// How often progress is told.
const TOLD: u64 = 256;

/// Replays every decision.
pub fn replay(
    connection: &Connection,
    now: Timestamp,
    findings: &mut Vec<Finding>,
    progress: &mut impl FnMut(u64),
) -> Result<(), StoreError> {
    let mut statement = connection.prepare("SELECT decision_id, created_at FROM decisions ORDER BY rowid")?;
    let mut headers = statement.query([])?;
    let mut count = 0;
    while let Some(row) = headers.next()? {
        // A header that holds something else was named already.
        let (Ok(decision_id), Ok(created_at)) = (row.get::<_, String>(0), row.get::<_, String>(1)) else {
            continue;
        };
        let events = events(connection, &decision_id)?;
        report_unreplayable(&decision_id, &events, now, findings);
        let of_list = OfList::of(&created_at, events.iter().flatten());
        of_list.compare(connection, &decision_id, findings)?;
        count += 1;
        if count % TOLD == 0 {
            progress(count);
        }
    }
    report_strays(connection, findings)
}

/// The events of a decision; none in the place of a row that cannot be one.
fn events(connection: &Connection, decision_id: &str) -> Result<Vec<Option<StoredEvent>>, StoreError> {
    let columns = Recorded::Event.columns();
    let sql =
        format!("SELECT {} FROM decision_events WHERE decision_id = ?1 ORDER BY seq", columns.join(", "));
    let mut statement = connection.prepare_cached(&sql)?;
    let events = statement.query_map([decision_id], |row| Ok(rows::found(row, columns.len())))?;
    Ok(events.map(|found| found.map(|found: Found| found.event())).collect::<rusqlite::Result<_>>()?)
}

fn report_unreplayable(
    decision_id: &str,
    events: &[Option<StoredEvent>],
    now: Timestamp,
    findings: &mut Vec<Finding>,
) {
    let mut decision = Decision::new(decision_id, now);
    for (seq, event) in (0_u64..).zip(events) {
        let Some(event) = event else { return };
        if u64::try_from(event.seq) != Ok(seq) {
            let place = format!("event {seq} of decision {decision_id}");
            let message = format!("it is missing; the next one is event {}", event.seq);
            findings.push(Finding::new(FindingCode::SequenceBroken, "decision_events", place, message));
            return;
        }
        let applied = Parsed::read(event).and_then(|parsed| parsed::apply(&mut decision, &parsed, seq));
        if let Err(error) = applied {
            let place = format!("event {seq} of decision {decision_id}");
            let message = match error {
                StoreError::Unreplayable { what, .. } => what,
                other => other.to_string(),
            };
            findings.push(Finding::new(FindingCode::NotReplayable, "decision_events", place, message));
            return;
        }
    }
}

/// What lists are told of a decision.
struct OfList {
    created_at: String,
    phase: Phase,
    labels: BTreeSet<String>,
}

impl OfList {
    fn of<'e>(created_at: &str, events: impl Iterator<Item = &'e StoredEvent>) -> Self {
        let mut of_list =
            Self { created_at: created_at.to_owned(), phase: Phase::Draft, labels: BTreeSet::new() };
        for event in events {
            of_list.phase = Phase::begun_by(&event.event_type).unwrap_or(of_list.phase);
            of_list.labels.extend(labels_of(event));
        }
        of_list
    }

    fn compare(
        &self,
        connection: &Connection,
        decision_id: &str,
        findings: &mut Vec<Finding>,
    ) -> Result<(), StoreError> {
        let place = format!("decision {decision_id}");
        let row = connection
            .prepare_cached("SELECT phase, created_at FROM decision_phases WHERE decision_id = ?1")?
            .query_row([decision_id], |row| Ok((row.get(0).ok(), row.get(1).ok())))
            .optional()?;
        let expected = (Some(self.phase.as_str().to_owned()), Some(self.created_at.clone()));
        let message = match row {
            None => Some("lists do not have it".to_owned()),
            Some(found) if found == expected => None,
            Some(_) => Some(format!("lists have it in another phase than {}", self.phase.as_str())),
        };
        if let Some(message) = message {
            findings.push(Finding::new(FindingCode::IndexWrong, "decision_phases", &place, message));
        }
        let mut statement = connection
            .prepare_cached("SELECT label, created_at FROM decision_labels WHERE decision_id = ?1")?;
        let found = statement
            .query_map([decision_id], |row| Ok((row.get(0).ok(), row.get(1).ok())))?
            .collect::<rusqlite::Result<BTreeSet<_>>>()?;
        let expected: BTreeSet<(Option<String>, Option<String>)> =
            self.labels.iter().map(|label| (Some(label.clone()), Some(self.created_at.clone()))).collect();
        if found != expected {
            let message = "lists have it under other labels than its log gives it";
            findings.push(Finding::new(FindingCode::IndexWrong, "decision_labels", place, message));
        }
        Ok(())
    }
}

/// Rows of the index that are about no decision at all.
fn report_strays(connection: &Connection, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
    for table in ["decision_phases", "decision_labels"] {
        let mut statement = connection.prepare(&format!(
            "SELECT decision_id FROM {table} AS listed
             WHERE NOT EXISTS (SELECT 1 FROM decisions WHERE decision_id = listed.decision_id)"
        ))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let place = format!("decision {}", rows::shown(row.get_ref(0)?));
            let message = "lists have it, but there is no such decision";
            findings.push(Finding::new(FindingCode::IndexWrong, table, place, message));
        }
    }
    Ok(())
}
