//! A store that the reference implementation wrote.

use store_native::exchange::{RouterEvidence, export_bundle, export_package};

use crate::support::{Scratch, json, now, vectors};

/// Defends that every decision of a store that the reference implementation wrote exports as it does there:
/// the same state, control digest, binding digest or error.
#[test]
fn every_decision_of_a_reference_store_exports_as_it_does_there() {
    let scratch = Scratch::copy_of(&vectors("stores/python-store.sqlite"));
    let expected = json(&std::fs::read(vectors("stores/python-store.expected.json")).unwrap());
    let expected = expected.as_object().unwrap();
    assert_eq!(expected.len(), 24);
    for (decision_id, expected) in expected {
        let log = scratch.store.log(decision_id).unwrap();
        let exported = export_bundle(&log, now(), Some(now())).unwrap();
        assert_eq!(exported.decision_id, *decision_id);
        assert_eq!(exported.state.as_str(), expected["state"], "{decision_id}");
        assert_eq!(exported.digest.to_string(), expected["bundle_digest"], "{decision_id}");
        assert_eq!(exported.event_count, log.events.len() as u64, "{decision_id}");

        let package = export_package(&log, now(), Some(now()), &RouterEvidence::Recorded);
        match (package, expected["audit_error"].as_str()) {
            (Ok(package), None) => {
                assert_eq!(package.digest.to_string(), expected["binding_digest"], "{decision_id}");
                assert_eq!(package.control_digest, exported.digest, "{decision_id}");
            }
            (Err(error), Some(code)) => assert_eq!(error.code(), code, "{decision_id}"),
            (package, code) => panic!("{decision_id}: {package:?}, where {code:?} is expected"),
        }
    }
}

/// Defends that what is asked for and is not there has the code of the format.
#[test]
fn a_decision_that_is_not_there_is_not_found() {
    let scratch = Scratch::new();
    assert_eq!(scratch.store.log("nobody").unwrap_err().code(), "DECISION_NOT_FOUND");
}
