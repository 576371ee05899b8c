//! Steps 3 to 5 of a check: the chain, the rows that it stands for, and rows that it does not have.

use std::collections::{HashMap, HashSet};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use verifier_core::digest::RawDigest;

use super::rows::{self, Found};
use super::{Finding, FindingCode};
use crate::store::adopt::unchained_sql;
use crate::store::chain::{Entry, Head};
use crate::store::error::StoreError;
use crate::store::parsed::Parsed;
use crate::store::rows::{Recorded, StoredEvent};
use crate::store::template;

/// How often progress is told.
const TOLD: u64 = 1024;

/// Pairs of missing and added rows that are compared at most: beyond, both are named for themselves.
const COMPARED: usize = 1_000_000;

/// Walks along the chain from its first entry to the last.
pub fn chain(
    connection: &Connection,
    findings: &mut Vec<Finding>,
    progress: &mut impl FnMut(u64),
) -> Result<(), StoreError> {
    let archives = archives(connection)?;
    let mut walk = Walk {
        connection,
        findings,
        archives,
        stored: None,
        computed: None,
        next: HashMap::new(),
        seen: HashSet::new(),
        rows: HashMap::new(),
        missing: Vec::new(),
    };
    let mut statement = connection
        .prepare("SELECT position, kind, subject, seq, record, head FROM chain ORDER BY position")?;
    let mut entries = statement.query([])?;
    let mut count = 0;
    while let Some(row) = entries.next()? {
        walk.entry(row)?;
        count += 1;
        if count % TOLD == 0 {
            progress(count);
        }
    }
    walk.rows_that_were_not_recorded()
}

/// For each decision, where in the chain its log was archived, and as what.
type Archives = HashMap<String, Vec<(i64, i64)>>;

/// Archives are numbered from 1 in the order of the chain, so the number that an entry says is not relied on.
fn archives(connection: &Connection) -> Result<Archives, StoreError> {
    let mut statement =
        connection.prepare("SELECT subject, position FROM chain WHERE kind = 'archive' ORDER BY position")?;
    let mut rows = statement.query([])?;
    let mut archives: Archives = HashMap::new();
    let mut archive_id = 0;
    while let Some(row) = rows.next()? {
        archive_id += 1;
        // An entry with values of other types is named when it is come to.
        let (Ok(subject), Ok(position)) = (row.get(0), row.get(1)) else { continue };
        archives.entry(subject).or_default().push((position, archive_id));
    }
    Ok(archives)
}

struct Walk<'c, 'f> {
    connection: &'c Connection,
    findings: &'f mut Vec<Finding>,
    archives: Archives,
    /// The head of the entry before, as it is stored and as it should be. Where they differ one of them
    /// fits the next entry, so that one wrong entry is not blamed on the next.
    stored: Option<Head>,
    computed: Option<Head>,
    /// The number that the next event of each log has.
    next: HashMap<(Recorded, String), i64>,
    /// Headers and templates that were seen.
    seen: HashSet<(Recorded, String)>,
    /// Rows that were found, of each table; those in the archive apart.
    rows: HashMap<(Recorded, bool), u64>,
    /// Entries whose rows are not there.
    missing: Vec<Entry>,
}

impl Walk<'_, '_> {
    fn entry(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        let position: i64 = row.get(0)?;
        let Some((entry, head)) = entry_of(row).filter(|_| position >= 0) else {
            return self.unreadable(position, row);
        };
        let gap = self.report_gap(position);
        let stored = Head { position, digest: head };
        let (by_stored, by_computed) = (entry.behind(self.stored), entry.behind(self.computed));
        // Behind a gap, or behind an entry that could not be read, there is nothing to compute it from.
        let known = !gap && (position == 0 || self.computed.is_some());
        let follows = by_stored == Some(stored) || by_computed == Some(stored);
        if known && !follows {
            let row = place_of(entry.recorded, &entry.subject, entry.seq);
            let message =
                format!("its head is not what follows from what is before it; it says it is about {row}");
            self.report_entry(FindingCode::ChainEntryChanged, position, message);
        }
        self.computed = by_stored.filter(|_| known).or(Some(stored));
        self.stored = Some(stored);
        // What an entry says that is not what was written is no reproach to the row.
        self.follow(position, entry, !known || follows)
    }

