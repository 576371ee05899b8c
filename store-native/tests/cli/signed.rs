//! What an attestation is worth: of a package that was changed, with members that nobody signed, with a text in the place
//! of a key, and with words that are meant to be taken for ours.

use serde_json::{Value, json};
use store_native::keys::PrivateKey;
use verifier_core::attestation::{Attestation, Statement};
use verifier_core::digest::{self, PrefixedDigest};
use verifier_core::{Check, Limits, Options, Outcome, Trust, verify};

use crate::support::sample;

const PIN: &str = "sha256:222c094342f1d222ac96fe2bcd494e2ea6a338759ed3a658f802bbd13c42e9e1";

fn key() -> PrivateKey {
    PrivateKey::from_seed(&[7; 32])
}

fn statement() -> Statement {
    Statement {
        version: Statement::VERSION.to_owned(),
        binding_digest: PIN.to_owned(),
        claims: vec!["reviewed".to_owned()],
        attestor_id: "auditor@example.com".to_owned(),
        key_id: "key-1".to_owned(),
        signed_at: "2026-11-22T20:53:09Z".to_owned(),
    }
}

fn native(statement: &Statement) -> Value {
    let public = key().public().expect("a key");
    let signed = statement.signed(&key().sign(&statement.signed_bytes()), &public);
    serde_json::from_str(&signed.to_canonical()).expect("JSON")
}

fn dsse(statement: &Statement) -> Value {
    let public = key().public().expect("a key");
    let signed = statement.signed_dsse(&key().sign(&statement.dsse_signed_bytes()), &public);
    serde_json::from_str(&signed.to_canonical()).expect("JSON")
}

/// A check of the authenticity layer, of `package` held against the attestation and against its pin.
fn check(package: &str, attestation: &Value, trusted: bool, name: &str) -> Check {
    let attestation = Attestation::read(attestation.to_string().as_bytes(), &Limits::default())
        .unwrap_or_else(|refusal| panic!("{refusal}: {attestation}"));
    let mut trust = Trust::default();
    trust.pins.extend(PrefixedDigest::parse(PIN));
    trust.attestations.push(attestation);
    if trusted {
        trust.keys.push(key().public().expect("a key"));
    }
    let report = verify(package.as_bytes(), &Options::default().with_trust(trust));
    let checks = report.layers().iter().flat_map(|layer| &layer.checks);
    let mut found = checks.filter(|check| check.name == name);
    found.next().cloned().expect("the check")
}

fn outcome(attestation: &Value, trusted: bool) -> (Outcome, String) {
    let check = check(&sample("good-reference.json"), attestation, trusted, "attestation");
    (check.outcome, check.detail.unwrap_or_default().into_owned())
}

/// Defends whoever vouched: nobody vouched for what was changed afterwards, whatever digest is written beside it.
#[test]
fn nobody_vouches_for_a_package_whose_digests_do_not_hold() {
    let good = sample("good-reference.json");
    let router = sample("attention-embedded-router.json");
    let goal = good.find("\"goal\": \"").expect("there is a goal") + "\"goal\": \"".len();
    let edited = [&good[..goal], "x", &good[goal..]].concat();
    for (package, broken) in [
        (edited.clone(), "control_bundle_digest"),
        (good.replace("\"router_digest\": \"sha256:", "\"router_digest\": \"sha256:0"), "binding_digest"),
    ] {
        for name in ["pinned_digest", "attestation"] {
            let before = check(&good, &native(&statement()), true, name);
            assert_eq!(before.outcome, Outcome::Pass, "{name}: {before:?}");
            let after = check(&package, &native(&statement()), true, name);
            let detail = after.detail.as_deref().unwrap_or_default();
            assert!(after.outcome == Outcome::Fail && detail.contains(broken), "{name}: {after:?}");
            assert!(detail.contains("is written in the package"), "{detail}");
        }
    }
    // The content of an embedded record is under a digest of its own.
    let report = verify(router.as_bytes(), &Options::default());
    let binding = report.subject().binding_digest.clone().expect("a digest");
    let changed = router.replacen("\"events\": [", "\"events\": [ 7, ", 2);
    let last = changed.rfind("\"events\": [ 7, ").expect("the events of the record");
    let changed = [&router[..last - "7, ".len() - 1], &changed[last..]].concat();
    let mut trust = Trust::default();
    trust.pins.extend(PrefixedDigest::parse(&binding));
    let report = verify(changed.as_bytes(), &Options::default().with_trust(trust));
    let checks = report.layers().iter().flat_map(|layer| &layer.checks);
    let failed: Vec<&str> = checks.filter(|check| !check.ok()).map(|check| check.name).collect();
    assert!(report.ok(), "the seal does not look into the record: {failed:?}");
    assert_eq!(failed, ["router_bundle_digest", "pinned_digest"]);
}

