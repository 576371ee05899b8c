//! The verdict, before anything else.

use super::counted;
use crate::present::summary::Verdict;

/// A verdict in a word.
#[must_use]
pub const fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Verified => "Verified",
        Verdict::Attention => "Needs attention",
        Verdict::Failed => "Failed",
        Verdict::Malformed => "Not a package",
    }
}

/// A headline, and what follows from it.
pub type InShort = (&'static str, &'static str);

/// Everything holds, and it is the expected one.
pub const EXPECTED_ONE: InShort = (
    "Sound, and the one that you expected.",
    "Every check that applies holds, and its binding digest is one that you have from elsewhere. You can rely on what \
     is listed as established, and on no more than that.",
);
/// Everything holds, and somebody vouches for it.
pub const ATTESTED: InShort = (
    "Sound, and somebody you trust vouches for it.",
    "Every check that applies holds, and an attestation of this very package verifies under a key that you trust. You \
     can rely on what is listed as established, and on no more than that.",
);
/// Both.
pub const EXPECTED_AND_ATTESTED: InShort = (
    "Sound, expected, and vouched for.",
    "Every check that applies holds. Its binding digest is one that you have from elsewhere, and an attestation of it \
     verifies under a key that you trust. You can rely on what is listed as established, and on no more than that.",
);
/// Everything holds, and nobody vouches for it.
pub const UNVOUCHED_SOUND: InShort = (
    "Sound in itself. Nobody vouches for it yet.",
    "Every check that applies holds. But anybody can make a file of which that is true. Before you rely on it, hold it \
     against something that you have from elsewhere.",
);
/// Nothing failed, something warns.
pub const WARNS: InShort = (
    "Nothing failed, but something asks for attention.",
    "Nothing contradicts the package. But what is listed first can mean that something is wrong: ask its issuer before \
     you rely on it.",
);
/// Nothing failed, something could not be established.
pub const INCONCLUSIVE: InShort = (
    "Nothing failed, but not everything could be established.",
    "That is neither a pass nor a sign of a change. Whoever relies on the package has to settle what is open in \
     another way.",
);
/// Both.
pub const WARNS_AND_INCONCLUSIVE: InShort = (
    "Nothing failed, but something is open.",
    "Something asks for attention, and something could not be established. Neither is a sign of a change. Settle both \
     before you rely on the package.",
);
/// All of the file holds; what was given does not settle who vouches for it.
pub const UNSETTLED: InShort = (
    "Sound in itself. Who vouches for it is not settled.",
    "Every check of the file that applies holds. But what you brought does not show that somebody you trust vouches \
     for it.",
);
/// All of the file holds, and it is another one than expected.
pub const SOUND_BUT_OTHER: InShort = (
    "A sound package, but not the one that you expected.",
    "Every check of the file itself holds. But its binding digest is none that you have from elsewhere: it can be \
     another package, a later export, or one that somebody made anew. Ask which is right, in the way in which you got \
     the digest.",
);
/// It is another one than expected.
pub const OTHER_PACKAGE: InShort = (
    "Not the package that you expected.",
    "Its binding digest is none that you have from elsewhere, and not all of it is settled otherwise either. Ask which is \
     right, in the way in which you got the digest.",
);
/// All of the file holds, and the attestation does not.
pub const SOUND_BUT_NOT_ATTESTED: InShort = (
    "A sound package, but the attestation does not vouch for it.",
    "Every check of the file itself holds. But the attestation that you brought is about another package, or proves \
     nothing under the keys that you trust. Ask the attestor for the right one.",
);
/// The attestation does not hold.
pub const NOT_ATTESTED: InShort = (
    "The attestation does not vouch for this package.",
    "It is about another package, or proves nothing under the keys that you trust. Not all of the package is settled \
     otherwise either.",
);
/// Nothing but warnings failed.
pub const DENIED: InShort = (
    "It fails by your own rule: a warning counts as a failure.",
    "No check failed by itself. What is listed as a failure only asks for attention otherwise.",
);
/// The seal fails.
pub const SEAL_BROKEN: InShort = (
    "The seal is broken: the digests do not agree.",
    "Something was changed after the digests were made, or they were never right. Do not rely on it until its issuer \
     has explained that.",
);
/// Only the authorization fails.
pub const RUN_NOT_ALLOWED: InShort = (
    "The digests agree, but the run was not allowed.",
    "By what the package itself tells, a run broke the rules that were in force for it. Nothing has to have been \
     changed for that. Do not take the run as approved.",
);
/// Only the history fails.
pub const HISTORY_BROKEN: InShort = (
    "The digests agree, but the history does not add up.",
    "The events contradict the package, or each other. Whoever changes a history can compute the digests anew. Do not \
     rely on it until its issuer has explained that.",
);
/// Only the run fails.
pub const RUN_BROKEN: InShort = (
    "The digests agree, but the record of the run does not fit.",
    "It is about another run than the decision, or was changed. Whoever puts another record in can compute the digests \
     anew. Do not rely on it until its issuer has explained that.",
);
/// Only the form fails.
pub const FORMAT_BROKEN: InShort = (
    "The digests agree, but it is not written as the format says.",
    "What it means is not certain then. Ask its issuer for a package in a version that is known here.",
);
/// Several layers fail, and not the seal.
pub const CONTENT_BROKEN: InShort = (
    "The digests agree, but what they seal does not hold together.",
    "Whoever changes a package can compute the digests anew. Do not rely on it until its issuer has explained what \
     does not hold.",
);
/// It is no package.
pub const MALFORMED: InShort = (
    "This is not an audit package.",
    "It could not be read as one, so nothing was checked. That does not say that anybody changed it.",
);

