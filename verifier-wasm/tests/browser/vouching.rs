//! What a reader has from elsewhere: pins, attestations, trusted keys, and warnings that count as failures.

use conformance::vectors::{AttestationRow, attestations, package, packages};
use js_sys::{Array, Function, Uint8Array};
use verifier_core::attestation::{Attestation, PublicKey};
use verifier_core::{Denied, Limits, Options, Trust, catalog, trust};
use verifier_wasm::{verify, verify_to_json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::values::{array, at, bytes, code, object, text};

const PACKAGE: &str = "00-plain-reference";
const PIN: &str = "sha256:bc7bf73e9dd36e3d69cf403bb96a1d2ffe8e1bac0ba9f8da04c56eebcc906678";
const OTHER_PIN: &str = "sha256:ce82a30d7657f45b6da5302a391502a0cd7875bc41b1a497526cc0f104f5b9fe";
/// The public key of the first example of RFC 8032, section 7.1, in both forms.
const OTHER_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const OTHER_PEM: &str = "-----BEGIN PUBLIC KEY-----\n\
    MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n\
    -----END PUBLIC KEY-----\n";

/// Asserts that the report is that of the core with the options that mean the same, and returns it.
fn assert_report(input: &[u8], options: &JsValue, same: &Options) -> JsValue {
    let expected = verifier_core::verify(input, same).to_json();
    let written = verify_to_json(&bytes(input), options).expect("there is a report");
    assert_eq!(written.strip_suffix('\n'), Some(&*expected));
    verify(&bytes(input), options).expect("there is a report")
}

/// The outcome of a check of the authenticity layer.
fn outcome(report: &JsValue, check: usize) -> String {
    text(report, &format!("layers/authenticity/checks/{check}/outcome"))
}

fn trusting(change: impl FnOnce(&mut Trust)) -> Options {
    let mut trust = Trust::default();
    change(&mut trust);
    Options::default().with_trust(trust)
}

/// The attestation of a package as it was signed.
fn signed(package: &str) -> AttestationRow {
    attestations().find(|row| row.package == package && row.label == "as signed").expect("it was signed")
}

/// Asserts that an element of an option is refused, and where.
fn assert_refused(option: &str, index: u32, elements: &JsValue, expected: &str) -> JsValue {
    let input = bytes(package(PACKAGE).1);
    let error = verify(&input, &object([(option, elements.clone())])).expect_err("it is refused");
    assert_eq!((code(&error).as_str(), text(&error, "option").as_str()), (expected, option));
    assert_eq!(at(&error, "index").as_f64(), Some(f64::from(index)));
    let message = text(&error, "message");
    assert!(message.contains(&format!("the option {option}, element {index}: ")), "{message}");
    assert!(message.len() < 1500, "what is long is not repeated: {message}");
    error
}

/// Defends pins: in each spelling that the command line takes, the package has to have one of them.
#[wasm_bindgen_test]
fn a_pin_holds_or_fails() {
    let (_, input) = package(PACKAGE);
    for (pins, expected) in [
        (&[PIN][..], "pass"),
        (&[&PIN[7..]], "pass"),
        (&[&PIN.to_uppercase()], "pass"),
        (&[OTHER_PIN], "fail"),
        (&[OTHER_PIN, PIN], "pass"),
        (&[], "inconclusive"),
    ] {
        let array: Array = pins.iter().map(|pin| JsValue::from(*pin)).collect();
        let same = trusting(|it| it.pins = pins.iter().map(|pin| trust::pin(pin).expect("a pin")).collect());
        let report = assert_report(input, &object([("pins", array.into())]), &same);
        assert_eq!(outcome(&report, 0), expected, "{pins:?}");
        let verdict = if expected == "fail" { "failed" } else { "verified" };
        assert_eq!(text(&report, "verdict"), verdict, "{pins:?}");
    }
}

/// Defends against a pin that would be taken for none.
#[wasm_bindgen_test]
fn what_is_no_pin_is_refused() {
    let wrong: Vec<JsValue> =
        ["", "sha256:", &PIN[..70], &format!("{PIN}0"), &format!("{PIN} "), &"x".repeat(5000)]
            .into_iter()
            .map(JsValue::from)
            .chain([JsValue::UNDEFINED, JsValue::NULL, 7.into(), array([PIN.into()]), bytes(PIN.as_bytes())])
            .collect();
    for value in wrong {
        assert_refused("pins", 1, &array([PIN.into(), value]), "INVALID_OPTION");
    }
    // A hole is an element too.
    let sparse = Function::new_no_args("return [,]").call0(&JsValue::NULL).expect("it is a value");
    assert_refused("pins", 0, &sparse, "INVALID_OPTION");
}

/// Defends attestations as text and as bytes: each is judged as by the core, under the key that is trusted.
#[wasm_bindgen_test]
fn every_attestation_is_judged_as_by_the_core() {
    let (mut read, mut refused) = (0, 0);
    for row in attestations() {
        let (_, input) = package(&row.package);
        let given = [row.text.as_str().into(), bytes(row.text.as_bytes())];
        for (given, key) in given.into_iter().zip([row.public_key.as_str(), OTHER_KEY]) {
            let Ok(attestation) = Attestation::read(row.text.as_bytes(), &Limits::default()) else {
                refused += 1;
                let error = assert_refused("attestations", 0, &array([given]), "BAD_VALUE");
                assert_eq!(text(&error, "pointer"), "/signature");
                assert!(at(&error, "offset").as_f64() > Some(0.0));
                continue;
            };
            read += 1;
            let options = object([("trustedKeys", array([key.into()])), ("attestations", array([given]))]);
            let same = trusting(|it| {
                it.keys.push(PublicKey::from_hex(key).expect("a key"));
                it.attestations.push(attestation);
            });
            let report = assert_report(input, &options, &same);
            if row.label == "as signed" {
                let expected = if key == OTHER_KEY { "inconclusive" } else { "pass" };
                assert_eq!(outcome(&report, 1), expected, "{}", row.package);
            }
        }
    }
    assert_eq!(read + refused, 132, "no attestation got lost");
    assert!(read > 100);
}

/// Defends against an attestation that would be left out: each is read or refused, with the code of the core.
#[wasm_bindgen_test]
fn what_is_no_attestation_is_refused() {
    let good = signed(PACKAGE).text;
    let half =
        Function::new_no_args("return '{\"payload\": \"\\ud800\"}'").call0(&JsValue::NULL).expect("a value");
    for (value, expected) in [
        ("".into(), "SYNTAX"),
        ("{}".into(), "MISSING_MEMBER"),
        ("[]".into(), "WRONG_TYPE"),
        (r#"{"payloadType":"text/plain"}"#.into(), "BAD_VALUE"),
        (bytes(b"\xff"), "NOT_UTF8"),
        (bytes(&good.as_bytes()[1..]), "SYNTAX"),
    ] {
        let error = assert_refused("attestations", 1, &array([good.as_str().into(), value]), expected);
        assert!(at(&error, "pointer").is_string() && at(&error, "offset").as_f64().is_some());
    }
    for value in [
        JsValue::UNDEFINED,
        JsValue::NULL,
        7.into(),
        object([]),
        Uint8Array::new_with_length(2).buffer().into(),
        half,
    ] {
        assert_refused("attestations", 0, &array([value]), "INVALID_OPTION");
    }
}

/// Defends files of keys: both forms, several in one, comments; under any of them an attestation holds.
#[wasm_bindgen_test]
fn keys_are_read_as_files_of_them() {
    let row = signed(PACKAGE);
    let (_, input) = package(PACKAGE);
    let file = format!("# mine\n{OTHER_PEM}\n{} alice\n", row.public_key);
    for (keys, expected) in [
        (array([file.as_str().into()]), "pass"),
        (array([bytes(file.as_bytes())]), "pass"),
        (array([OTHER_PEM.into(), row.public_key.as_str().into()]), "pass"),
        (array([OTHER_PEM.into()]), "inconclusive"),
        (array([]), "inconclusive"),
    ] {
        let options = object([("attestations", array([row.text.as_str().into()])), ("trustedKeys", keys)]);
        let report = verify(&bytes(input), &options).expect("there is a report");
        assert_eq!(outcome(&report, 1), expected);
        assert_eq!(text(&report, "verdict"), if expected == "pass" { "verified" } else { "attention" });
    }
}

/// Defends against what is no key: it is refused, and says where.
#[wasm_bindgen_test]
fn what_is_no_key_is_refused() {
    let weak = format!("01{}", "0".repeat(62));
    for (value, offset) in [
        ("".into(), 0),
        ("# nothing\n".into(), 0),
        (format!("{OTHER_KEY}\n{}", &OTHER_KEY[1..]).as_str().into(), 65),
        (weak.as_str().into(), 0),
        (OTHER_PEM.replace("PUBLIC", "PRIVATE").as_str().into(), 0),
        (OTHER_PEM.replace("MCow", "MCox").as_str().into(), 0),
        (bytes(b"# \xff"), 2),
        ("x".repeat(100_000).as_str().into(), 0),
    ] {
        let error = assert_refused("trustedKeys", 1, &array([OTHER_KEY.into(), value]), "KEY_INVALID");
        assert_eq!(at(&error, "offset").as_f64(), Some(f64::from(offset)));
        assert!(at(&error, "pointer").is_undefined());
    }
    for value in [JsValue::UNDEFINED, JsValue::NULL, 7.into(), object([]), array([OTHER_KEY.into()])] {
        assert_refused("trustedKeys", 0, &array([value]), "INVALID_OPTION");
    }
}

/// Defends the bounds: they go for what is brought too, wherever they stand among the options.
#[wasm_bindgen_test]
fn limits_bound_what_is_brought() {
    let row = signed(PACKAGE);
    let input = bytes(b"[]");
    for (name, given, limit) in [
        ("attestations", row.text.as_str(), ("maxBytes", 64, "TOO_LARGE")),
        ("attestations", row.text.as_str(), ("maxDepth", 1, "TOO_DEEP")),
        ("trustedKeys", OTHER_KEY, ("maxBytes", 63, "TOO_LARGE")),
    ] {
        let (bound, value, expected) = limit;
        let elements = || array([given.into()]);
        for options in [
            object([(name, elements()), (bound, value.into())]),
            object([(bound, value.into()), (name, elements())]),
        ] {
            let error = verify(&input, &options).expect_err("it is refused");
            assert_eq!((code(&error).as_str(), text(&error, "option").as_str()), (expected, name));
        }
    }
    let options = object([("trustedKeys", array([OTHER_KEY.into()])), ("maxBytes", 64.into())]);
    assert!(verify(&input, &options).is_ok());
}

/// Defends which warnings count: all, those of the checks that are named, or none; on every package.
#[wasm_bindgen_test]
fn denied_warnings_fail() {
    let mut failed = 0;
    for row in packages() {
        let names = ["router_result", "unsealed_members"];
        let mut all = Denied::default();
        all.all = true;
        let mut some = Denied::default();
        some.checks.extend(names);
        for (value, denied) in [
            (JsValue::TRUE, all.clone()),
            ("all".into(), all),
            (JsValue::FALSE, Denied::default()),
            (array([]), Denied::default()),
            (array(names.map(JsValue::from)), some),
        ] {
            let options = Options::default().with_denied(denied);
            let report = assert_report(row.bytes, &object([("denied", value)]), &options);
            failed += usize::from(text(&report, "verdict") == "failed");
        }
    }
    assert!(failed > 50, "{failed}");
    for entry in catalog::checks() {
        let options = object([("denied", array([entry.name.into()]))]);
        assert!(verify(&bytes(b"[]"), &options).is_ok(), "{}", entry.name);
    }
}

/// Defends against a misspelt check, which would deny nothing: the error says which there are.
#[wasm_bindgen_test]
fn a_check_that_there_is_not_is_refused() {
    for value in [
        "unsealed".into(),
        "warnings".into(),
        "".into(),
        "Router_result".into(),
        JsValue::UNDEFINED,
        7.into(),
        "x".repeat(5000).as_str().into(),
    ] {
        let error = assert_refused("denied", 1, &array(["router_result".into(), value]), "INVALID_OPTION");
        let message = text(&error, "message");
        for entry in catalog::checks() {
            assert!(message.contains(entry.name), "{message}");
        }
    }
}

/// Defends against options that are no arrays, a single pin or key among them.
#[wasm_bindgen_test]
fn these_options_are_arrays() {
    let iterable = Function::new_no_args("return new Set()").call0(&JsValue::NULL).expect("it is a value");
    let alike = object([("length", 0.into())]);
    for name in ["pins", "attestations", "trustedKeys", "denied"] {
        for value in [PIN.into(), JsValue::NULL, 7.into(), alike.clone(), iterable.clone(), bytes(b"")] {
            let error = verify(&bytes(b"[]"), &object([(name, value)])).expect_err("it is refused");
            assert_eq!((code(&error).as_str(), text(&error, "option").as_str()), ("INVALID_OPTION", name));
            assert!(at(&error, "index").is_undefined());
            assert!(text(&error, "message").contains("an array of"));
        }
        assert!(verify(&bytes(b"[]"), &object([(name, JsValue::UNDEFINED)])).is_ok(), "{name}");
    }
    let throwing =
        Function::new_no_args("return Object.defineProperty([], 0, { get() { throw new Error('no') } })");
    let throwing = throwing.call0(&JsValue::NULL).expect("it is a value");
    let error = verify(&bytes(b"[]"), &object([("pins", throwing)])).expect_err("it is refused");
    assert_eq!((code(&error).as_str(), text(&error, "option").as_str()), ("INVALID_OPTION", "pins"));
}

/// Defends what is no package: it is reported as such whatever is brought, and what is wrong with that comes first.
#[wasm_bindgen_test]
fn what_is_no_package_stays_malformed() {
    let report = assert_report(
        b"{}",
        &object([("pins", array([PIN.into()])), ("denied", true.into())]),
        &trusting(|it| {
            it.pins.push(trust::pin(PIN).expect("a pin"));
        }),
    );
    assert_eq!(text(&report, "verdict"), "malformed");
    let error =
        verify(&"no bytes".into(), &object([("pins", array(["x".into()]))])).expect_err("it is refused");
    assert_eq!(code(&error), "INVALID_OPTION");
}
