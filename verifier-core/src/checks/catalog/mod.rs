//! The catalog: what each check is called, what it proves, what a failure means and what to do next.
//!
//! The wording stands here and nowhere else; the command line, the viewer and the documentation read it
//! from here.

use crate::report::Outcome;

/// What there is to say about a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The stable name of the check.
    pub name: &'static str,
    /// The layer that it belongs to.
    pub layer: &'static str,
    /// Its title, a statement that holds when the check passes.
    pub title: &'static str,
    /// What it compares, and what that proves.
    pub proves: &'static str,
    /// What it does not prove.
    pub limits: &'static str,
    /// What a failure means.
    pub failure: &'static str,
    /// What to do after a failure.
    pub next: &'static str,
}

/// What to do after a check that could not be established, whichever it is.
pub const NEXT_IF_OPEN: &str = "The detail says what is missing or not known here. Where the answer matters to you, ask \
     the issuer, or the attestor, for that.";

impl Entry {
    /// What to do after this outcome, which is not a pass.
    #[must_use]
    pub const fn next_after(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Inconclusive => NEXT_IF_OPEN,
            _ => self.next,
        }
    }
}

mod authenticity;
mod authorization;
mod coverage;
mod format;
mod history;
mod router;
mod seal;

/// What there is to say about a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct LayerEntry {
    /// The stable name of the layer.
    pub name: &'static str,
    /// The question that its checks answer together.
    pub question: &'static str,
    /// What it says about the package when all of them hold.
    pub holds: &'static str,
    /// What it leaves open all the same.
    pub limits: &'static str,
    /// Its checks, in the order in which they are run.
    pub checks: &'static [Entry],
}

/// Every layer, in the order in which a reader asks.
pub const LAYERS: &[LayerEntry] = &[
    LayerEntry {
        name: "seal",
        question: "Do the digests in the package agree with each other?",
        holds: "The digests of the package agree with each other, and with the decision and its events.",
        limits: "The content of an embedded router record is not looked at here, but in the router layer. Whoever holds a package can change it and compute all digests anew.",
        checks: seal::ENTRIES,
    },
    LayerEntry {
        name: "format",
        question: "Is it a package of a known version, written as that version says?",
        holds: "The package is written as a known version of the format says.",
        limits: "It says nothing about the content.",
        checks: format::ENTRIES,
    },
    LayerEntry {
        name: "history",
        question: "Does the history add up to what the package says?",
        holds: "The events are numbered without a gap, can be replayed, and add up to what the package says.",
        limits: "A history that was invented as a whole can add up as well.",
        checks: history::ENTRIES,
    },
    LayerEntry {
        name: "authorization",
        question: "Was each run allowed by its policy when it was requested?",
        holds: "Each run was allowed by its policy, with the approvals as they stood when it was \
                requested.",
        limits: "It is judged by the ids and times that the issuer recorded.",
        checks: authorization::ENTRIES,
    },
    LayerEntry {
        name: "router",
        question: "Is the run that the router section names the one that the decision is linked to?",
        holds: "The run that the router section names is the one that the decision is linked to.",
        limits: "A reference names a run, and the record of that run is elsewhere. What the router did outside of its own record is not known here.",
        checks: router::ENTRIES,
    },
    LayerEntry {
        name: "coverage",
        question: "Is there anything in the package that no digest covers?",
        holds: "Nothing unknown stands outside the digests.",
        limits: "What is under a digest can be changed by whoever computes the digest anew.",
        checks: coverage::ENTRIES,
    },
    LayerEntry {
        name: "authenticity",
        question: "Does somebody outside the package vouch for it?",
        holds: "It is the package that you expected, or that somebody you trust vouches for.",
        limits: "It is worth as much as the way in which you got the digest or the key.",
        checks: authenticity::ENTRIES,
    },
];

/// Every check, by layer, in the order in which they are run.
pub fn checks() -> impl Iterator<Item = &'static Entry> {
    LAYERS.iter().flat_map(|layer| layer.checks)
}

/// The entry of a check.
#[must_use]
pub fn entry(name: &str) -> Option<&'static Entry> {
    checks().find(|entry| entry.name == name)
}

/// The entry of a layer.
#[must_use]
pub fn layer(name: &str) -> Option<&'static LayerEntry> {
    LAYERS.iter().find(|layer| layer.name == name)
}
