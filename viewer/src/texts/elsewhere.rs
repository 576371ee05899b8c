//! What a reader has from elsewhere: digests, attestations and keys.

use super::counted;
use crate::present::given::Held;
use crate::present::number::grouped;

/// Opens the place where they are brought.
pub const BRING: &str = "Bring a digest, an attestation or a key…";
/// Above the place.
pub const ELSEWHERE: &str = "What you have from elsewhere";
/// What it is for.
pub const ELSEWHERE_HOW: &str = "A file cannot vouch for itself. Here you bring what does: the binding digest that the issuer \
     told you, an attestation, or the public key of somebody you trust.";
/// How long it is kept, and what it applies to.
pub const ELSEWHERE_KEPT: &str =
    "It is kept in the memory of this page alone, until you close it, and goes for every package here.";
/// The field.
pub const FIELD: &str = "Paste it here";
/// What belongs into the field.
pub const FIELD_HINT: &str =
    "A digest (sha256:…), a list of them, an attestation (JSON, also DSSE), or a public key.";
/// Takes in what was typed.
pub const ADD: &str = "Use it";
/// Opens the browser's dialog.
pub const FROM_FILE: &str = "Choose files…";
/// The field of that dialog.
pub const FILES_FIELD: &str = "Files with digests, attestations or keys";
/// Closes the place.
pub const DONE: &str = "Done";

/// Above what is used.
pub const USED: &str = "What packages are held against";
/// Nothing is used.
pub const NOTHING_USED: &str = "Nothing yet.";
/// Stops using one.
pub const REMOVE: &str = "Remove";
/// A digest.
pub const A_PIN: &str = "Binding digest";
/// An attestation; `{0}` is who attests, `{1}` what is claimed and `{2}` the date.
const AN_ATTESTATION: &str = "Attestation: {0} claims {1}, dated {2}";
/// The same, in the other envelope.
const A_DSSE_ATTESTATION: &str = "Attestation (DSSE): {0} claims {1}, dated {2}";
/// An attestation, by its envelope; patterns with the same three things.
#[must_use]
pub const fn attestation(is_dsse: bool) -> &'static str {
    if is_dsse { A_DSSE_ATTESTATION } else { AN_ATTESTATION }
}

/// A key.
pub const A_KEY: &str = "Trusted key";
/// Before the digest of what an attestation is about.
pub const ABOUT_DIGEST: &str = "about";
/// Before the name of a file; `{0}` is the name.
pub const FROM: &str = "from {0}";

/// What a package was held against, beyond what is named.
#[must_use]
pub fn beyond(held: &Held) -> Vec<String> {
    let rest = |count: u64, named: usize| count - named as u64;
    let mut beyond = Vec::new();
    for (rest, words) in [
        (rest(held.pin_count, held.pins.len()), pins as fn(u64) -> String),
        (rest(held.attestation_count, held.attestations.len()), attestations),
        (rest(held.key_count, held.keys.len()), keys),
    ] {
        if rest > 0 {
            beyond.push(format!("and {} more", words(rest)));
        }
    }
    beyond
}

/// Several digests.
#[must_use]
pub fn pins(count: u64) -> String {
    counted(count, "binding digest", "binding digests")
}

/// Several keys.
#[must_use]
pub fn keys(count: u64) -> String {
    counted(count, "trusted key", "trusted keys")
}

/// Several attestations.
#[must_use]
pub fn attestations(count: u64) -> String {
    counted(count, "attestation", "attestations")
}

/// Asks about a key.
pub const TRUST_THIS: &str = "Trust this key?";
/// Asks about several.
pub const TRUST_THESE: &str = "Trust these keys?";
/// What trusting means.
pub const TRUST_MEANS: &str = "Whatever it signed then counts as vouched for. Compare it, digit by digit, with what its owner \
     told you in another way.";
/// Trusts it.
pub const TRUST: &str = "Trust it";
/// Asks about digests.
pub const EXPECT_THIS: &str = "Expect this binding digest?";
/// Asks about several digests.
pub const EXPECT_THESE: &str = "Expect these binding digests?";
/// What expecting means.
pub const EXPECT_MEANS: &str = "Packages with another one then fail. It is worth as much as the way in which you got it: one \
     that came with the package proves nothing.";
/// Expects it.
pub const EXPECT: &str = "Expect it";
/// Asks what numbers are.
pub const WHICH: &str = "Is this a binding digest or a key?";
/// Why that is asked.
pub const WHICH_WHY: &str = "Both are 64 hexadecimal digits, and only you know what you were given.";
/// It is a digest.
pub const IS_A_DIGEST: &str = "A digest: expect it";
/// It is a key.
pub const IS_A_KEY: &str = "A key: trust it";
/// Neither.
pub const LEAVE_OUT: &str = "Leave it out";

/// What cannot be told apart.
pub const NOT_KNOWN: &str = "NOT_RECOGNISED: this is neither a digest (sha256: and 64 hexadecimal digits), nor an \
     attestation, nor a public key.";
/// A package in the wrong place.
pub const IS_A_PACKAGE: &str =
    "NOT_RECOGNISED: this is no digest, attestation or key. Packages go onto the page itself.";

/// Why something cannot be used: a code, what is wrong, and where.
#[must_use]
pub fn misread(code: &str, message: &str, line: u64, column: u64) -> String {
    format!("{code}: {message}. Line {}, column {}.", grouped(line), grouped(column))
}

/// Before why a file cannot be used; its name.
#[must_use]
pub fn of_file(name: &str, why: &str) -> String {
    format!("“{name}”: {why}")
}

/// What is said when something is used from now on.
pub const IS_USED: &str = "It is used from now on; every package is judged anew.";
/// It is used already.
pub const IS_USED_ALREADY: &str = "It is used already.";
/// What is said when something is not used any more.
pub const IS_REMOVED: &str = "It is not used any more; every package is judged anew.";
/// What is said of an attestation that was brought in along with packages.
pub const ATTESTATION_CAME: &str = "An attestation was brought in. It counts with a key that you trust.";
/// While many files are looked at.
#[must_use]
pub fn looking_at(count: u64) -> String {
    format!("Looking at {} …", counted(count, "file", "files"))
}

/// The choice of what warnings are.
pub const WARNINGS: &str = "Count warnings as failures";
/// What that means.
pub const WARNINGS_MEAN: &str =
    "A warning is worth a question, and not a failure. Your own rules can be stricter.";
/// All of them.
pub const DENY_ALL: &str = "All warnings";
/// Some of them.
pub const DENY_SOME: &str = "Those of some checks";

/// While a package is judged anew.
pub const ANEW: &str = "Judging it anew …";
/// What a package was judged by, in a report.
pub const HELD_AGAINST: &str = "Held against";
