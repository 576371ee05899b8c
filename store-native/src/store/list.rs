//! Lists of decisions, page by page.
//!
//! A page begins where another one ended (a keyset, not an offset), so the last page costs what the first
//! one does, and a decision that is added meanwhile moves no other one to another page.

use rusqlite::{Connection, params_from_iter};
use verifier_core::decision::{Decision, State, Timestamp};

use super::Store;
use super::error::StoreError;
use super::index::Phase;
use super::log::{self, Log};
use super::rows::Header;

/// Which decisions are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those in this state.
    pub state: Option<State>,
    /// Only those with this label.
    pub label: Option<String>,
}

/// Which decisions come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Those whose header was written last.
    #[default]
    NewestFirst,
    /// Those whose header was written first.
    OldestFirst,
}

/// A decision in a list.
#[derive(Debug)]
pub struct Listed {
    /// The header.
    pub header: Header,
    /// The decision, or why its log cannot be read: one damaged log does not hide the others.
    pub decision: Result<Decision, StoreError>,
}

/// Some decisions of a list.
#[derive(Debug)]
pub struct Page {
    /// The decisions.
    pub decisions: Vec<Listed>,
    /// The id of the decision after which the next page begins; none if there is no next page.
    pub next: Option<String>,
}

impl Store {
    /// Lists at most `limit` decisions as of `now`, from the first one behind the decision `after`. They
    /// are ordered by the time in their headers, those of the same time by their ids.
    ///
    /// With a filter by a state that depends on approvals, decisions that await them are replayed until
    /// the page is full.
    ///
    /// # Errors
    /// `DECISION_NOT_FOUND` where there is no decision `after`; or where the file cannot be read.
    pub fn list(
        &self,
        filter: &Filter,
        direction: Direction,
        after: Option<&str>,
        limit: usize,
        now: Timestamp,
    ) -> Result<Page, StoreError> {
        self.reading(|connection| {
            let after = after.map(|decision_id| log::required_header(connection, decision_id)).transpose()?;
            let (sql, arguments) = self.query(filter, direction, after.as_ref());
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(arguments))?;
            let mut page = Page { decisions: Vec::new(), next: None };
            while let Some(row) = rows.next()? {
                let listed = self.listed(connection, &row.get::<_, String>(0)?, now)?;
                if !listed.passes(filter) {
                    continue;
                }
                if page.decisions.len() == limit {
                    page.next = page.decisions.last().map(|last| last.header.decision_id.clone());
                    break;
                }
                page.decisions.push(listed);
            }
            Ok(page)
        })
    }

    fn listed(
        &self,
        connection: &Connection,
        decision_id: &str,
        now: Timestamp,
    ) -> Result<Listed, StoreError> {
        let header = log::required_header(connection, decision_id)?;
        let decision = Log::read(connection, decision_id, self.chained).and_then(|log| log.decision(now));
        Ok(Listed { header, decision })
    }

    /// The query for the ids that may pass the filter, in order.
    fn query(&self, filter: &Filter, direction: Direction, after: Option<&Header>) -> (String, Vec<String>) {
        let mut arguments = Vec::new();
        let mut conditions = Vec::new();
        // A file without the index of lists is read from end to end: every decision is looked at.
        let label = filter.label.as_ref().filter(|_| self.chained);
        let phase = filter.state.map(phase_of).filter(|_| self.chained);
        let from = match (label, phase) {
            (None, None) => "decisions AS listed",
            (None, Some(_)) => "decision_phases AS listed",
            (Some(_), None) => "decision_labels AS listed",
            (Some(_), Some(_)) => "decision_labels AS listed JOIN decision_phases USING (decision_id)",
        };
        if let Some(label) = label {
            arguments.push(label.clone());
            conditions.push("listed.label = ?".to_owned());
        }
        if let Some(phase) = phase {
            arguments.push(phase.as_str().to_owned());
            conditions.push("phase = ?".to_owned());
        }
        let (comparison, order) = match direction {
            Direction::NewestFirst => ("<", "DESC"),
            Direction::OldestFirst => (">", "ASC"),
        };
        if let Some(after) = after {
            arguments.extend([after.created_at.clone(), after.decision_id.clone()]);
            conditions.push(format!("(listed.created_at, listed.decision_id) {comparison} (?, ?)"));
        }
        let r#where =
            if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
        let sql = format!(
            "SELECT listed.decision_id FROM {from} {where}
             ORDER BY listed.created_at {order}, listed.decision_id {order}"
        );
        (sql, arguments)
    }
}

impl Listed {
    fn passes(&self, filter: &Filter) -> bool {
        match &self.decision {
            Ok(decision) => {
                filter.state.is_none_or(|state| decision.state == state)
                    && filter.label.as_ref().is_none_or(|label| decision.labels.contains(label))
            }
            // What cannot be read cannot be said to be something else.
            Err(_) => true,
        }
    }
}

/// The phase in which a decision with this state is.
const fn phase_of(state: State) -> Phase {
    match state {
        State::Draft => Phase::Draft,
        State::PendingApproval | State::Approved => Phase::Open,
        State::Executing => Phase::Executing,
        State::Completed => Phase::Completed,
        State::Failed => Phase::Failed,
    }
}
