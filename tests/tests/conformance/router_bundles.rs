//! The digest of a router bundle is recomputed from its run and its events.

use conformance::vectors::{package_files, router_bundles};
use verifier_core::Limits;
use verifier_core::digest::RawDigest;
use verifier_core::json::{Document, Node};
use verifier_core::router_bundle::RouterBundle;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The digest that a bundle states for itself.
fn stated(bundle: &RouterBundle<'_, '_>) -> RawDigest {
    let text = bundle.stated.and_then(Node::as_str).expect("the bundle states its digest");
    RawDigest::from_hex(&text).expect("what it states is a raw digest")
}

/// Defends the digest: the escapes of what is not ASCII above all, which every one of these bundles has.
#[test]
fn every_router_bundle_has_the_digest_that_it_states() {
    for (name, bytes) in router_bundles() {
        let document = Document::read(bytes, &Limits::default()).unwrap();
        let bundle = RouterBundle::read(document.root()).expect(name);
        assert!(!bytes.is_ascii(), "{name}: there is something to escape");
        assert_eq!(bundle.digest(), stated(&bundle), "{name}");
    }
    assert_eq!(router_bundles().len(), 10, "no bundle got lost");
}

/// Defends that a bundle is recomputed alike where it stands inside of a package, however that is spelled,
/// and that the opaque ones are left alone.
#[test]
fn every_embedded_router_bundle_has_the_digest_that_it_states() {
    let (mut known, mut opaque) = (0, 0);
    for (name, bytes) in package_files() {
        let document = Document::read(bytes, &Limits::default()).unwrap();
        let router = document.root().member("router").unwrap();
        let Some(bundle) = router.member("bundle").filter(|bundle| !bundle.is_null()) else { continue };
        match RouterBundle::read(bundle) {
            Some(bundle) => {
                known += 1;
                assert_eq!(bundle.digest(), stated(&bundle), "{name}");
                assert!(bundle.run_id().is_some(), "{name}");
            }
            None => opaque += 1,
        }
        assert_eq!(name.contains("embedded-router"), RouterBundle::read(bundle).is_some(), "{name}");
    }
    assert_eq!((known, opaque), (13, 20), "no bundle got lost");
}
