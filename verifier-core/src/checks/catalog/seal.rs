//! What there is to say about the checks of the seal.

use super::Entry;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "binding_digest",
        layer: "seal",
        title: "The binding digest is right",
        proves: "The binding digest was recomputed from the package version and the three digests that it \
                 binds (control bundle, router, link), and compared with the one stored in the package. If they \
                 are equal, the three digests and the version are those that the package was sealed with.",
        limits: "Anyone can change the three digests and compute a new binding digest. Compare the binding \
                 digest with one that you got from the issuer in another way.",
        failure: "The package version, one of the three bound digests, or the stored binding digest was changed \
                  after the package was sealed, or the package was put together wrongly. The file alone cannot \
                  say which.",
        next: "Ask the issuer for the binding digest as recorded at export, and for the original file.",
    },
    Entry {
        name: "control_bundle_digest",
        layer: "seal",
        title: "The control bundle is what was sealed",
        proves: "The control digest was recomputed from the decision, its events, the template and the link to \
                 the run, and compared with the one stored in the control bundle. If they are equal, none of \
                 these was changed since the digest was made.",
        limits: "Members that the format does not name, provenance and meta are not covered. Anyone can change \
                 the content and compute a new digest.",
        failure: "Something in the decision, its events, the template or the link was changed after the digest \
                  was made, or the stored digest was. The file alone cannot say which.",
        next: "Ask the issuer for the control digest as recorded at export, and compare the decision with the \
               issuer's own records.",
    },
    Entry {
        name: "binding_control_match",
        layer: "seal",
        title: "The binding is about this control bundle",
        proves: "The control digest in the binding equals, to the character, the one stored in the control \
                 bundle. So the two name the same control bundle.",
        limits: "It compares two stored digests. That the control bundle has this digest is what \
                 control_bundle_digest checks.",
        failure: "The binding names another control bundle than the one in the package, or the same digest \
                  in another spelling.",
        next: "Ask the issuer which control bundle belongs to this package: it may have been exchanged.",
    },
    Entry {
        name: "binding_router_match",
        layer: "seal",
        title: "The binding is about this router section",
        proves: "The router digest in the binding equals, to the character, the digest that the router section \
                 states: that of the embedded router bundle, or of the reference to the run.",
        limits: "It compares two stored digests. It does not recompute the digest of an embedded bundle, so \
                 content of that bundle can be changed without this check noticing.",
        failure: "The binding names another run's digest than the router section, or the section has no digest: \
                  its mode is unknown, or what the mode names is missing.",
        next: "Ask the issuer for the digest of the run as the router recorded it.",
    },
    Entry {
        name: "binding_link_match",
        layer: "seal",
        title: "The binding is about this link",
        proves: "The link digest in the binding equals, to the character, the one stored in the control bundle. \
                 The link is what states that this decision allowed that run.",
        limits: "It compares two stored digests. It does not recompute the link digest.",
        failure: "The binding names another link than the control bundle, or the control bundle has no link: no \
                  run was recorded for this decision.",
        next: "Ask the issuer whether the decision was executed, and under which run id.",
    },
    Entry {
        name: "router_digest",
        layer: "seal",
        title: "The embedded router bundle states its digest",
        proves: "The embedded router bundle has a digest (integrity.canonical_digest) that the binding can be \
                 compared with. The check is run only when a router bundle is embedded.",
        limits: "It only looks for the digest. It does not recompute it.",
        failure: "The embedded router bundle states no digest, so nothing binds it to the package.",
        next: "Ask the issuer for the router bundle as the router exported it.",
    },
];
