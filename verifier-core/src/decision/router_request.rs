//! What a router is asked to run.

use super::Policy;
use crate::canonical::{Canonical, Sink, Value};
use crate::digest::{self, RawDigest};
use crate::json::write_canonical;

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

    /// Writes the canonical form of that request, without putting it together first: a plan can be long.
    pub(crate) fn write_request<S: Sink>(
        &self,
        goal: &str,
        plan: Option<&Canonical>,
        adapter_id: &str,
        dry_run: bool,
        sink: &mut S,
    ) {
        let write_text = |text: &str, sink: &mut S| {
            let mut token = Vec::with_capacity(text.len() + 2);
            write_canonical(text, &mut token);
            sink.write(&token);
        };
        sink.write(b"{\"adapter_id\":");
        write_text(adapter_id, sink);
        sink.write(if dry_run { b",\"dry_run\":true" } else { b",\"dry_run\":false" });
        sink.write(b",\"goal\":");
        write_text(goal, sink);
        if let Some(steps) = self.max_steps {
            sink.write(format!(",\"max_steps\":{steps}").as_bytes());
        }
        if let Some(plan) = plan {
            sink.write(b",\"plan\":");
            sink.write(plan.as_str().as_bytes());
        }
        for (index, capability) in self.require_adapter_capabilities.iter().enumerate() {
            sink.write(if index == 0 { b",\"require_capabilities\":[" } else { b"," });
            write_text(capability, sink);
        }
        sink.write(if self.require_adapter_capabilities.is_empty() { b"}" } else { b"]}" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::Mode;
    use crate::json::Limits;

    /// Defends that the two ways to write a request are one.
    #[test]
    fn what_is_written_is_what_is_compiled() {
        let plan = Canonical::read(b"[1.50,{\"b\":1,\"a\":\"\\u00e9\"}]", &Limits::default());
        let plan = plan.unwrap_or_else(|refusal| panic!("{refusal}"));
        for capabilities in [vec![], vec!["a\"b"], vec!["z", "a"]] {
            for max_steps in [None, Some(7)] {
                for plan in [None, Some(&plan)] {
                    let policy = Policy {
                        allowed_modes: vec![Mode::Apply],
                        require_adapter_capabilities: capabilities.iter().map(|&it| it.into()).collect(),
                        max_steps,
                        ..Policy::default()
                    };
                    for dry_run in [true, false] {
                        let mut written = Vec::new();
                        policy.write_request("gé\n", plan, "x:y", dry_run, &mut written);
                        let compiled = policy.compile("gé\n", plan, "x:y", dry_run);
                        assert_eq!(String::from_utf8_lossy(&written), compiled.value.to_canonical());
                        assert_eq!(digest::of_bytes(&written), compiled.digest);
                    }
                }
            }
        }
    }
}