/// All warnings count as failures.
pub const ALL_DENIED: &str = "Warnings count as failures here, as you wanted it.";

/// Some warnings count as failures.
#[must_use]
pub fn some_denied(titles: &[String]) -> String {
    format!("These warnings count as failures here, as you wanted it: “{}”.", titles.join("”, “"))
}

/// Above what does not hold.
pub const BROKEN: &str = "What does not hold";
/// Above what warns.
pub const ATTENTION: &str = "What asks for attention";
/// Above what holds.
pub const ESTABLISHED: &str = "What was established";
/// Above what holds in a package that fails.
pub const HOLDS_AS_IT_IS: &str = "What holds, of the file as it is";
/// Above what is open.
pub const NOT_ESTABLISHED: &str = "What was not established";

/// What is open where nothing was given to hold a package against.
pub const UNVOUCHED_OPEN: &str = "Who made the package, and whether it is the one that you should have: no file can show that \
     about itself.";
/// What was given is not what a package is known by.
pub const PINNED_TO_FILE: &str = "The digest that you brought is that of this file. What a package is known by is its binding \
     digest: ask the issuer for that.";

/// A check that failed, by its title, which says what holds where it passes.
#[must_use]
pub fn does_not_hold(title: &str) -> String {
    format!("“{title}” does not hold.")
}

/// A check that warns.
#[must_use]
pub fn in_question(title: &str) -> String {
    format!("In question: “{title}”.")
}

/// A check that warns where that counts as a failure.
#[must_use]
pub fn counts_as_failure(title: &str) -> String {
    format!("In question, which counts as a failure: “{title}”.")
}

/// A check that could not be decided.
#[must_use]
pub fn could_not_be_established(title: &str) -> String {
    format!("Could not be established: “{title}”.")
}

/// What is known of the file.
pub const FILE: &str = "File";
/// Its digest.
pub const FILE_DIGEST: &str = "SHA-256 of the file";
/// The digest of text that was pasted.
pub const PASTED_DIGEST: &str = "SHA-256 of the pasted text";

/// The name of the digest of what was brought in.
#[must_use]
pub const fn input_digest(is_pasted: bool) -> &'static str {
    if is_pasted { PASTED_DIGEST } else { FILE_DIGEST }
}
/// The digest that the package is known by.
pub const BINDING_DIGEST: &str = "Binding digest";
/// What is copied.
pub const THE_FILE_DIGEST: &str = "the SHA-256 of the file";
/// What is copied.
pub const THE_PASTED_DIGEST: &str = "the SHA-256 of the pasted text";
/// What is copied.
pub const THE_BINDING_DIGEST: &str = "the binding digest";

/// A length, to the byte.
#[must_use]
pub fn bytes(count: u64) -> String {
    counted(count, "byte", "bytes")
}

/// What is read out when a package was checked.
#[must_use]
pub fn spoken(name: &str, verdict: Verdict, headline: &str) -> String {
    format!("{name}: {}. {headline}", verdict_word(verdict))
}

/// What is read out when a file is no package.
#[must_use]
pub fn spoken_refusal(name: &str, why: &str) -> String {
    format!("{name}: {}. {why}", verdict_word(Verdict::Malformed))
}

/// The title of the document, which a browser prints on each page and names a PDF after.
#[must_use]
pub fn document_title(verdict: Verdict, name: &str, digest: &str) -> String {
    format!("{}: {name} (SHA-256 {digest}…) – nexus-attest", verdict_word(verdict))
}
