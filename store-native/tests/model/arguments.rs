//! What the store is given for a command.

use std::io;
use std::time::Duration;

use store_native::router::{Cause, Ending, Response, ResponseError, RouterFailure};
use store_native::store::NewTemplate;
use store_native::workflow::{Claim, NewRequest, PolicyChoices};
use verifier_core::decision::{Actor, ActorKind, Policy};

use crate::command::{Failure, Request, Rules, Who};
use crate::standing::{Asked, Code};

pub fn actor(who: Who) -> Actor {
    Actor { kind: ActorKind::from(who.kind), id: who.id.to_owned() }
}

pub fn request(request: &Request, template: Option<&str>) -> NewRequest {
    NewRequest {
        goal: request.goal.to_owned(),
        actor: Actor::human("requester@example.com"),
        mode: request.mode,
        plan: request.plan.map(str::to_owned),
        template: template.map(str::to_owned),
        policy: PolicyChoices {
            min_approvals: request.min_approvals,
            allowed_modes: request.modes.clone(),
            require_adapter_capabilities: request.capabilities.as_deref().map(owned),
            max_steps: request.max_steps,
            labels: request.labels.as_deref().map(owned),
        },
    }
}

pub fn template(name: &str, rules: &Rules) -> NewTemplate {
    NewTemplate { name: name.to_owned(), description: "for tests".to_owned(), policy: policy(rules) }
}

pub fn policy(rules: &Rules) -> Policy {
    Policy {
        min_approvals: rules.min_approvals,
        allowed_modes: rules.modes.clone(),
        require_adapter_capabilities: owned(&rules.capabilities),
        max_steps: rules.max_steps,
        labels: owned(&rules.labels),
    }
}

pub fn claim(asked: Asked) -> Claim {
    Claim {
        adapter_id: asked.adapter.to_owned(),
        actor: Actor::system("scheduler"),
        mode: asked.mode,
        capabilities: asked.capabilities.map(owned),
    }
}

pub fn response(run_id: &str, steps: Option<u64>) -> Response {
    let mut response = serde_json::json!({ "run_id": run_id, "output": "done ✓" });
    if let Some(steps) = steps {
        response["steps_executed"] = steps.into();
    }
    Response::read(response.to_string().as_bytes()).expect("a response")
}

/// A failure, and the code that it is recorded with.
pub fn failure(failure: Failure) -> (Code, RouterFailure) {
    let lost = || io::Error::from(io::ErrorKind::PermissionDenied);
    let unread = |text: &[u8]| Response::read(text).expect_err("no response");
    let (code, cause) = match failure {
        Failure::NotStarted => {
            ("ROUTER_NOT_STARTED", Cause::NotStarted { program: "router".to_owned(), error: lost() })
        }
        Failure::Exited => ("ROUTER_EXITED", Cause::Exited(Ending::Status(3))),
        Failure::Killed => ("ROUTER_EXITED", Cause::Exited(Ending::Signal(9))),
        Failure::TimedOut => ("ROUTER_TIMED_OUT", Cause::TimedOut(Duration::from_secs(5))),
        Failure::OutputTooLarge => ("ROUTER_OUTPUT_TOO_LARGE", Cause::OutputTooLarge(16 << 20)),
        Failure::Interrupted => ("ROUTER_INTERRUPTED", Cause::Interrupted { signal: 15, started: true }),
        Failure::Lost => ("ROUTER_LOST", Cause::Lost(lost())),
        Failure::Empty => ("ROUTER_RESPONSE_INVALID", Cause::Response(ResponseError::Empty)),
        Failure::NoRunId => ("ROUTER_NO_RUN_ID", Cause::Response(unread(b"{\"run_id\":7}"))),
    };
    (code, cause.into())
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
