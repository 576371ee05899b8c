//! What there is to say about the checks of the coverage layer.

use super::Entry;

pub(super) const ENTRIES: &[Entry] = &[Entry {
    name: "unsealed_members",
    layer: "coverage",
    title: "Nothing unknown is outside the digests",
    proves: "Every member of the package is under a digest that was recomputed, is held against something \
             that is, or is one of the notes on the making that the format leaves out.",
    limits: "What is under a digest can still be changed by whoever computes the digest anew.",
    failure: "Members that no digest covers and that the format does not know can be added, changed or \
              removed by anybody, without a trace.",
    next: "Do not rely on the members that are named. Ask the issuer what they are for.",
}];
