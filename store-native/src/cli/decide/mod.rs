//! The commands with which decisions are made: requests, approvals, executions, and what is known of them.

mod approval;
mod execute;
mod inspect;
mod list;
mod plan;
mod request;
mod standing;
mod status;
mod template;

pub use approval::{approve, revoke};
pub use execute::execute;
pub use inspect::inspect;
pub use list::list;
pub use request::request;
pub use status::status;
pub use template::template;

use verifier_core::decision::Policy;

use super::text::excerpted;

/// The rules as facts.
fn policy_facts(policy: &Policy) -> Vec<(&'static str, String)> {
    let modes: Vec<_> = policy.allowed_modes.iter().map(|mode| mode.as_str()).collect();
    vec![
        ("approvals", policy.min_approvals.to_string()),
        ("allowed modes", modes.join(", ")),
        ("capabilities", named(&policy.require_adapter_capabilities)),
        ("most steps", policy.max_steps.map_or_else(|| "no limit".to_owned(), |steps| steps.to_string())),
        ("labels", named(&policy.labels)),
    ]
}

/// Names in a row, made safe to show.
fn named(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    excerpted(&names.join(", ")).into_owned()
}
