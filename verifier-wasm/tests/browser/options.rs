//! Options: each has its effect, and nothing is ignored.

use verifier_wasm::{canonicalize, digest, verify, verify_to_json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::values::{array, at, bytes, code, object, text};

/// The error code of the report on `input`, or `none`.
fn refused(input: &str, options: &JsValue) -> String {
    let report = verify(&bytes(input.as_bytes()), options).expect("there is a report");
    text(&report, "error/code")
}

/// Defends each limit, at its bound and beyond, in every function that takes it.
#[wasm_bindgen_test]
fn limits_have_an_effect() {
    for (name, input, bound, beyond) in [
        ("maxBytes", "[10]", 4, "TOO_LARGE"),
        ("maxDepth", "[[[]]]", 3, "TOO_DEEP"),
        ("maxIntegerDigits", "[-123]", 3, "NUMBER_TOO_LONG"),
        ("maxMembers", "[[0],[0]]", 4, "TOO_MANY_MEMBERS"),
    ] {
        let at_bound = object([(name, bound.into())]);
        let below = object([(name, (bound - 1).into())]);
        // Within its limits it is read, and found to be no package.
        assert_eq!(refused(input, &at_bound), "WRONG_TYPE", "{name}");
        assert_eq!(refused(input, &below), beyond, "{name}");
        let input = bytes(input.as_bytes());
        assert!(canonicalize(&input, &at_bound).is_ok() && digest(&input, &at_bound).is_ok(), "{name}");
        for error in [canonicalize(&input, &below).expect_err(name), digest(&input, &below).expect_err(name)]
        {
            assert_eq!(code(&error), beyond, "{name}");
        }
    }
}

/// Defends the digest of the input: it goes into the report as it was given.
#[wasm_bindgen_test]
fn a_known_digest_is_taken_as_given() {
    let known = "0123456789abcdef".repeat(4);
    let options = object([("inputDigest", known.as_str().into())]);
    let report = verify(&bytes(b"?"), &options).expect("there is a report");
    assert_eq!(text(&report, "subject/sha256"), known);
    let json = verify_to_json(&bytes(b"?"), &options).expect("there is a report");
    assert!(json.contains(&known), "{json}");
}

/// Defends the usual ways to say that there are no options.
#[wasm_bindgen_test]
fn what_is_undefined_is_absent() {
    for options in [
        JsValue::UNDEFINED,
        object([]),
        object([("maxBytes", JsValue::UNDEFINED), ("inputDigest", JsValue::UNDEFINED)]),
    ] {
        assert_eq!(refused("[]", &options), "WRONG_TYPE");
    }
}

/// Defends against options that would be ignored: each is refused by name.
#[wasm_bindgen_test]
fn an_unknown_option_is_refused() {
    let input = bytes(b"[]");
    for name in ["maxbytes", "max_bytes", "limits", "", "__proto__x", "inputdigest", "0"] {
        let options = object([(name, 1.into())]);
        let error = verify(&input, &options).expect_err("it is refused");
        assert_eq!(code(&error), "UNKNOWN_OPTION");
        let message = text(&error, "message");
        assert!(message.contains(&format!("{name:?}")), "{message}");
        assert_eq!(text(&error, "option"), name);
        for known in ["maxBytes", "inputDigest", "pins", "attestations", "trustedKeys", "denied"] {
            assert!(message.contains(known), "{message}");
        }
    }
    // Where no report is made, there is nothing that these could go into.
    for name in ["inputDigest", "pins", "attestations", "trustedKeys", "denied"] {
        let options = object([(name, array([]))]);
        for error in [
            canonicalize(&input, &options).expect_err("it is refused"),
            digest(&input, &options).expect_err("it is refused"),
        ] {
            assert_eq!(code(&error), "UNKNOWN_OPTION");
            assert!(!text(&error, "message").contains(", inputDigest"));
        }
    }
}

/// Defends against values that would be taken for others.
#[wasm_bindgen_test]
fn a_wrong_value_is_refused() {
    let input = bytes(b"[]");
    for name in ["maxBytes", "maxDepth", "maxIntegerDigits", "maxMembers"] {
        let wrong = [
            JsValue::NULL,
            (-1).into(),
            0.5.into(),
            f64::NAN.into(),
            f64::INFINITY.into(),
            4_294_967_296.0.into(),
            "10".into(),
            true.into(),
            js_sys::BigInt::from(10).into(),
            object([]),
        ];
        for value in wrong {
            let error = verify(&input, &object([(name, value.clone())])).expect_err("it is refused");
            assert_eq!(code(&error), "INVALID_OPTION", "{name} {value:?}");
            assert!(text(&error, "message").contains(name));
            assert_eq!(text(&error, "option"), name);
            assert!(at(&error, "index").is_undefined());
        }
    }
    assert_eq!(
        code(&verify(&input, &object([("maxBytes", 2_147_483_648.0.into())])).expect_err("it is refused")),
        "INVALID_OPTION"
    );
    let hex = "ab".repeat(32);
    for value in ["", &hex[1..], &hex.to_uppercase(), &format!("sha256:{hex}"), &"x".repeat(1000)] {
        let error = verify(&input, &object([("inputDigest", value.into())])).expect_err("it is refused");
        assert_eq!(code(&error), "INVALID_OPTION", "{value}");
        assert!(text(&error, "message").len() < 300, "a long text is not repeated");
    }
}
