//! Attestations: those that the independent implementation signed, and what was changed about them.

use conformance::vectors::{AttestationRow, attestations, package};
use verifier_core::attestation::{Attestation, PublicKey, Statement};
use verifier_core::canonical::canonicalize;
use verifier_core::{Limits, Options, Outcome, Trust, verify};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn key(hex: &str) -> PublicKey {
    PublicKey::from_hex(hex).unwrap_or_else(|fault| panic!("{hex}: {fault}"))
}

/// What becomes of the check in the report on the package that was attested.
fn outcome(row: &AttestationRow, attestation: &Attestation, keys: &[PublicKey]) -> Outcome {
    let mut trust = Trust::default();
    trust.attestations.push(attestation.clone());
    trust.keys.extend(keys);
    let report = verify(package(&row.package).1, &Options::default().with_trust(trust));
    let layer = report.layers().iter().find(|layer| layer.name == "authenticity").expect("it is there");
    layer.checks.iter().find(|check| check.name == "attestation").expect("it is run").outcome
}

/// Defends the signed bytes, the version and the claims on every row: what holds there holds here.
#[test]
fn every_attestation_is_judged_as_by_the_reference() {
    let mut rows = 0;
    for row in attestations() {
        rows += 1;
        let at = format!("{}: {}", row.package, row.label);
        let expected = |name: &str| row.checks.iter().any(|(check, holds)| check == name && *holds);
        let signed = match Attestation::read(row.text.as_bytes(), &Limits::default()) {
            Ok(attestation) => {
                assert_eq!(
                    attestation.statement.version == Statement::VERSION,
                    expected("attestation_version"),
                    "{at}"
                );
                assert_eq!(!attestation.statement.claims.is_empty(), expected("claims_non_empty"), "{at}");
                attestation.is_signed_by(&key(&row.public_key))
            }
            Err(refusal) => {
                // A signature that is none cannot be read; the reference calls it invalid.
                assert_eq!(
                    (refusal.code.as_str(), refusal.pointer.as_str()),
                    ("BAD_VALUE", "/signature"),
                    "{at}"
                );
                false
            }
        };
        assert_eq!(signed, expected("signature_valid"), "{at}");
    }
    assert_eq!(rows, 66, "no attestation got lost");
}

/// Defends the outcome: it holds for the package that was attested, under a key that the reader trusts, and
/// under no other circumstances.
#[test]
fn an_attestation_holds_under_a_trusted_key_alone() {
    let foreign = key(&PublicKey::from_hex(OTHER).map(|key| key.to_string()).expect("it is a key"));
    for row in attestations() {
        let at = format!("{}: {}", row.package, row.label);
        let Ok(attestation) = Attestation::read(row.text.as_bytes(), &Limits::default()) else { continue };
        let trusted = [foreign, key(&row.public_key)];
        let found = outcome(&row, &attestation, &trusted);
        let expected = match row.label.as_str() {
            "as signed" | "changed /meta/public_key_hex" | "changed /meta/role" => Outcome::Pass,
            // The id is not signed.
            "changed /attestation_id" => Outcome::Warn,
            // The version is signed as that of the format, so the signature holds.
            "changed /payload/attestation_version" => Outcome::Inconclusive,
            _ => Outcome::Fail,
        };
        assert_eq!(found, expected, "{at}");
        if row.label == "as signed" {
            assert_eq!(
                outcome(&row, &attestation, &[]),
                Outcome::Inconclusive,
                "{at}: its own key proves nothing"
            );
            assert_eq!(
                outcome(&row, &attestation, &[foreign]),
                Outcome::Inconclusive,
                "{at}: an unknown key"
            );
            let other = AttestationRow { package: "12-plain-reference".to_owned(), ..row.clone() };
            assert_eq!(outcome(&other, &attestation, &trusted), Outcome::Fail, "{at}: another package");
        }
    }
}

/// The public key of the first example of RFC 8032, section 7.1.
const OTHER: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// The examples of RFC 8032, section 7.1, for messages of up to two bytes: key, message, signature.
const RFC_8032: [(&str, &str, &str); 3] = [
    (
        OTHER,
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
];

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("it is hex")).collect()
}

