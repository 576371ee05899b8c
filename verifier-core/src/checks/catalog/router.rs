//! What there is to say about the checks of the router layer.

use super::Entry;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "router_run",
        layer: "router",
        title: "The run is the one that was linked",
        proves: "The run id of the router section (of the reference, or of the embedded bundle) equals the run \
                 id in the link of the control bundle. So these two name the same run.",
        limits: "It compares two ids. It does not look at the run ids in the events, and it does not prove that \
                 the content of an embedded bundle is what the router recorded.",
        failure: "The router section is about another run than the one that the decision is linked to, or its \
                  record does not say which run it is of. The digests of the package agree with each other all \
                  the same: the record of one run can be put under the decision for another.",
        next: "Do not rely on the router section. Ask the issuer for the record of the run that the link \
               names.",
    },
    Entry {
        name: "router_bundle_digest",
        layer: "router",
        title: "The embedded record is what its digest says",
        proves: "The digest of the embedded router bundle was recomputed from the run and its events, and \
                 compared with the one that it states and that the binding names.",
        limits: "What the record says, such as the mode and the outcome of the run, is not held against the \
                 decision. Anyone can change a bundle and compute a new digest; the binding would have to be made \
                 anew as well.",
        failure: "The record of the run was changed after its digest was made, or the digest was, or it is not \
                  written as the format has it.",
        next: "Do not rely on the router section. Ask the issuer for the bundle as the router exported it.",
    },
    Entry {
        name: "router_result",
        layer: "router",
        title: "What is bound is the result that was recorded",
        proves: "The router digest in the binding is the digest of the result that the decision recorded \
                 when the run ended.",
        limits: "Where a router exports a record of the whole run, its digest is not that of the result, \
                 and the two differ although nothing is wrong.",
        failure: "What is bound is not the result that the decision recorded: it is another record of the \
                  run, or of another run.",
        next: "Ask the issuer which record of the run was embedded or referred to, and compare it with the \
               router's own.",
    },
];
