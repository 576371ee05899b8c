//! A run: what was done, event by event.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::bundle;
use crate::request::Request;
use crate::{say, time};

/// A run that has ended well.
pub struct Run {
    id: String,
    request: Request,
    created_at: String,
    steps: Vec<Value>,
    events: Vec<Value>,
}

impl Run {
    /// Runs a request that was checked.
    pub fn of(request: Request, capabilities: &[String]) -> Self {
        let mut run = Self {
            id: Uuid::new_v4().to_string(),
            request,
            created_at: time::now(),
            steps: Vec::new(),
            events: Vec::new(),
        };
        run.record("RUN_STARTED", &json!({ "goal": run.request.goal, "mode": run.request.mode() }));
        run.record(
            "DISPATCH_SELECTED",
            &json!({
                "adapter_id": run.request.adapter_id,
                "adapter_kind": "example",
                "capabilities": capabilities,
                "selection_source": "request",
            }),
        );
        let plan = run.plan();
        run.record("PLAN_CREATED", &json!({ "plan": plan }));
        for step in &plan {
            run.execute(step, capabilities, plan.len());
        }
        run.record("RUN_COMPLETED", &json!({ "outcome": "ok" }));
        run
    }

    /// The response (`docs/router-contract.md`): `run_id` and `steps_executed` are what nexus-attest reads,
    /// and it keeps a digest over all of it.
    pub fn response(&self) -> Value {
        json!({
            "run_id": self.id,
            "steps_executed": self.steps.len(),
            "mode": self.request.mode(),
            "adapter_id": self.request.adapter_id,
            "outcome": "ok",
            "steps": self.steps,
        })
    }

    /// The record of the run and its digest, prefixed.
    pub fn bundle(&self) -> Result<(Value, String), String> {
        let run = json!({
            "run_id": self.id,
            "mode": self.request.mode(),
            "goal": self.request.goal,
            "status": "COMPLETED",
            "created_at": self.created_at,
        });
        bundle::of(&run, &self.events)
    }

    fn plan(&self) -> Vec<Value> {
        let steps = self.request.steps().into_iter().enumerate();
        steps
            .map(|(index, intent)| {
                json!({
                    "step_id": format!("step-{}", index + 1),
                    "intent": intent,
                    "call": { "tool": self.request.adapter_id, "method": "say", "args": { "text": intent } },
                })
            })
            .collect()
    }

    fn execute(&mut self, step: &Value, capabilities: &[String], count: usize) {
        let (step_id, simulated) = (&step["step_id"], self.request.dry_run);
        let adapter_id = self.request.adapter_id.clone();
        self.record("STEP_STARTED", &json!({ "step_id": step_id }));
        self.record(
            "TOOL_CALL_REQUESTED",
            &json!({
                "step_id": step_id,
                "call": step["call"],
                "adapter_id": adapter_id,
                "adapter_capabilities": capabilities,
            }),
        );
        // What a step does: it says what it is.
        let verb = if simulated { "would do" } else { "did" };
        say(&format!("step {} of {count}: {verb} {}", self.steps.len() + 1, step["intent"]));
        let output = json!({ "said": step["intent"] });
        self.record(
            "TOOL_CALL_SUCCEEDED",
            &json!({
                "step_id": step_id,
                "adapter_id": adapter_id,
                "simulated": simulated,
                "output": output,
                "duration_ms": 0,
            }),
        );
        self.record("STEP_COMPLETED", &json!({ "step_id": step_id, "status": "ok" }));
        self.steps.push(json!({
            "step_id": step_id,
            "intent": step["intent"],
            "simulated": simulated,
            "status": "ok",
            "output": output,
        }));
    }

    fn record(&mut self, kind: &str, payload: &Value) {
        let event = json!({
            "event_id": Uuid::new_v4().to_string(),
            "run_id": self.id,
            "seq": self.events.len(),
            "type": kind,
            "payload": payload,
            "ts": time::now(),
        });
        self.events.push(event);
    }
}
