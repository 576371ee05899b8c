//! The checks, by layer. Each reads a package and says what it found; none stops another.

mod authenticity;
mod authorization;
pub mod catalog;
mod coverage;
mod finding;
mod format;
mod history;
mod router;
mod seal;

use crate::chronicle::Chronicle;
use crate::package::Package;
use crate::report::Layer;
pub(crate) use history::EventDigests;
use history::Events;

pub(crate) use authenticity::check as authenticity;
pub(crate) use seal::check as seal;

/// Runs the checks of all layers but the seal, which alone needs the digest of the content, and authenticity, which is
/// about what the reader has. Digests of events that begin before `place` in the text are left to somebody else.
pub(crate) fn beside_the_seal(package: &Package<'_, '_>, place: usize) -> (Vec<Layer>, EventDigests) {
    let document = package.document();
    let decision_id = package.bundle.decision.id.as_str();
    let (mut events, mut digests) = (Events::default(), EventDigests::default());
    let mut unsealed = crate::coverage::Events::of(document);
    let mut index = 0;
    let chronicle = Chronicle::of(&package.bundle, request_budget(document.input().len()), &mut |event| {
        events.take(event, decision_id.as_deref());
        unsealed.take(index, event.node);
        if event.node.offset() >= place {
            digests.take(index, event.kind, event.payload, event.digest);
        }
        index += 1;
    });
    let history = history::check(document, package, &chronicle, events);
    let mut layers = vec![format::check(document, package)];
    let provenance = history.checks.iter().find(|check| check.name == "provenance").cloned();
    layers.push(history);
    layers.push(authorization::check(&chronicle));
    layers.push(router::check(package, &chronicle));
    layers.extend(provenance.map(|provenance| coverage::check(document, unsealed, &provenance)));
    (layers, digests)
}

/// How many bytes are hashed at most to recompute what runs were asked to do, in a package of this length.
/// A log that means well repeats its plan in a handful of runs.
fn request_budget(length: usize) -> usize {
    (64 << 20) + 4 * length
}
