//! Where a decision stands, and what each command makes of it: the rules, written down a second time.
//!
//! Nothing here is replayed. A command looks at the latest standing of a decision and gives the ones that
//! follow, one for each event that the store is expected to record.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use verifier_core::decision::{Mode, State};

use crate::command::{Rules, Who};

/// The code of an error.
pub type Code = &'static str;

/// What a command makes of a standing.
pub type Next = Result<Vec<Standing>, Code>;

/// What is known of a decision after one of its events.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// The type of the event; none before the first one.
    pub event: Option<&'static str>,
    /// When it was.
    pub at: Option<i64>,
    /// When the first event was.
    pub begun_at: Option<i64>,
    pub goal: Option<&'static str>,
    pub plan: Option<&'static str>,
    pub mode: Option<Mode>,
    pub labels: Vec<&'static str>,
    pub policy: Option<Rules>,
    /// The name of the template, and what was chosen otherwise.
    pub template: Option<(&'static str, Option<Json>)>,
    pub stage: Stage,
    /// By the id of the actor.
    pub approvals: BTreeMap<&'static str, Approval>,
    pub runs: Vec<Run>,
}

/// How far a decision is, approvals aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    #[default]
    Draft,
    Open,
    Running,
    Done,
    Broken,
}

/// The latest approval of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub kind: &'static str,
    pub granted_at: i64,
    pub expires_at: Option<i64>,
    pub comment: Option<&'static str>,
    pub revoked: bool,
}

/// An execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// No other claim has it.
    pub claim: usize,
    pub adapter: &'static str,
    pub mode: Mode,
    pub end: End,
}

/// How an execution ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    Pending,
    Success { run_id: &'static str, steps: u64 },
    Failed { code: Code, message: String },
}

/// An execution that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub mode: Option<Mode>,
    pub adapter: &'static str,
    pub capabilities: Option<&'static [&'static str]>,
}

impl Standing {
    /// An approval until `expires_at`.
    pub fn approve(
        &self,
        actor: Who,
        comment: Option<&'static str>,
        expires_at: Option<i64>,
        now: i64,
    ) -> Next {
        let now = self.time(now);
        if !matches!(self.state(now), State::PendingApproval | State::Approved) {
            return Err("INVALID_STATE");
        }
        if self.approvals.get(actor.id).is_some_and(|approval| approval.counts(now)) {
            return Err("ALREADY_APPROVED");
        }
        if expires_at.is_some_and(|end| end <= now) {
            return Err("EXPIRY_NOT_IN_FUTURE");
        }
        let mut next = self.after("APPROVAL_GRANTED", now);
        let comment = comment.filter(|comment| !comment.is_empty());
        let approval = Approval { kind: actor.kind, granted_at: now, expires_at, comment, revoked: false };
        next.approvals.insert(actor.id, approval);
        Ok(vec![next])
    }

    pub fn revoke(&self, actor: Who, now: i64) -> Next {
        let now = self.time(now);
        if self.state(now) == State::Executing || self.is_applied() {
            return Err("INVALID_STATE");
        }
        let mut next = self.after("APPROVAL_REVOKED", now);
        match next.approvals.get_mut(actor.id) {
            Some(approval) if !approval.revoked => approval.revoked = true,
            _ => return Err("NOT_APPROVED_BY_ACTOR"),
        }
        Ok(vec![next])
    }

    /// An execution, under the number `claim`. What was carried out by a log that was replaced counts too.
    pub fn claim(&self, asked: Asked, was_applied: bool, claim: usize, now: i64) -> Next {
        let now = self.time(now);
        let policy = self.policy.as_ref().ok_or("NO_POLICY")?;
        if self.pending().is_some() {
            return Err("EXECUTION_IN_PROGRESS");
        }
        if was_applied || self.is_applied() {
            return Err("ALREADY_EXECUTED");
        }
        let mode = self.mode_of(asked);
        if !policy.modes.contains(&mode) {
            return Err("MODE_NOT_ALLOWED");
        }
        if let Some((code, _)) = self.lacking_approvals(now) {
            return Err(code);
        }
        if let Some(declared) = asked.capabilities {
            if policy.capabilities.iter().any(|required| !declared.contains(required)) {
                return Err("CAPABILITY_MISSING");
            }
        }
        if asked.adapter.is_empty() {
            return Err("INVALID_REQUEST");
        }
        let mut requested = self.after("EXECUTION_REQUESTED", now);
        requested.runs.push(Run { claim, adapter: asked.adapter, mode, end: End::Pending });
        let mut started = requested.after("EXECUTION_STARTED", now);
        started.stage = Stage::Running;
        Ok(vec![requested, started])
    }

