//! Who did something.

use core::fmt;

use crate::canonical::Value;

/// Who did something: a kind and an id.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Actor {
    /// What the actor is.
    pub kind: ActorKind,
    /// The id, as the deployment names its people and programs.
    pub id: String,
}

/// What an actor is. The format knows people and systems; a stored kind that is neither is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// `human`
    Human,
    /// `system`
    System,
    /// Any other text.
    Other(String),
}

impl Actor {
    /// A person.
    #[must_use]
    pub fn human(id: impl Into<String>) -> Self {
        Self { kind: ActorKind::Human, id: id.into() }
    }

    /// A program.
    #[must_use]
    pub fn system(id: impl Into<String>) -> Self {
        Self { kind: ActorKind::System, id: id.into() }
    }

    /// Who starts and ends executions: `system:nexus-control`, as in the reference implementation.
    #[must_use]
    pub fn control() -> Self {
        Self::system("nexus-control")
    }

    /// The actor as events have it: `{id, type}`.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::object([("type", Value::from(self.kind.as_str())), ("id", Value::from(&self.id))])
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.as_str(), self.id)
    }
}

impl ActorKind {
    /// The kind as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Human => "human",
            Self::System => "system",
            Self::Other(text) => text,
        }
    }
}

impl From<&str> for ActorKind {
    fn from(text: &str) -> Self {
        match text {
            "human" => Self::Human,
            "system" => Self::System,
            _ => Self::Other(text.to_owned()),
        }
    }
}