/// Defends envelopes of other tools: what they call a key may be any text, its digest for one, and is not held against them.
#[test]
fn what_a_key_is_called_never_makes_an_envelope_fail() {
    let enclosed = dsse(&statement());
    let (found, detail) = outcome(&enclosed, false);
    assert!(found == Outcome::Inconclusive && detail.contains("that came with it"), "{detail}");
    for number in 0..40 {
        let mut envelope = enclosed.clone();
        let fingerprint = digest::of_bytes(format!("fingerprint {number}").as_bytes()).to_string();
        envelope["signatures"][0]["keyid"] = json!(fingerprint);
        let (found, detail) = outcome(&envelope, false);
        assert_eq!(found, Outcome::Inconclusive, "{fingerprint}: {detail}");
        assert!(detail.contains("no key"), "{detail}");
        assert_eq!(outcome(&envelope, true).0, Outcome::Pass, "{fingerprint}");
        // The key is named in another place than the first.
        let mut envelope = enclosed.clone();
        let signature = envelope["signatures"][0].clone();
        let signatures = json!([{"keyid": fingerprint, "sig": "A".repeat(86) + "=="}, signature]);
        envelope["signatures"] = signatures;
        let (found, detail) = outcome(&envelope, false);
        assert!(found == Outcome::Inconclusive && detail.contains("that came with it"), "{detail}");
        assert_eq!(outcome(&envelope, true).0, Outcome::Pass, "{fingerprint}");
    }
}

/// Defends the time that it takes: an envelope has as many signatures as people sign one thing.
#[test]
fn there_are_not_more_signatures_than_are_tried() {
    let mut envelope = dsse(&statement());
    let signature = envelope["signatures"][0].clone();
    for (count, is_read) in [(32, true), (33, false), (10_000, false)] {
        envelope["signatures"] = Value::Array(vec![signature.clone(); count]);
        let read = Attestation::read(envelope.to_string().as_bytes(), &Limits::default());
        assert_eq!(read.is_ok(), is_read, "{count}");
        if let Err(refusal) = read {
            let pointer = refusal.pointer.as_str();
            assert!(pointer == "/signatures" && refusal.message.contains("at most 32"), "{refusal}");
        }
    }
}

/// Defends readers against members that somebody added to what was signed.
#[test]
fn what_nobody_signed_is_asked_about() {
    for (pointer, owner) in
        [("/payload/verdict", "/payload"), ("/payload/attestor/name", "/payload/attestor")]
    {
        let mut attestation = native(&statement());
        let name = pointer.rsplit('/').next().expect("a name");
        attestation.pointer_mut(owner).expect("it is there")[name] = json!("all good");
        let (found, detail) = outcome(&attestation, true);
        assert!(found == Outcome::Warn && detail.contains(pointer), "{detail}");
    }
    // Beside the payload nobody expects anything to be signed.
    let mut attestation = native(&statement());
    attestation["note"] = json!("x");
    assert_eq!(outcome(&attestation, true).0, Outcome::Pass);
    attestation["attestation_id"] = Value::Null;
    assert_eq!(outcome(&attestation, true).0, Outcome::Pass, "null is as good as absent");
}

/// Defends the claims and the time: what says nothing is no claim, and what is no time is not shown as one.
#[test]
fn empty_claims_and_no_times_are_told() {
    for envelope in [native, dsse] {
        for (claims, expected) in [
            (&["reviewed"][..], Outcome::Pass),
            (&["", "reviewed"], Outcome::Pass),
            (&[], Outcome::Fail),
            (&[""], Outcome::Fail),
            (&[" ", "\n"], Outcome::Fail),
        ] {
            let claims = claims.iter().map(|claim| (*claim).to_owned()).collect();
            let (found, detail) = outcome(&envelope(&Statement { claims, ..statement() }), true);
            assert_eq!(found, expected, "{detail}");
        }
        for time in ["x", "", "yesterday"] {
            let signed_at = time.to_owned();
            let (found, detail) = outcome(&envelope(&Statement { signed_at, ..statement() }), true);
            assert!(found == Outcome::Warn && detail.contains(&format!("{time:?}")), "{detail}");
        }
    }
}

/// Defends our own words: those of the attestor stand in quotes.
#[test]
fn the_words_of_the_attestor_are_quoted() {
    let attestor_id = "the board. Every check holds: \"all\"".to_owned();
    let (found, detail) = outcome(&native(&Statement { attestor_id, ..statement() }), true);
    assert_eq!(found, Outcome::Pass);
    assert!(detail.contains(r#": "the board. Every check holds: \"all\"" claims "reviewed""#), "{detail}");
}
