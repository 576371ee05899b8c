//! Imports that the database breaks off.

use store_native::exchange::{ConflictMode, ImportError, import};
use verifier_core::json::Limits;

use crate::support::{Scratch, bundle, files};

/// Makes the database refuse the event with a certain number.
fn refuse_event(scratch: &Scratch, seq: i64) {
    let sql = format!(
        "CREATE TRIGGER broken BEFORE INSERT ON decision_events WHEN NEW.seq = {seq}
         BEGIN SELECT RAISE(ABORT, 'broken'); END"
    );
    scratch.outside().execute_batch(&sql).unwrap();
}

/// Defends that a failure in the middle leaves nothing, whatever was written before it, in every mode.
#[test]
fn a_failure_in_the_middle_leaves_nothing() {
    let mut scratch = Scratch::new();
    let text = bundle("03-retried.json").to_string();
    let other = bundle("00-plain.json").to_string();
    scratch.import(&text, ConflictMode::Reject).unwrap();
    refuse_event(&scratch, 5);
    let before = scratch.rows();
    for (text, mode) in
        [(&other, ConflictMode::Reject), (&text, ConflictMode::NewId), (&text, ConflictMode::Overwrite)]
    {
        // Also where the caller commits all the same.
        let error = scratch
            .store
            .write(|writing| {
                let outcome = import(writing, text.as_bytes(), mode, &Limits::default());
                Ok::<_, ImportError>(outcome.unwrap_err())
            })
            .unwrap();
        assert_eq!(error.code(), "IMPORT_ATOMICITY_FAILED", "{mode:?}");
        assert!(!error.is_refusal() && error.ends_transaction(), "{mode:?}");
        assert!(error.to_string().contains("broken"), "{error}");
        assert_eq!(scratch.rows(), before, "{mode:?}");
    }
    scratch.outside().execute_batch("DROP TRIGGER broken").unwrap();
    scratch.import(&other, ConflictMode::Reject).unwrap();
    scratch.assert_sound();
}

/// Defends bulk imports: in one transaction, a bundle that is refused takes nothing from the others.
#[test]
fn refusals_take_nothing_from_the_others() {
    let mut scratch = Scratch::new();
    let mut texts: Vec<Vec<u8>> = Vec::new();
    for (_, text) in files("bundles") {
        texts.extend([text.clone(), b"{".to_vec(), text]);
    }
    let codes: Vec<Option<&str>> = scratch
        .store
        .write(|writing| {
            let outcomes = texts.iter().map(|text| {
                match import(writing, text, ConflictMode::Reject, &Limits::default()) {
                    Err(error) if error.ends_transaction() => Err(error),
                    outcome => Ok(outcome.err().map(|error| error.code())),
                }
            });
            outcomes.collect::<Result<_, ImportError>>()
        })
        .unwrap();
    let expected = [None, Some("BUNDLE_INVALID_SCHEMA"), Some("DECISION_EXISTS")].repeat(20);
    assert_eq!(codes, expected);
    assert_eq!(scratch.store.stats().unwrap().decisions, 20);
    scratch.assert_sound();
}
