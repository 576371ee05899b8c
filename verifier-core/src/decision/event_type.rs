//! What can happen to a decision.

use core::fmt;

/// What can happen to a decision (`docs/format.md`, section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventType {
    /// Somebody asked for something to be done.
    DecisionCreated,
    /// The rules for it were set.
    PolicyAttached,
    /// Somebody approved.
    ApprovalGranted,
    /// Somebody took their approval back.
    ApprovalRevoked,
    /// Somebody asked for it to be run.
    ExecutionRequested,
    /// The run began.
    ExecutionStarted,
    /// The run ended well.
    ExecutionCompleted,
    /// The run failed.
    ExecutionFailed,
    /// A template was made. It stands in the log of templates; in that of a decision it has no effect.
    TemplateCreated,
}

impl EventType {
    /// Every type.
    pub const ALL: [Self; 9] = [
        Self::DecisionCreated,
        Self::PolicyAttached,
        Self::ApprovalGranted,
        Self::ApprovalRevoked,
        Self::ExecutionRequested,
        Self::ExecutionStarted,
        Self::ExecutionCompleted,
        Self::ExecutionFailed,
        Self::TemplateCreated,
    ];

    /// The type as it is stored, e.g. `APPROVAL_GRANTED`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DecisionCreated => "DECISION_CREATED",
            Self::PolicyAttached => "POLICY_ATTACHED",
            Self::ApprovalGranted => "APPROVAL_GRANTED",
            Self::ApprovalRevoked => "APPROVAL_REVOKED",
            Self::ExecutionRequested => "EXECUTION_REQUESTED",
            Self::ExecutionStarted => "EXECUTION_STARTED",
            Self::ExecutionCompleted => "EXECUTION_COMPLETED",
            Self::ExecutionFailed => "EXECUTION_FAILED",
            Self::TemplateCreated => "TEMPLATE_CREATED",
        }
    }

    /// The type that is stored as `text`, to the character.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
