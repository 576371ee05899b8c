//! The words that a reader meets here for the first time.

/// A term, and what it means.
pub const GLOSSARY: [(&str, &str); 7] = [
    (
        "Digest",
        "A fingerprint of a text, 64 letters and digits long, computed by a public method (SHA-256). Change one character \
         of the text and another digest comes out. Nobody knows how to make a second text with the same digest, but \
         everybody can compute the digest of another text.",
    ),
    (
        "Control bundle",
        "The part about the decision: what was asked for, its policy, its events and its approvals.",
    ),
    (
        "Router section",
        "The part about the run, by the program that carried it out, the router. Either its whole record or a \
      reference to it.",
    ),
    ("Link", "The statement that this decision allowed that run."),
    (
        "Binding digest",
        "The digest over the digests of those three. Whoever has it from the issuer knows whether these are the three \
         that were issued; what no digest covers can be different all the same.",
    ),
    (
        "Seal",
        "All of these digests together. A seal that holds shows that its parts belong together, not who made them.",
    ),
    (
        "Grey ground",
        "What stands on it is said by the package, in its own words. In print it stands between quotation marks. A letter \
         that looks like another one is underlined with a wave; what cannot be seen is written out.",
    ),
];
