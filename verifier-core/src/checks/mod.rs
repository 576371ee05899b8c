//! The checks, by layer. Each reads a package and says what it found; none stops another.

mod authorization;
pub mod catalog;
mod coverage;
mod finding;
mod format;
mod history;
mod router;
mod seal;

use crate::chronicle::Chronicle;
use crate::digest::RawDigest;
use crate::json::Document;
use crate::package::Package;
use crate::report::Layer;

/// Runs all checks. `control` is the recomputed control digest.
pub(crate) fn run(
    document: &Document<'_>,
    package: &Package<'_, '_>,
    control: RawDigest,
    length: usize,
) -> Vec<Layer> {
    let chronicle = Chronicle::of(&package.bundle, request_budget(length));
    let history = history::check(document, package, &chronicle);
    let mut layers = vec![seal::check(package, control), format::check(document, package)];
    let provenance = history.checks.iter().find(|check| check.name == "provenance").cloned();
    layers.push(history);
    layers.push(authorization::check(&chronicle));
    layers.push(router::check(package, &chronicle));
    layers.extend(provenance.map(|provenance| coverage::check(document, &provenance)));
    layers
}

/// How many bytes are hashed at most to recompute what runs were asked to do, in a package of this length.
/// A log that means well repeats its plan in a handful of runs.
fn request_budget(length: usize) -> usize {
    (64 << 20) + 4 * length
}
