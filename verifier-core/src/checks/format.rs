//! The format layer: is this a package of a version that is known here, written as that version says?

use super::finding::Finding;
use crate::bundle::Bundle;
use crate::digest::PrefixedDigest;
use crate::json::{Document, Node};
use crate::package::Package;
use crate::report::{Check, Layer};
use crate::view::optional;

/// Runs the checks of the format layer.
pub(crate) fn check(document: &Document<'_>, package: &Package<'_, '_>) -> Layer {
    let root = document.root();
    Layer {
        name: "format",
        checks: vec![known_versions(package), algorithm(root, package), router_sections(root, package)],
    }
}

/// The versions of the package and of the bundle in it are those that these checks were written for.
fn known_versions(package: &Package<'_, '_>) -> Check {
    const PACKAGE: &str = "/package_version";
    const BUNDLE: &str = "/control_bundle/bundle_version";
    let versions =
        [(package.version, Package::VERSION, PACKAGE), (package.bundle.version, Bundle::VERSION, BUNDLE)];
    let is_known = |version: Option<Node<'_, '_>>, known: &str| {
        version.is_none_or(|version| version.as_str().is_some_and(|text| text == known))
    };
    let unknown = versions.iter().find(|(version, known, _)| !is_known(*version, known));
    let absent = versions.iter().find(|(version, ..)| version.is_none());
    let finding = match (unknown, absent) {
        (Some((Some(version), known, pointer)), _) => Finding::inconclusive(
            "The version is not known to this verifier, so what the format means is not known either",
        )
        .compared(*known, *version)
        .at([*pointer]),
        (_, Some((_, _, pointer))) => Finding::warn(
            "A version is not stated; it was read as the version that the format has for that case",
        )
        .at([*pointer]),
        _ => Finding::pass("The versions of the package and of the bundle are known").at([PACKAGE, BUNDLE]),
    };
    finding.of("known_versions")
}

/// The digests are said to be SHA-256, which is what was computed.
fn algorithm(root: Node<'_, '_>, package: &Package<'_, '_>) -> Check {
    const NAME: &str = "sha256";
    let bundle = root.member("control_bundle");
    let owners = [
        (bundle.and_then(|bundle| bundle.member("integrity")), "/control_bundle/integrity/alg"),
        (root.member("integrity"), "/integrity/alg"),
    ];
    let stated = owners.map(|(owner, pointer)| (owner.and_then(|owner| owner.member("alg")), pointer));
    let other = stated
        .into_iter()
        .find(|(alg, _)| alg.is_some_and(|alg| alg.as_str().is_none_or(|text| text != NAME)));
    let digests = [
        (package.bundle.canonical_digest, "/control_bundle/integrity/canonical_digest"),
        (package.binding_digest, "/integrity/binding_digest"),
    ];
    let bare = digests
        .into_iter()
        .find(|(digest, _)| digest.as_str().is_none_or(|text| !text.starts_with(PrefixedDigest::PREFIX)));
    let absent = stated.into_iter().find(|(alg, _)| alg.is_none());
    let finding = match (other, absent, bare) {
        (Some((Some(alg), pointer)), ..) => {
            Finding::fail("The digests are SHA-256, and the file says that they are something else")
                .compared(NAME, alg)
                .at([pointer])
        }
        (_, Some((_, pointer)), _) => {
            Finding::warn("The algorithm of a digest is not stated; SHA-256 was taken").at([pointer])
        }
        (.., Some((digest, pointer))) => {
            Finding::warn("A digest does not name its algorithm; SHA-256 was taken")
                .compared("sha256: and 64 digits", digest)
                .at([pointer])
        }
        _ => Finding::pass("Both digests are said to be SHA-256").at(stated.map(|(_, pointer)| pointer)),
    };
    finding.of("algorithm")
}

/// The router section has what its mode names, and nothing of another mode.
fn router_sections(root: Node<'_, '_>, package: &Package<'_, '_>) -> Check {
    let Some(router) = root.member("router") else {
        return Finding::fail("There is no router section").of("router_sections");
    };
    let mode = package.router.mode.as_str();
    let (named, other) = match mode.as_deref() {
        Some("reference") => ("ref", "bundle"),
        Some("embedded") => ("bundle", "ref"),
        _ => {
            return Finding::fail("The mode is neither `reference` nor `embedded`, so it names no section")
                .at(["/router/mode"])
                .of("router_sections");
        }
    };
    let place = |name: &str| format!("/router/{name}");
    let finding = if optional(router, named).is_none_or(|section| !section.is_truthy()) {
        Finding::fail(format!("The mode is `{}`, and `{named}` is missing", mode.unwrap_or_default()))
            .at(["/router/mode".to_owned(), place(named)])
    } else if optional(router, other).is_some() {
        Finding::fail(format!(
            "The mode is `{}`, and `{other}` is there too, which nothing in the package looks at",
            mode.unwrap_or_default()
        ))
        .at(["/router/mode".to_owned(), place(other)])
    } else {
        Finding::pass("Exactly the section that the mode names is there")
            .at(["/router/mode".to_owned(), place(named)])
    };
    finding.of("router_sections")
}
