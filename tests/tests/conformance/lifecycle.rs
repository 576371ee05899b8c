//! What stands in a decision's way, how far it is and what happened when, as the reference implementation
//! reports it.

use verifier_core::decision::{Decision, EventType, Lifecycle, lifecycle::TIMELINE_LIMIT};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::log::{
    self, COMPLETED, CREATED, FAILED, POLICY, REQUESTED, Row, STARTED, granted, lifecycle, replay, revoked,
};

const EXPIRED: &str = r#"{"expires_at":"2026-01-01T00:30:00+00:00"}"#;

/// The member `name` of the life of a decision, in canonical form.
fn part(rows: &[Row<'_>], name: &str) -> String {
    let text = lifecycle(rows, None).to_value().to_canonical();
    let document =
        verifier_core::json::Document::read(text.as_bytes(), &verifier_core::Limits::default()).unwrap();
    verifier_core::canonical::to_string(document.root().member(name).expect("the member is there"))
}

/// Defends codes, messages, details and their order of precedence.
#[test]
fn each_blocking_reason_is_found() {
    let expired = |actor| (EventType::ApprovalGranted, actor, EXPIRED);
    let approved = [CREATED, POLICY, granted("human:bob"), granted("human:carol")];
    let run = |end: Row<'static>| [&approved[..], &[REQUESTED, STARTED, end]].concat();
    let silent = (
        EventType::ExecutionFailed,
        "system:nexus-control",
        r#"{"error_code":"TIMEOUT","error_message":"","run_id":"run-9"}"#,
    );
    for (rows, expected) in [
        (vec![], r#"[{"code":"NO_POLICY","details":{},"message":"Decision has no policy attached"}]"#),
        (
            vec![CREATED, REQUESTED, STARTED, COMPLETED],
            r#"[{"code":"NO_POLICY","details":{},"message":"Decision has no policy attached"}]"#,
        ),
        (
            run(COMPLETED),
            r#"[{"code":"ALREADY_EXECUTED","details":{"run_id":"run-1"},"message":"Decision has already been executed successfully"}]"#,
        ),
        (
            vec![CREATED, POLICY, COMPLETED],
            r#"[{"code":"ALREADY_EXECUTED","details":{"run_id":null},"message":"Decision has already been executed successfully"}]"#,
        ),
        (
            run(FAILED),
            r#"[{"code":"EXECUTION_FAILED","details":{"error_code":"ROUTER_ERROR","error_message":"no route"},"message":"Previous execution failed: no route"}]"#,
        ),
        (
            run(silent),
            r#"[{"code":"EXECUTION_FAILED","details":{"error_code":"TIMEOUT","error_message":""},"message":"Previous execution failed"}]"#,
        ),
        (
            vec![CREATED, POLICY, FAILED],
            r#"[{"code":"EXECUTION_FAILED","details":{"error_code":null,"error_message":""},"message":"Previous execution failed"}]"#,
        ),
        (
            vec![CREATED, POLICY, granted("human:bob"), expired("human:carol")],
            r#"[{"code":"APPROVAL_EXPIRED","details":{"current_valid":1,"expired_count":1,"required":2},"message":"Approvals expired: 1 approval(s) have expired"}]"#,
        ),
        (
            vec![CREATED, POLICY, expired("human:bob")],
            r#"[{"code":"MISSING_APPROVALS","details":{"current":0,"missing":2,"required":2},"message":"Missing 2 approvals"}]"#,
        ),
        (
            vec![CREATED, POLICY, granted("human:bob"), expired("human:carol"), revoked("human:carol")],
            r#"[{"code":"MISSING_APPROVALS","details":{"current":1,"missing":1,"required":2},"message":"Missing 1 approval"}]"#,
        ),
        (approved.to_vec(), "[]"),
        (run(STARTED), "[]"),
    ] {
        assert_eq!(part(&rows, "blocking_reasons"), expected);
        assert_eq!(part(&rows, "is_blocked"), (expected != "[]").to_string());
    }
}

/// Defends the progress in every state.
#[test]
fn progress_is_that_of_the_state() {
    let rows = [CREATED, POLICY, granted("human:bob"), granted("human:carol"), REQUESTED, STARTED, COMPLETED];
    for (count, expected) in [
        (
            1,
            r#"{"approvals":"0/1","approvals_current":0,"approvals_required":1,"execution_outcome":null,"has_executed":false,"ready_to_execute":false}"#,
        ),
        (
            3,
            r#"{"approvals":"1/2","approvals_current":1,"approvals_required":2,"execution_outcome":null,"has_executed":false,"ready_to_execute":false}"#,
        ),
        (
            4,
            r#"{"approvals":"2/2","approvals_current":2,"approvals_required":2,"execution_outcome":null,"has_executed":false,"ready_to_execute":true}"#,
        ),
        (
            6,
            r#"{"approvals":"2/2","approvals_current":2,"approvals_required":2,"execution_outcome":"pending","has_executed":true,"ready_to_execute":true}"#,
        ),
        (
            7,
            r#"{"approvals":"2/2","approvals_current":2,"approvals_required":2,"execution_outcome":"success","has_executed":true,"ready_to_execute":false}"#,
        ),
    ] {
        assert_eq!(part(&rows[..count], "progress"), expected, "after {count} events");
    }
    let failed = [CREATED, POLICY, granted("human:bob"), granted("human:carol"), FAILED];
    let ended = r#""execution_outcome":"failed","has_executed":true,"ready_to_execute":false"#;
    assert!(part(&failed, "progress").contains(ended));
}

/// Defends every kind of entry, and that an actor that is a program is shown as one.
#[test]
fn each_event_has_its_entry() {
    let policy = (
        EventType::PolicyAttached,
        "human:alice",
        r#"{"min_approvals":1,"allowed_modes":["apply"],"template_name":"two keys","template_digest":"d"}"#,
    );
    let approved = (EventType::ApprovalGranted, "robot:bob", r#"{"comment":"fine"}"#);
    let dry = (EventType::ExecutionRequested, "system:cron", r#"{"adapter_id":"shell","dry_run":true}"#);
    let stepless = (
        EventType::ExecutionCompleted,
        "system:x",
        r#"{"run_id":"r","response_digest":"d","steps_executed":0}"#,
    );
    let reasonless = (EventType::ApprovalRevoked, "human:bob", r#"{"reason":""}"#);
    let template = (EventType::TemplateCreated, "human:alice", "{}");
    let rows = [
        CREATED,
        policy,
        approved,
        dry,
        STARTED,
        stepless,
        REQUESTED,
        STARTED,
        COMPLETED,
        template,
        FAILED,
        revoked("human:bob"),
        reasonless,
        POLICY,
    ];
    let entries: Vec<_> = lifecycle(&rows[..13], None)
        .timeline
        .iter()
        .map(|entry| {
            format!(
                "{} {} {} {} {} {}",
                entry.seq,
                entry.category.as_str(),
                entry.label,
                entry.event_type,
                entry.actor.as_deref().unwrap_or("-"),
                entry.summary
            )
        })
        .collect();
    assert_eq!(
        entries,
        [
            "0 decision created DECISION_CREATED alice Decision created",
            "1 policy policy POLICY_ATTACHED alice Policy attached from template \"two keys\"",
            "2 approval approved APPROVAL_GRANTED bob Approval granted by bob: \"fine\"",
            "2 decision approved THRESHOLD_MET - Approval threshold met (1/1)",
            "3 execution requested EXECUTION_REQUESTED system:cron Execution requested (dry-run) via shell",
            "4 execution started EXECUTION_STARTED system:nexus-control Execution started",
            "5 execution completed EXECUTION_COMPLETED system:x Execution completed",
            "6 execution requested EXECUTION_REQUESTED system:scheduler Execution requested (apply) via shell",
            "7 execution started EXECUTION_STARTED system:nexus-control Execution started",
            "8 execution completed EXECUTION_COMPLETED system:nexus-control Execution completed (3 steps)",
            "10 execution failed EXECUTION_FAILED system:nexus-control Execution failed: no route",
            "11 approval revoked APPROVAL_REVOKED bob Approval revoked by bob: \"changed my mind\"",
            "12 approval revoked APPROVAL_REVOKED bob Approval revoked by bob",
        ]
    );
    let last = lifecycle(&rows, Some(1));
    assert_eq!(
        last.timeline[0].to_value().to_canonical(),
        r#"{"actor":"alice","category":"policy","event_type":"POLICY_ATTACHED","label":"policy","seq":13,"summary":"Policy attached","ts":"2026-01-01T00:13:00+00:00"}"#
    );
}

/// Defends `THRESHOLD_MET`: it counts grants less revocations, follows the event that reaches the number,
/// and stands there once.
#[test]
fn the_threshold_is_met_once() {
    let met = |rows: &[Row<'_>]| -> Vec<u64> {
        let life = lifecycle(rows, None);
        life.timeline
            .iter()
            .filter(|entry| entry.event_type == "THRESHOLD_MET")
            .map(|entry| entry.seq)
            .collect()
    };
    let (bob, carol) = (granted("human:bob"), granted("human:carol"));
    let never: [u64; 0] = [];
    assert_eq!(met(&[CREATED, POLICY, bob]), never);
    assert_eq!(met(&[CREATED, POLICY, bob, carol]), [3]);
    assert_eq!(met(&[CREATED, POLICY, bob, revoked("human:bob"), bob, carol]), [5]);
    assert_eq!(met(&[CREATED, POLICY, bob, carol, revoked("human:bob"), bob]), [3], "the first time counts");
    assert_eq!(met(&[CREATED, POLICY, bob, bob]), [3], "as in the reference implementation");
    assert_eq!(met(&[CREATED, POLICY, revoked("human:bob"), bob, carol]), never, "below zero is owed");
    assert_eq!(met(&[CREATED, bob, carol]), never, "without a policy there is no threshold");
}

/// Defends that an error message is shown up to 50 characters, which are not bytes.
#[test]
fn a_long_error_message_is_cut() {
    for (message, shown) in [
        ("é".repeat(50), "é".repeat(50)),
        ("é".repeat(51), format!("{}...", "é".repeat(47))),
        ("🚚".repeat(80), format!("{}...", "🚚".repeat(47))),
    ] {
        let payload = format!(r#"{{"error_code":"c","error_message":"{message}"}}"#);
        let life = lifecycle(&[CREATED, (EventType::ExecutionFailed, "system:x", &payload)], None);
        assert_eq!(life.timeline[1].summary, format!("Execution failed: {shown}"));
    }
}

/// Defends the limit: the last entries are kept, and it is said how many there are.
#[test]
fn a_timeline_is_cut_from_its_beginning() {
    let mut rows = vec![CREATED, POLICY];
    rows.extend(std::iter::repeat_n(REQUESTED, 22));
    for (limit, shown) in [(None, 24), (Some(TIMELINE_LIMIT), 20), (Some(24), 24), (Some(1), 1), (Some(0), 0)]
    {
        let life = lifecycle(&rows, limit);
        assert_eq!((life.timeline.len(), life.timeline_total, life.is_truncated()), (shown, 24, shown < 24));
        if shown > 0 {
            assert_eq!(life.timeline[shown - 1].seq, 23);
        }
    }
}

/// Defends the names of the members.
#[test]
fn the_life_of_a_decision_has_the_names_of_the_reference_implementation() {
    let value = Lifecycle::of(&Decision::new("d-1", log::now()), [], None).to_value();
    assert_eq!(
        value.to_canonical(),
        r#"{"blocking_reasons":[{"code":"NO_POLICY","details":{},"message":"Decision has no policy attached"}],"is_blocked":true,"progress":{"approvals":"0/1","approvals_current":0,"approvals_required":1,"execution_outcome":null,"has_executed":false,"ready_to_execute":false},"state":"draft","timeline":[],"timeline_total":0,"timeline_truncated":false}"#
    );
}

/// Defends the status: every member in every form that it can have.
#[test]
fn the_status_has_the_names_of_the_reference_implementation() {
    let empty = Decision::new("d-1", log::now()).to_value().to_canonical();
    assert_eq!(
        empty,
        r#"{"active_approvals":0,"decision_id":"d-1","event_count":0,"executions":[],"goal":null,"is_approved":false,"labels":[],"plan":null,"policy":null,"requested_mode":null,"state":"draft","total_approvals":0}"#
    );
    let policy = (
        EventType::PolicyAttached,
        "human:alice",
        r#"{"min_approvals":1,"allowed_modes":["dry_run","apply"],"require_adapter_capabilities":["net"],"max_steps":5,"labels":["prod"],"template_name":"t","template_digest":"d","template_snapshot":{},"overrides_applied":{}}"#,
    );
    let plan =
        (EventType::DecisionCreated, "human:alice", r#"{"goal":"g","plan":[1.50],"requested_mode":"apply"}"#);
    let stepless = (
        EventType::ExecutionCompleted,
        "system:x",
        r#"{"run_id":"r","response_digest":"d","steps_executed":0}"#,
    );
    let rows = [
        plan,
        policy,
        granted("human:bob"),
        revoked("human:bob"),
        REQUESTED,
        STARTED,
        FAILED,
        REQUESTED,
        STARTED,
        stepless,
    ];
    assert_eq!(
        replay(&rows).unwrap().to_value().to_canonical(),
        r#"{"active_approvals":0,"decision_id":"d-1","event_count":10,"executions":[{"adapter_id":"shell","completed_at":"2026-01-01T00:06:00+00:00","dry_run":false,"error_code":"ROUTER_ERROR","error_message":"no route","requested_at":"2026-01-01T00:04:00+00:00","run_id":null,"started_at":"2026-01-01T00:05:00+00:00","steps_executed":null},{"adapter_id":"shell","completed_at":"2026-01-01T00:09:00+00:00","dry_run":false,"error_code":null,"error_message":null,"requested_at":"2026-01-01T00:07:00+00:00","run_id":"r","started_at":"2026-01-01T00:08:00+00:00","steps_executed":null}],"goal":"g","is_approved":false,"labels":[],"plan":[1.5],"policy":{"allowed_modes":["dry_run","apply"],"labels":["prod"],"max_steps":5,"min_approvals":1,"require_adapter_capabilities":["net"]},"requested_mode":"apply","state":"completed","template":{"digest":"d","name":"t","overrides_applied":{}},"total_approvals":1}"#
    );
}
