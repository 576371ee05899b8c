//! Asking for something to be done.

use uuid::Uuid;
use verifier_core::canonical::Value;
use verifier_core::decision::{Actor, Decision, EventType, Mode, Policy, Template};

use super::error::WorkflowError;
use crate::store::{NewEvent, Store};

/// A request: what is to be done, and by which policy.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// What is to be accomplished.
    pub goal: String,
    /// Who asks.
    pub actor: Actor,
    /// Whether it is to be tried or carried out.
    pub mode: Mode,
    /// How it is to be done, if that is fixed.
    pub plan: Option<String>,
    /// The template that the policy is taken from.
    pub template: Option<String>,
    /// The policy, or what is to differ from the template.
    pub policy: PolicyChoices,
}

/// What is chosen of a policy; the rest comes from the template, or else is what stands here.
#[derive(Debug, Clone, Default)]
pub struct PolicyChoices {
    /// Distinct approvers; 1 if nothing says otherwise.
    pub min_approvals: Option<u64>,
    /// Modes; `dry_run`, and `apply` too where that is what is asked for, if nothing says otherwise.
    pub allowed_modes: Option<Vec<Mode>>,
    /// What an adapter must be able to do; nothing, if nothing says otherwise.
    pub require_adapter_capabilities: Option<Vec<String>>,
    /// The most steps that a run may take; no limit, if nothing says otherwise.
    pub max_steps: Option<u64>,
    /// Labels; none, if nothing says otherwise. They replace those of a template.
    pub labels: Option<Vec<String>>,
}

/// A request that was recorded.
#[derive(Debug, Clone)]
pub struct Requested {
    /// The decision.
    pub decision: Decision,
    /// The template that was used.
    pub template: Option<Template>,
    /// What differs from it: an object, empty where nothing does.
    pub overrides: Value,
}

impl Store {
    /// Records a request and the policy that it is under. The decision waits for approvals then.
    ///
    /// # Errors
    /// `INVALID_REQUEST`, `MODE_NOT_ALLOWED`, `TEMPLATE_NOT_FOUND`, or where the file cannot be written.
    pub fn request(&mut self, new: &NewRequest) -> Result<Requested, WorkflowError> {
        if new.goal.trim().is_empty() {
            return Err(WorkflowError::InvalidRequest { what: "the goal is empty".to_owned() });
        }
        self.write(|writing| {
            let template = match &new.template {
                Some(name) => Some(writing.template(name)?),
                None => None,
            };
            let policy = new.policy.over(template.as_ref(), new.mode);
            policy.validate().map_err(|fault| WorkflowError::InvalidRequest { what: fault.to_string() })?;
            if !policy.allows(new.mode) {
                return Err(WorkflowError::ModeNotAllowed { mode: new.mode, allowed: policy.allowed_modes });
            }
            let decision_id = Uuid::new_v4().to_string();
            let now = writing.now()?;
            writing.create_decision(&decision_id, &now.to_string())?;
            let created = NewEvent {
                event_type: EventType::DecisionCreated,
                actor: new.actor.clone(),
                payload: Value::object([
                    ("goal", (&new.goal).into()),
                    ("plan", new.plan.clone().into()),
                    ("requested_mode", new.mode.as_str().into()),
                    ("labels", Value::array(policy.labels.iter())),
                ]),
            };
            writing.append(&decision_id, &created)?;
            let overrides = new.policy.overrides();
            let attached = NewEvent {
                event_type: EventType::PolicyAttached,
                actor: new.actor.clone(),
                payload: policy_payload(&policy, template.as_ref(), &overrides),
            };
            writing.append(&decision_id, &attached)?;
            let decision = writing.log(&decision_id)?.decision(writing.now()?)?;
            Ok(Requested { decision, template, overrides })
        })
    }
}

impl PolicyChoices {
    /// The policy that comes of the choices and a template.
    fn over(&self, template: Option<&Template>, mode: Mode) -> Policy {
        let base = match template {
            Some(template) => template.policy.clone(),
            None => Policy {
                min_approvals: 1,
                allowed_modes: match mode {
                    Mode::DryRun => vec![Mode::DryRun],
                    Mode::Apply => vec![Mode::DryRun, Mode::Apply],
                },
                require_adapter_capabilities: Vec::new(),
                max_steps: None,
                labels: Vec::new(),
            },
        };
        Policy {
            min_approvals: self.min_approvals.unwrap_or(base.min_approvals),
            allowed_modes: self.allowed_modes.clone().unwrap_or(base.allowed_modes),
            require_adapter_capabilities: self
                .require_adapter_capabilities
                .clone()
                .unwrap_or(base.require_adapter_capabilities),
            max_steps: self.max_steps.or(base.max_steps),
            labels: self.labels.clone().unwrap_or(base.labels),
        }
    }

    /// The choices as `overrides_applied` has them: those that were made.
    fn overrides(&self) -> Value {
        let members = [
            ("min_approvals", self.min_approvals.map(Value::from)),
            (
                "allowed_modes",
                self.allowed_modes.as_ref().map(|modes| Value::array(modes.iter().map(|mode| mode.as_str()))),
            ),
            (
                "require_adapter_capabilities",
                self.require_adapter_capabilities.as_ref().map(|names| Value::array(names.iter())),
            ),
            ("max_steps", self.max_steps.map(Value::from)),
            ("labels", self.labels.as_ref().map(|labels| Value::array(labels.iter()))),
        ];
        members.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }
}

/// The payload of `POLICY_ATTACHED` (`docs/format.md`, section 5).
fn policy_payload(policy: &Policy, template: Option<&Template>, overrides: &Value) -> Value {
    let Some(template) = template else { return policy.to_value() };
    let mut payload = policy.to_value();
    if let Value::Object(members) = &mut payload {
        members.insert("template_name".to_owned(), (&template.name).into());
        members.insert("template_snapshot".to_owned(), template.snapshot());
        members.insert("template_digest".to_owned(), template.digest().to_string().into());
        members.insert("overrides_applied".to_owned(), overrides.clone());
    }
    payload
}
