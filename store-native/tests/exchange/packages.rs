//! Audit packages.

use serde_json::Value as Json;
use store_native::exchange::{
    ConflictMode, ExportError, ExportedPackage, RouterEvidence, export_package, import, parse_router_digest,
};
use store_native::store::Log;
use verifier_core::json::Limits;
use verifier_core::{Options, Verdict, verify};

use crate::support::{
    Scratch, bundle, canonical, files, json, now, redigested, resealed, undone, without_meta,
};

/// The log that a bundle becomes.
pub fn log_of(bundle: &Json) -> Log {
    let text = bundle.to_string();
    undone(&mut Scratch::new().store, |writing| {
        let imported = import(writing, text.as_bytes(), ConflictMode::Reject, &Limits::default()).unwrap();
        writing.log(&imported.decision_id).unwrap()
    })
}

pub fn embedded(text: &[u8], cross_check: bool) -> RouterEvidence<'_> {
    RouterEvidence::Bundle { text, cross_check, limits: Limits::default() }
}

fn export(log: &Log, evidence: &RouterEvidence<'_>) -> Result<ExportedPackage, ExportError> {
    export_package(log, now(), None, evidence)
}

/// Defends that every package of the reference implementation comes out as it is, but for the time of the
/// export: its bundle is imported, and packed again with the same evidence. The bundle of another run is
/// refused.
#[test]
fn every_package_is_packed_again_as_it_was() {
    let mut count = 0;
    for (name, text) in files("packages") {
        let package = json(&text);
        let log = log_of(&package["control_bundle"]);
        let router = &package["router"];
        let exported = match router["mode"].as_str().unwrap() {
            "reference" => {
                let digest = parse_router_digest(router["ref"]["digest"].as_str().unwrap()).unwrap();
                let given = export(&log, &RouterEvidence::Digest(digest)).unwrap();
                // In the vectors, it is the recorded one.
                assert_eq!(export(&log, &RouterEvidence::Recorded).unwrap(), given, "{name}");
                Ok(given)
            }
            _ => export(&log, &embedded(router["bundle"].to_string().as_bytes(), false)),
        };
        if name.contains("substituted") {
            assert_eq!(exported.unwrap_err().code(), "ROUTER_RUN_MISMATCH", "{name}");
            continue;
        }
        let exported = exported.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(exported.digest.to_string(), package["integrity"]["binding_digest"], "{name}");
        assert_eq!(exported.router_mode, router["mode"], "{name}");
        assert_eq!(exported.router_digest, package["binding"]["router_digest"], "{name}");
        assert_eq!(exported.run_id, package["control_bundle"]["router_link"]["run_id"], "{name}");
        assert_eq!(exported.text(), canonical(&without_meta(package)), "{name}");
        count += 1;
    }
    assert_eq!(count, 50);
}

/// Defends what a package says about its making, at both places, and that it verifies with it.
#[test]
fn a_package_says_when_it_was_made() {
    let log = log_of(&bundle("05-template.json"));
    let package = export_package(&log, now(), Some(now()), &RouterEvidence::Recorded).unwrap();
    let read = json(package.text().as_bytes());
    for meta in [&read["meta"], &read["control_bundle"]["meta"]] {
        assert_eq!(*meta, serde_json::json!({"exported_at": "2026-11-23T00:00:00+00:00"}));
    }
    assert_eq!(package.line(), format!("{}\n", canonical(&read)));
    assert_eq!(package.digest, export(&log, &RouterEvidence::Recorded).unwrap().digest);
    assert_eq!(verify(package.line().as_bytes(), &Options::default()).verdict(), Verdict::Verified);
}

