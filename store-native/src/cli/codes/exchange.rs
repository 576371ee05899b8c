//! Why nothing was exported or imported.

use super::Explanation;

/// The codes. The errors of the library hold the files that they are about, so they cannot be asked here.
pub fn explanations() -> Vec<Explanation> {
    vec![
        Explanation::new(
            "NO_ROUTER_LINK",
            "The decision was never executed, or its run has no digest, so a package would be about nothing.",
            "A package is about a decision that was run. `nexus-attest export ID` exports the decision alone.",
        ),
        Explanation::new(
            "ROUTER_BUNDLE_INVALID",
            "The file that was to be embedded is no bundle of a router.",
            "Give the bundle as the router exported it: one of nexus-router 0.3, or one that states its digest in \
             integrity.canonical_digest.",
        ),
        Explanation::new(
            "ROUTER_BUNDLE_DIGEST_WRONG",
            "The bundle of the router has another digest than it states.",
            "It was changed after the router exported it. Export it again from the router.",
        ),
        Explanation::new(
            "ROUTER_DIGEST_MISMATCH",
            "The digest of the router's bundle is not the recorded digest of what the router answered.",
            "Check that it is the bundle of this run. A bundle that wraps the answer has another digest than the \
             answer: then --no-cross-check says that this is known.",
        ),
        Explanation::new(
            "ROUTER_RUN_MISMATCH",
            "The bundle of the router is about another run.",
            "Give the bundle of the run that the decision is linked to.",
        ),
        Explanation::new(
            "LINK_DIGEST_MISMATCH",
            "The link to the run, as the package would state it, does not follow from the events.",
            "Nothing was written. `nexus-attest inspect ID` shows what has happened to the decision.",
        ),
        Explanation::new(
            "EXPORT_NOT_VERIFIED",
            "What was about to be written does not verify, so it was not handed out.",
            "Nothing was written. `nexus-attest store check` shows whether the log is as it was recorded.",
        ),
        Explanation::new(
            "BUNDLE_INVALID_SCHEMA",
            "The text is no JSON, or no decision bundle.",
            "Check that the file is a decision bundle (an audit package has one as its control_bundle), and ask its \
             issuer for an intact copy.",
        ),
        Explanation::new(
            "INTEGRITY_MISMATCH",
            "The bundle states another digest than its content has.",
            "The file was changed after it was exported, or not exported whole. Ask its issuer for an intact copy, \
             and for the digest as recorded at export.",
        ),
        Explanation::new(
            "IMPORT_ATOMICITY_FAILED",
            "The store failed while the bundle was being recorded. What was written of it was taken back.",
            "Look at the disk and the permissions, and import it again.",
        ),
        Explanation::new(
            "ROUTER_DIGEST_INVALID",
            "What --router-digest gives is no digest.",
            "Write it as sha256: and 64 lower-case hexadecimal digits; the text itself is bound.",
        ),
        Explanation::new(
            "CONFLICT_MODE_INVALID",
            "There is no such way to deal with a decision that is there already.",
            "The modes are reject, new-id and overwrite.",
        ),
    ]
}
