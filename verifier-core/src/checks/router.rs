//! The router layer: is the run in the package the one that the decision is linked to?

use std::borrow::Cow;

use super::finding::Finding;
use crate::chronicle::Chronicle;
use crate::digest::{PrefixedDigest, RawDigest};
use crate::json::same_value;
use crate::package::Package;
use crate::report::{Check, Evidence, Layer, Outcome};
use crate::router_bundle::RouterBundle;

/// Runs the checks of the router layer.
pub(crate) fn check(package: &Package<'_, '_>, chronicle: &Chronicle) -> Layer {
    let checks = vec![router_run(package), router_bundle_digest(package), router_result(package, chronicle)];
    Layer { name: "router", checks }
}

/// The run of the router section is the run of the link. The seal does not tell: its digests agree with
/// each other whichever run they were made for.
fn router_run(package: &Package<'_, '_>) -> Check {
    const LINKED: &str = "/control_bundle/router_link/run_id";
    let linked = package.bundle.link_member("run_id");
    let section = package.router.run_id();
    let (outcome, detail) = match (linked, section) {
        (Some(linked), Some((run_id, _))) if same_value(linked, run_id) => {
            (Outcome::Pass, "The router section is about the run that the decision is linked to")
        }
        (Some(_), Some(_)) => (
            Outcome::Fail,
            "The router section is about another run than the one that the decision is linked to",
        ),
        (_, None) if package.router.embedded().is_some() => (
            Outcome::Warn,
            "The embedded record does not say which run it is of, so nothing shows that it is of the one that the \
             decision is linked to",
        ),
        (None, _) => (Outcome::Inconclusive, "The decision is not linked to a run by its id"),
        (_, None) => (Outcome::Inconclusive, "The router section does not say which run it is about"),
    };
    Check {
        name: "router_run",
        outcome,
        expected: linked.map(Evidence::from),
        actual: section.map(|(run_id, _)| Evidence::from(run_id)),
        detail: Some(Cow::Borrowed(detail)),
        unasked: false,
        denied: false,
        at: vec![Cow::Borrowed(LINKED), Cow::Borrowed(section.map_or("/router", |(_, pointer)| pointer))],
    }
}

/// The digest that an embedded bundle states is that of its content.
fn router_bundle_digest(package: &Package<'_, '_>) -> Check {
    const BUNDLE: &str = "/router/bundle";
    let of = |finding: Finding| finding.of("router_bundle_digest");
    let Some(bundle) = package.router.embedded() else {
        return of(Finding::not_applicable("No router bundle is embedded").at(["/router/mode"]));
    };
    let integrity = bundle.member("integrity");
    let algorithm = integrity.and_then(|integrity| integrity.member("alg"));
    if let Some(algorithm) = algorithm.filter(|alg| alg.as_str().as_deref() != Some("sha256")) {
        return of(Finding::fail("The digest is SHA-256, and the bundle says that it is something else")
            .compared("sha256", algorithm)
            .at(["/router/bundle/integrity/alg"]));
    }
    let Some(known) = RouterBundle::read(bundle) else {
        if algorithm.is_none() {
            return of(Finding::warn(
                "The bundle does not say what its digest is, and is in no format that is known here",
            )
            .at([BUNDLE]));
        }
        return of(Finding::inconclusive(
            "The bundle is in no format that is known here: its digest can be compared, not recomputed",
        )
        .at([BUNDLE]));
    };
    let recomputed = known.digest();
    // Each has one spelling: the first with its prefix, the second without.
    let stated = [
        (
            package.router.digest(),
            recomputed.prefixed().to_string(),
            "/router/bundle/integrity/canonical_digest",
        ),
        (known.stated, recomputed.to_string(), "/router/bundle/digests/sha256"),
    ];
    let wrong = stated
        .into_iter()
        .find_map(|(stated, right, place)| Some((stated.filter(|it| !it.is_text(&right))?, right, place)));
    let absent =
        [(algorithm, "/router/bundle/integrity/alg"), (known.stated, "/router/bundle/digests/sha256")]
            .into_iter()
            .find_map(|(stated, place)| stated.is_none().then_some(place));
    of(match (wrong, absent) {
        (Some((stated, right, place)), _) => {
            Finding::fail(
                "The digest that the bundle states is not that of its content, or is not written as the format has it",
            )
                .compared(stated, right)
                .at([place, "/router/bundle/run", "/router/bundle/events"])
        }
        (None, Some(place)) => Finding::warn(
            "The digest of the content is right, but what the format states beside it is missing",
        )
        .at([place]),
        (None, None) => {
            Finding::pass("Recomputed the digest of the embedded bundle from the run and its events").at([
                "/router/bundle/run",
                "/router/bundle/events",
                "/router/bundle/integrity/canonical_digest",
            ])
        }
    })
}

/// What is bound is what the decision's own record has as the result of the run.
fn router_result(package: &Package<'_, '_>, chronicle: &Chronicle) -> Check {
    const BOUND: &str = "/binding/router_digest";
    let of = |finding: Finding| finding.of("router_result");
    let Some(execution) = chronicle.decision.latest_execution() else {
        return of(if chronicle.is_whole() {
            Finding::not_applicable("No run was requested").at([BOUND])
        } else {
            Finding::inconclusive(chronicle.gap()).at([BOUND])
        });
    };
    if !chronicle.is_whole() {
        return of(Finding::inconclusive(chronicle.gap()).at([BOUND]));
    }
    let (Some(recorded), Some(seq)) = (&execution.response_digest, execution.ended_seq) else {
        return of(
            Finding::inconclusive("The latest run recorded no result that could be compared").at([BOUND])
        );
    };
    let is_digest = RawDigest::is_written(recorded);
    let recorded = format!("{}{recorded}", PrefixedDigest::PREFIX);
    let bound = package.binding.router;
    let at = [BOUND.to_owned(), format!("/control_bundle/events/{seq}/payload/response_digest")];
    of(if !bound.is_text(&recorded) {
        Finding::warn(
            "The digest that is bound is not that of the result which the decision recorded: it may be of the \
             router's whole record, or of another run",
        )
    } else if is_digest {
        Finding::pass("The digest that is bound is that of the result which the decision recorded")
    } else {
        Finding::inconclusive(
            "What the decision recorded as the digest of the result is no SHA-256 digest, so it binds no result",
        )
    }
    .compared(recorded, bound)
    .at(at))
}
