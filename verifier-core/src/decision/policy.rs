//! The rules that a decision is approved and run by.

use super::fields::Fields;
use super::{Event, Mode, Unreplayable};

/// The rules that a decision is approved and run by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// How many actors have to approve: 1 to 2^63 - 1.
    pub min_approvals: u64,
    /// The modes that it may be run in: one at least.
    pub allowed_modes: Vec<Mode>,
    /// What an adapter has to be able to do.
    pub require_adapter_capabilities: Vec<String>,
    /// How many steps a run may take at most: 1 to 2^63 - 1, or no limit.
    pub max_steps: Option<u64>,
    /// For filtering; no rule.
    pub labels: Vec<String>,
}

impl Policy {
    /// Reads the policy that a `POLICY_ATTACHED` (or a `TEMPLATE_CREATED`) carries.
    ///
    /// # Errors
    /// Where its payload is not what such an event has.
    pub fn of(event: &Event<'_, '_>) -> Result<Self, Unreplayable> {
        Self::read(&event.fields()?)
    }

    pub(super) fn read(payload: &Fields<'_, '_>) -> Result<Self, Unreplayable> {
        Ok(Self {
            min_approvals: payload.count("min_approvals", 1)?,
            allowed_modes: payload.modes("allowed_modes")?,
            require_adapter_capabilities: payload.texts("require_adapter_capabilities")?,
            max_steps: payload.optional_count("max_steps", 1)?,
            labels: payload.texts("labels")?,
        })
    }

    /// Whether it may be run in this mode.
    #[must_use]
    pub fn allows(&self, mode: Mode) -> bool {
        self.allowed_modes.contains(&mode)
    }
}