/// Defends Ed25519 itself by the examples of its specification, and that each bit counts.
#[test]
fn the_examples_of_the_specification_verify() {
    for (public, message, signature) in RFC_8032 {
        let (key, message) = (key(public), bytes(message));
        let signature: [u8; 64] = bytes(signature).try_into().expect("it has 64 bytes");
        assert!(key.verifies(&message, &signature));
        for bit in 0..512 {
            let mut changed = signature;
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!key.verifies(&message, &changed), "bit {bit}");
        }
        assert!(!key.verifies(&[&message[..], b"x"].concat(), &signature));
    }
}

/// Defends the strictness: every case of Project Wycheproof, those that look alike but are not valid among them.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn every_case_of_wycheproof_is_judged_as_it_says() {
    use wycheproof::TestResult;
    use wycheproof::eddsa::{TestName, TestSet};

    let set = TestSet::load(TestName::Ed25519).expect("the cases are there");
    let mut cases = 0;
    for group in &set.test_groups {
        let key = PublicKey::from_bytes(group.key.pk.as_slice().try_into().expect("a key has 32 bytes"));
        for case in &group.tests {
            cases += 1;
            let signature: Result<[u8; 64], _> = case.sig.as_slice().try_into();
            let verifies = match (&key, signature) {
                (Ok(key), Ok(signature)) => key.verifies(&case.msg, &signature),
                _ => false,
            };
            assert_eq!(verifies, case.result == TestResult::Valid, "case {}: {}", case.tc_id, case.comment);
        }
    }
    assert_eq!(cases, set.number_of_tests, "no case got lost");
}

/// Defends keys: one encoding each, and none under which anybody can sign.
#[test]
fn weak_keys_and_second_spellings_of_keys_are_refused() {
    // The points of small order, and encodings of numbers that are not below the prime.
    for hex in [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ] {
        assert!(PublicKey::from_hex(hex).is_err(), "{hex}");
    }
    for hex in ["", "00", &OTHER[1..], &format!("{OTHER}00"), &OTHER.replace('d', "g")] {
        assert!(PublicKey::from_hex(hex).is_err(), "{hex}");
    }
    assert_eq!(key(&OTHER.to_uppercase()), key(OTHER));
}

/// Defends the two envelopes: they carry the same statement, and each is read back as it was written.
#[test]
fn both_envelopes_carry_the_same_statement() {
    let statement = Statement {
        version: Statement::VERSION.to_owned(),
        binding_digest: format!("sha256:{}", "ab".repeat(32)),
        claims: vec!["reviewed".to_owned(), "a\u{e9}".to_owned()],
        attestor_id: "auditor@example.com".to_owned(),
        key_id: "key-1".to_owned(),
        signed_at: "2026-11-22T20:53:09.529828+00:00".to_owned(),
    };
    let signature = [7; 64];
    let native = statement.signed(&signature, &key(OTHER)).to_canonical();
    let dsse = statement.signed_dsse(&signature, &key(OTHER)).to_canonical();
    for text in [&native, &dsse] {
        let read =
            Attestation::read(text.as_bytes(), &Limits::default()).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(read.statement, statement);
        // What a DSSE envelope calls a key is opaque: without a signature that verifies it is none.
        assert_eq!(read.enclosed_key, (text == &native).then(|| key(OTHER)));
        assert_ne!(read.has_its_id(), Some(false));
    }
    assert!(statement.dsse_signed_bytes().starts_with(b"DSSEv1 28 application/vnd.in-toto+json "));
    assert!(
        canonicalize(&statement.signed_bytes(), &Limits::default())
            .is_ok_and(|it| it == statement.signed_bytes())
    );
}

/// Defends the DSSE reader against a payload whose subject is another digest than its predicate, and against
/// everything that is not the envelope.
#[test]
fn an_envelope_about_something_else_is_refused() {
    for (text, code, pointer) in [
        ("{}", "MISSING_MEMBER", "/payload"),
        ("[]", "WRONG_TYPE", ""),
        (r#"{"payloadType":"text/plain","payload":"","signatures":[]}"#, "BAD_VALUE", "/payloadType"),
        (
            r#"{"payloadType":"application/vnd.in-toto+json","payload":"e","signatures":[]}"#,
            "BAD_VALUE",
            "/payload",
        ),
        (
            r#"{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[]}"#,
            "BAD_VALUE",
            "/payload",
        ),
        (r#"{"payload":{"claims":[7]}}"#, "WRONG_TYPE", "/payload/claims/0"),
    ] {
        let refusal = Attestation::read(text.as_bytes(), &Limits::default()).expect_err(text);
        assert_eq!((refusal.code.as_str(), refusal.pointer.as_str()), (code, pointer), "{text}: {refusal}");
    }
}
