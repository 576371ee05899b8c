//! What a bundle would say about decisions that the vectors do not have.

use verifier_core::decision::{Decision, EventType};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::log::{self, COMPLETED, CREATED, FAILED, POLICY, REQUESTED, Row, STARTED, replay};

fn link(rows: &[Row<'_>]) -> String {
    replay(rows).unwrap().router_link().to_canonical()
}

fn template(rows: &[Row<'_>]) -> String {
    replay(rows).unwrap().template_snapshot().to_canonical()
}

/// Defends what stands in a bundle before anything happened.
#[test]
fn a_decision_without_events_has_a_header() {
    let decision = Decision::new("d-1", log::now());
    assert_eq!(
        decision.header().to_canonical(),
        r#"{"created_at":"","decision_id":"d-1","goal":null,"mode":"dry_run","status":"DRAFT"}"#
    );
    assert_eq!(decision.template_snapshot().to_canonical(), r#"{"present":false}"#);
    assert_eq!(decision.router_link().to_canonical(), "{}");
}

/// Defends that the link is about the latest execution, as far as it went, and ends with a run alone.
#[test]
fn a_link_has_what_the_latest_execution_has() {
    let requested = r#"{"adapter_id":"shell"}"#;
    let started = r#"{"adapter_id":"shell","router_request_digest":"sha256:q"}"#;
    assert_eq!(link(&[CREATED, REQUESTED]), requested);
    assert_eq!(link(&[CREATED, REQUESTED, STARTED]), started);
    assert_eq!(link(&[CREATED, REQUESTED, STARTED, FAILED]), started);
    let done = [CREATED, REQUESTED, STARTED, COMPLETED];
    let digest = replay(&done).unwrap().link_digest().expect("there is a run");
    assert_eq!(
        link(&done),
        format!(
            r#"{{"adapter_id":"shell","control_router_link_digest":"sha256:{digest}","router_request_digest":"sha256:q","router_result_digest":"sha256:r","run_id":"run-1"}}"#
        )
    );
    assert_eq!(
        link(&[CREATED, REQUESTED, STARTED, COMPLETED, REQUESTED]),
        requested,
        "the earlier one is past"
    );
}

/// Defends the run of a failed execution: with an id it is linked, with an empty one it is none.
#[test]
fn a_failed_run_is_linked_if_it_has_an_id() {
    for (payload, linked) in [
        (r#"{"error_code":"c","error_message":"m","run_id":"run-7"}"#, true),
        (r#"{"error_code":"c","error_message":"m","run_id":""}"#, false),
        (r#"{"error_code":"c","error_message":"m"}"#, false),
    ] {
        let rows = [CREATED, REQUESTED, STARTED, (EventType::ExecutionFailed, "system:x", payload)];
        let decision = replay(&rows).unwrap();
        assert_eq!(decision.link_digest().is_some(), linked, "{payload}");
        assert_eq!(link(&rows).contains(r#""run_id":"run-7""#), linked, "{payload}");
    }
}

/// Defends empty digests: they are left out of the link, and the digest of the link covers them as they
/// are, which is not as if they were absent.
#[test]
fn an_empty_digest_is_left_out() {
    let completed = (EventType::ExecutionCompleted, "system:x", r#"{"run_id":"r","response_digest":""}"#);
    let decision = replay(&[CREATED, REQUESTED, completed]).unwrap();
    let text = decision.router_link().to_canonical();
    assert!(!text.contains("router_request_digest") && !text.contains("router_result_digest"), "{text}");
    let covered =
        r#"{"decision_id":"d-1","router_request_digest":null,"router_result_digest":"","run_id":"r"}"#;
    assert_eq!(
        decision.link_digest().unwrap().to_string(),
        conformance::independent::sha256_hex(covered.as_bytes())
    );
}

/// Defends the template: empty objects are null, an absent digest is empty, and a later policy without a
/// template leaves it.
#[test]
fn a_template_is_kept_as_the_events_have_it() {
    let attached = |more: &str| format!(r#"{{"min_approvals":1,"allowed_modes":["apply"]{more}}}"#);
    let bare = attached(r#","template_name":"t","template_snapshot":{},"overrides_applied":{}"#);
    let bare = (EventType::PolicyAttached, "human:alice", bare.as_str());
    let expected = r#"{"digest":"sha256:","name":"t","overrides":null,"present":true,"snapshot":null}"#;
    assert_eq!(template(&[CREATED, bare]), expected);
    assert_eq!(template(&[CREATED, bare, POLICY]), expected);

    let full = attached(
        r#","template_name":"u","template_digest":"d","template_snapshot":{"b":1.50,"a":"\u0041"},"overrides_applied":{"max_steps":3}"#,
    );
    let full = (EventType::PolicyAttached, "human:alice", full.as_str());
    assert_eq!(
        template(&[CREATED, bare, full]),
        r#"{"digest":"sha256:d","name":"u","overrides":{"max_steps":3},"present":true,"snapshot":{"a":"A","b":1.5}}"#
    );
    assert_eq!(template(&[CREATED, POLICY]), r#"{"present":false}"#);
}

/// Defends the request to a router: what is not there is left out, a plan is any value, labels stay here.
#[test]
fn a_request_has_what_the_policy_and_the_plan_have() {
    let request = |created: &str, policy: &str| {
        let rows = [
            (EventType::DecisionCreated, "human:alice", created),
            (EventType::PolicyAttached, "human:alice", policy),
        ];
        let decision = replay(&rows).unwrap();
        let (goal, policy) = (decision.goal.unwrap(), decision.policy.unwrap());
        let request = policy.compile(&goal, decision.plan.as_ref(), "shell", true);
        let text = request.value.to_canonical();
        assert_eq!(request.digest.to_string(), conformance::independent::sha256_hex(text.as_bytes()));
        (text, decision.plan_text)
    };
    let least = request(
        r#"{"goal":"g","plan":null,"requested_mode":"apply"}"#,
        r#"{"min_approvals":1,"allowed_modes":["apply"],"labels":["x"]}"#,
    );
    assert_eq!(least, (r#"{"adapter_id":"shell","dry_run":true,"goal":"g"}"#.to_owned(), None));
    let most = request(
        r#"{"goal":"g","plan":{"b":1e0,"a":[]},"requested_mode":"apply"}"#,
        r#"{"min_approvals":1,"allowed_modes":["apply"],"max_steps":4,"require_adapter_capabilities":["net","fs"]}"#,
    );
    assert_eq!(
        most,
        (
            r#"{"adapter_id":"shell","dry_run":true,"goal":"g","max_steps":4,"plan":{"a":[],"b":1.0},"require_capabilities":["net","fs"]}"#
                .to_owned(),
            None
        )
    );
    let text = request(
        r#"{"goal":"g","plan":"","requested_mode":"apply"}"#,
        r#"{"min_approvals":1,"allowed_modes":["apply"]}"#,
    );
    assert_eq!(
        text,
        (r#"{"adapter_id":"shell","dry_run":true,"goal":"g","plan":""}"#.to_owned(), Some(String::new()))
    );
}
