//! The canonical form and its digest.

use conformance::vectors::{Answer, canonical};
use verifier_core::Limits;
use verifier_wasm::{canonicalize, digest};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::values::{at, bytes, code, text};

/// Defends form and digest on every vector, and the place of a refusal.
#[wasm_bindgen_test]
fn every_text_gets_the_answer_of_the_core() {
    let (mut rows, mut refused) = (0, 0);
    for row in canonical() {
        rows += 1;
        let input = bytes(row.input.as_bytes());
        let form = canonicalize(&input, &JsValue::UNDEFINED);
        let digest = digest(&input, &JsValue::UNDEFINED);
        match verifier_core::canonical::canonicalize(row.input.as_bytes(), &Limits::default()) {
            Ok(expected) => {
                assert_eq!(form.expect("it has a canonical form"), expected, "line {}", row.line);
                let digest = digest.expect("it has a canonical form");
                if let Answer::Canonical { sha256, .. } = &row.answer {
                    assert_eq!(digest, format!("sha256:{sha256}"), "line {}", row.line);
                }
            }
            Err(refusal) => {
                refused += 1;
                for error in [form.expect_err("it is refused"), digest.expect_err("it is refused")] {
                    assert_eq!(code(&error), refusal.code.as_str(), "line {}", row.line);
                    assert_eq!(text(&error, "pointer"), refusal.pointer, "line {}", row.line);
                    assert_eq!(at(&error, "offset"), JsValue::from(refusal.offset), "line {}", row.line);
                }
            }
        }
    }
    assert!(rows > 100 && refused > 10, "no row got lost: {rows}, {refused} of them refused");
}
