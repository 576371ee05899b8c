//! The rules that a decision is approved and run by.

use core::fmt;

use super::fields::Fields;
use super::{Event, Mode, Unreplayable};
use crate::canonical::Value;

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

/// What is wrong with a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PolicyFault {
    /// `min_approvals` is this, and not 1 to 2^63 - 1.
    MinApprovals(u64),
    /// `allowed_modes` is empty.
    NoMode,
    /// `max_steps` is this, and not 1 to 2^63 - 1.
    MaxSteps(u64),
}

impl fmt::Display for PolicyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (member, found) = match self {
            Self::NoMode => return f.write_str("allowed_modes is empty, so nothing could ever be run"),
            Self::MinApprovals(found) => ("min_approvals", found),
            Self::MaxSteps(found) => ("max_steps", found),
        };
        write!(f, "{member} is {found}, and not in the range of 1 to {}", i64::MAX)
    }
}

impl core::error::Error for PolicyFault {}

/// What applies where nothing is said: one approval, for dry runs.
impl Default for Policy {
    fn default() -> Self {
        Self {
            min_approvals: 1,
            allowed_modes: vec![Mode::DryRun],
            require_adapter_capabilities: Vec::new(),
            max_steps: None,
            labels: Vec::new(),
        }
    }
}

impl Policy {
    /// Checks that the policy may be attached to a decision.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn validate(&self) -> Result<(), PolicyFault> {
        let in_range = |number: u64| number >= 1 && i64::try_from(number).is_ok();
        if !in_range(self.min_approvals) {
            return Err(PolicyFault::MinApprovals(self.min_approvals));
        }
        if self.allowed_modes.is_empty() {
            return Err(PolicyFault::NoMode);
        }
        match self.max_steps {
            Some(steps) if !in_range(steps) => Err(PolicyFault::MaxSteps(steps)),
            _ => Ok(()),
        }
    }

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

    /// The policy as `POLICY_ATTACHED` carries it, if it comes from no template.
    #[must_use]
    pub fn to_value(&self) -> Value {
        self.with([])
    }

    /// The policy and other members beside it.
    pub(super) fn with<const N: usize>(&self, others: [(&'static str, Value); N]) -> Value {
        let members = [
            ("min_approvals", Value::from(self.min_approvals)),
            ("allowed_modes", Value::array(self.allowed_modes.iter().map(|mode| mode.as_str()))),
            ("require_adapter_capabilities", Value::array(&self.require_adapter_capabilities)),
            ("max_steps", Value::from(self.max_steps)),
            ("labels", Value::array(&self.labels)),
        ];
        members.into_iter().chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the ranges: what may be attached is what can be replayed.
    #[test]
    fn a_policy_that_could_not_be_replayed_is_not_valid() {
        let most = i64::MAX.unsigned_abs();
        for (policy, expected) in [
            (Policy::default(), Ok(())),
            (Policy { min_approvals: most, max_steps: Some(most), ..Policy::default() }, Ok(())),
            (Policy { min_approvals: 0, ..Policy::default() }, Err(PolicyFault::MinApprovals(0))),
            (
                Policy { min_approvals: most + 1, ..Policy::default() },
                Err(PolicyFault::MinApprovals(most + 1)),
            ),
            (Policy { allowed_modes: vec![], ..Policy::default() }, Err(PolicyFault::NoMode)),
            (Policy { max_steps: Some(0), ..Policy::default() }, Err(PolicyFault::MaxSteps(0))),
            (Policy { max_steps: Some(most + 1), ..Policy::default() }, Err(PolicyFault::MaxSteps(most + 1))),
        ] {
            assert_eq!(policy.validate(), expected, "{policy:?}");
        }
        assert_eq!(
            PolicyFault::MinApprovals(0).to_string(),
            "min_approvals is 0, and not in the range of 1 to 9223372036854775807"
        );
    }

    /// Defends the payload of a policy: five members, all of them written.
    #[test]
    fn every_member_is_written() {
        assert_eq!(
            Policy::default().to_value().to_canonical(),
            "{\"allowed_modes\":[\"dry_run\"],\"labels\":[],\"max_steps\":null,\"min_approvals\":1,\
             \"require_adapter_capabilities\":[]}"
        );
    }
}
