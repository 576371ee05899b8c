//! The catalog and the version.

use js_sys::Array;
use verifier_core::catalog;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::values::{at, text};

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

/// Defends every text about the layers, and that an entry has no other member.
#[wasm_bindgen_test]
fn the_layers_are_those_of_the_core() {
    let entries = Array::from(&verifier_wasm::layers().expect("there are layers"));
    assert_eq!(entries.length() as usize, catalog::LAYERS.len());
    for (value, entry) in entries.iter().zip(catalog::LAYERS) {
        for (member, expected) in [
            ("holds", entry.holds),
            ("limits", entry.limits),
            ("name", entry.name),
            ("question", entry.question),
        ] {
            assert_eq!(text(&value, member), expected);
        }
        let checks: Vec<String> =
            Array::from(&at(&value, "checks")).iter().filter_map(|name| name.as_string()).collect();
        assert!(checks.iter().eq(entry.checks.iter().map(|check| check.name)), "{checks:?}");
        assert_eq!(js_sys::Reflect::own_keys(&value).expect("it is an object").length(), 5);
    }
}

/// Defends the version.
#[wasm_bindgen_test]
fn the_version_is_the_one_of_this_crate() {
    assert_eq!(verifier_wasm::version(), env!("CARGO_PKG_VERSION"));
}
