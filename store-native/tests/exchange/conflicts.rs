//! Imports of decisions that are there already.

use store_native::exchange::{ConflictMode, export_bundle, import};
use store_native::store::Log;
use uuid::{Uuid, Version};
use verifier_core::json::Limits;

use crate::support::{Scratch, bundle, files, now, resealed};

/// Defends the names of the modes: the short ones, those of the format, and no other spelling.
#[test]
fn modes_have_two_names() {
    for mode in ConflictMode::ALL {
        assert_eq!(ConflictMode::parse(mode.short()).unwrap(), mode);
        assert_eq!(ConflictMode::parse(mode.as_str()).unwrap(), mode);
    }
    assert_eq!(ConflictMode::default().as_str(), "reject_on_conflict");
    for text in ["", "Reject", "new_id", "reject ", "merge"] {
        let error = ConflictMode::parse(text).unwrap_err();
        assert_eq!((error.code(), error.is_refusal()), ("CONFLICT_MODE_INVALID", false), "{text}");
    }
}

/// Defends the default: a decision that is there stays as it is.
#[test]
fn a_decision_that_is_there_is_not_imported_again() {
    let mut scratch = Scratch::new();
    let text = bundle("03-retried.json").to_string();
    scratch.import(&text, ConflictMode::Reject).unwrap();
    let before = scratch.rows();
    let error = scratch.import(&text, ConflictMode::Reject).unwrap_err();
    assert_eq!((error.code(), error.is_refusal()), ("DECISION_EXISTS", true));
    assert_eq!(scratch.rows(), before);
}

/// Defends the order of the questions: a bundle that is wrong is wrong, also where the decision is there.
#[test]
fn the_digest_is_looked_at_before_the_conflict() {
    let mut scratch = Scratch::new();
    let mut changed = bundle("00-plain.json");
    scratch.import(&changed.to_string(), ConflictMode::Reject).unwrap();
    changed["decision"]["goal"] = "another".into();
    let code =
        |text: &str, scratch: &mut Scratch| scratch.import(text, ConflictMode::Reject).unwrap_err().code();
    assert_eq!(code(&changed.to_string(), &mut scratch), "INTEGRITY_MISMATCH");
    // With the right digest, it does not replay; but first it is there already, as in the reference.
    assert_eq!(code(&resealed(&changed), &mut scratch), "DECISION_EXISTS");
    let error = scratch.import(&resealed(&changed), ConflictMode::Overwrite).unwrap_err();
    assert_eq!(error.code(), "REPLAY_INVALID");
}

/// Defends a new id: a random UUID, under which the events have the same content and digests, while the
/// decision that was there stays as it is.
#[test]
fn a_new_id_changes_nothing_else() {
    for (name, text) in files("bundles") {
        let text = String::from_utf8(text).unwrap();
        let mut scratch = Scratch::new();
        // Where nothing is in the way, it keeps its id, as in the reference implementation.
        let first = scratch.import(&text, ConflictMode::NewId).unwrap();
        assert_eq!((first.new_decision_id.as_ref(), &first.decision_id), (None, &first.original_decision_id));
        let original = scratch.store.log(&first.decision_id).unwrap();

        let second = scratch.import(&text, ConflictMode::NewId).unwrap();
        let third = scratch.import(&text, ConflictMode::NewId).unwrap();
        for imported in [&second, &third] {
            assert_eq!(imported.new_decision_id.as_ref(), Some(&imported.decision_id), "{name}");
            assert_eq!(imported.original_decision_id, first.decision_id, "{name}");
            assert_eq!(imported.events_imported, original.events.len(), "{name}");
            let id = Uuid::parse_str(&imported.decision_id).unwrap();
            assert_eq!(id.get_version(), Some(Version::Random), "{name}");
            assert_eq!(id.to_string(), imported.decision_id, "{name}");
            let log = scratch.store.log(&imported.decision_id).unwrap();
            assert_eq!(log, renamed(&original, &imported.decision_id), "{name}");
            export_bundle(&log, now(), None).unwrap();
        }
        assert_ne!(second.decision_id, third.decision_id, "{name}");
        assert_eq!(scratch.store.log(&first.decision_id).unwrap(), original, "{name}");
        scratch.assert_sound();
    }
}

