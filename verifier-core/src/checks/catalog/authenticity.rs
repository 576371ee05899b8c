//! What there is to say about the checks of the authenticity layer.

use super::Entry;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "pinned_digest",
        layer: "authenticity",
        title: "It is the package that you expected",
        proves: "The binding digest is one that you have from elsewhere: from the issuer's records, a \
                 ticket, a printed page.",
        limits: "It is worth as much as the way in which you got that digest. The digest does not stand for what \
                 unsealed_members lists, nor for the content of an embedded router record in a format that is \
                 not known here.",
        failure: "This is not the package whose digest you have. It may be a later export, or one that was \
                  made anew; or the digest was left as it is, and the package was changed.",
        next: "Ask the issuer, in the way in which you got the digest, which of the two is right.",
    },
    Entry {
        name: "attestation",
        layer: "authenticity",
        title: "Somebody you trust vouches for it",
        proves: "An attestation over exactly this binding digest verifies under a key that you trust, and the \
                 package is the one that has this digest. Whoever holds that key has claimed what the \
                 attestation says about it.",
        limits: "It is worth as much as your knowledge of whose key it is. The time in it is the \
                 attestor's own. It does not speak of what unsealed_members lists, nor of the content of an \
                 embedded router record in a format that is not known here.",
        failure: "The attestation is about another package, or its signature verifies under no key that you \
                  trust: it was changed, or signed by somebody else; or the package was changed after it was \
                  vouched for. Where the signature verifies all the same, something beside it that nobody \
                  signed, or the time, is not what an attestation has.",
        next: "Ask the attestor, in a way that you trust, for the attestation and the key.",
    },
];
