//! Router bundles in packages.

use serde_json::{Value as Json, json as object};
use store_native::exchange::{ExportError, RouterEvidence, export_package};
use store_native::store::Log;
use verifier_core::Code;
use verifier_core::json::Limits;

use crate::packages::{embedded, log_of};
use crate::support::{bundle, canonical, files, json, now};

/// Each bundle of the router vectors with the log of the decision that ran it.
fn runs() -> Vec<(String, Vec<u8>, Log)> {
    let decisions = files("bundles");
    files("router")
        .into_iter()
        .map(|(name, text)| {
            let run = json(&text)["run"]["run_id"].clone();
            let decision = decisions
                .iter()
                .map(|(_, text)| json(text))
                .find(|decision| decision["router_link"]["run_id"] == run)
                .unwrap_or_else(|| panic!("{name} belongs to a decision"));
            (name, text, log_of(&decision))
        })
        .collect()
}

/// Defends that a bundle as nexus-router exported it is embedded with its integrity, and gives the package
/// that the reference implementation makes of it.
#[test]
fn a_router_bundle_gives_the_package_of_the_reference() {
    let packages: Vec<Json> = files("packages").iter().map(|(_, text)| json(text)).collect();
    let mut count = 0;
    for (name, text, log) in runs() {
        let exported = export_package(&log, now(), None, &embedded(&text, false)).unwrap();
        let expected: Vec<&Json> = packages
            .iter()
            .filter(|package| package["router"]["bundle"]["run"] == json(&text)["run"])
            .filter(|package| package["control_bundle"]["decision"]["decision_id"] == exported.decision_id)
            .collect();
        let [expected] = expected.as_slice() else { panic!("{name}: {} packages", expected.len()) };
        assert_eq!(exported.digest.to_string(), expected["integrity"]["binding_digest"], "{name}");
        let router = &json(exported.text().as_bytes())["router"];
        assert_eq!(canonical(router), canonical(&expected["router"]), "{name}");
        count += 1;
    }
    assert_eq!(count, 10);
}

/// Defends the comparison with what the router answered, which is on unless it is switched off.
#[test]
fn another_digest_than_the_recorded_one_is_refused() {
    for (name, text, log) in runs() {
        let error = export_package(&log, now(), None, &embedded(&text, true)).unwrap_err();
        assert_eq!((error.code(), error.is_refusal()), ("ROUTER_DIGEST_MISMATCH", true), "{name}");
    }
    // Where they are the same, it goes through.
    let decision = bundle("00-plain.json");
    let link = &decision["router_link"];
    let text = opaque(&link["run_id"], &link["router_result_digest"]);
    let exported = export_package(&log_of(&decision), now(), None, &embedded(text.as_bytes(), true)).unwrap();
    assert_eq!(exported.router_digest, link["router_result_digest"]);
}

/// Defends that no bundle is embedded that is about another run, whatever its digests say.
#[test]
fn the_bundle_of_another_run_is_refused() {
    let runs = runs();
    for (name, _, log) in &runs {
        for (other, text, _) in runs.iter().filter(|(other, ..)| other != name) {
            let error = export_package(log, now(), None, &embedded(text, false)).unwrap_err();
            assert_eq!(
                (error.code(), error.is_refusal()),
                ("ROUTER_RUN_MISMATCH", true),
                "{name} with {other}"
            );
            assert_eq!(error.place().unwrap().pointer, "/run/run_id");
        }
    }
    let log = log_of(&bundle("00-plain.json"));
    for run in [object!("x"), object!(7), Json::Null] {
        let text = opaque(&run, &digest().into());
        let error = export_package(&log, now(), None, &embedded(text.as_bytes(), false)).unwrap_err();
        assert_eq!(error.code(), "ROUTER_RUN_MISMATCH", "{run}");
        assert_eq!(error.place().unwrap().pointer, "/run_id");
    }
}

/// Defends that a bundle which does not say which run it is about is not embedded: nobody could verify that
/// it belongs there.
#[test]
fn a_bundle_without_a_run_is_refused() {
    let log = log_of(&bundle("00-plain.json"));
    let text = object!({"integrity": {"alg": "sha256", "canonical_digest": digest()}}).to_string();
    let error = export_package(&log, now(), None, &embedded(text.as_bytes(), false)).unwrap_err();
    assert_eq!((error.code(), error.is_refusal()), ("EXPORT_NOT_VERIFIED", true));
    assert!(error.to_string().contains("router_run (warn)"), "{error}");
}

/// Defends that every change of what the digest of a router bundle covers is noticed: each value in `run`
/// and `events` is replaced in turn.
#[test]
fn a_router_bundle_that_was_changed_is_refused() {
    let (_, text, log) = runs().swap_remove(1);
    let original = json(&text);
    let mut pointers = Vec::new();
    for part in ["/run", "/events"] {
        leaves(original.pointer(part).unwrap(), part.to_owned(), &mut pointers);
    }
    assert!(pointers.len() > 50);
    for pointer in pointers {
        let mut changed = original.clone();
        *changed.pointer_mut(&pointer).unwrap() = object!("changed");
        let error =
            export_package(&log, now(), None, &embedded(changed.to_string().as_bytes(), false)).unwrap_err();
        assert_eq!((error.code(), error.is_refusal()), ("ROUTER_BUNDLE_DIGEST_WRONG", true), "{pointer}");
        assert_eq!(error.place().unwrap().pointer, "/digests/sha256");
    }
}

