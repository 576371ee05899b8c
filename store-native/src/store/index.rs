//! What lists are read from: derived from the log, kept beside it, recorded nowhere.

use rusqlite::{Connection, params};
use verifier_core::decision::EventType;
use verifier_core::json::{Document, Limits};

use super::error::StoreError;
use super::rows::StoredEvent;

/// How far a decision has come, as far as that does not depend on the time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// There is no policy yet.
    Draft,
    /// There is a policy. Whether there are enough approvals is a question of when it is asked.
    Open,
    /// An execution was started.
    Executing,
    /// The latest execution was completed.
    Completed,
    /// The latest execution failed.
    Failed,
}

impl Phase {
    /// How it is written in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Executing => "executing",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }

    /// The phase that begins with an event of this type, if one does (`docs/format.md`, section 4).
    #[must_use]
    pub fn begun_by(event_type: &str) -> Option<Self> {
        match EventType::parse(event_type)? {
            EventType::DecisionCreated => Some(Self::Draft),
            EventType::PolicyAttached => Some(Self::Open),
            EventType::ExecutionStarted => Some(Self::Executing),
            EventType::ExecutionCompleted => Some(Self::Completed),
            EventType::ExecutionFailed => Some(Self::Failed),
            _ => None,
        }
    }
}

/// The labels that an event gives to its decision, each once; none if it gives none.
#[must_use]
pub fn labels_of(event: &StoredEvent) -> Vec<String> {
    if event.event_type != EventType::DecisionCreated.as_str() {
        return Vec::new();
    }
    // A payload that cannot be read names no labels; that it cannot be read is for a check to say.
    let Ok(document) = Document::read(event.payload.as_bytes(), &Limits::default()) else {
        return Vec::new();
    };
    let Some(labels) = document.root().member("labels").filter(|labels| labels.is_array()) else {
        return Vec::new();
    };
    let mut names: Vec<String> =
        labels.elements().filter_map(|label| label.as_str().map(std::borrow::Cow::into_owned)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Takes a new decision in.
pub(super) fn add(connection: &Connection, decision_id: &str, created_at: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT INTO decision_phases (decision_id, phase, created_at) VALUES (?1, ?2, ?3)")?
        .execute(params![decision_id, Phase::Draft.as_str(), created_at])?;
    Ok(())
}

/// Follows an event that was appended.
pub(super) fn follow(connection: &Connection, event: &StoredEvent) -> Result<(), StoreError> {
    if let Some(phase) = Phase::begun_by(&event.event_type) {
        connection
            .prepare_cached("UPDATE decision_phases SET phase = ?2 WHERE decision_id = ?1 AND phase <> ?2")?
            .execute(params![event.owner, phase.as_str()])?;
    }
    for label in labels_of(event) {
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO decision_labels (label, created_at, decision_id)
                 SELECT ?2, created_at, decision_id FROM decisions WHERE decision_id = ?1",
            )?
            .execute(params![event.owner, label])?;
    }
    Ok(())
}

/// Forgets what the log of a decision said, because it is being replaced.
pub(super) fn forget(connection: &Connection, decision_id: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM decision_labels WHERE decision_id = ?1")?
        .execute([decision_id])?;
    connection
        .prepare_cached("UPDATE decision_phases SET phase = ?2 WHERE decision_id = ?1")?
        .execute(params![decision_id, Phase::Draft.as_str()])?;
    Ok(())
}
