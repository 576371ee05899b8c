//! What is said of the template that a policy was made from: what no store writes of one is found.

use conformance::independent::{Story, Tree, at, replace};
use conformance::vectors::package;
use conformance::{Random, Spelling};
use verifier_core::{Options, Outcome, Verdict, verify};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const TEMPLATE: &str = "01-template-reference";
const SNAPSHOT: &str = "/control_bundle/template_snapshot";

fn text(text: &str) -> Tree {
    Tree::String(text.to_owned())
}

/// Changes what the policy event says of its template, and the template beside it alike; every digest is computed anew.
fn outcome(change: impl Fn(&mut Vec<(String, Tree)>)) -> (Outcome, String) {
    let mut base = Tree::read(package(TEMPLATE).1).expect("a package is JSON");
    let story = Story::of(package(TEMPLATE).1);
    let attached = story.place("POLICY_ATTACHED", 0);
    let mut payload = story.events[attached].member("payload").cloned().expect("a payload");
    let Tree::Object(members) = &mut payload else { panic!("a payload is an object") };
    change(members);
    let of = |name: &str| payload.member(name).cloned().unwrap_or(Tree::Null);
    let digest = of("template_digest").as_str().map(|digest| text(&format!("sha256:{digest}")));
    for (name, value) in [
        ("digest", digest.unwrap_or_else(|| text("sha256:"))),
        ("snapshot", of("template_snapshot")),
        ("overrides", of("overrides_applied")),
    ] {
        assert!(replace(&mut base, &format!("{SNAPSHOT}/{name}"), value), "{name}");
    }
    let mut story = Story::of(Spelling::Compact.write(&base, &mut Random::new(0)).as_bytes());
    story.change("POLICY_ATTACHED", 0, "/payload", payload);
    let told = Spelling::Compact.write(&story.told(), &mut Random::new(0));
    let report = verify(told.as_bytes(), &Options::default());
    assert!(report.ok(), "the seal holds: {}", report.to_json());
    let checks = || report.layers().iter().flat_map(|layer| &layer.checks);
    let check = checks().find(|check| check.name == "template").expect("the check");
    let beside = checks().filter(|it| it.name != "template" && !it.unasked);
    assert!(beside.map(|it| it.outcome).all(|it| it < Outcome::Inconclusive), "{}", report.to_json());
    assert_eq!(report.verdict() == Verdict::Failed, check.outcome == Outcome::Fail);
    (check.outcome, check.detail.clone().unwrap_or_default().into_owned())
}

fn put(members: &mut Vec<(String, Tree)>, pointer: &str, value: Tree) {
    let mut object = Tree::Object(std::mem::take(members));
    let (owner, name) = pointer.rsplit_once('/').expect("a pointer");
    match at(&mut object, owner) {
        Some(Tree::Object(members)) => {
            members.retain(|(key, _)| key != name);
            members.push((name.to_owned(), value));
        }
        other => panic!("{pointer}: {other:?}"),
    }
    let Tree::Object(changed) = object else { panic!("it was an object") };
    *members = changed;
}

/// Defends the name, the digest and the members: a template of another name, a text for a digest, and rules that no
/// policy has are found.
#[test]
fn what_no_template_says_is_found() {
    let (found, detail) = outcome(|_| ());
    assert_eq!(found, Outcome::Pass, "{detail}");
    for (pointer, value, expected) in [
        ("/template_snapshot/template_name", text("strict-two-man-rule"), Outcome::Fail),
        ("/template_snapshot/approved_by", text("the board"), Outcome::Warn),
        ("/overrides_applied/skip_approvals", Tree::Bool(true), Outcome::Warn),
        ("/overrides_applied/template_name", text("x"), Outcome::Warn),
        ("/template_digest", text("hello"), Outcome::Fail),
        ("/template_digest", text(""), Outcome::Warn),
        ("/template_digest", text(&format!("sha256:{}", "0".repeat(64))), Outcome::Fail),
        ("/template_digest", text(&"A".repeat(64)), Outcome::Fail),
        // A digest is compared, and not recomputed.
        ("/template_digest", text(&"0".repeat(64)), Outcome::Pass),
        ("/template_snapshot/template_description", text("another"), Outcome::Pass),
    ] {
        let (found, detail) = outcome(|members| {
            if members.iter().any(|(name, value)| name == "overrides_applied" && *value == Tree::Null) {
                put(members, "/overrides_applied", Tree::Object(Vec::new()));
            }
            put(members, pointer, value.clone());
        });
        assert_eq!(found, expected, "{pointer}: {detail}");
    }
}
