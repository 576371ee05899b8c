//! The router layer: is the run in the package the one that the decision is linked to?

use std::borrow::Cow;

use crate::json::same_value;
use crate::package::Package;
use crate::report::{Check, Evidence, Layer, Outcome};

/// Runs the checks of the router layer.
pub(crate) fn check(package: &Package<'_, '_>) -> Layer {
    Layer { name: "router", checks: vec![router_run(package)] }
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
        (None, _) => (Outcome::Inconclusive, "The decision is not linked to a run by its id"),
        (_, None) => (Outcome::Inconclusive, "The router section does not say which run it is about"),
    };
    Check {
        name: "router_run",
        outcome,
        expected: linked.map(Evidence::from),
        actual: section.map(|(run_id, _)| Evidence::from(run_id)),
        detail: Some(Cow::Borrowed(detail)),
        at: vec![Cow::Borrowed(LINKED), Cow::Borrowed(section.map_or("/router", |(_, pointer)| pointer))],
    }
}
