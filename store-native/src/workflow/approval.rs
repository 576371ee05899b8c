//! Approving, and taking an approval back.

use core::cmp::Ordering;

use verifier_core::canonical::Value;
use verifier_core::decision::{Actor, Decision, EventType, State, Timestamp};

use super::error::WorkflowError;
use crate::store::{NewEvent, Store, Writing};

/// An approval that is to be given.
#[derive(Debug, Clone)]
pub struct NewApproval {
    /// Who approves.
    pub actor: Actor,
    /// What they say about it.
    pub comment: Option<String>,
    /// Until when it counts; for good, if nothing says otherwise.
    pub expires_at: Option<Timestamp>,
}

impl Store {
    /// Records an approval. One that has expired, or was revoked, may be given again.
    ///
    /// # Errors
    /// `DECISION_NOT_FOUND`, `INVALID_STATE`, `ALREADY_APPROVED`, `EXPIRY_NOT_IN_FUTURE`, or where the file
    /// cannot be written.
    pub fn approve(&mut self, decision_id: &str, new: &NewApproval) -> Result<Decision, WorkflowError> {
        self.write(|writing| {
            let log = writing.log(decision_id)?;
            let now = writing.now_in(&log)?;
            let decision = log.decision(now)?;
            if !decision.state.awaits_execution() {
                return Err(WorkflowError::InvalidState { step: "approved", state: decision.state });
            }
            if let Some(approval) = decision.approvals.get(&new.actor.id) {
                if approval.counts_at(now) {
                    let at = approval.granted_at;
                    return Err(WorkflowError::AlreadyApproved { actor_id: new.actor.id.clone(), at });
                }
            }
            if let Some(expires_at) = new.expires_at {
                if expires_at.compare(now) != Some(Ordering::Greater) {
                    return Err(WorkflowError::ExpiryNotInFuture { expires_at, now });
                }
            }
            let mut payload = vec![("expires_at", new.expires_at.map(|time| time.to_string()).into())];
            if let Some(comment) = new.comment.as_ref().filter(|comment| !comment.is_empty()) {
                payload.push(("comment", Value::from(comment)));
            }
            record(writing, decision_id, EventType::ApprovalGranted, &new.actor, payload)
        })
    }

    /// Records that an approval is taken back. It is possible until the decision was carried out: also
    /// after a dry run, or after an execution that failed.
    ///
    /// # Errors
    /// `DECISION_NOT_FOUND`, `INVALID_STATE`, `NOT_APPROVED_BY_ACTOR`, or where the file cannot be written.
    pub fn revoke(
        &mut self,
        decision_id: &str,
        actor: &Actor,
        reason: &str,
    ) -> Result<Decision, WorkflowError> {
        self.write(|writing| {
            let log = writing.log(decision_id)?;
            let decision = log.decision(writing.now_in(&log)?)?;
            if decision.state == State::Executing || decision.completed_apply().is_some() {
                return Err(WorkflowError::InvalidState { step: "revoked", state: decision.state });
            }
            if decision.approvals.get(&actor.id).is_none_or(|approval| approval.revoked) {
                return Err(WorkflowError::NotApprovedByActor { actor_id: actor.id.clone() });
            }
            let payload = vec![("reason", reason.into())];
            record(writing, decision_id, EventType::ApprovalRevoked, actor, payload)
        })
    }
}

/// Appends an event and returns what has become of the decision.
fn record(
    writing: &mut Writing<'_>,
    decision_id: &str,
    event_type: EventType,
    actor: &Actor,
    payload: Vec<(&str, Value)>,
) -> Result<Decision, WorkflowError> {
    let event = NewEvent { event_type, actor: actor.clone(), payload: payload.into_iter().collect() };
    writing.append(decision_id, &event)?;
    let log = writing.log(decision_id)?;
    Ok(log.decision(writing.now_in(&log)?)?)
}
