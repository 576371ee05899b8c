//! The status of a decision, as the reference implementation reports it (`docs/format.md`, section 6).

use super::{Decision, Execution, Mode, Policy, TemplateUse, Timestamp};
use crate::canonical::Value;

impl Decision {
    /// `{decision_id, state, goal, plan, requested_mode, labels, policy, active_approvals, total_approvals,
    /// is_approved, executions, event_count, template?}`. Revoked and expired approvals are part of
    /// `total_approvals`.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let members = [
            ("decision_id", Value::from(&self.decision_id)),
            ("state", Value::from(self.state.as_str())),
            ("goal", Value::from(self.goal.as_deref())),
            ("plan", Value::from(self.plan.clone())),
            ("requested_mode", Value::from(self.requested_mode.map(Mode::as_str))),
            ("labels", Value::array(&self.labels)),
            ("policy", Value::from(self.policy.as_ref().map(Policy::to_value))),
            ("active_approvals", Value::from(self.active_approvals())),
            ("total_approvals", Value::from(self.approvals.len())),
            ("is_approved", Value::from(self.is_approved())),
            ("executions", Value::array(self.executions.iter().map(execution))),
            ("event_count", Value::from(self.event_count)),
        ];
        members.into_iter().chain(self.template.as_ref().map(|it| ("template", template(it)))).collect()
    }
}

fn execution(execution: &Execution) -> Value {
    let written = |ts: Option<Timestamp>| Value::from(ts.map(|ts| ts.to_string()));
    Value::object([
        ("adapter_id", Value::from(&execution.adapter_id)),
        ("dry_run", Value::from(execution.dry_run)),
        ("requested_at", written(Some(execution.requested_at))),
        ("started_at", written(execution.started_at)),
        ("completed_at", written(execution.completed_at)),
        ("run_id", Value::from(execution.run_id.as_deref())),
        // The reference implementation takes no steps for no statement.
        ("steps_executed", Value::from(execution.steps_executed.filter(|steps| *steps > 0))),
        ("error_code", Value::from(execution.error_code.as_deref())),
        ("error_message", Value::from(execution.error_message.as_deref())),
    ])
}

fn template(template: &TemplateUse) -> Value {
    let overrides = template.overrides.as_ref().map_or_else(|| Value::object::<&str, 0>([]), Value::from);
    Value::object([
        ("name", Value::from(&template.name)),
        ("digest", Value::from(&template.digest)),
        ("overrides_applied", overrides),
    ])
}
