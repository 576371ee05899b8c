//! The six seal checks, recomputed.

use super::{Tree, canonical_text, control_digest, sha256_hex};

/// What this route can say about a seal check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// Values that are no strings are compared. Equality of those is left to the core.
    NotString,
}

/// The names of the checks and whether they hold, for a package that the core can read.
pub fn seal_checks(package: &Tree) -> Vec<(&'static str, Stated)> {
    let null = Tree::Null;
    let member = |owner: Option<&'_ Tree>, name: &str| owner.and_then(|owner| owner.member(name)).cloned();
    let binding = package.member("binding").unwrap_or(&null);
    let bundle = package.member("control_bundle").unwrap_or(&null);
    let router = package.member("router").unwrap_or(&null);
    let [control, run, link] = ["control_digest", "router_digest", "control_router_link_digest"]
        .map(|name| binding.member(name).cloned().unwrap_or(Tree::Null));

    let bound = Tree::Object(vec![
        (
            "package_version".to_owned(),
            member(Some(package), "package_version").unwrap_or_else(|| Tree::String("0.6".to_owned())),
        ),
        ("control_digest".to_owned(), control.clone()),
        ("router_digest".to_owned(), run.clone()),
        ("control_router_link_digest".to_owned(), link.clone()),
    ]);
    let bound = canonical_text(&bound).map(|text| sha256_hex(text.as_bytes())).unwrap_or_default();
    let stored_binding = member(package.member("integrity"), "binding_digest");
    let stored_control = member(bundle.member("integrity"), "canonical_digest");
    let embedded = match router.member("mode").and_then(Tree::as_str) {
        Some("embedded") => router.member("bundle").filter(|bundle| **bundle != Tree::Null),
        _ => None,
    };
    let section = match router.member("mode").and_then(Tree::as_str) {
        Some("embedded") => {
            member(embedded.and_then(|bundle| bundle.member("integrity")), "canonical_digest")
        }
        Some("reference") => member(router.member("ref"), "digest"),
        _ => None,
    };
    let stored_link = member(bundle.member("router_link"), "control_router_link_digest");

    let mut checks = vec![
        ("binding_digest", recomputed(stored_binding.as_ref(), &bound)),
        (
            "control_bundle_digest",
            recomputed(stored_control.as_ref(), &control_digest(bundle).unwrap_or_default()),
        ),
        ("binding_control_match", matching(stored_control.as_ref(), &control)),
        ("binding_router_match", matching(section.as_ref(), &run)),
        ("binding_link_match", matching(stored_link.as_ref(), &link)),
    ];
    if let Some(embedded) = embedded {
        let there = member(embedded.member("integrity"), "canonical_digest").is_some();
        checks.push(("router_digest", if there { Stated::Holds } else { Stated::Fails }));
    }
    checks
}

fn recomputed(stored: Option<&Tree>, hex: &str) -> Stated {
    match stored.and_then(Tree::as_str) {
        Some(stored) if stored.strip_prefix("sha256:").unwrap_or(stored) == hex => Stated::Holds,
        _ => Stated::Fails,
    }
}

fn matching(expected: Option<&Tree>, actual: &Tree) -> Stated {
    match (expected, actual) {
        (Some(Tree::String(expected)), Tree::String(actual)) if expected == actual => Stated::Holds,
        // A member that is null counts as absent.
        (None | Some(Tree::Null | Tree::String(_)), _) | (_, Tree::String(_)) => Stated::Fails,
        _ => Stated::NotString,
    }
}