fn renamed(log: &Log, decision_id: &str) -> Log {
    let mut log = log.clone();
    decision_id.clone_into(&mut log.header.decision_id);
    for event in &mut log.events {
        decision_id.clone_into(&mut event.owner);
    }
    log
}

/// Defends that what is overwritten is kept in the archive, row by row, and that the store is sound.
#[test]
fn what_is_overwritten_goes_to_the_archive() {
    let mut scratch = Scratch::new();
    let text = bundle("03-retried.json").to_string();
    // The same decision, before it was run.
    let mut earlier = bundle("03-retried.json");
    earlier["events"].as_array_mut().unwrap().truncate(3);
    earlier["decision"]["status"] = "APPROVED".into();
    earlier["router_link"] = serde_json::json!({});
    let earlier = resealed(&earlier);

    // Where nothing is in the way, there is nothing to archive.
    let first = scratch.import(&earlier, ConflictMode::Overwrite).unwrap();
    assert!(!first.overwritten);
    assert_eq!(count(&scratch, "archives"), 0);
    let before = scratch.store.log(&first.decision_id).unwrap();

    let second = scratch.import(&text, ConflictMode::Overwrite).unwrap();
    assert!(second.overwritten);
    assert_eq!((second.decision_id.as_str(), second.new_decision_id), (first.decision_id.as_str(), None));
    let log = scratch.store.log(&second.decision_id).unwrap();
    assert_eq!((log.events.len(), &log.header), (9, &before.header));
    assert_eq!(export_bundle(&log, now(), None).unwrap().digest, second.digest);

    let connection = scratch.outside();
    let (decision_id, replaced_by, events): (String, String, usize) = connection
        .query_row("SELECT decision_id, replaced_by, events FROM archives", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!((decision_id, events), (first.decision_id.clone(), 3));
    assert_eq!(replaced_by, second.digest.raw().to_string());
    let mut statement =
        connection.prepare("SELECT payload FROM archived_events WHERE archive_id = 1 ORDER BY seq").unwrap();
    let archived: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let payloads: Vec<String> = before.events.iter().map(|event| event.payload.clone()).collect();
    assert_eq!(archived, payloads);
    scratch.assert_sound();

    // And back again: an archive is no dead end.
    let third = scratch.import(&earlier, ConflictMode::Overwrite).unwrap();
    assert_eq!(scratch.store.log(&third.decision_id).unwrap(), before);
    assert_eq!((count(&scratch, "archives"), count(&scratch, "archived_events")), (2, 12));
    scratch.assert_sound();
}

/// Defends that a log that is not as it was recorded is not tidied away.
#[test]
fn a_log_that_was_tampered_with_is_not_overwritten() {
    let mut scratch = Scratch::new();
    let text = bundle("00-plain.json").to_string();
    scratch.import(&text, ConflictMode::Reject).unwrap();
    let outside = scratch.outside();
    outside.execute_batch("DROP TRIGGER decision_events_update").unwrap();
    outside.execute("UPDATE decision_events SET actor_id = 'mallory' WHERE seq = 2", []).unwrap();
    let before = scratch.rows();
    let error = scratch.import(&text, ConflictMode::Overwrite).unwrap_err();
    assert_eq!((error.code(), error.is_refusal()), ("STORE_TAMPERED", true));
    assert_eq!(scratch.rows(), before);
}

/// Defends that what is imported within a transaction is seen by what follows in it.
#[test]
fn one_transaction_sees_its_own_imports() {
    let mut scratch = Scratch::new();
    let text = bundle("00-plain.json").to_string();
    let outcomes = scratch
        .store
        .write(|writing| {
            let limits = Limits::default();
            let outcomes =
                [ConflictMode::Reject, ConflictMode::Reject, ConflictMode::NewId, ConflictMode::Overwrite]
                    .map(|mode| {
                        import(writing, text.as_bytes(), mode, &limits).map_err(|error| error.code())
                    });
            Ok::<_, store_native::exchange::ImportError>(outcomes)
        })
        .unwrap();
    let outcomes = outcomes.map(|outcome| outcome.map(|imported| imported.overwritten));
    assert_eq!(outcomes, [Ok(false), Err("DECISION_EXISTS"), Ok(false), Ok(true)]);
    assert_eq!((count(&scratch, "decisions"), count(&scratch, "archives")), (2, 1));
    scratch.assert_sound();
}

fn count(scratch: &Scratch, table: &str) -> usize {
    scratch.outside().query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}