/// Defends that there is no package without a run.
#[test]
fn a_decision_that_was_not_run_has_no_package() {
    let mut json = bundle("03-retried.json");
    // Requested and approved; then with a first run, which failed without an id.
    for (count, status, adapter) in [(3, "APPROVED", None), (6, "FAILED", Some("subprocess:flaky"))] {
        let mut json = json.clone();
        json["events"].as_array_mut().unwrap().truncate(count);
        json["decision"]["status"] = status.into();
        json["router_link"] = serde_json::json!({});
        if let Some(adapter) = adapter {
            let digest = json["events"][4]["payload"]["router_request_digest"].as_str().unwrap();
            let digest = format!("sha256:{digest}");
            json["router_link"] = serde_json::json!({"adapter_id": adapter, "router_request_digest": digest});
        }
        let log = log_of(&serde_json::from_str(&resealed(&json)).unwrap());
        for evidence in [RouterEvidence::Recorded, embedded(b"{}", true)] {
            let error = export(&log, &evidence).unwrap_err();
            assert_eq!((error.code(), error.is_refusal()), ("NO_ROUTER_LINK", true), "{status}");
        }
    }
    // A run that failed has an id, but no answer whose digest a reference could have.
    json["events"][5]["payload"]["run_id"] = "run-1".into();
    redigested(&mut json["events"][5]);
    let log = failed_with_run(json);
    let error = export(&log, &RouterEvidence::Recorded).unwrap_err();
    assert_eq!(error.code(), "NO_ROUTER_LINK");
    assert!(error.remedy().contains("--router-digest"));
    let digest = parse_router_digest(&format!("sha256:{}", "0".repeat(64))).unwrap();
    assert_eq!(export(&log, &RouterEvidence::Digest(digest)).unwrap().run_id, "run-1");
}

fn failed_with_run(mut json: Json) -> Log {
    json["events"].as_array_mut().unwrap().truncate(6);
    json["decision"]["status"] = "FAILED".into();
    let request = json["events"][4]["payload"]["router_request_digest"].as_str().unwrap().to_owned();
    let id = json["decision"]["decision_id"].as_str().unwrap();
    let link = verifier_core::decision::link_digest(id, "run-1", Some(&request), None);
    json["router_link"] = serde_json::json!({
        "run_id": "run-1",
        "adapter_id": "subprocess:flaky",
        "router_request_digest": format!("sha256:{request}"),
        "control_router_link_digest": link.prefixed().to_string(),
    });
    log_of(&serde_json::from_str(&resealed(&json)).unwrap())
}

/// Defends the one spelling of a digest, which is what is bound.
#[test]
fn a_digest_has_one_spelling() {
    let hex = "ab".repeat(32);
    assert_eq!(parse_router_digest(&format!("sha256:{hex}")).unwrap().to_string(), format!("sha256:{hex}"));
    for text in ["", &hex, &format!("sha256:{}", hex.to_uppercase()), &format!("SHA256:{hex}"), "sha256:ab"] {
        let error = parse_router_digest(text).unwrap_err();
        assert_eq!((error.code(), error.is_refusal()), ("ROUTER_DIGEST_INVALID", false), "{text}");
    }
}

/// Defends that a log that was tampered with is not exported.
#[test]
fn a_wrong_event_digest_does_not_leave() {
    let mut log = log_of(&bundle("00-plain.json"));
    log.events[2].payload = "{\"expires_at\":null,\"comment\":\"forged\"}".to_owned();
    assert_eq!(export(&log, &RouterEvidence::Recorded).unwrap_err().code(), "STORE_TAMPERED");
    let error = store_native::exchange::export_bundle(&log, now(), None).unwrap_err();
    assert_eq!((error.code(), error.is_refusal()), ("STORE_TAMPERED", true));
}

/// Defends the form of times: what another program stored in another form is exported in the normal one.
#[test]
fn times_are_exported_in_the_normal_form() {
    let mut log = log_of(&bundle("00-plain.json"));
    let digest = export(&log, &RouterEvidence::Recorded).unwrap().control_digest;
    for event in &mut log.events {
        event.ts = event.ts.replace('T', " ").replace("+00:00", "000Z");
    }
    let again = export(&log, &RouterEvidence::Recorded).unwrap();
    assert_eq!(again.control_digest, digest);
}
