//! The seal: do the digests of the package hold together (`docs/format.md`, section 3)?
//!
//! Six checks, the last one only for an embedded router bundle. Their names, their order and their
//! outcomes are those of every implementation of the format.

use std::borrow::Cow;

use crate::digest::{PrefixedDigest, RawDigest};
use crate::json::{Node, same_value};
use crate::package::Package;
use crate::report::{Check, Evidence, Layer, Outcome};

/// Runs the seal checks. `control` is the recomputed control digest.
pub(crate) fn check(package: &Package<'_, '_>, control: RawDigest) -> Layer {
    let mut checks = vec![
        binding_digest(package),
        control_bundle_digest(package, control),
        binding_control_match(package),
        binding_router_match(package),
        binding_link_match(package),
    ];
    checks.extend(router_digest(package));
    Layer { name: "seal", checks }
}

/// 1. The recomputed binding digest is the stored one.
fn binding_digest(package: &Package<'_, '_>) -> Check {
    recomputed(
        "binding_digest",
        "Recomputed binding digest from binding fields",
        package.binding_digest,
        package.recomputed_binding_digest(),
        &["/package_version", "/binding", "/integrity/binding_digest"],
    )
}

/// 2. The recomputed control digest is the stored one.
fn control_bundle_digest(package: &Package<'_, '_>, control: RawDigest) -> Check {
    recomputed(
        "control_bundle_digest",
        "Recomputed control bundle digest from content",
        package.bundle.canonical_digest,
        control,
        &[
            "/control_bundle/bundle_version",
            "/control_bundle/decision",
            "/control_bundle/events",
            "/control_bundle/router_link",
            "/control_bundle/template_snapshot",
            "/control_bundle/integrity/canonical_digest",
        ],
    )
}

/// 3. The binding names the control digest that the bundle states.
fn binding_control_match(package: &Package<'_, '_>) -> Check {
    matching(
        "binding_control_match",
        "binding.control_digest must match control_bundle.integrity.canonical_digest",
        Some(package.bundle.canonical_digest),
        package.binding.control,
        &["/binding/control_digest", "/control_bundle/integrity/canonical_digest"],
    )
}

/// 4. The binding names the digest that the router section states.
fn binding_router_match(package: &Package<'_, '_>) -> Check {
    matching(
        "binding_router_match",
        "binding.router_digest must match router section digest",
        package.router.digest(),
        package.binding.router,
        match (package.router.embedded(), package.router.referenced()) {
            (Some(_), _) => {
                &["/binding/router_digest", "/router/mode", "/router/bundle/integrity/canonical_digest"]
            }
            (None, Some(_)) => &["/binding/router_digest", "/router/mode", "/router/ref/digest"],
            (None, None) => &["/binding/router_digest", "/router"],
        },
    )
}

/// 5. The binding names the digest of the link between the decision and the run.
fn binding_link_match(package: &Package<'_, '_>) -> Check {
    matching(
        "binding_link_match",
        "binding.control_router_link_digest must match control bundle's router link",
        package.bundle.link_member("control_router_link_digest"),
        package.binding.link,
        &["/binding/control_router_link_digest", "/control_bundle/router_link/control_router_link_digest"],
    )
}

/// 6. An embedded router bundle states its digest.
fn router_digest(package: &Package<'_, '_>) -> Option<Check> {
    let bundle = package.router.embedded()?;
    // That `integrity` is an object where it is there, reading the package has shown.
    let stated =
        bundle.member("integrity").is_some_and(|integrity| integrity.member("canonical_digest").is_some());
    Some(Check {
        name: "router_digest",
        outcome: if stated { Outcome::Pass } else { Outcome::Fail },
        expected: None,
        actual: None,
        detail: Some(Cow::Borrowed("Embedded router bundle must have integrity.canonical_digest")),
        unasked: false,
        denied: false,
        at: vec![Cow::Borrowed("/router/bundle/integrity")],
    })
}

/// A stored digest, with or without its prefix, against a recomputed one; hex is compared exactly.
fn recomputed(
    name: &'static str,
    detail: &'static str,
    stored: Node<'_, '_>,
    recomputed: RawDigest,
    at: &[&'static str],
) -> Check {
    let text = stored.as_str().unwrap_or_default();
    let hex = text.strip_prefix(PrefixedDigest::PREFIX).unwrap_or(&text);
    Check {
        name,
        outcome: if recomputed.is_written_as(hex) { Outcome::Pass } else { Outcome::Fail },
        expected: Some(Evidence::from(stored)),
        actual: Some(Evidence::Text(recomputed.prefixed().to_string())),
        detail: Some(Cow::Borrowed(detail)),
        unasked: false,
        denied: false,
        at: pointers(at),
    }
}

/// Two stored digests, which have to be equal to the character; the expected one has to be there.
fn matching(
    name: &'static str,
    detail: &'static str,
    expected: Option<Node<'_, '_>>,
    actual: Node<'_, '_>,
    at: &[&'static str],
) -> Check {
    let holds = expected.is_some_and(|expected| same_value(actual, expected));
    Check {
        name,
        outcome: if holds { Outcome::Pass } else { Outcome::Fail },
        expected: expected.map(Evidence::from),
        actual: Some(actual).filter(|actual| !actual.is_null()).map(Evidence::from),
        detail: Some(Cow::Borrowed(detail)),
        unasked: false,
        denied: false,
        at: pointers(at),
    }
}

fn pointers(at: &[&'static str]) -> Vec<Cow<'static, str>> {
    at.iter().map(|pointer| Cow::Borrowed(*pointer)).collect()
}
