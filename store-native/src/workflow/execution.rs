//! Executions: claimed before the router runs, closed when it has.

use verifier_core::canonical::Value;
use verifier_core::decision::{
    Actor, Decision, EventType, Execution, Mode, Policy, RouterRequest, Timestamp,
};

use super::error::WorkflowError;
use crate::router::{Response, RouterFailure};
use crate::store::{Log, NewEvent, Store, Writing};

/// The code that an abandoned execution fails with.
const ABANDONED: &str = "EXECUTION_ABANDONED";

/// An execution that is asked for.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The adapter that the router is to use.
    pub adapter_id: String,
    /// Who asks for it.
    pub actor: Actor,
    /// The mode, where it is not to be the one that was requested.
    pub mode: Option<Mode>,
    /// What the router declares that the adapter can do; none where it declares nothing.
    pub capabilities: Option<Vec<String>>,
}

/// An execution that was claimed: nobody else can run the decision until it is closed.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The id of the decision.
    pub decision_id: String,
    /// The number of its `EXECUTION_REQUESTED`.
    pub requested_seq: u64,
    /// When that was recorded: in a log that has taken the place of this one, the number may be another's.
    pub requested_at: String,
    /// The mode in which it runs.
    pub mode: Mode,
    /// What the router is asked to do.
    pub request: RouterRequest,
    /// The most steps that the policy allows.
    pub max_steps: Option<u64>,
}

/// What came of the router.
pub type RouterOutcome<'r> = Result<&'r Response, &'r RouterFailure>;

/// An execution that was closed.
#[derive(Debug, Clone)]
pub struct Executed {
    /// What has become of the decision.
    pub decision: Decision,
    /// The execution.
    pub execution: Execution,
}

impl Store {
    /// What an execution would be, without claiming it: the policy is asked as [`Store::claim`] does, and
    /// the request is compiled.
    ///
    /// # Errors
    /// As [`Store::claim`], but for those of writing.
    pub fn plan_execution(
        &self,
        decision_id: &str,
        claim: &Claim,
    ) -> Result<(Policy, RouterRequest), WorkflowError> {
        let decision = self.log(decision_id)?.decision(self.now()?)?;
        let (_, policy) = permit(&decision, &self.archived(decision_id)?, claim)?;
        let request = compile(&decision, &policy, claim)?;
        Ok((policy, request))
    }

    /// Claims an execution: asks the policy, and records that the execution was requested and started.
    ///
    /// # Errors
    /// `NO_POLICY`, `EXECUTION_IN_PROGRESS`, `ALREADY_EXECUTED`, `MODE_NOT_ALLOWED`, `APPROVAL_EXPIRED`,
    /// `MISSING_APPROVALS`, `CAPABILITY_MISSING`, `DECISION_NOT_FOUND`, or where the file cannot be written.
    pub fn claim(&mut self, decision_id: &str, claim: &Claim) -> Result<Claimed, WorkflowError> {
        self.write(|writing| {
            let log = writing.log(decision_id)?;
            let decision = log.decision(writing.now_in(&log)?)?;
            let (mode, policy) = permit(&decision, &writing.archived(decision_id)?, claim)?;
            let request = compile(&decision, &policy, claim)?;
            let requested = NewEvent {
                event_type: EventType::ExecutionRequested,
                actor: claim.actor.clone(),
                payload: Value::object([
                    ("adapter_id", (&claim.adapter_id).into()),
                    ("dry_run", (mode == Mode::DryRun).into()),
                ]),
            };
            let requested = writing.append(decision_id, &requested)?;
            let started = NewEvent {
                event_type: EventType::ExecutionStarted,
                actor: Actor::control(),
                payload: Value::object([("router_request_digest", request.digest.to_string().into())]),
            };
            writing.append(decision_id, &started)?;
            Ok(Claimed {
                decision_id: decision_id.to_owned(),
                requested_seq: decision.event_count,
                requested_at: requested.ts,
                mode,
                request,
                max_steps: policy.max_steps,
            })
        })
    }

    /// Closes an execution that was claimed, with what came of the router.
    ///
    /// # Errors
    /// `CLAIM_LOST` where somebody else has closed it; or where the file cannot be written.
    pub fn settle(
        &mut self,
        claimed: &Claimed,
        outcome: RouterOutcome<'_>,
    ) -> Result<Executed, WorkflowError> {
        let event = match outcome {
            Ok(response) => NewEvent {
                event_type: EventType::ExecutionCompleted,
                actor: Actor::control(),
                payload: Value::object([
                    ("run_id", response.run_id().into()),
                    ("response_digest", response.digest().to_string().into()),
                    ("steps_executed", response.steps_executed().into()),
                ]),
            },
            Err(failure) => failed(failure.code(), &failure.message()),
        };
        let answer = match outcome {
            Ok(response) => format!("its run id is {}", response.run_id()),
            Err(failure) => format!("it failed: {}", failure.message()),
        };
        self.write(|writing| {
            let log = writing.log(&claimed.decision_id)?;
            let decision = log.decision(writing.now_in(&log)?)?;
            match decision.pending_execution() {
                Some(execution)
                    if execution.requested_seq == claimed.requested_seq
                        && execution.requested_at.is_written_as(&claimed.requested_at) =>
                {
                    close(writing, &claimed.decision_id, &event)
                }
                _ => Err(WorkflowError::ClaimLost { outcome: answer }),
            }
        })
    }

