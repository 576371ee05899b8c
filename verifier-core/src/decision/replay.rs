//! The state of a decision, derived from its events.

use std::collections::BTreeMap;

use super::fields::Fields;
use super::{
    Approval, Event, EventType, Execution, Fault, Mode, Outcome, Policy, State, TemplateUse, Timestamp,
    Unreplayable,
};
use crate::canonical::Canonical;
use crate::json::Node;

/// A decision as its events leave it, seen from one point in time.
///
/// Approvals expire, so the state depends on when one asks. That point in time is given once, before the
/// first event, and everything is answered for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The id of the decision.
    pub decision_id: String,
    /// The point in time that it is seen from.
    pub as_of: Timestamp,
    /// Where it stands.
    pub state: State,
    /// What is to be done; `None` before it was created.
    pub goal: Option<String>,
    /// How; `None` where there is no plan or where it is null.
    pub plan: Option<Canonical>,
    /// The plan where it is a string, which is what the format has in mind.
    pub plan_text: Option<String>,
    /// The mode that was asked for; `None` before it was created.
    pub requested_mode: Option<Mode>,
    /// For filtering.
    pub labels: Vec<String>,
    /// The rules; `None` before they were attached.
    pub policy: Option<Policy>,
    /// The template that the rules came from, if they did.
    pub template: Option<TemplateUse>,
    /// The latest approval of each actor, by actor id.
    pub approvals: BTreeMap<String, Approval>,
    /// All executions, in the order in which they were requested.
    pub executions: Vec<Execution>,
    /// How many events there were.
    pub event_count: u64,
    /// When the first event was.
    pub first_ts: Option<Timestamp>,
    /// When the last event was.
    pub last_ts: Option<Timestamp>,
    /// How many approvals count, kept up to date so that no event asks all of them.
    active: usize,
}

impl Decision {
    /// A decision before its first event, seen from `now`, which ought to have an offset: without one, no
    /// approval with an expiry counts.
    #[must_use]
    pub fn new(decision_id: impl Into<String>, now: Timestamp) -> Self {
        Self {
            decision_id: decision_id.into(),
            as_of: now,
            state: State::Draft,
            goal: None,
            plan: None,
            plan_text: None,
            requested_mode: None,
            labels: Vec::new(),
            policy: None,
            template: None,
            approvals: BTreeMap::new(),
            executions: Vec::new(),
            event_count: 0,
            first_ts: None,
            last_ts: None,
            active: 0,
        }
    }

