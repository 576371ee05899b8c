//! The router section: what its checks say about a section that is not as it should be, and what is listed of it.

use conformance::independent::{Story, Tree, at, remove, replace};
use conformance::vectors::package;
use conformance::{Random, Spelling};
use verifier_core::{Options, Verdict, verify};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::checked::{self, Checked};

/// With the router's own record, in a format whose digest is known.
const KNOWN: &str = "08-plain-embedded-router";
/// With a record in another format.
const OPAQUE: &str = "08-plain-embedded-opaque";
const REFERENCE: &str = "08-plain-reference";

fn changed(name: &str, change: impl FnOnce(&mut Tree)) -> Checked {
    let mut tree = Tree::read(package(name).1).expect("a package is JSON");
    change(&mut tree);
    checked::verify(Spelling::Compact.write(&tree, &mut Random::new(0)).as_bytes())
}

fn text(text: &str) -> Tree {
    Tree::String(text.to_owned())
}

/// What the report lists as outside of the digests.
fn listed(checked: &Checked) -> Vec<String> {
    let checks = checked.report.layers().iter().flat_map(|layer| &layer.checks);
    checks
        .filter(|check| check.name == "unsealed_members")
        .flat_map(|check| check.at.iter().map(ToString::to_string))
        .collect()
}

/// Defends the two spellings of one digest: the format writes one with its prefix and the other without.
#[test]
fn each_digest_of_a_router_bundle_has_one_spelling() {
    for (pointer, respell) in [
        ("/router/bundle/digests/sha256", (|hex| format!("sha256:{hex}")) as fn(&str) -> String),
        ("/router/bundle/digests/sha256", |hex| hex.to_uppercase()),
        ("/router/bundle/integrity/canonical_digest", |digest| digest.replace("sha256:", "")),
        ("/router/bundle/integrity/canonical_digest", |digest| digest.to_uppercase()),
    ] {
        let found = changed(KNOWN, |tree| {
            let stored = at(tree, pointer).expect("it is there");
            let other = respell(stored.as_str().expect("it is a text"));
            assert_ne!(stored.as_str(), Some(&*other));
            *stored = text(&other);
        });
        assert_eq!(found.outcome("router_bundle_digest"), Some("fail"), "{pointer}: {}", found.json);
    }
}

/// Defends against a record that does not say which run it is of: nothing ties it to the linked run then.
#[test]
fn an_embedded_bundle_that_does_not_say_its_run_is_asked_about() {
    let found = changed(OPAQUE, |tree| assert!(remove(tree, "/router/bundle/run_id")));
    assert_eq!(found.outcome("router_run"), Some("warn"), "{}", found.json);
    let found = changed(KNOWN, |tree| assert!(remove(tree, "/router/bundle/run/run_id")));
    assert_eq!(found.outcome("router_run"), Some("warn"), "{}", found.json);
}

/// Defends the list of what no digest covers: of two run ids in a bundle one is compared, and the other is listed.
#[test]
fn the_run_id_that_is_not_compared_is_listed() {
    let both = |other: &str| {
        changed(OPAQUE, |tree| {
            let run_id = at(tree, "/router/bundle/run_id").cloned().expect("it is there");
            let Some(Tree::Object(bundle)) = at(tree, "/router/bundle") else {
                panic!("a bundle is an object")
            };
            let run = vec![("run_id".to_owned(), run_id), ("note".to_owned(), text("x"))];
            bundle.push(("run".to_owned(), Tree::Object(run)));
            if !other.is_empty() {
                assert!(replace(tree, "/router/bundle/run_id", text(other)));
            }
        })
    };
    for other in ["", "another"] {
        let found = both(other);
        assert_eq!(found.outcome("router_run"), Some("pass"), "{}", found.json);
        let listed = listed(&found);
        for (pointer, is_listed) in [
            ("/router/bundle/run_id", true),
            ("/router/bundle/run/note", true),
            ("/router/bundle/run/run_id", false),
        ] {
            assert_eq!(listed.iter().any(|it| it == pointer), is_listed, "{pointer}: {listed:?}");
        }
    }
    let one = changed(OPAQUE, |_| ());
    assert!(!listed(&one).iter().any(|it| it == "/router/bundle/run_id"), "{}", one.json);
}

/// Defends the words: a text that is no digest is the digest of no result, however often it is repeated.
#[test]
fn a_text_that_is_no_digest_is_not_taken_for_one() {
    for kind in ["x", &"0".repeat(63), &"A".repeat(64)] {
        let mut base = Tree::read(package(REFERENCE).1).expect("a package is JSON");
        let digest = text(&format!("sha256:{kind}"));
        assert!(replace(&mut base, "/router/ref/digest", digest.clone()));
        assert!(replace(&mut base, "/binding/router_digest", digest));
        let mut story = Story::of(Spelling::Compact.write(&base, &mut Random::new(0)).as_bytes());
        story.change("EXECUTION_COMPLETED", 0, "/payload/response_digest", text(kind));
        let told = story.told();
        let report =
            verify(Spelling::Compact.write(&told, &mut Random::new(0)).as_bytes(), &Options::default());
        assert_eq!(report.verdict(), Verdict::Attention, "{kind:?}: {}", report.to_json());
        let checks = report.layers().iter().flat_map(|layer| &layer.checks);
        let open: Vec<_> = checks
            .filter(|check| check.outcome == verifier_core::Outcome::Inconclusive && !check.unasked)
            .map(|check| check.name)
            .collect();
        assert_eq!(open, ["router_link", "router_result"], "{kind:?}: {}", report.to_json());
    }
}
