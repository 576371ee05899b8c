//! Bounds on what is imported.

use store_native::exchange::{
    ConflictMode, Flaw, ImportError, RouterEvidence, export_bundle, export_package, import,
};
use verifier_core::Code;
use verifier_core::json::Limits;

use crate::support::{Scratch, bundle, now, redigested, resealed};

/// A bundle whose plan is nested so deep that the bundle as a whole is `depth` deep.
fn deep(depth: usize) -> String {
    let mut json = bundle("00-plain.json");
    // Bundle, events, event and payload are around it.
    let mut plan = serde_json::Value::Null;
    for _ in 0..depth - 4 {
        plan = vec![plan].into();
    }
    json["events"][0]["payload"]["plan"] = plan;
    redigested(&mut json["events"][0]);
    resealed(&json)
}

/// Defends that whatever is imported can be exported, and read by everybody: limits that are raised let
/// nothing deeper in.
#[test]
fn nothing_comes_in_that_could_not_go_out() {
    let limits = Limits { depth: 10_000, ..Limits::default() };
    let mut scratch = Scratch::new();
    let imported = scratch
        .store
        .write(|writing| import(writing, deep(512).as_bytes(), ConflictMode::Reject, &limits))
        .unwrap();
    let log = scratch.store.log(&imported.decision_id).unwrap();
    assert_eq!(export_bundle(&log, now(), None).unwrap().digest, imported.digest);
    // A package is one level deeper, and says so where that is too deep.
    let error = export_package(&log, now(), None, &RouterEvidence::Recorded).unwrap_err();
    assert_eq!(error.code(), "EXPORT_NOT_VERIFIED");
    assert!(error.to_string().contains("TOO_DEEP"), "{error}");
}

/// Defends the limits that are given, and the code of the core in the error.
#[test]
fn what_is_beyond_the_limits_is_refused() {
    let default = Limits::default();
    let text = bundle("00-plain.json").to_string();
    for (limits, expected) in [
        (Limits { bytes: 100, ..default }, Code::TooLarge),
        (Limits { depth: 3, ..default }, Code::TooDeep),
        (Limits { members: 10, ..default }, Code::TooManyMembers),
    ] {
        assert_eq!(refused(&text, &limits).code, expected);
    }
}

/// Defends that text which is no JSON, or no bundle, keeps the code of the core and the place.
#[test]
fn what_is_no_bundle_is_refused_with_the_place() {
    let default = Limits::default();
    for (text, code, pointer, offset) in [
        ("", Code::Syntax, "", 0),
        ("{\"bundle_version\":", Code::Syntax, "/bundle_version", 18),
        ("{\"decision\":{\"a\":1,\"a\":2}}", Code::DuplicateKey, "/decision/a", 19),
        ("{\"decision\":\"\\ud800\"}", Code::LoneSurrogate, "/decision", 13),
        ("[]", Code::WrongType, "", 0),
        ("{}", Code::MissingMember, "/decision", 0),
        ("{\"decision\":[]}", Code::WrongType, "/decision", 12),
        ("{\"decision\":{}}", Code::MissingMember, "/decision/decision_id", 12),
    ] {
        let flaw = refused(text, &default);
        assert_eq!(
            (flaw.code, flaw.place.pointer.as_str(), flaw.place.offset),
            (code, pointer, offset),
            "{text}"
        );
    }
    for (change, code, pointer) in [
        (
            |json| drop(json.as_object_mut().unwrap().remove("bundle_version")),
            Code::MissingMember,
            "/bundle_version",
        ),
        (|json| drop(json.as_object_mut().unwrap().remove("events")), Code::MissingMember, "/events"),
        (|json| json["events"] = serde_json::json!({}), Code::WrongType, "/events"),
        (|json| json["events"] = "".into(), Code::WrongType, "/events"),
        (
            |json| json["integrity"]["canonical_digest"] = 7.into(),
            Code::WrongType,
            "/integrity/canonical_digest",
        ),
        (|json| json["template_snapshot"] = false.into(), Code::WrongType, "/template_snapshot"),
    ] as [(fn(&mut serde_json::Value), Code, &str); 6]
    {
        let mut json = bundle("00-plain.json");
        change(&mut json);
        let flaw = refused(&json.to_string(), &default);
        assert_eq!((flaw.code, flaw.place.pointer.as_str()), (code, pointer));
    }
}

/// Defends the hint for the likeliest mistake.
#[test]
fn a_package_is_recognised() {
    let text = std::fs::read_to_string(crate::support::vectors("packages/00-plain-reference.json")).unwrap();
    assert!(refused(&text, &Limits::default()).message.contains("audit package"));
}

fn refused(text: &str, limits: &Limits) -> Flaw {
    let mut scratch = Scratch::new();
    let before = scratch.rows();
    let outcome =
        scratch.store.write(|writing| import(writing, text.as_bytes(), ConflictMode::Reject, limits));
    let error = outcome.unwrap_err();
    assert_eq!((error.code(), error.is_refusal()), ("BUNDLE_INVALID_SCHEMA", false));
    assert_eq!(scratch.rows(), before);
    let ImportError::Invalid(flaw) = error else { panic!("{error}") };
    flaw
}
