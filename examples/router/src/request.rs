//! The compiled request.

use serde::Deserialize;

/// What nexus-attest sends. A member that is not known is refused: it may be a limit, and a limit that is
/// not understood is a limit that is not kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub goal: String,
    pub adapter_id: String,
    /// Whether everything is only to be simulated.
    pub dry_run: bool,
    pub plan: Option<String>,
    pub max_steps: Option<u64>,
    #[serde(default)]
    pub require_capabilities: Vec<String>,
}

impl Request {
    pub fn read(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("there is no request on standard input".to_owned());
        }
        serde_json::from_str(text).map_err(|error| format!("the request is not understood: {error}"))
    }

    /// Whether the request may be run; nothing has been done by then.
    pub fn check(&self, capabilities: &[String]) -> Result<(), String> {
        let required = self.require_capabilities.iter().map(String::as_str).chain([self.mode()]);
        for capability in required {
            if !capabilities.iter().any(|declared| declared == capability) {
                return Err(format!("adapter {:?} lacks the capability {capability:?}", self.adapter_id));
            }
        }
        let steps = self.steps().len() as u64;
        match self.max_steps {
            Some(most) if steps > most => {
                Err(format!("the plan has {steps} steps, and no more than {most} are allowed"))
            }
            _ => Ok(()),
        }
    }

    /// `dry_run` or `apply`. An adapter that can do it has a capability of the same name.
    pub fn mode(&self) -> &'static str {
        if self.dry_run { "dry_run" } else { "apply" }
    }

    /// The lines of the plan; the goal if there are none.
    pub fn steps(&self) -> Vec<&str> {
        let lines = self.plan.iter().flat_map(|plan| plan.lines()).map(str::trim);
        let steps: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        if steps.is_empty() { vec![self.goal.as_str()] } else { steps }
    }
}
