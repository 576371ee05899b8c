//! What others rely on: names in the catalog.

use verifier_core::catalog;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Defends the catalog: a name stands for one check, and every entry says everything.
#[test]
fn every_check_of_the_catalog_is_explained_once() {
    for (index, entry) in catalog::checks().enumerate() {
        assert!(
            catalog::checks().skip(index + 1).all(|other| other.name != entry.name),
            "{} is there twice",
            entry.name
        );
        assert_eq!(catalog::entry(entry.name), Some(entry));
        for text in [entry.layer, entry.title, entry.proves, entry.limits, entry.failure, entry.next] {
            assert!(!text.trim().is_empty(), "{} leaves something out", entry.name);
        }
        assert!(!entry.title.ends_with('.'), "the title of {} is a heading", entry.name);
    }
    assert_eq!(catalog::entry("no_such_check"), None);
}

/// Defends the six names that all implementations of the format share, and their order.
#[test]
fn the_seal_checks_keep_their_names_and_order() {
    let names: Vec<_> =
        catalog::checks().filter(|entry| entry.layer == "seal").map(|entry| entry.name).collect();
    assert_eq!(
        names,
        [
            "binding_digest",
            "control_bundle_digest",
            "binding_control_match",
            "binding_router_match",
            "binding_link_match",
            "router_digest"
        ]
    );
}
