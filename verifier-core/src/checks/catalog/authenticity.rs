//! What there is to say about the checks of the authenticity layer.

use super::Entry;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "pinned_digest",
        layer: "authenticity",
        title: "It is the package that you expected",
        proves: "The binding digest is one that you have from elsewhere: from the issuer's records, a \
                 ticket, a printed page.",
        limits: "It is worth as much as the way in which you got that digest.",
        failure: "This is not the package whose digest you have. It may be a later export, or one that was \
                  made anew.",
        next: "Ask the issuer, in the way in which you got the digest, which of the two is right.",
    },
    Entry {
        name: "attestation",
        layer: "authenticity",
        title: "Somebody you trust vouches for it",
        proves: "An attestation over exactly this binding digest verifies under a key that you trust. \
                 Whoever holds that key has vouched for this package.",
        limits: "It is worth as much as your knowledge of whose key it is. The time in it is the \
                 attestor's own.",
        failure: "The attestation is about another package, or its signature verifies under no key: it was \
                  changed, or signed by somebody else.",
        next: "Ask the attestor, in a way that you trust, for the attestation and the key.",
    },
];