    /// Replays events, seen from `now`.
    ///
    /// # Errors
    /// The first event that cannot be applied.
    pub fn replay<'d, 'a: 'd>(
        decision_id: impl Into<String>,
        events: impl IntoIterator<Item = Event<'d, 'a>>,
        now: Timestamp,
    ) -> Result<Self, Unreplayable> {
        let mut decision = Self::new(decision_id, now);
        for event in events {
            decision.apply(&event)?;
        }
        Ok(decision)
    }

    /// Applies the next event.
    ///
    /// Which event may follow which is not asked here: the log has happened. That is for whoever appends
    /// to it, and for whoever judges it.
    ///
    /// # Errors
    /// Where the event is not the next one, or its payload is not what its type has. Then the decision is
    /// as it was before.
    pub fn apply(&mut self, event: &Event<'_, '_>) -> Result<(), Unreplayable> {
        if event.seq != self.event_count {
            let message = format!("the number is {}, where {} is next", event.seq, self.event_count);
            return Err(Unreplayable::new(self.event_count, Fault::SeqGap, "/seq", message));
        }
        let payload = event.fields()?;
        match event.kind {
            EventType::DecisionCreated => self.create(&payload)?,
            EventType::PolicyAttached => self.attach_policy(&payload)?,
            EventType::ApprovalGranted => self.grant(event, &payload)?,
            EventType::ApprovalRevoked => self.revoke(event, &payload)?,
            EventType::ExecutionRequested => self.request_execution(event, &payload)?,
            EventType::ExecutionStarted => self.start_execution(event, &payload)?,
            EventType::ExecutionCompleted => self.complete_execution(event, &payload)?,
            EventType::ExecutionFailed => self.fail_execution(event, &payload)?,
            EventType::TemplateCreated => {}
        }
        self.event_count += 1;
        self.first_ts.get_or_insert(event.ts);
        self.last_ts = Some(event.ts);
        Ok(())
    }

    /// How many approvals count: those that are neither revoked nor expired.
    #[must_use]
    pub fn active_approvals(&self) -> usize {
        self.active
    }

    /// Whether as many approvals count as the policy asks for. Without a policy it does not.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        self.policy.as_ref().is_some_and(|policy| self.active_approvals() as u64 >= policy.min_approvals)
    }

    /// The execution that was requested last.
    #[must_use]
    pub fn latest_execution(&self) -> Option<&Execution> {
        self.executions.last()
    }

    /// The latest execution, if it was requested or started and has not ended.
    #[must_use]
    pub fn pending_execution(&self) -> Option<&Execution> {
        self.latest_execution().filter(|execution| execution.is_pending())
    }

    /// An execution that was no dry run and ended well, if there is one. After it, the decision is done.
    #[must_use]
    pub fn completed_apply(&self) -> Option<&Execution> {
        self.executions.iter().find(|execution| !execution.dry_run && execution.outcome == Outcome::Success)
    }

    fn create(&mut self, payload: &Fields<'_, '_>) -> Result<(), Unreplayable> {
        let goal = payload.text("goal")?;
        let plan = payload.optional("plan");
        let (mode, labels) = (payload.mode("requested_mode")?, payload.texts("labels")?);
        self.goal = Some(goal);
        self.plan = plan.map(Canonical::of);
        self.plan_text = plan.and_then(Node::as_str).map(Into::into);
        self.requested_mode = Some(mode);
        self.labels = labels;
        self.state = State::Draft;
        Ok(())
    }

    /// A policy without a template leaves the template of an earlier one, as in the reference
    /// implementation.
    fn attach_policy(&mut self, payload: &Fields<'_, '_>) -> Result<(), Unreplayable> {
        let policy = Policy::read(payload)?;
        if let Some(template) = TemplateUse::read(payload)? {
            self.template = Some(template);
        }
        self.policy = Some(policy);
        self.state = State::PendingApproval;
        Ok(())
    }

    fn grant(&mut self, event: &Event<'_, '_>, payload: &Fields<'_, '_>) -> Result<(), Unreplayable> {
        let [expires_at, comment] = payload.members(["expires_at", "comment"]);
        let approval = Approval {
            actor: event.actor.clone(),
            granted_at: event.ts,
            expires_at: payload.as_optional_expiry("expires_at", expires_at)?,
            comment: payload.as_optional_text("comment", comment)?,
            revoked: false,
            revoked_at: None,
            reason: None,
            seq: event.seq,
        };
        self.active += usize::from(approval.counts_at(self.as_of));
        match self.approvals.get_mut(&event.actor.id) {
            Some(earlier) => {
                self.active -= usize::from(earlier.counts_at(self.as_of));
                *earlier = approval;
            }
            None => {
                self.approvals.insert(event.actor.id.clone(), approval);
            }
        }
        self.evaluate_threshold();
        Ok(())
    }

    fn revoke(&mut self, event: &Event<'_, '_>, payload: &Fields<'_, '_>) -> Result<(), Unreplayable> {
        let reason = payload.optional_text("reason")?;
        if let Some(approval) = self.approvals.get_mut(&event.actor.id) {
            self.active -= usize::from(approval.counts_at(self.as_of));
            approval.revoked = true;
            approval.revoked_at = Some(event.ts);
            approval.reason = reason;
        }
        self.evaluate_threshold();
        Ok(())
    }

    fn request_execution(
        &mut self,
        event: &Event<'_, '_>,
        payload: &Fields<'_, '_>,
    ) -> Result<(), Unreplayable> {
        self.executions.push(Execution {
            adapter_id: payload.text("adapter_id")?,
            dry_run: payload.flag("dry_run")?,
            requested_at: event.ts,
            requested_by: event.actor.clone(),
            started_at: None,
            completed_at: None,
            outcome: Outcome::Pending,
            run_id: None,
            request_digest: None,
            response_digest: None,
            steps_executed: None,
            error_code: None,
            error_message: None,
            requested_seq: event.seq,
            started_seq: None,
            ended_seq: None,
        });
        Ok(())
    }

    /// Events about an execution that nobody requested move the state alone, as in the reference
    /// implementation.
    fn start_execution(
        &mut self,
        event: &Event<'_, '_>,
        payload: &Fields<'_, '_>,
    ) -> Result<(), Unreplayable> {
        let request_digest = payload.text("router_request_digest")?;
        if let Some(execution) = self.executions.last_mut() {
            execution.started_at = Some(event.ts);
            execution.started_seq = Some(event.seq);
            execution.request_digest = Some(request_digest);
        }
        self.state = State::Executing;
        Ok(())
    }

    fn complete_execution(
        &mut self,
        event: &Event<'_, '_>,
        payload: &Fields<'_, '_>,
    ) -> Result<(), Unreplayable> {
        let (run_id, response_digest) = (payload.text("run_id")?, payload.text("response_digest")?);
        let steps_executed = payload.optional_count("steps_executed", 0)?;
        if let Some(execution) = self.executions.last_mut() {
            execution.completed_at = Some(event.ts);
            execution.ended_seq = Some(event.seq);
            execution.outcome = Outcome::Success;
            execution.run_id = Some(run_id);
            execution.response_digest = Some(response_digest);
            execution.steps_executed = steps_executed;
        }
        self.state = State::Completed;
        Ok(())
    }

    fn fail_execution(
        &mut self,
        event: &Event<'_, '_>,
        payload: &Fields<'_, '_>,
    ) -> Result<(), Unreplayable> {
        let (code, message) = (payload.text("error_code")?, payload.text("error_message")?);
        let run_id = payload.optional_text("run_id")?.filter(|run_id| !run_id.is_empty());
        if let Some(execution) = self.executions.last_mut() {
            execution.completed_at = Some(event.ts);
            execution.ended_seq = Some(event.seq);
            execution.outcome = Outcome::Failed;
            execution.run_id = run_id;
            execution.error_code = Some(code);
            execution.error_message = Some(message);
        }
        self.state = State::Failed;
        Ok(())
    }

    /// Moves between `pending_approval` and `approved`, and never out of another state.
    fn evaluate_threshold(&mut self) {
        if self.state.awaits_execution() {
            self.state = if self.is_approved() { State::Approved } else { State::PendingApproval };
        }
    }
}
