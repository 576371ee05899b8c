//! What the bundle and the package say about their making.

use crate::canonical;
use crate::checks::finding::Finding;
use crate::decision::Artifact;
use crate::digest::{PrefixedDigest, RawDigest};
use crate::json::{Document, Node};
use crate::package::Package;
use crate::report::{Check, Evidence};

/// The records of the making follow from the decision and the digests that are stated.
pub(super) fn provenance(document: &Document<'_>, package: &Package<'_, '_>) -> Check {
    let root = document.root();
    let decision_id = package.bundle.decision.id.as_str().unwrap_or_default();
    let parts = [
        (
            root.member("control_bundle"),
            Artifact::Bundle,
            package.bundle.canonical_digest,
            "/control_bundle/provenance",
        ),
        (Some(root), Artifact::Package, package.binding_digest, "/provenance"),
    ];
    let mut found: Option<Finding> = None;
    for (owner, artifact, digest, place) in parts {
        let digest = digest.as_str().unwrap_or_default();
        let raw = RawDigest::from_hex(digest.strip_prefix(PrefixedDigest::PREFIX).unwrap_or(&digest));
        let finding = match raw {
            Some(raw) => of_artifact(
                owner.and_then(|owner| owner.member("provenance")),
                artifact,
                &decision_id,
                raw,
                place,
            ),
            None => Finding::inconclusive("The digest that the record is about is no digest").at([place]),
        };
        found = Some(match found {
            Some(found) => found.or(finding),
            None => finding,
        });
    }
    found.unwrap_or_else(|| Finding::inconclusive("There is nothing to look at")).of("provenance")
}

fn of_artifact(
    stated: Option<Node<'_, '_>>,
    artifact: Artifact,
    decision_id: &str,
    digest: RawDigest,
    place: &'static str,
) -> Finding {
    let Some(stated) = stated else {
        return Finding::warn("There is no record of how it was made").at([place]);
    };
    let mut records = stated.member("records").into_iter().flat_map(Node::elements);
    let (Some(record), None) = (records.next(), records.next()) else {
        return Finding::warn("There is not exactly one record of how it was made")
            .at([format!("{place}/records")]);
    };
    if record.member("method_id").and_then(Node::as_str).as_deref() != Some(artifact.method_id()) {
        return Finding::inconclusive("The record is of a method that is not known here")
            .compared(
                artifact.method_id(),
                record.member("method_id").map_or(Evidence::Json("null".to_owned()), Evidence::from),
            )
            .at([format!("{place}/records/0/method_id")]);
    }
    for (name, expected) in artifact.record(decision_id, digest) {
        let found = record.member(name);
        if found.map(canonical::to_string) != Some(expected.to_canonical()) {
            return Finding::fail(format!(
                "`{name}` of the record does not follow from the decision and the digest"
            ))
            .compared(&expected, found.map_or(Evidence::Json("null".to_owned()), Evidence::from))
            .at([format!("{place}/records/0/{name}")]);
        }
    }
    Finding::pass("The records of the making follow from the decision and the digests").at([place])
}
