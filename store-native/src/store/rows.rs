//! The rows of the tables that record something, and how each of them enters the hash chain.

use rusqlite::Row;
use rusqlite::types::ValueRef;
use verifier_core::canonical::Value;
use verifier_core::digest::{self, RawDigest};

/// A table whose rows enter the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Recorded {
    /// What the store itself is.
    Origin,
    /// That rows which others had written were taken into the chain.
    Adoption,
    /// The header of a decision.
    Decision,
    /// An event of a decision.
    Event,
    /// A template.
    Template,
    /// An event of a template.
    TemplateEvent,
    /// That the log of a decision was replaced.
    Archive,
}

impl Recorded {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Origin,
        Self::Adoption,
        Self::Decision,
        Self::Event,
        Self::Template,
        Self::TemplateEvent,
        Self::Archive,
    ];

    /// What `chain.kind` says for a row of this table.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Adoption => "adoption",
            Self::Decision => "decision",
            Self::Event => "event",
            Self::Template => "template",
            Self::TemplateEvent => "template_event",
            Self::Archive => "archive",
        }
    }

    /// The one that `chain.kind` names.
    #[must_use]
    pub fn of_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|recorded| recorded.kind() == kind)
    }

    /// The name of the table.
    #[must_use]
    pub const fn table(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Adoption => "adoptions",
            Self::Decision => "decisions",
            Self::Event => "decision_events",
            Self::Template => "templates",
            Self::TemplateEvent => "template_events",
            Self::Archive => "archives",
        }
    }

    /// All columns, in the order of the table.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Origin => &["id", "store_id", "created_at"],
            Self::Adoption => &[
                "adoption_id",
                "adopted_at",
                "actor_type",
                "actor_id",
                "reason",
                "first_position",
                "decisions",
                "events",
                "templates",
                "template_events",
            ],
            Self::Decision => &["decision_id", "created_at"],
            Self::Event => {
                &["decision_id", "seq", "event_type", "ts", "actor_type", "actor_id", "payload", "digest"]
            }
            Self::Template => &[
                "name",
                "description",
                "min_approvals",
                "allowed_modes",
                "require_adapter_capabilities",
                "max_steps",
                "labels",
                "created_at",
                "created_by_type",
                "created_by_id",
                "digest",
            ],
            Self::TemplateEvent => {
                &["template_name", "seq", "event_type", "ts", "actor_type", "actor_id", "payload", "digest"]
            }
            Self::Archive => &["archive_id", "decision_id", "archived_at", "replaced_by", "events"],
        }
    }

    /// The columns that `chain.subject` and `chain.seq` repeat; without the second one, `seq` is 0.
    #[must_use]
    pub const fn key(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Origin => ("store_id", None),
            Self::Adoption => ("actor_id", Some("adoption_id")),
            Self::Decision => ("decision_id", None),
            Self::Event => ("decision_id", Some("seq")),
            Self::Template => ("name", None),
            Self::TemplateEvent => ("template_name", Some("seq")),
            Self::Archive => ("decision_id", Some("archive_id")),
        }
    }
}

/// The digest that stands for a row in the chain: H(C({`table`: its name, `row`: {column: value, ...}})).
/// A column that holds text is a string, an integer an integer, NULL is null; nothing else can be recorded.
#[must_use]
pub fn record_digest(recorded: Recorded, values: impl IntoIterator<Item = Value>) -> RawDigest {
    let row: Value = recorded.columns().iter().copied().zip(values).collect();
    digest::of(&Value::object([("row", row), ("table", recorded.table().into())]))
}

/// The values of a row as they enter its record; none if one of them can have no place in it.
#[must_use]
pub fn values_of(row: &Row<'_>, columns: usize) -> Option<Vec<Value>> {
    (0..columns)
        .map(|column| match row.get_ref(column) {
            Ok(ValueRef::Null) => Some(Value::Null),
            Ok(ValueRef::Integer(number)) => Some(Value::from(number)),
            Ok(ValueRef::Text(text)) => core::str::from_utf8(text).ok().map(Value::from),
            Ok(ValueRef::Real(_) | ValueRef::Blob(_)) | Err(_) => None,
        })
        .collect()
}

/// The header of a decision, as it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The id of the decision.
    pub decision_id: String,
    /// When the header was written. The decision itself was created when its first event says.
    pub created_at: String,
}

impl Header {
    pub(super) fn record(&self) -> RawDigest {
        record_digest(Recorded::Decision, [(&self.decision_id).into(), (&self.created_at).into()])
    }
}

/// An event, as it stands in the table: text that has not been judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// The id of the decision; for an event of a template, the name of the template.
    pub owner: String,
    /// The number of the event in its log, from 0 without gaps.
    pub seq: i64,
    /// What happened, such as `DECISION_CREATED`.
    pub event_type: String,
    /// When.
    pub ts: String,
    /// Whether a `human` or a `system` acted.
    pub actor_type: String,
    /// Who acted.
    pub actor_id: String,
    /// The details, a JSON text.
    pub payload: String,
    /// The event digest, 64 hexadecimal digits (`docs/format.md`, section 4).
    pub digest: String,
}

impl StoredEvent {
    /// The columns, in the order of [`Recorded::Event`] and [`Recorded::TemplateEvent`].
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            owner: row.get(0)?,
            seq: row.get(1)?,
            event_type: row.get(2)?,
            ts: row.get(3)?,
            actor_type: row.get(4)?,
            actor_id: row.get(5)?,
            payload: row.get(6)?,
            digest: row.get(7)?,
        })
    }

    /// The id of the event: `evt_{decision_id}_{seq}` (`docs/format.md`, section 2).
    #[must_use]
    pub fn event_id(&self) -> String {
        format!("evt_{}_{}", self.owner, self.seq)
    }

    pub(super) fn record(&self, recorded: Recorded) -> RawDigest {
        record_digest(
            recorded,
            [
                (&self.owner).into(),
                self.seq.into(),
                (&self.event_type).into(),
                (&self.ts).into(),
                (&self.actor_type).into(),
                (&self.actor_id).into(),
                (&self.payload).into(),
                (&self.digest).into(),
            ],
        )
    }
}