    /// What the router is asked to do.
    pub fn router_request(&self, asked: Asked) -> Json {
        let mut request = json!({
            "goal": self.goal,
            "adapter_id": asked.adapter,
            "dry_run": self.mode_of(asked) == Mode::DryRun,
        });
        if let Some(plan) = self.plan {
            request["plan"] = plan.into();
        }
        if let Some(policy) = &self.policy {
            if let Some(steps) = policy.max_steps {
                request["max_steps"] = steps.into();
            }
            if !policy.capabilities.is_empty() {
                request["require_capabilities"] = json!(policy.capabilities);
            }
        }
        request
    }

    /// The mode in which it is run.
    pub fn mode_of(&self, asked: Asked) -> Mode {
        asked.mode.or(self.mode).unwrap_or(Mode::DryRun)
    }

    /// The end of the execution that was claimed under the number `claim`.
    pub fn settle(&self, claim: usize, end: End, now: i64) -> Next {
        match self.pending() {
            Some(run) if run.claim == claim => Ok(vec![self.closed(end, now)]),
            _ => Err("CLAIM_LOST"),
        }
    }

    pub fn abandon(&self, message: String, now: i64) -> Next {
        match self.pending() {
            Some(_) => Ok(vec![self.closed(End::Failed { code: "EXECUTION_ABANDONED", message }, now)]),
            None => Err("NO_EXECUTION_IN_PROGRESS"),
        }
    }

    pub fn state(&self, now: i64) -> State {
        match self.stage {
            Stage::Draft => State::Draft,
            Stage::Open if self.lacking_approvals(now).is_some() => State::PendingApproval,
            Stage::Open => State::Approved,
            Stage::Running => State::Executing,
            Stage::Done => State::Completed,
            Stage::Broken => State::Failed,
        }
    }

    /// Why it cannot be run: a code, and what there is to say about it.
    pub fn blocking(&self, now: i64) -> Option<(Code, Json)> {
        if self.policy.is_none() {
            return Some(("NO_POLICY", json!({})));
        }
        let end = self.runs.last().map(|run| &run.end);
        match (self.stage, end) {
            (Stage::Done, Some(End::Success { run_id, .. })) => {
                Some(("ALREADY_EXECUTED", json!({ "run_id": run_id })))
            }
            (Stage::Done, _) => Some(("ALREADY_EXECUTED", json!({ "run_id": null }))),
            (Stage::Broken, Some(End::Failed { code, message })) => {
                Some(("EXECUTION_FAILED", json!({ "error_code": code, "error_message": message })))
            }
            (Stage::Broken, _) => {
                Some(("EXECUTION_FAILED", json!({ "error_code": null, "error_message": "" })))
            }
            _ => self.lacking_approvals(now),
        }
    }

    /// How many approvals count at `now`.
    pub fn active(&self, now: i64) -> usize {
        self.approvals.values().filter(|approval| approval.counts(now)).count()
    }

    /// How many approvals are needed.
    pub fn required(&self) -> u64 {
        self.policy.as_ref().map_or(1, |policy| policy.min_approvals)
    }

    pub fn pending(&self) -> Option<&Run> {
        self.runs.last().filter(|run| run.end == End::Pending)
    }

    /// Whether it was carried out, and no dry run.
    pub fn is_applied(&self) -> bool {
        self.runs.iter().any(|run| run.mode == Mode::Apply && matches!(run.end, End::Success { .. }))
    }

    /// The time for a command: where the clock was set back, that of the last event.
    pub fn time(&self, now: i64) -> i64 {
        self.at.map_or(now, |at| at.max(now))
    }

    /// What follows an event of this type, as far as nothing changes.
    pub fn after(&self, event: &'static str, at: i64) -> Self {
        Self { event: Some(event), at: Some(at), ..self.clone() }
    }

    fn closed(&self, end: End, now: i64) -> Self {
        let (event, stage) = match end {
            End::Failed { .. } => ("EXECUTION_FAILED", Stage::Broken),
            _ => ("EXECUTION_COMPLETED", Stage::Done),
        };
        let mut next = self.after(event, self.time(now));
        next.stage = stage;
        if let Some(run) = next.runs.last_mut() {
            run.end = end;
        }
        next
    }

    fn lacking_approvals(&self, now: i64) -> Option<(Code, Json)> {
        let (active, required) = (self.active(now), self.required());
        if active as u64 >= required {
            return None;
        }
        let expired = self.approvals.values().filter(|approval| !approval.revoked).count() - active;
        if (active + expired) as u64 >= required {
            let details = json!({ "expired_count": expired, "current_valid": active, "required": required });
            return Some(("APPROVAL_EXPIRED", details));
        }
        let missing = required - active as u64;
        let details = json!({ "required": required, "current": active, "missing": missing });
        Some(("MISSING_APPROVALS", details))
    }
}

impl Approval {
    pub fn counts(&self, now: i64) -> bool {
        !self.revoked && self.expires_at.is_none_or(|end| now < end)
    }
}
