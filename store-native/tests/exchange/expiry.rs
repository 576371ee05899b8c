//! Decisions whose state depends on when one asks.

use store_native::exchange::{ConflictMode, export_bundle};
use verifier_core::decision::{State, Timestamp};

use crate::support::{NOW, Scratch, bundle, redigested, resealed};

const HOUR: i64 = 3_600_000_000;

/// A decision with one approval, which expires an hour after [`NOW`], as a bundle that states `status`.
fn expiring(status: &str, min_approvals: u64, expires: bool) -> String {
    let mut json = bundle("03-retried.json");
    json["events"].as_array_mut().unwrap().truncate(3);
    json["router_link"] = serde_json::json!({});
    json["decision"]["status"] = status.into();
    json["events"][1]["payload"]["min_approvals"] = min_approvals.into();
    if expires {
        let expiry = Timestamp::from_unix_micros(NOW + HOUR).unwrap().to_string();
        json["events"][2]["payload"]["expires_at"] = expiry.into();
    }
    for event in json["events"].as_array_mut().unwrap() {
        redigested(event);
    }
    resealed(&json)
}

/// Defends the exception: where an approval expires, both states are true at one time or another, so either
/// is imported at any time, and reported as it is now.
#[test]
fn the_state_may_differ_where_an_approval_expires() {
    for (now, state) in [(NOW, State::Approved), (NOW + HOUR, State::PendingApproval)] {
        for status in ["APPROVED", "PENDING_APPROVAL"] {
            let mut scratch = Scratch::at(now);
            let imported = scratch.import(&expiring(status, 1, true), ConflictMode::Reject).unwrap();
            assert_eq!(imported.state, state, "{status}");
            let log = scratch.store.log(&imported.decision_id).unwrap();
            let exported = export_bundle(&log, scratch.store.now().unwrap(), None).unwrap();
            assert_eq!(exported.state, state);
            assert_eq!(exported.digest == imported.digest, status == state.status(), "{status}");
            scratch.assert_sound();
        }
    }
}

/// Defends its bounds: a state that no time gives is refused, and so is any other difference.
#[test]
fn no_other_state_is_excused() {
    for (status, min_approvals, expires) in [
        ("PENDING_APPROVAL", 1, false),
        ("APPROVED", 2, false),
        ("APPROVED", 2, true),
        ("DRAFT", 1, true),
        ("EXECUTING", 1, true),
        ("COMPLETED", 1, true),
        ("approved", 1, true),
        ("", 1, true),
    ] {
        for now in [NOW, NOW + HOUR] {
            let mut scratch = Scratch::at(now);
            let before = scratch.rows();
            let text = expiring(status, min_approvals, expires);
            let error = scratch.import(&text, ConflictMode::Reject).unwrap_err();
            assert_eq!(error.code(), "REPLAY_INVALID", "{status}");
            assert_eq!(error.place().unwrap().pointer, "/decision/status", "{status}");
            assert_eq!(scratch.rows(), before);
        }
    }
    // The state is excused, but the goal is not.
    let mut json: serde_json::Value = serde_json::from_str(&expiring("PENDING_APPROVAL", 1, true)).unwrap();
    json["decision"]["goal"] = "another".into();
    let error = Scratch::new().import(&resealed(&json), ConflictMode::Reject).unwrap_err();
    assert_eq!(error.place().unwrap().pointer, "/decision/goal");
}

/// Defends that a policy that came after the approvals is not taken for an expiry: nobody has looked at the
/// threshold since.
#[test]
fn an_approval_before_the_policy_excuses_nothing() {
    let mut json: serde_json::Value = serde_json::from_str(&expiring("PENDING_APPROVAL", 1, true)).unwrap();
    let mut again = json["events"][1].clone();
    again["seq"] = 3.into();
    again["event_id"] = format!("evt_{}_3", json["decision"]["decision_id"].as_str().unwrap()).into();
    json["events"].as_array_mut().unwrap().push(again);
    Scratch::new().import(&resealed(&json), ConflictMode::Reject).unwrap();
    json["decision"]["status"] = "APPROVED".into();
    let error = Scratch::new().import(&resealed(&json), ConflictMode::Reject).unwrap_err();
    assert_eq!(error.place().unwrap().pointer, "/decision/status");
}
