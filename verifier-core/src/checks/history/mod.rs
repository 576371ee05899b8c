//! The history layer: do the events hold, and do they add up to what the package says?

mod digests;
mod events;
mod link;
mod provenance;
mod replay;
mod template;

use crate::chronicle::Chronicle;
use crate::json::Document;
use crate::package::Package;
use crate::report::Layer;
pub(crate) use digests::EventDigests;
pub(crate) use events::Events;

/// Where the events stand.
const EVENTS: &str = "/control_bundle/events";

/// What every check of the events says where there are none.
const NO_EVENTS: &str = "There are no events, so nothing shows what was decided";

/// The place of a member of an event.
fn place(index: usize, member: &str) -> String {
    format!("{EVENTS}/{index}/{member}")
}

/// Runs the checks of the history layer, but for [`EventDigests`], which comes first in it.
pub(crate) fn check(
    document: &Document<'_>,
    package: &Package<'_, '_>,
    chronicle: &Chronicle,
    events: Events,
) -> Layer {
    let mut checks = events.checks();
    checks.extend([
        replay::event_types(chronicle),
        replay::replayed_state(&package.bundle, chronicle),
        link::router_link(&package.bundle, chronicle),
        link::link_digest(&package.bundle, chronicle),
        link::router_request(chronicle),
        template::template(document, &package.bundle, chronicle),
        provenance::provenance(document, package),
    ]);
    Layer { name: "history", checks }
}