    /// Says which entries are missing before this one, if some are.
    fn report_gap(&mut self, position: i64) -> bool {
        let next = self.stored.map_or(Some(0), |head| head.position.checked_add(1));
        if next == Some(position) {
            return false;
        }
        let message = match next {
            Some(next) if next + 1 == position => format!("the entry at position {next} is missing"),
            Some(next) => format!("the entries at positions {next} to {} are missing", position - 1),
            None => "there is no position before it".to_owned(),
        };
        self.report_entry(FindingCode::ChainEntryMissing, position, message);
        true
    }

    /// An entry that holds what is never written, or stands where none can.
    fn unreadable(&mut self, position: i64, row: &Row<'_>) -> Result<(), StoreError> {
        let message = format!(
            "the entry has values that are never written: kind {}, subject {}, seq {}, record {}, head {}",
            rows::shown(row.get_ref(1)?),
            rows::shown(row.get_ref(2)?),
            rows::shown(row.get_ref(3)?),
            rows::shown(row.get_ref(4)?),
            rows::shown(row.get_ref(5)?)
        );
        self.report_entry(FindingCode::ChainEntryChanged, position, message);
        if position >= 0 {
            self.report_gap(position);
            let digest = row.get(5).map_or(RawDigest::from_bytes([0; 32]), RawDigest::from_bytes);
            self.stored = Some(Head { position, digest });
            self.computed = None;
        }
        Ok(())
    }

    fn report_entry(&mut self, code: FindingCode, position: i64, message: String) {
        self.findings.push(Finding::new(code, "chain", format!("position {position}"), message));
    }

    /// Looks at the row that an entry stands for; it is compared with the entry where that can be relied on.
    fn follow(&mut self, position: i64, entry: Entry, reliable: bool) -> Result<(), StoreError> {
        let archive = match entry.recorded {
            Recorded::Event => self.archives.get(&entry.subject).and_then(|archives| {
                let next = archives.partition_point(|(at, _)| *at <= position);
                archives.get(next).map(|(_, archive_id)| *archive_id)
            }),
            _ => None,
        };
        if reliable {
            self.check_place(position, &entry);
        } else if let Some(next) = self.next.get_mut(&(entry.recorded, entry.subject.clone())) {
            *next = next.saturating_add(1);
        }
        let found = rows::find(self.connection, entry.recorded, &entry.subject, entry.seq, archive)?;
        let Some(found) = found else {
            if !reliable {
                // The entry was named; a row that it hides is found in step 5.
            } else if archive.is_some() {
                self.report_row(
                    FindingCode::RowMissing,
                    &entry,
                    archive,
                    position,
                    "it is not there any more",
                );
            } else {
                self.missing.push(entry);
            }
            return Ok(());
        };
        *self.rows.entry((entry.recorded, archive.is_some())).or_default() += 1;
        match found.record(entry.recorded) {
            Some(_) if !reliable => {}
            Some(record) if record == entry.record => {}
            Some(_) => {
                self.report_row(
                    FindingCode::RowChanged,
                    &entry,
                    archive,
                    position,
                    "it is not what was recorded",
                );
            }
            None => {
                let message = "it holds a value of a type that is never recorded";
                self.report_row(FindingCode::RowChanged, &entry, archive, position, message);
            }
        }
        self.check_digest(position, &entry, archive, &found)
    }

