//! Reports, as text and as objects.

use conformance::vectors::{packages, tampered};
use conformance::{Random, Spelling};
use verifier_core::Options;
use verifier_wasm::{verify, verify_to_json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::values::{at, bytes, object, stringified, text};

/// Asserts that both forms of the report are that of the core.
fn assert_report(input: &[u8]) -> JsValue {
    let expected = verifier_core::verify(input, &Options::default()).to_json();
    let written = verify_to_json(&bytes(input), &JsValue::UNDEFINED).expect("there is a report");
    assert_eq!(written.strip_suffix('\n'), Some(&*expected));
    let report = verify(&bytes(input), &JsValue::UNDEFINED).expect("there is a report");
    // `JSON.stringify` keeps the order of the members, but spells some numbers anew.
    let parsed = js_sys::JSON::parse(&expected).expect("a report is JSON");
    assert_eq!(stringified(&report), stringified(&parsed));
    report
}

/// Defends both forms of the report on every package.
#[wasm_bindgen_test]
fn every_package_gets_the_report_of_the_core() {
    let mut rows = 0;
    for row in packages() {
        rows += 1;
        let report = assert_report(row.bytes);
        assert_eq!(at(&report, "ok").as_bool(), Some(row.expected.ok), "{}", row.name);
        assert_eq!(at(&report, "subject/bytes"), JsValue::from(row.bytes.len()), "{}", row.name);
    }
    assert_eq!(rows, 53, "no package got lost");
}

/// Defends both forms of the report on every changed package.
#[wasm_bindgen_test]
fn every_changed_package_gets_the_report_of_the_core() {
    let mut rows = 0;
    for row in tampered() {
        rows += 1;
        assert_report(Spelling::Compact.write(&row.package, &mut Random::new(0)).as_bytes());
    }
    assert_eq!(rows, 2021, "no row got lost");
}

/// Defends that what is no package gives a report and no exception.
#[wasm_bindgen_test]
fn what_is_no_package_gives_a_report() {
    for (input, code) in
        [(&b""[..], "SYNTAX"), (b"\xff", "NOT_UTF8"), (b"{}", "MISSING_MEMBER"), (b"[]", "WRONG_TYPE")]
    {
        let report = assert_report(input);
        assert_eq!(text(&report, "verdict"), "malformed");
        assert_eq!(text(&report, "error/code"), code);
    }
}

/// Defends the object against keys that mean something to JavaScript: they are members like others.
#[wasm_bindgen_test]
fn a_key_of_a_hostile_package_is_nothing_but_a_key() {
    let (_, package) = conformance::vectors::package("00-plain-reference");
    let package = String::from_utf8(package.to_vec()).expect("a package is UTF-8");
    let (start, end) = control_digest(&package);
    let hostile = format!(
        "{}{{\"__proto__\":{{\"polluted\":1}},\"constructor\":2,\"toString\":[]}}{}",
        &package[..start],
        &package[end..]
    );
    let report = assert_report(hostile.as_bytes());
    let actual = at(&report, "layers/seal/checks/2/actual");
    let keys: Vec<String> = js_sys::Reflect::own_keys(&actual)
        .expect("it is an object")
        .iter()
        .map(|key| key.as_string().expect("a key is a text"))
        .collect();
    assert_eq!(keys, ["__proto__", "constructor", "toString"]);
    assert!(at(&actual, "polluted").is_undefined());
}

/// Where the value of `binding.control_digest` stands.
fn control_digest(package: &str) -> (usize, usize) {
    const KEY: &str = "\"control_digest\":";
    let after = package.find(KEY).expect("a package has a binding") + KEY.len();
    let start = after + package[after..].find('"').expect("a digest is a text");
    (start, start + 2 + package[start + 1..].find('"').expect("a text ends"))
}

/// Defends numbers: an offset and a count are numbers, also where the input is long.
#[wasm_bindgen_test]
fn numbers_are_numbers() {
    let mut input = vec![b' '; 3_000_000];
    input.push(b'?');
    let report = verify(&bytes(&input), &object([])).expect("there is a report");
    assert_eq!(at(&report, "error/offset").as_f64(), Some(3_000_000.0));
    assert_eq!(at(&report, "subject/bytes").as_f64(), Some(3_000_001.0));
    assert_eq!(at(&report, "total").as_f64(), Some(0.0));
}
