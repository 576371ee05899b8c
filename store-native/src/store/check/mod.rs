//! The check of a whole store: is everything in it what was recorded, and nothing else?
//!
//! 1. SQLite's own check of the file.
//! 2. The schema: tables, indexes and above all triggers are those of this program.
//! 3. The chain: positions without gaps, each head recomputed from the one before.
//! 4. Each entry of the chain: its row is there and unchanged, its place in its log is the next one, its
//!    event or template digest is that of its content.
//! 5. No table has a row that the chain does not have.
//! 6. Each decision replays, and the index of lists is what the log says.
//! 7. The head that somebody kept is the one that stands at its position.

mod decisions;
mod finding;
mod rows;
mod schema;
mod walk;

use rusqlite::{Connection, Row};
use verifier_core::decision::Timestamp;

use super::Store;
use super::chain::{self, Head};
use super::error::StoreError;

pub use finding::{Finding, FindingCode};

/// What a check found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Everything that is wrong, in the order of the steps.
    pub findings: Vec<Finding>,
    /// The end of the chain.
    pub head: Option<Head>,
    /// Entries of the chain that were looked at.
    pub entries: u64,
    /// Decisions that were replayed.
    pub decisions: u64,
    /// Rows that others had written and that were taken in later: about what happened to them before, the
    /// chain says nothing.
    pub adoptions: Vec<Adoption>,
}

/// That rows which others had written were taken into the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// When they were taken in.
    pub adopted_at: String,
    /// Who answers for it, such as `human:alice`.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// The position of the first of them.
    pub first_position: i64,
    /// How many rows.
    pub rows: i64,
}

impl Adoption {
    fn read(row: &Row<'_>) -> Option<Self> {
        Some(Self {
            adopted_at: row.get(0).ok()?,
            actor: row.get(1).ok()?,
            reason: row.get(2).ok()?,
            first_position: row.get(3).ok()?,
            rows: row.get(4).ok()?,
        })
    }
}

impl Checked {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

impl Store {
    /// Checks the whole store as it is at one moment; others may go on writing. With `expected`, a head
    /// that was kept elsewhere, it also shows that nothing up to there was changed or cut off.
    ///
    /// `progress` is told how many entries and decisions were looked at, and how many there are.
    ///
    /// # Errors
    /// `STORE_UNCHAINED`, or where the file cannot be read at all; what is wrong with its content is a
    /// finding.
    pub fn check(
        &self,
        expected: Option<Head>,
        progress: impl FnMut(u64, u64),
    ) -> Result<Checked, StoreError> {
        self.need_chain()?;
        let now = self.now()?;
        self.reading(|connection| {
            let mut check = Check { connection, now, findings: Vec::new(), progress };
            match check.run(expected) {
                // Where the pages themselves are damaged there is no reading on.
                Err(StoreError::Tampered { place, what }) => {
                    check.findings.push(Finding::new(FindingCode::DatabaseDamaged, "", place, what));
                    let head = chain::head(connection).ok().flatten();
                    Ok(check.conclude(head, 0, 0, Vec::new()))
                }
                checked => checked,
            }
        })
    }
}

/// A check under way.
struct Check<'c, P> {
    connection: &'c Connection,
    now: Timestamp,
    findings: Vec<Finding>,
    progress: P,
}

impl<P: FnMut(u64, u64)> Check<'_, P> {
    fn run(&mut self, expected: Option<Head>) -> Result<Checked, StoreError> {
        self.database()?;
        if !schema::compare(self.connection, &mut self.findings)? {
            // Without the tables there is nothing to look at.
            return Ok(self.conclude(None, 0, 0, Vec::new()));
        }
        let count = |sql: &str| -> Result<u64, StoreError> {
            Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
        };
        let entries = count("SELECT COUNT(*) FROM chain")?;
        let decisions = count("SELECT COUNT(*) FROM decisions")?;
        let total = entries + decisions;
        walk::chain(self.connection, &mut self.findings, &mut |done| (self.progress)(done, total))?;
        decisions::replay(self.connection, self.now, &mut self.findings, &mut |done| {
            (self.progress)(entries + done, total);
        })?;
        if let Some(expected) = expected {
            self.expect(expected)?;
        }
        let (head, adoptions) = (chain::head(self.connection).ok().flatten(), self.adoptions()?);
        Ok(self.conclude(head, entries, decisions, adoptions))
    }

    fn conclude(
        &mut self,
        head: Option<Head>,
        entries: u64,
        decisions: u64,
        adoptions: Vec<Adoption>,
    ) -> Checked {
        Checked { findings: std::mem::take(&mut self.findings), head, entries, decisions, adoptions }
    }

    /// What SQLite finds: broken pages, indexes that do not fit their tables, NULL where there must be none.
    fn database(&mut self) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let line: String = row.get(0)?;
            if line != "ok" {
                self.findings.push(Finding::new(
                    FindingCode::DatabaseDamaged,
                    "",
                    "the database".to_owned(),
                    line,
                ));
            }
        }
        Ok(())
    }

    fn expect(&mut self, expected: Head) -> Result<(), StoreError> {
        let found = match chain::head_at(self.connection, expected.position) {
            // What stands there is no head; it was named already.
            Err(StoreError::Tampered { .. }) => None,
            found => found?,
        };
        let what = match found {
            Some(head) if head == expected => return Ok(()),
            Some(head) => {
                format!("the head there is {}, but {} was kept", head.digest, expected.digest)
            }
            None => "there is no such entry: what was recorded last was cut off".to_owned(),
        };
        let place = format!("position {}", expected.position);
        self.findings.push(Finding::new(FindingCode::HeadMismatch, "chain", place, what));
        Ok(())
    }

    fn adoptions(&self) -> Result<Vec<Adoption>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT adopted_at, actor_type || ':' || actor_id, reason, first_position,
                 decisions + events + templates + template_events
             FROM adoptions ORDER BY adoption_id",
        )?;
        let mut rows = statement.query([])?;
        let mut adoptions = Vec::new();
        while let Some(row) = rows.next()? {
            // A row with values of other types was named already.
            adoptions.extend(Adoption::read(row));
        }
        Ok(adoptions)
    }
}