    /// Whether the entry is the next one of its log.
    fn check_place(&mut self, position: i64, entry: &Entry) {
        let key = (entry.recorded, entry.subject.clone());
        let wrong = match entry.recorded {
            Recorded::Event | Recorded::TemplateEvent => {
                let next = self.next.entry(key).or_default();
                let expected = *next;
                *next = entry.seq.saturating_add(1);
                (entry.seq != expected).then(|| format!("event {expected} is the next one of its log"))
            }
            Recorded::Archive => {
                self.next.insert((Recorded::Event, entry.subject.clone()), 0);
                None
            }
            Recorded::Decision | Recorded::Template | Recorded::Origin => {
                (!self.seen.insert(key)).then(|| "it was recorded before".to_owned())
            }
            Recorded::Adoption => None,
        };
        if let Some(message) = wrong {
            self.report_row(FindingCode::SequenceBroken, entry, None, position, &message);
        }
    }

    /// Whether the digest that the row itself carries is that of its content.
    fn check_digest(
        &mut self,
        position: i64,
        entry: &Entry,
        archive: Option<i64>,
        found: &Found,
    ) -> Result<(), StoreError> {
        let wrong = match entry.recorded {
            Recorded::Event | Recorded::TemplateEvent => match found.event() {
                Some(event) => {
                    Parsed::read(&event).and_then(|parsed| parsed.check_digest()).err().map(|error| {
                        match error {
                            StoreError::Tampered { what, .. } | StoreError::Unreplayable { what, .. } => what,
                            other => other.to_string(),
                        }
                    })
                }
                None => None,
            },
            Recorded::Template => match template::unchecked(self.connection, &entry.subject) {
                // The entry may name a template that is not there; that is said elsewhere.
                Ok(_) | Err(StoreError::TemplateNotFound { .. }) => None,
                Err(StoreError::Tampered { what, .. }) => Some(what),
                Err(error) => return Err(error),
            },
            _ => None,
        };
        if let Some(message) = wrong {
            self.report_row(FindingCode::DigestWrong, entry, archive, position, &message);
        }
        Ok(())
    }

    fn report_row(
        &mut self,
        code: FindingCode,
        entry: &Entry,
        archive: Option<i64>,
        position: i64,
        message: &str,
    ) {
        let table = if archive.is_some() { "archived_events" } else { entry.recorded.table() };
        let row = place_of(entry.recorded, &entry.subject, entry.seq);
        let place = match archive {
            Some(archive_id) => format!("{row} in archive {archive_id}"),
            None => row,
        };
        self.findings.push(Finding::new(code, table, place, format!("{message} (position {position})")));
    }

    /// Step 5: every row of every table is one that an entry stands for.
    fn rows_that_were_not_recorded(mut self) -> Result<(), StoreError> {
        let missing = std::mem::take(&mut self.missing);
        let mut added = Vec::new();
        for recorded in Recorded::ALL {
            let count: u64 = self.connection.query_row(
                &format!("SELECT COUNT(*) FROM {}", recorded.table()),
                [],
                |row| row.get(0),
            )?;
            if count != self.rows.get(&(recorded, false)).copied().unwrap_or_default() {
                self.gather_added(recorded, &mut added)?;
            }
        }
        self.report_missing_and_added(&missing, added);
        self.archived_rows_that_were_not_recorded()
    }

    fn gather_added(&self, recorded: Recorded, added: &mut Vec<Added>) -> Result<(), StoreError> {
        let columns = recorded.columns();
        let mut statement = self.connection.prepare(&unchained_sql(recorded, &columns.join(", ")))?;
        let mut rows = statement.query([])?;
        let (first, second) = recorded.key();
        let index = |name: &str| columns.iter().position(|column| *column == name).unwrap_or_default();
        while let Some(row) = rows.next()? {
            let subject = rows::shown(row.get_ref(index(first))?);
            let seq = match second {
                Some(second) => match row.get_ref(index(second))? {
                    ValueRef::Integer(number) => Some(number),
                    _ => None,
                },
                None => Some(0),
            };
            added.push(Added { recorded, subject, seq, found: rows::found(row, columns.len()) });
        }
        Ok(())
    }

