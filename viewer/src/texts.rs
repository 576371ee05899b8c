//! The page's own words, in one place, so that they can be translated. What a check is called, proves and
//! means is said by the core's catalog alone.

use crate::present::coverage::Cover;
use crate::present::decision::Standing;
use crate::present::summary::{Outcome, Verdict};

/// The name of the program.
pub const PRODUCT: &str = "nexus-attest";
/// What this page is.
pub const VIEWER: &str = "audit viewer";

/// How to tell who says what.
pub const SAID_BY_THE_PACKAGE: &str =
    "What the package itself says stands on a grey ground; in print, between quotation marks.";

/// In place of a text without a character.
pub const EMPTY: &str = "(empty)";

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

/// A verdict in a sentence.
#[must_use]
pub const fn headline(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Verified => "Sound, as far as this file can show.",
        Verdict::Attention => "Nothing failed, but something is open.",
        Verdict::Failed => "This package does not hold together.",
        Verdict::Malformed => "This is not an audit package.",
    }
}

/// What follows from a verdict.
#[must_use]
pub const fn consequence(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Verified => {
            "Every check that was run holds. What that shows, and what it does not, is said below."
        }
        Verdict::Attention => {
            "No check failed. At least one could not be established, or asks for your attention; that is neither \
             a pass nor a sign that anything was changed."
        }
        Verdict::Failed => {
            "At least one check does not hold. Do not rely on this package until its issuer has explained it; \
             each failed check says what it means and what to ask."
        }
        Verdict::Malformed => {
            "It could not be read as one, so no check was run. That does not say that anybody changed it."
        }
    }
}

/// An outcome in a word.
#[must_use]
pub const fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "holds",
        Outcome::Fail => "does not hold",
        Outcome::Warn => "asks for attention",
        Outcome::Inconclusive => "not established",
        Outcome::NotApplicable => "does not apply",
    }
}

/// A check that failed, by its title, which says what holds where it passes.
#[must_use]
pub fn does_not_hold(title: &str) -> String {
    format!("“{title}” does not hold.")
}

/// What a layer is called, for each way it can end.
pub struct LayerWords {
    /// The stable name of the layer.
    pub name: &'static str,
    /// When its checks hold.
    pub holds: &'static str,
    /// What that establishes.
    pub established: &'static str,
    /// When one of them fails.
    pub fails: &'static str,
    /// When one of them could not be established, or warns.
    pub open: &'static str,
    /// What nobody asked, where the layer is not in the report.
    pub unasked: &'static str,
}

/// Every layer that the report may have, in the order in which they are asked.
pub const LAYERS: [LayerWords; 7] = [
    LayerWords {
        name: "seal",
        holds: "The seal holds.",
        established: "The digests agree with each other and with the content of the control bundle.",
        fails: "The seal is broken.",
        open: "The seal could not be established.",
        unasked: "Whether the digests of the package hold together.",
    },
    LayerWords {
        name: "format",
        holds: "The package is built as the format says.",
        established: "Every part of the package has the form that the format gives it.",
        fails: "The package is not built as the format says.",
        open: "The form of the package is open.",
        unasked: "Whether every part of the package has the form that the format gives it.",
    },
    LayerWords {
        name: "history",
        holds: "The history replays.",
        established: "The events give the state, the header and the link that the file claims.",
        fails: "The history does not replay.",
        open: "The history could not be established.",
        unasked: "Whether the events replay to what the header claims.",
    },
    LayerWords {
        name: "authorization",
        holds: "The run was allowed.",
        established: "The run was allowed by its policy when it was requested.",
        fails: "The run was not allowed.",
        open: "Whether the run was allowed could not be established.",
        unasked: "Whether the run was allowed by its policy when it was requested.",
    },
    LayerWords {
        name: "router",
        holds: "The run is the one that was linked.",
        established: "The router section names the run that the decision is linked to.",
        fails: "The router section is about another run.",
        open: "Which run the router section is about could not be established.",
        unasked: "Whether the run in the package is the one that was linked.",
    },
    LayerWords {
        name: "coverage",
        holds: "Every member is accounted for.",
        established: "Every member of the package is under a digest, or listed as unsealed.",
        fails: "Not every member is accounted for.",
        open: "Some members are under no digest.",
        unasked: "Whether every part of the package is under a digest. The tree below shows it member by member.",
    },
    LayerWords {
        name: "authenticity",
        holds: "Somebody vouches for it.",
        established: "It is the package that somebody you trust vouched for.",
        fails: "It is not the package that was vouched for.",
        open: "Nobody vouches for it yet.",
        unasked: "Who made the package. Anyone can make one whose digests agree: compare its binding digest with \
                  one that you got from the issuer in another way.",
    },
];

/// The words of a layer, if it is a known one.
#[must_use]
pub fn layer(name: &str) -> Option<&'static LayerWords> {
    LAYERS.iter().find(|layer| layer.name == name)
}

/// The row that says what nobody asked.
pub const UNVOUCHED: &str = "Nobody vouches for it yet.";
/// What to do about that.
pub const UNVOUCHED_NEXT: &str = "No digest inside a file can show who made it. Compare the binding digest with \
     one that you got from the issuer in another way: on paper, by telephone, from their site.";
/// Questions that no check of this version asks.
pub const UNASKED: &str = "What no check here asks.";

/// Above the decision, where its digest does not agree.
pub const BROKEN_CONTENT: &str = "What follows is what the file says. It is not what the stored control digest was \
     made from, so do not take it for what was decided and approved.";

/// What covers a member, in a word or two.
#[must_use]
pub const fn cover(cover: Cover) -> &'static str {
    match cover {
        Cover::Binding => "binding digest",
        Cover::Control => "control digest",
        Cover::Event => "event digest",
        Cover::Link => "link digest",
        Cover::Router => "router bundle’s own digest",
        Cover::Compared => "a digest, compared",
        Cover::Partly => "in part",
        Cover::FileOnly => "file only",
    }
}

/// The same, for whoever wants to know what that means.
#[must_use]
pub const fn cover_meaning(cover: Cover) -> &'static str {
    match cover {
        Cover::Binding => "Hashed into the binding digest, which was recomputed.",
        Cover::Control => "Hashed into the control digest, which was recomputed.",
        Cover::Event => "Hashed into the digest that is kept with the event.",
        Cover::Link => "Hashed into the link digest, which ties the decision to the run.",
        Cover::Router => {
            "Under the digest that the router bundle states for itself. The seal does not recompute it."
        }
        Cover::Compared => "A digest itself: a check compares it with another one.",
        Cover::Partly => "Its members differ: open it to see which digest covers which.",
        Cover::FileOnly => {
            "Under no digest of the package: it could be changed without any of them noticing. Only the digest of \
             the whole file covers it."
        }
    }
}

/// Where an approval stands.
#[must_use]
pub const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Granted => "granted",
        Standing::Revoked => "revoked",
        Standing::Expired => "expired before the run",
        Standing::Late => "granted after the run",
    }
}

/// A status, as it is stored, in words; `None` for what is none.
#[must_use]
pub fn status(stored: &str) -> Option<&'static str> {
    Some(match stored {
        "DRAFT" => "draft",
        "PENDING_APPROVAL" => "pending approval",
        "APPROVED" => "approved",
        "EXECUTING" => "executing",
        "COMPLETED" => "completed",
        "FAILED" => "failed",
        _ => return None,
    })
}

/// A mode, as it is stored, in words.
#[must_use]
pub fn mode(stored: &str) -> &str {
    match stored {
        "dry_run" => "dry run",
        other => other,
    }
}