fn leaves(json: &Json, pointer: String, out: &mut Vec<String>) {
    match json {
        Json::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(key, value)| leaves(value, format!("{pointer}/{key}"), out));
        }
        Json::Array(elements) if !elements.is_empty() => {
            elements
                .iter()
                .enumerate()
                .for_each(|(index, value)| leaves(value, format!("{pointer}/{index}"), out));
        }
        _ => out.push(pointer),
    }
}

/// Defends what is no router bundle: it is refused with the code of the core, the place, and never taken
/// for one of a known format.
#[test]
fn what_is_no_router_bundle_is_refused_with_the_place() {
    let (_, text, log) = runs().swap_remove(0);
    let known = json(&text);
    let changed = |pointer: &str, value: Json| {
        let mut changed = known.clone();
        let (parent, last) = pointer.rsplit_once('/').unwrap();
        changed.pointer_mut(parent).unwrap()[last] = value;
        changed.to_string()
    };
    let without = |name: &str| {
        let mut changed = known.clone();
        changed.as_object_mut().unwrap().remove(name);
        changed.to_string()
    };
    let digest_text = format!("{{\"integrity\":{{\"canonical_digest\":\"{}\"}}}}", &digest()[7..]);
    for (text, code, pointer) in [
        ("{".to_owned(), Code::Syntax, ""),
        ("{\"a\":1,\"a\":1}".to_owned(), Code::DuplicateKey, "/a"),
        ("[]".to_owned(), Code::WrongType, ""),
        ("7".to_owned(), Code::WrongType, ""),
        ("{}".to_owned(), Code::MissingMember, "/integrity"),
        ("{\"integrity\":null}".to_owned(), Code::WrongType, "/integrity"),
        ("{\"integrity\":{}}".to_owned(), Code::MissingMember, "/integrity/canonical_digest"),
        (
            "{\"integrity\":{\"canonical_digest\":7}}".to_owned(),
            Code::WrongType,
            "/integrity/canonical_digest",
        ),
        (digest_text, Code::WrongType, "/integrity/canonical_digest"),
        (without("digests"), Code::MissingMember, "/digests/sha256"),
        (changed("/digests/sha256", 7.into()), Code::WrongType, "/digests/sha256"),
        (changed("/integrity", Json::Null), Code::WrongType, "/integrity"),
        (changed("/integrity", object!({})), Code::MissingMember, "/integrity/canonical_digest"),
        // In another version, or without its content, the format is not known.
        (changed("/bundle_version", "0.4".into()), Code::MissingMember, "/integrity"),
        (without("bundle_version"), Code::MissingMember, "/integrity"),
        (without("events"), Code::MissingMember, "/integrity"),
    ] {
        let error = export_package(&log, now(), None, &embedded(text.as_bytes(), false)).unwrap_err();
        assert_eq!((error.code(), error.is_refusal()), ("ROUTER_BUNDLE_INVALID", false), "{text}");
        let ExportError::RouterBundleInvalid(flaw) = error else { panic!("{text}") };
        assert_eq!((flaw.code, flaw.place.pointer.as_str()), (code, pointer), "{text}");
    }
    for (pointer, value) in [
        ("/digests/sha256", object!("0".repeat(64))),
        ("/digests/sha256", object!(known["digests"]["sha256"].as_str().unwrap().to_uppercase())),
        ("/integrity", object!({"canonical_digest": digest()})),
    ] {
        let text = changed(pointer, value);
        let error = export_package(&log, now(), None, &embedded(text.as_bytes(), false)).unwrap_err();
        assert_eq!(error.code(), "ROUTER_BUNDLE_DIGEST_WRONG", "{pointer}");
        assert!(error.place().unwrap().pointer.starts_with(pointer), "{error}");
    }
    let limits = Limits { depth: 2, ..Limits::default() };
    let evidence = RouterEvidence::Bundle { text: &text, cross_check: false, limits };
    let error = export_package(&log, now(), None, &evidence).unwrap_err();
    assert_eq!(error.code(), "ROUTER_BUNDLE_INVALID");
}

/// Defends that a bundle is embedded with the values that it has: numbers digit for digit, keys in order.
#[test]
fn a_router_bundle_keeps_its_values() {
    let log = log_of(&bundle("00-plain.json"));
    let run = &bundle("00-plain.json")["router_link"]["run_id"];
    let text = format!(
        "{{\"z\":1.50,\"run_id\":{run},\"n\":123456789012345678901234567890,\"\\u0061\":-0.0,
           \"integrity\":{{\"canonical_digest\":\"{}\"}}}}",
        digest()
    );
    let exported = export_package(&log, now(), None, &embedded(text.as_bytes(), false)).unwrap();
    let expected = format!(
        "\"bundle\":{{\"a\":-0.0,\"integrity\":{{\"canonical_digest\":\"{}\"}},\
         \"n\":123456789012345678901234567890,\"run_id\":{run},\"z\":1.5}}",
        digest()
    );
    assert!(exported.text().contains(&expected), "{}", exported.text());
}

/// A bundle in no known format.
fn opaque(run_id: &Json, digest: &Json) -> String {
    object!({"run_id": run_id, "integrity": {"alg": "sha256", "canonical_digest": digest}}).to_string()
}

fn digest() -> String {
    format!("sha256:{}", "5".repeat(64))
}
