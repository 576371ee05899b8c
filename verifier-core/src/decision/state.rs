//! Where a decision stands.

use core::fmt;

/// Where a decision stands (`docs/format.md`, section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Without a policy.
    Draft,
    /// With a policy and too few approvals.
    PendingApproval,
    /// With enough approvals.
    Approved,
    /// A run has begun.
    Executing,
    /// The latest run ended well.
    Completed,
    /// The latest run failed.
    Failed,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::PendingApproval, Self::Approved, Self::Executing, Self::Completed, Self::Failed];

    /// The state, e.g. `pending_approval`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::PendingApproval => "pending_approval",
            Self::Approved => "approved",
            Self::Executing => "executing",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }

    /// The state as the header of a bundle has it, e.g. `PENDING_APPROVAL`.
    #[must_use]
    pub const fn status(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::PendingApproval => "PENDING_APPROVAL",
            Self::Approved => "APPROVED",
            Self::Executing => "EXECUTING",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }

    /// Whether approvals still move the decision: between `pending_approval` and `approved`.
    #[must_use]
    pub const fn awaits_execution(self) -> bool {
        matches!(self, Self::PendingApproval | Self::Approved)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
