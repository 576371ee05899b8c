//! What a bundle says about a decision, derived from its events (`docs/format.md`, sections 2 and 5).

use super::digests::link_digest;
use super::{Decision, Execution, Mode};
use crate::canonical::Value;
use crate::digest::{PrefixedDigest, RawDigest};

impl Decision {
    /// `decision`: the header. Without events, `created_at` is empty.
    #[must_use]
    pub fn header(&self) -> Value {
        Value::object([
            ("decision_id", Value::from(&self.decision_id)),
            ("goal", Value::from(self.goal.as_deref())),
            ("mode", Value::from(self.mode().as_str())),
            ("created_at", Value::from(self.first_ts.map(|ts| ts.to_string()).unwrap_or_default())),
            ("status", Value::from(self.state.status())),
        ])
    }

    /// The mode that was asked for; `dry_run` before anything was.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.requested_mode.unwrap_or(Mode::DryRun)
    }

    /// `template_snapshot`: the template that the policy came from.
    #[must_use]
    pub fn template_snapshot(&self) -> Value {
        let Some(template) = &self.template else {
            return Value::object([("present", Value::from(false))]);
        };
        Value::object([
            ("present", Value::from(true)),
            ("name", Value::from(&template.name)),
            ("digest", Value::from(prefixed(&template.digest))),
            ("snapshot", Value::from(template.snapshot.clone())),
            ("overrides", Value::from(template.overrides.clone())),
        ])
    }

    /// `router_link`: the latest execution. What it does not have is left out; without an execution,
    /// everything is.
    #[must_use]
    pub fn router_link(&self) -> Value {
        let latest = self.latest_execution();
        let digest = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(prefixed);
        let members = [
            ("run_id", latest.and_then(|execution| execution.run_id.clone())),
            ("adapter_id", latest.map(|execution| execution.adapter_id.clone())),
            ("router_request_digest", latest.and_then(|execution| digest(&execution.request_digest))),
            ("router_result_digest", latest.and_then(|execution| digest(&execution.response_digest))),
            ("control_router_link_digest", self.link_digest().map(|digest| digest.prefixed().to_string())),
        ];
        members.into_iter().filter_map(|(key, value)| Some((key, Value::from(value?)))).collect()
    }

    /// The digest that ties the decision to its latest run; `None` while there is no run.
    #[must_use]
    pub fn link_digest(&self) -> Option<RawDigest> {
        let Execution { run_id, request_digest, response_digest, .. } = self.latest_execution()?;
        Some(link_digest(
            &self.decision_id,
            run_id.as_deref()?,
            request_digest.as_deref(),
            response_digest.as_deref(),
        ))
    }
}

/// A digest of an event with its algorithm named. It is the text that the event has, whatever that is.
fn prefixed(text: impl AsRef<str>) -> String {
    format!("{}{}", PrefixedDigest::PREFIX, text.as_ref())
}
