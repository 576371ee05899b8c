//! Taking rows into the chain that were written by other means than this program.

use rusqlite::params;
use verifier_core::decision::Actor;

use super::error::StoreError;
use super::index;
use super::rows::{Header, Recorded, StoredEvent, record_digest, values_of};
use super::writing::Writing;
use super::{Store, template};

/// What was taken into the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Adopted {
    /// Headers of decisions.
    pub decisions: usize,
    /// Events of decisions.
    pub events: usize,
    /// Templates.
    pub templates: usize,
    /// Events of templates.
    pub template_events: usize,
}

impl Adopted {
    /// Whether there was anything to take in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Store {
    /// Takes everything into the chain that stands in the tables but not in it, because another program
    /// appended it. Who answers for that, and why, is recorded.
    ///
    /// # Errors
    /// `STORE_TAMPERED` for a row that has no place in a log; or where the file cannot be written.
    pub fn adopt(&mut self, actor: &Actor, reason: &str) -> Result<Adopted, StoreError> {
        self.write(|writing| adopt(writing, actor, reason))
    }
}

/// This program, as an actor.
pub(super) fn program() -> Actor {
    Actor::system("nexus-attest")
}

/// Takes in what is not in the chain, in the order in which it was written.
pub(super) fn adopt(writing: &mut Writing<'_>, actor: &Actor, reason: &str) -> Result<Adopted, StoreError> {
    let first_position = writing.head().map_or(0, |head| head.position + 1);
    let adopted = Adopted {
        decisions: adopt_decisions(writing)?,
        events: adopt_events(writing)?,
        templates: adopt_templates(writing)?,
        template_events: adopt_template_events(writing)?,
    };
    if adopted.is_empty() {
        return Ok(adopted);
    }
    let adoption_id: i64 = writing.connection().query_row(
        "SELECT COALESCE(MAX(adoption_id), 0) + 1 FROM adoptions",
        [],
        |row| row.get(0),
    )?;
    let adopted_at = writing.now()?.to_string();
    writing.connection().execute(
        "INSERT INTO adoptions (adoption_id, adopted_at, actor_type, actor_id, reason, first_position,
             decisions, events, templates, template_events)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            adoption_id,
            adopted_at,
            actor.kind.as_str(),
            actor.id,
            reason,
            first_position,
            adopted.decisions,
            adopted.events,
            adopted.templates,
            adopted.template_events
        ],
    )?;
    let row = [
        adoption_id.into(),
        adopted_at.into(),
        actor.kind.as_str().into(),
        (&actor.id).into(),
        reason.into(),
        first_position.into(),
        adopted.decisions.into(),
        adopted.events.into(),
        adopted.templates.into(),
        adopted.template_events.into(),
    ];
    writing.chain(Recorded::Adoption, &actor.id, adoption_id, record_digest(Recorded::Adoption, row))?;
    Ok(adopted)
}

/// The rowids of the rows of a table that the chain does not have, in the order in which they were written.
/// They are gathered first: the chain grows while they are gone through.
fn unchained(writing: &Writing<'_>, recorded: Recorded) -> Result<Vec<i64>, StoreError> {
    let mut statement = writing.connection().prepare(&unchained_sql(recorded, "rowid"))?;
    let rowids = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(rowids)
}

/// A query for `columns` of the rows of a table that the chain does not have. What was chained before the
/// log was last archived is in the archive.
pub(super) fn unchained_sql(recorded: Recorded, columns: &str) -> String {
    let (subject, seq) = recorded.key();
    let seq = seq.map_or_else(|| "0".to_owned(), |column| format!("stored.{column}"));
    let since = match recorded {
        Recorded::Event => {
            "AND position > COALESCE((SELECT MAX(position) FROM chain AS archived
                 WHERE archived.subject = stored.decision_id AND archived.kind = 'archive'), -1)"
        }
        _ => "",
    };
    format!(
        "SELECT {columns} FROM {table} AS stored WHERE NOT EXISTS (
             SELECT 1 FROM chain WHERE subject = stored.{subject} AND seq = {seq} AND kind = '{kind}' {since}
         ) ORDER BY rowid",
        table = recorded.table(),
        kind = recorded.kind(),
    )
}

fn adopt_decisions(writing: &mut Writing<'_>) -> Result<usize, StoreError> {
    let rowids = unchained(writing, Recorded::Decision)?;
    for rowid in &rowids {
        let header = writing
            .connection()
            .prepare_cached("SELECT decision_id, created_at FROM decisions WHERE rowid = ?1")?
            .query_row([rowid], |row| Ok(Header { decision_id: row.get(0)?, created_at: row.get(1)? }))?;
        index::add(writing.connection(), &header.decision_id, &header.created_at)?;
        writing.chain(Recorded::Decision, &header.decision_id, 0, header.record())?;
    }
    Ok(rowids.len())
}

fn adopt_events(writing: &mut Writing<'_>) -> Result<usize, StoreError> {
    let rowids = unchained(writing, Recorded::Event)?;
    for rowid in &rowids {
        let event = writing
            .connection()
            .prepare_cached(
                "SELECT decision_id, seq, event_type, ts, actor_type, actor_id, payload, digest
                 FROM decision_events WHERE rowid = ?1",
            )?
            .query_row([rowid], StoredEvent::read)?;
        index::follow(writing.connection(), &event)?;
        writing.chain(Recorded::Event, &event.owner, event.seq, event.record(Recorded::Event))?;
    }
    Ok(rowids.len())
}

fn adopt_templates(writing: &mut Writing<'_>) -> Result<usize, StoreError> {
    let rowids = unchained(writing, Recorded::Template)?;
    let columns = Recorded::Template.columns();
    let sql = format!("SELECT {} FROM templates WHERE rowid = ?1", columns.join(", "));
    for rowid in &rowids {
        let (name, values) = writing
            .connection()
            .prepare_cached(&sql)?
            .query_row([rowid], |row| Ok((row.get::<_, String>(0)?, values_of(row, columns.len()))))?;
        let values = values.ok_or_else(|| StoreError::Tampered {
            place: format!("template {name}"),
            what: "a column holds a value of another type".to_owned(),
        })?;
        writing.chain(Recorded::Template, &name, 0, record_digest(Recorded::Template, values))?;
    }
    Ok(rowids.len())
}

fn adopt_template_events(writing: &mut Writing<'_>) -> Result<usize, StoreError> {
    let rowids = unchained(writing, Recorded::TemplateEvent)?;
    for rowid in &rowids {
        let event = writing
            .connection()
            .prepare_cached(template::EVENT_BY_ROWID)?
            .query_row([rowid], StoredEvent::read)?;
        writing.chain(
            Recorded::TemplateEvent,
            &event.owner,
            event.seq,
            event.record(Recorded::TemplateEvent),
        )?;
    }
    Ok(rowids.len())
}