    /// A missing event whose content stands elsewhere was moved.
    fn report_missing_and_added(&mut self, missing: &[Entry], mut added: Vec<Added>) {
        for entry in missing {
            let comparable = missing.len().saturating_mul(added.len()) <= COMPARED;
            let moved = added.iter().position(|row| comparable && row.is(entry));
            let place = place_of(entry.recorded, &entry.subject, entry.seq);
            let table = entry.recorded.table();
            if let Some(index) = moved {
                let to = added.swap_remove(index);
                let message =
                    format!("it stands as {} now", place_of(to.recorded, &to.subject, to.seq.unwrap_or(-1)));
                self.findings.push(Finding::new(FindingCode::RowMoved, table, place, message));
            } else {
                let message = "it was recorded, but is not there any more";
                self.findings.push(Finding::new(FindingCode::RowMissing, table, place, message));
            }
        }
        for row in added {
            let place = match row.seq {
                Some(seq) => place_of(row.recorded, &row.subject, seq),
                None => format!("a row of {}", row.subject),
            };
            let message = "it is there, but was not recorded";
            self.findings.push(Finding::new(FindingCode::RowAdded, row.recorded.table(), place, message));
        }
    }

    fn archived_rows_that_were_not_recorded(&mut self) -> Result<(), StoreError> {
        let count: u64 =
            self.connection.query_row("SELECT COUNT(*) FROM archived_events", [], |row| row.get(0))?;
        if count == self.rows.get(&(Recorded::Event, true)).copied().unwrap_or_default() {
            return Ok(());
        }
        let mut statement = self.connection.prepare(
            "SELECT decision_id, seq, archive_id FROM archived_events AS kept WHERE NOT EXISTS (
                 SELECT 1 FROM archives
                 WHERE archive_id = kept.archive_id AND decision_id = kept.decision_id
                     AND typeof(kept.seq) = 'integer' AND kept.seq >= 0 AND kept.seq < events
             )",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let place = format!(
                "event {} of decision {} in archive {}",
                rows::shown(row.get_ref(1)?),
                rows::shown(row.get_ref(0)?),
                rows::shown(row.get_ref(2)?)
            );
            let message = "it is there, but was not recorded";
            self.findings.push(Finding::new(FindingCode::RowAdded, "archived_events", place, message));
        }
        Ok(())
    }
}

/// A row that no entry stands for.
struct Added {
    recorded: Recorded,
    subject: String,
    /// None where the number itself is none.
    seq: Option<i64>,
    found: Found,
}

impl Added {
    /// Whether it is what an entry stands for, but for its place.
    fn is(&self, entry: &Entry) -> bool {
        if self.recorded != entry.recorded {
            return false;
        }
        let Some(event) = self.found.event() else { return false };
        let back = StoredEvent { owner: entry.subject.clone(), seq: entry.seq, ..event };
        back.record(entry.recorded) == entry.record
    }
}

/// Reads an entry; none where it has values that are never written.
fn entry_of(row: &Row<'_>) -> Option<(Entry, RawDigest)> {
    let kind: String = row.get(1).ok()?;
    let entry = Entry {
        recorded: Recorded::of_kind(&kind)?,
        subject: row.get(2).ok()?,
        seq: row.get(3).ok()?,
        record: RawDigest::from_bytes(row.get(4).ok()?),
    };
    Some((entry, RawDigest::from_bytes(row.get(5).ok()?)))
}

/// How a row is named for people.
fn place_of(recorded: Recorded, subject: &str, seq: i64) -> String {
    match recorded {
        Recorded::Origin => "the origin of the store".to_owned(),
        Recorded::Adoption => format!("adoption {seq}"),
        Recorded::Decision => format!("the header of decision {subject}"),
        Recorded::Event => format!("event {seq} of decision {subject}"),
        Recorded::Template => format!("template {subject}"),
        Recorded::TemplateEvent => format!("event {seq} of template {subject}"),
        Recorded::Archive => format!("archive {seq} of decision {subject}"),
    }
}
