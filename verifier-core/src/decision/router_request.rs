//! What a router is asked to run.

use super::Policy;
use crate::canonical::{Canonical, Value};
use crate::digest::{self, RawDigest};

/// What a router is asked to run, and the digest that the events keep of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouterRequest {
    /// The request.
    pub value: Value,
    /// H(C(request)).
    pub digest: RawDigest,
}

impl Policy {
    /// What a router is asked to run under this policy: {`adapter_id`, `dry_run`, goal}, plus `plan` if
    /// there is one, `max_steps` if there is a limit, and `require_capabilities` if any are required
    /// (`docs/format.md`, section 5). Labels are not passed on.
    #[must_use]
    pub fn compile(
        &self,
        goal: &str,
        plan: Option<&Canonical>,
        adapter_id: &str,
        dry_run: bool,
    ) -> RouterRequest {
        let capabilities = &self.require_adapter_capabilities;
        let members = [
            ("goal", Some(Value::from(goal))),
            ("adapter_id", Some(Value::from(adapter_id))),
            ("dry_run", Some(Value::from(dry_run))),
            ("plan", plan.map(Value::from)),
            ("max_steps", self.max_steps.map(Value::from)),
            ("require_capabilities", (!capabilities.is_empty()).then(|| Value::array(capabilities))),
        ];
        let value: Value = members.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        RouterRequest { digest: digest::of(&value), value }
    }
}
