//! Decision bundles, in and out again.

use store_native::exchange::{ConflictMode, export_bundle, import};
use verifier_core::json::Limits;

use crate::support::{Scratch, bundle, canonical, files, json, now, resealed, undone, without_meta};

/// Defends that every bundle of the reference implementation comes out as it went in: the same digest, and
/// the same canonical text but for the time of the export.
#[test]
fn every_bundle_comes_out_as_it_went_in() {
    let mut scratch = Scratch::new();
    for (name, text) in files("bundles") {
        let text = String::from_utf8(text).unwrap();
        let imported =
            scratch.import(&text, ConflictMode::Reject).unwrap_or_else(|error| panic!("{name}: {error}"));
        let log = scratch.store.log(&imported.decision_id).unwrap();
        let exported = export_bundle(&log, now(), None).unwrap();
        let original = json(text.as_bytes());
        assert_eq!(exported.digest.to_string(), original["integrity"]["canonical_digest"], "{name}");
        assert_eq!(exported.digest, imported.digest, "{name}");
        assert_eq!(exported.state, imported.state, "{name}");
        assert_eq!(exported.text(), canonical(&without_meta(original)), "{name}");
    }
    scratch.assert_sound();
}

/// Defends the form of the text: canonical JSON in one line with a line feed, with the time of the export
/// where one is given, and under no digest.
#[test]
fn a_bundle_is_one_canonical_line() {
    let mut scratch = Scratch::new();
    let original = bundle("01-template.json");
    let imported = scratch.import(&original.to_string(), ConflictMode::Reject).unwrap();
    let log = scratch.store.log(&imported.decision_id).unwrap();
    let with = export_bundle(&log, now(), Some(now())).unwrap();
    let without = export_bundle(&log, now(), None).unwrap();
    assert_eq!(with.digest, without.digest);
    assert_eq!(with.line(), format!("{}\n", with.text()));
    assert_eq!(with.text().lines().count(), 1);
    assert_eq!(json(with.text().as_bytes())["meta"]["exported_at"], "2026-11-23T00:00:00+00:00");
    assert_eq!(json(without.text().as_bytes()).get("meta"), None);
    assert_eq!(canonical(&json(with.text().as_bytes())), with.text());
}

/// Defends what is reported about an import, as the reference implementation reports it.
#[test]
fn an_import_is_reported_as_the_reference_does() {
    let mut scratch = Scratch::new();
    let text = bundle("00-plain.json").to_string();
    let imported = scratch.import(&text, ConflictMode::Reject).unwrap();
    assert_eq!(
        json(imported.to_value().to_canonical().as_bytes()),
        serde_json::json!({
            "ok": true,
            "imported": {"decision_id": "c5fa91b2-a2fb-4a41-a373-5a3a3269e7b5", "events_imported": 6},
            "digest_verified": true,
            "conflict_mode": "reject_on_conflict",
            "replay_ran": true,
            "replay": {
                "ok": true,
                "blocking_reasons": [{
                    "code": "ALREADY_EXECUTED",
                    "message": "Decision has already been executed successfully",
                    "details": {"run_id": "f363da46-6ed5-445b-bc3c-3ec3eab7cc0d"},
                }],
                "timeline_truncated": false,
            },
        })
    );
    let again = scratch.import(&text, ConflictMode::NewId).unwrap();
    let value = json(again.to_value().to_canonical().as_bytes());
    assert_eq!(value["imported"]["decision_id"], again.decision_id);
    assert_eq!(value["imported"]["new_decision_id"], again.decision_id);
    assert_eq!(value["imported"]["original_decision_id"], "c5fa91b2-a2fb-4a41-a373-5a3a3269e7b5");
}