    /// Closes an execution whose process is gone, as failed.
    ///
    /// # Errors
    /// `NO_EXECUTION_IN_PROGRESS`, `DECISION_NOT_FOUND`, or where the file cannot be written.
    pub fn abandon(
        &mut self,
        decision_id: &str,
        actor: &Actor,
        reason: Option<&str>,
    ) -> Result<Executed, WorkflowError> {
        self.write(|writing| {
            let log = writing.log(decision_id)?;
            let decision = log.decision(writing.now_in(&log)?)?;
            if decision.pending_execution().is_none() {
                return Err(WorkflowError::NoExecution);
            }
            let message = match reason {
                Some(reason) => format!("abandoned by {actor}: {reason}"),
                None => format!("abandoned by {actor}"),
            };
            close(writing, decision_id, &failed(ABANDONED, &message))
        })
    }
}

/// Asks the rules, in the order in which a person would: is there a policy, is it running, has it run, is
/// the mode allowed, are the approvals there, can the adapter do it.
///
/// What was carried out stays carried out, also where the log that says so was replaced.
fn permit(decision: &Decision, replaced: &[Log], claim: &Claim) -> Result<(Mode, Policy), WorkflowError> {
    let policy = decision.policy.clone().ok_or(WorkflowError::NoPolicy)?;
    if let Some(execution) = decision.pending_execution() {
        let (since, actor) = (execution.requested_at, execution.requested_by.to_string());
        return Err(WorkflowError::ExecutionInProgress { since, actor });
    }
    for decision in replaced.iter().map(|log| log.decision(decision.as_of)).chain([Ok(decision.clone())]) {
        if let Some(execution) = decision?.completed_apply() {
            let run_id = execution.run_id.clone().unwrap_or_default();
            return Err(WorkflowError::AlreadyExecuted { run_id });
        }
    }
    let mode = claim.mode.unwrap_or_else(|| decision.mode());
    if !policy.allows(mode) {
        return Err(WorkflowError::ModeNotAllowed { mode, allowed: policy.allowed_modes });
    }
    require_approvals(decision, &policy)?;
    if let Some(declared) = &claim.capabilities {
        let missing: Vec<String> = policy
            .require_adapter_capabilities
            .iter()
            .filter(|capability| !declared.contains(capability))
            .cloned()
            .collect();
        if !missing.is_empty() {
            return Err(WorkflowError::CapabilityMissing { missing, declared: declared.clone() });
        }
    }
    Ok((mode, policy))
}

fn require_approvals(decision: &Decision, policy: &Policy) -> Result<(), WorkflowError> {
    if decision.is_approved() {
        return Ok(());
    }
    let (now, current, required) = (decision.as_of, decision.active_approvals(), policy.min_approvals);
    let granted = decision.approvals.values().filter(|approval| !approval.revoked).count();
    let expired = expired(decision, now);
    if expired > 0 && granted as u64 >= required {
        return Err(WorkflowError::ApprovalExpired { expired, current, required });
    }
    Err(WorkflowError::MissingApprovals { current, required })
}

fn expired(decision: &Decision, now: Timestamp) -> usize {
    decision.approvals.values().filter(|approval| !approval.revoked && approval.is_expired_at(now)).count()
}

fn compile(decision: &Decision, policy: &Policy, claim: &Claim) -> Result<RouterRequest, WorkflowError> {
    if claim.adapter_id.is_empty() {
        return Err(WorkflowError::InvalidRequest { what: "the adapter has no name".to_owned() });
    }
    let mode = claim.mode.unwrap_or_else(|| decision.mode());
    let goal = decision.goal.as_deref().unwrap_or_default();
    Ok(policy.compile(goal, decision.plan.as_ref(), &claim.adapter_id, mode == Mode::DryRun))
}

fn failed(code: &str, message: &str) -> NewEvent {
    NewEvent {
        event_type: EventType::ExecutionFailed,
        actor: Actor::control(),
        payload: Value::object([
            ("error_code", code.into()),
            ("error_message", message.into()),
            ("run_id", Value::Null),
        ]),
    }
}

fn close(writing: &mut Writing<'_>, decision_id: &str, event: &NewEvent) -> Result<Executed, WorkflowError> {
    writing.append(decision_id, event)?;
    let log = writing.log(decision_id)?;
    let decision = log.decision(writing.now_in(&log)?)?;
    let execution = decision.latest_execution().cloned().ok_or(WorkflowError::NoExecution)?;
    Ok(Executed { decision, execution })
}
