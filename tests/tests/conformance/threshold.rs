//! When approvals are enough, and when they stop being enough.

use verifier_core::decision::{EventType, State};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::log::{
    self, COMPLETED, CREATED, FAILED, POLICY, REQUESTED, Row, STARTED, granted, replay, revoked,
};

fn state(rows: &[Row<'_>]) -> State {
    replay(rows).unwrap().state
}

/// Defends the states, one after the other.
#[test]
fn a_decision_goes_through_its_states() {
    let rows = [CREATED, POLICY, granted("human:bob"), granted("human:carol"), REQUESTED, STARTED, COMPLETED];
    let states: Vec<_> = (0..=rows.len()).map(|count| state(&rows[..count]).as_str()).collect();
    assert_eq!(
        states,
        [
            "draft",
            "draft",
            "pending_approval",
            "pending_approval",
            "approved",
            "approved",
            "executing",
            "completed"
        ]
    );
    let failed = [CREATED, POLICY, granted("human:bob"), granted("human:carol"), REQUESTED, STARTED, FAILED];
    assert_eq!(state(&failed), State::Failed);
}

/// Defends that approvals are of people, not events: who approves twice counts once, whatever kind of
/// actor the second one claims to be.
#[test]
fn an_actor_counts_once() {
    let rows = [CREATED, POLICY, granted("human:bob"), granted("system:bob"), granted("human:bob")];
    let decision = replay(&rows).unwrap();
    assert_eq!((decision.state, decision.active_approvals()), (State::PendingApproval, 1));
    assert_eq!(decision.approvals["bob"].seq, 4, "the latest one is kept");
}

/// Defends that an approval can be taken back and given again.
#[test]
fn a_revoked_approval_counts_again_when_it_is_renewed() {
    let rows = [
        CREATED,
        POLICY,
        granted("human:bob"),
        granted("human:carol"),
        revoked("human:bob"),
        granted("human:bob"),
    ];
    assert_eq!(state(&rows[..4]), State::Approved);
    let without = replay(&rows[..5]).unwrap();
    assert_eq!((without.state, without.active_approvals()), (State::PendingApproval, 1));
    let approval = &without.approvals["bob"];
    assert!(approval.revoked && approval.revoked_at == Some(log::time_of(4)));
    assert_eq!(approval.reason.as_deref(), Some("changed my mind"));
    let again = replay(&rows).unwrap();
    assert_eq!((again.state, again.active_approvals()), (State::Approved, 2));
    assert!(!again.approvals["bob"].revoked && again.approvals["bob"].revoked_at.is_none());
}

/// Defends that taking back what was never given changes nothing.
#[test]
fn a_revocation_without_an_approval_is_no_approval() {
    let decision = replay(&[CREATED, POLICY, revoked("human:bob")]).unwrap();
    assert_eq!((decision.state, decision.approvals.len()), (State::PendingApproval, 0));
}

/// Defends the moment of expiry: an approval counts until just before it, and not at it.
#[test]
fn an_approval_does_not_count_at_the_moment_it_expires() {
    let expiring = |expiry| format!(r#"{{"expires_at":"{expiry}","comment":"for an hour"}}"#);
    for (expiry, counts) in [
        ("2026-01-01T01:00:00.000001+00:00", true),
        ("2026-01-01T01:00:00+00:00", false),
        ("2026-01-01T00:59:59.999999+00:00", false),
        ("2026-01-01T03:00:00.000001+02:00", true),
        ("2026-01-01T03:00:00+02:00", false),
    ] {
        let payload = expiring(expiry);
        let rows =
            [CREATED, POLICY, granted("human:bob"), (EventType::ApprovalGranted, "human:carol", &payload)];
        let decision = replay(&rows).unwrap();
        assert_eq!(decision.is_approved(), counts, "{expiry}");
        assert_eq!(decision.state == State::Approved, counts, "{expiry}");
        assert_eq!(decision.approvals["carol"].counts_at(log::now()), counts, "{expiry}");
    }
}

/// Defends that without an offset in `now` nothing that may be expired counts.
#[test]
fn an_expiry_that_cannot_be_compared_counts_as_past() {
    let expiring = r#"{"expires_at":"9999-01-01T00:00:00+00:00"}"#;
    let rows = [CREATED, POLICY, granted("human:bob"), (EventType::ApprovalGranted, "human:carol", expiring)];
    assert!(log::replay_at(&rows, log::now()).unwrap().is_approved());
    let local = log::at("2026-01-01T01:00:00");
    assert_eq!(log::replay_at(&rows, local).unwrap().active_approvals(), 1);
}

/// Defends what the reference implementation does in orders that it would not write: a policy starts the
/// wait anew, and approvals that came before it are looked at with the next event about approvals.
#[test]
fn a_policy_waits_for_the_next_event_about_approvals() {
    let early = [CREATED, granted("human:bob"), granted("human:carol"), POLICY, revoked("human:dave")];
    assert_eq!(state(&early[..3]), State::Draft);
    assert_eq!(state(&early[..4]), State::PendingApproval);
    assert_eq!(state(&early), State::Approved);
}

/// Defends that approvals do not move a decision that was run.
#[test]
fn approvals_after_a_run_leave_the_state() {
    let run = [CREATED, POLICY, granted("human:bob"), granted("human:carol"), REQUESTED, STARTED, COMPLETED];
    let mut rows = run.to_vec();
    rows.push(revoked("human:bob"));
    let decision = replay(&rows).unwrap();
    assert_eq!((decision.state, decision.is_approved()), (State::Completed, false));
}

/// Defends that an execution is known to be under way, and that only an apply that ended well is final.
#[test]
fn executions_under_way_and_done_are_told_apart() {
    let dry = (EventType::ExecutionRequested, "system:scheduler", r#"{"adapter_id":"shell","dry_run":true}"#);
    let rows =
        [CREATED, POLICY, dry, STARTED, COMPLETED, REQUESTED, STARTED, FAILED, REQUESTED, STARTED, COMPLETED];
    let seen: Vec<_> = (2..=rows.len())
        .map(|count| {
            let decision = replay(&rows[..count]).unwrap();
            let pending = decision.pending_execution().map(|execution| execution.requested_seq);
            (pending, decision.completed_apply().map(|execution| execution.requested_seq))
        })
        .collect();
    assert_eq!(
        seen,
        [
            (None, None),
            (Some(2), None),
            (Some(2), None),
            (None, None),
            (Some(5), None),
            (Some(5), None),
            (None, None),
            (Some(8), None),
            (Some(8), None),
            (None, Some(8)),
        ]
    );
}

/// Defends that events about an execution that nobody requested move the state and nothing else.
#[test]
fn events_about_no_execution_move_the_state_alone() {
    for (row, expected) in
        [(STARTED, State::Executing), (COMPLETED, State::Completed), (FAILED, State::Failed)]
    {
        let decision = replay(&[CREATED, row]).unwrap();
        assert_eq!((decision.state, decision.executions.len()), (expected, 0));
        assert_eq!(decision.router_link().to_canonical(), "{}");
        assert_eq!(decision.link_digest(), None);
    }
}
