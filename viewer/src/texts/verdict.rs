//! The verdict, before anything else.

use super::counted;
use crate::present::number::grouped;
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

/// A verdict in a sentence. `whole` says whether checks have asked more than how the digests fit together.
#[must_use]
pub const fn headline(verdict: Verdict, whole: bool) -> &'static str {
    match verdict {
        Verdict::Verified if whole => "Sound, as far as this file can show.",
        Verdict::Verified => "The digests fit together.",
        Verdict::Attention => "Nothing failed, but something is open.",
        Verdict::Failed => "This package does not hold together.",
        Verdict::Malformed => "This is not an audit package.",
    }
}

/// What follows from a verdict; `whole` as for [`headline`].
#[must_use]
pub const fn consequence(verdict: Verdict, whole: bool) -> &'static str {
    match verdict {
        Verdict::Verified if !whole => {
            "Every check holds, and all of them compare digests and names. No check here asks whether what the package \
             tells makes sense, or was allowed: read it below, and rely on no more than is listed as established."
        }
        Verdict::Verified => {
            "Every check holds. You can rely on what is listed here as established, and on no more than that."
        }
        Verdict::Attention => {
            "No check failed, but at least one could not be decided or asks for a closer look. That is neither a pass \
             nor a sign that anything was changed. Settle what is open before you rely on the package."
        }
        Verdict::Failed => {
            "Do not rely on it until its issuer has explained what does not hold. Each check that failed says below \
             what that means and what to ask."
        }
        Verdict::Malformed => {
            "It could not be read as one, so nothing was checked. That does not say that anybody changed it."
        }
    }
}

/// What is open about a router's record that is in the package, where no check computes its digest.
pub const RECORD_NOT_RECOMPUTED: &str = "Whether the record of the run is what its digest says: no check here computes that digest \
     anew, so the record can have been changed.";

/// Above what does not hold.
pub const BROKEN: &str = "What does not hold";
/// Above what holds.
pub const ESTABLISHED: &str = "What was established";
/// Above what is open.
pub const NOT_ESTABLISHED: &str = "What was not established";

/// A check that failed, by its title, which says what holds where it passes.
#[must_use]
pub fn does_not_hold(title: &str) -> String {
    format!("“{title}” does not hold.")
}

/// A check that warns.
#[must_use]
pub fn asks_for_attention(title: &str) -> String {
    format!("Asks for attention: {title}.")
}

/// A check that could not be decided.
#[must_use]
pub fn could_not_be_established(title: &str) -> String {
    format!("Could not be established: {title}.")
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
pub fn spoken(name: &str, verdict: Verdict, checks: u64, failed: u64) -> String {
    let word = verdict_word(verdict);
    format!("{name}: {word}. {}, {} failed.", counted(checks, "check", "checks"), grouped(failed))
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
