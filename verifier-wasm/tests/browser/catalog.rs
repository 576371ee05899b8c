//! The catalog and the version.

use js_sys::Array;
use verifier_core::catalog;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::values::text;

/// Defends every text of the catalog, and that an entry has no other member.
#[wasm_bindgen_test]
fn the_catalog_is_that_of_the_core() {
    let entries = Array::from(&verifier_wasm::catalog().expect("there is a catalog"));
    assert_eq!(entries.length() as usize, catalog::checks().count());
    for (value, entry) in entries.iter().zip(catalog::checks()) {
        let expected = [
            ("failure", entry.failure),
            ("layer", entry.layer),
            ("limits", entry.limits),
            ("name", entry.name),
            ("next", entry.next),
            ("proves", entry.proves),
            ("title", entry.title),
        ];
        for (member, expected) in expected {
            assert_eq!(text(&value, member), expected);
        }
        assert_eq!(
            js_sys::Reflect::own_keys(&value).expect("it is an object").length() as usize,
            expected.len()
        );
    }
}

/// Defends the version.
#[wasm_bindgen_test]
fn the_version_is_the_one_of_this_crate() {
    assert_eq!(verifier_wasm::version(), env!("CARGO_PKG_VERSION"));
}
