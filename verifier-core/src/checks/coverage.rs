//! The coverage layer: what of the package does no digest cover?

use super::finding::Finding;
use crate::canonical::Value;
use crate::coverage::{Events, Unsealed};
use crate::json::Document;
use crate::report::{Check, Layer};

/// Runs the check of the coverage layer.
pub(crate) fn check(document: &Document<'_>, events: Events, provenance: &Check) -> Layer {
    let unsealed = Unsealed::beside(events, document);
    Layer { name: "coverage", checks: vec![unsealed_members(unsealed, provenance)] }
}

/// Every member is under a digest, or one that the format leaves out. `provenance` is the check that holds
/// the notes on the making against the digests.
fn unsealed_members(unsealed: Unsealed, provenance: &Check) -> Check {
    let Unsealed { mut expected, mut unknown } = unsealed;
    if !provenance.ok() {
        // What is wrong is not what the format leaves out.
        let (wrong, rest) = expected.into_iter().partition(|pointer| pointer.ends_with("/provenance"));
        (expected, unknown) = (rest, [unknown, wrong].concat());
    }
    let finding = if unknown.is_empty() {
        let what = if expected.is_empty() {
            "Every member is under a digest"
        } else {
            "Every member is under a digest, but for notes on the making, which the format leaves out"
        };
        Finding::pass(what)
    } else {
        let plural = if unknown.len() == 1 { " is" } else { "s are" };
        let listed = Value::array(unknown.iter());
        Finding::warn(format!(
            "{} member{plural} under no digest and unknown to the format: anybody can change them without a trace",
            unknown.len()
        ))
        .compared(&Value::Array(Vec::new()), &listed)
    };
    finding.at(unknown.into_iter().chain(expected)).of("unsealed_members")
}