/// Defends that values come back whatever characters and numbers they hold.
#[test]
fn hostile_values_come_back() {
    let mut scratch = Scratch::new();
    let hostile = "\u{0}\u{1}\u{1b}[31m\u{7f}\u{85}\u{2028}\u{202e}\u{feff}\u{ffff}\u{10ffff}'\"\\;--%_";
    let mut original = bundle("01-template.json");
    for event in original["events"].as_array_mut().unwrap() {
        event["actor"] = serde_json::json!({"type": hostile, "id": hostile});
        event["payload"][hostile] = serde_json::json!({hostile: [hostile, 0.1, -0.0, 1e300, u64::MAX]});
        crate::support::redigested(event);
    }
    original["events"][0]["payload"]["goal"] = hostile.into();
    crate::support::redigested(&mut original["events"][0]);
    original["decision"]["goal"] = hostile.into();
    let text = resealed(&original);
    let imported = scratch.import(&text, ConflictMode::Reject).unwrap();
    // From the file, not from what this connection keeps of it.
    scratch.reopen_at(crate::support::NOW);
    let log = scratch.store.log(&imported.decision_id).unwrap();
    let exported = export_bundle(&log, now(), None).unwrap();
    assert_eq!(exported.digest, imported.digest);
    assert_eq!(json(exported.text().as_bytes()), without_provenance(json(text.as_bytes()), exported.text()));
    scratch.assert_sound();
}

/// The original without its meta, and with the provenance of the export, which names another digest.
fn without_provenance(original: serde_json::Value, exported: &str) -> serde_json::Value {
    let mut original = without_meta(original);
    original["provenance"] = json(exported.as_bytes())["provenance"].clone();
    original
}

/// Defends integers of any size and the spelling of fractions, which the store has to keep digit for digit.
#[test]
fn numbers_come_back_digit_for_digit() {
    let mut scratch = Scratch::new();
    let original = bundle("02-revoked.json").to_string();
    for number in
        ["123456789012345678901234567890", "-0", "-0.0", "1.50", "1E+2", "5e-324", "1e15", "[1.0,1]"]
    {
        let text = original.replace("\"plan\":null", &format!("\"plan\":{number}"));
        assert_ne!(text, original);
        let text = raw_resealed(&text);
        let digest = undone(&mut scratch.store, |writing| {
            let limits = Limits::default();
            let imported = import(writing, text.as_bytes(), ConflictMode::Reject, &limits).unwrap();
            let log = writing.log(&imported.decision_id).unwrap();
            assert_eq!(export_bundle(&log, now(), None).unwrap().digest, imported.digest, "{number}");
            imported.digest
        });
        assert!(text.contains(&digest.to_string()), "{number}");
    }
}

/// States the digests of the first event and of the bundle again, without going over the numbers.
fn raw_resealed(text: &str) -> String {
    use verifier_core::bundle::Bundle;
    use verifier_core::decision::stored_event_digest;
    use verifier_core::json::{Document, Node};

    let digests = |text: &str| {
        let document = Document::read(text.as_bytes(), &Limits::default()).unwrap();
        let bundle = Bundle::read(&verifier_core::Place::root(document.root())).unwrap();
        let event = bundle.events.and_then(|events| events.elements().next()).unwrap();
        let own = |node: Option<Node<'_, '_>>| node.unwrap().as_str().unwrap().into_owned();
        let stated = (own(event.member("digest")), own(Some(bundle.canonical_digest)));
        let event = stored_event_digest(event.member("type").unwrap(), event.member("payload")).to_string();
        (stated, event, bundle.control_digest().prefixed().to_string())
    };
    let ((event, _), recomputed, _) = digests(text);
    let text = text.replace(&event, &recomputed);
    let ((_, bundle), _, recomputed) = digests(&text);
    text.replace(&bundle, &recomputed)
}

/// Defends that a decision that nothing has happened to yet goes in and out too.
#[test]
fn a_decision_without_events_comes_out_as_it_went_in() {
    let mut scratch = Scratch::new();
    let text = resealed(&serde_json::json!({
        "bundle_version": "0.5",
        "decision": {"decision_id": "d", "created_at": "", "status": "DRAFT"},
        "events": [],
        "integrity": {"canonical_digest": ""},
    }));
    let imported = scratch.import(&text, ConflictMode::Reject).unwrap();
    let exported = export_bundle(&scratch.store.log("d").unwrap(), now(), None).unwrap();
    assert_eq!((exported.digest, exported.event_count), (imported.digest, 0));
    scratch.assert_sound();
}
