//! What there is to say about the checks of the format layer.

use super::Entry;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "known_versions",
        layer: "format",
        title: "The versions are known",
        proves: "The package and the bundle in it name versions of the format that this verifier was \
                 written for, so every member means what the checks take it to mean.",
        limits: "A known version says nothing about the content.",
        failure: "The package names another version, or none. What its members mean may differ from what \
                  was checked, in either direction.",
        next: "Ask the issuer which version was meant, and use a verifier for that version.",
    },
    Entry {
        name: "algorithm",
        layer: "format",
        title: "The algorithm is stated and is SHA-256",
        proves: "Both places that name the algorithm of a digest name SHA-256, and both digests name it \
                 too. That is what was computed.",
        limits: "It does not say that the digests are right; the seal does.",
        failure: "The file says that its digests are of another algorithm, or does not say of which. No \
                  digest covers these members, so anybody can change them.",
        next: "Ask the issuer for the original file. The digests themselves were checked as SHA-256.",
    },
    Entry {
        name: "router_sections",
        layer: "format",
        title: "The router section is the one that its mode names",
        proves: "The mode is reference or embedded, the section that it names is there, and no section of \
                 the other mode is.",
        limits: "It does not look into the section.",
        failure: "The mode names a section that is missing, or there is a second section, which no check \
                  looks at and a reader may take for the record of the run.",
        next: "Ask the issuer for the router section as it was exported.",
    },
];
