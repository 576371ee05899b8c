//! What an import does where the decision is there already.

use super::ImportError;

/// What an import does where a decision with the id of the bundle is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ConflictMode {
    /// It is refused.
    #[default]
    Reject,
    /// It gets a new id. Payloads and event digests stay as they are.
    NewId,
    /// It takes the place of the log that is there, which goes to the archive.
    Overwrite,
}

impl ConflictMode {
    /// All modes.
    pub const ALL: [Self; 3] = [Self::Reject, Self::NewId, Self::Overwrite];

    /// The short name: `reject`, `new-id` or `overwrite`.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::NewId => "new-id",
            Self::Overwrite => "overwrite",
        }
    }

    /// The name in the format: `reject_on_conflict`, `new_decision_id` or `overwrite`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reject => "reject_on_conflict",
            Self::NewId => "new_decision_id",
            Self::Overwrite => "overwrite",
        }
    }

    /// The mode with this name, short or not, to the character.
    ///
    /// # Errors
    /// `CONFLICT_MODE_INVALID`.
    pub fn parse(text: &str) -> Result<Self, ImportError> {
        Self::ALL
            .into_iter()
            .find(|mode| [mode.short(), mode.as_str()].contains(&text))
            .ok_or_else(|| ImportError::ConflictModeInvalid { found: text.to_owned() })
    }
}
