//! The bindings as a page sees them: these tests run in a real, headless browser.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn version_is_the_one_of_this_crate() {
    assert_eq!(verifier_wasm::version(), env!("CARGO_PKG_VERSION"));
}
