//! What the rules refuse.

use store_native::store::{StoreError, TemplateError};
use store_native::workflow::WorkflowError;
use verifier_core::decision::{Mode, State, Timestamp};

use super::Explanation;

/// The codes, with the remedies of the library.
pub fn explanations() -> Vec<Explanation> {
    let explain = |error: WorkflowError, means| Explanation::new(error.code(), means, error.remedy());
    let text = String::new;
    // Remedies are those of the library, which has them for errors and not for codes. Which values such an
    // error carries makes no difference to them.
    let when = Timestamp::from_unix_micros(0);
    let mut explanations = vec![
        explain(
            WorkflowError::InvalidRequest { what: text() },
            "What is asked for makes no sense: the goal is empty, or the policy could never be met.",
        ),
        explain(
            WorkflowError::ModeNotAllowed { mode: Mode::Apply, allowed: Vec::new() },
            "The policy does not allow the mode.",
        ),
        explain(
            WorkflowError::InvalidState { step: "", state: State::Draft },
            "In the state that the decision is in, this cannot be done.",
        ),
        explain(WorkflowError::NoPolicy, "The decision has no policy, so nothing allows it to run."),
        explain(
            WorkflowError::MissingApprovals { current: 0, required: 1 },
            "Fewer approvals count than the policy asks for.",
        ),
        explain(
            WorkflowError::ApprovalExpired { expired: 1, current: 0, required: 1 },
            "There were enough approvals, but some have expired.",
        ),
        explain(
            WorkflowError::NotApprovedByActor { actor_id: text() },
            "There is no approval of this actor that could be revoked.",
        ),
        explain(
            WorkflowError::CapabilityMissing { missing: Vec::new(), declared: Vec::new() },
            "The router declares what the adapter can do, and something that the policy requires is not among it.",
        ),
        explain(
            WorkflowError::AlreadyExecuted { run_id: text() },
            "The decision was carried out. Its approvals were for that one run.",
        ),
        explain(
            WorkflowError::NoExecution,
            "There is no execution in progress, so there is nothing to abandon.",
        ),
        explain(
            WorkflowError::ClaimLost { outcome: text() },
            "While the router ran, somebody else closed the execution, so its outcome could not be recorded.",
        ),
        Explanation::new(
            "EXECUTION_FAILED",
            "The latest run failed. `inspect` says why.",
            "Find out what the router did. Then the request can be executed again, as long as enough approvals count.",
        ),
        Explanation::new(
            TemplateError::Invalid { what: text() }.code(),
            "The template makes no sense: its name is empty, or its policy could never be met.",
            "Correct it and try again; nothing was recorded.",
        ),
    ];
    if let Some(when) = when {
        explanations.extend([
            explain(
                WorkflowError::AlreadyApproved { actor_id: text(), at: when },
                "The actor has approved already, and that approval counts.",
            ),
            explain(
                WorkflowError::ExpiryNotInFuture { expires_at: when, now: when },
                "The approval would have expired before it was given.",
            ),
            explain(
                WorkflowError::ExecutionInProgress { since: when, actor: text() },
                "Somebody has claimed the execution, and it has not ended.",
            ),
        ]);
    }
    let of_store = |error: StoreError, means| Explanation::new(error.code(), means, error.remedy());
    explanations.extend([
        of_store(
            StoreError::DecisionNotFound { decision_id: text() },
            "The store has no decision with this id.",
        ),
        of_store(
            StoreError::DecisionExists { decision_id: text() },
            "The store has a decision with this id already.",
        ),
        of_store(StoreError::TemplateNotFound { name: text() }, "The store has no template with this name."),
        of_store(
            StoreError::TemplateExists { name: text() },
            "The store has a template with this name already.",
        ),
    ]);
    explanations
}
