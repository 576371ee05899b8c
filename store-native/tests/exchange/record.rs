//! Audit records.

use std::fmt::Write as _;

use store_native::exchange::audit_record;

use crate::support::{Scratch, json, now, vectors};

/// The digest of all records of the store at the time of the tests: of the lines `ID:DIGEST`, by id. It was
/// computed by a program that shares nothing with this one, from the rows of the file.
const RECORDS: &str = "6f1317f56ab61bb9aacad72d292b4be3b9249b844e7c79e785ab3a9a740371dc";

/// Defends the members of a record, and that its digest is that of the whole.
#[test]
fn a_record_has_what_the_reference_puts_into_it() {
    let scratch = Scratch::copy_of(&vectors("stores/python-store.sqlite"));
    let expected = json(&std::fs::read(vectors("stores/python-store.expected.json")).unwrap());
    let mut digests = String::new();
    for decision_id in expected.as_object().unwrap().keys() {
        let log = scratch.store.log(decision_id).unwrap();
        let record = audit_record(&log, now()).unwrap();
        let text = record.record.to_canonical();
        assert_eq!(record.digest, verifier_core::digest::of_bytes(text.as_bytes()));
        let value = json(record.to_value().to_canonical().as_bytes());
        assert_eq!(value["record_digest"], record.digest.to_string());
        let read = &value["audit_record"];
        assert_eq!(read["schema_version"], "0.1.0");
        assert_eq!(read["exported_at"], "2026-11-23T00:00:00+00:00");
        assert_eq!(read["decision"]["decision_id"], *decision_id);
        assert_eq!(read["events"].as_array().unwrap().len(), log.events.len());
        writeln!(digests, "{decision_id}:{}", record.digest).unwrap();
    }
    assert_eq!(verifier_core::digest::of_bytes(digests.as_bytes()).to_string(), RECORDS);
}
