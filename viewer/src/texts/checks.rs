//! The checks: what came of them, by layer, and what they compared.

use crate::present::number::grouped;
use crate::present::summary::Outcome;

/// Above the checks.
pub const CHECKED: &str = "What was checked";
/// What a check does.
pub const CHECKED_HOW: &str = "A check compares two values: one that stands in the file with one that was computed anew \
     from it, or with one that stands elsewhere in it.";

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

/// An edge or a question that no check is about.
pub const NOT_CHECKED: &str = "not checked";

/// How many checks of a layer hold.
#[must_use]
pub fn hold(count: u64, total: u64) -> String {
    format!("{} of {} hold", grouped(count), grouped(total))
}

/// How many checks of a layer failed.
#[must_use]
pub fn failed(count: u64, total: u64) -> String {
    format!("{} of {} failed", grouped(count), grouped(total))
}

/// How many checks of a layer came out in another way.
#[must_use]
pub fn came_out(count: u64, outcome: Outcome) -> String {
    format!("{} {}", grouped(count), outcome_word(outcome))
}

/// Before what a failure means.
pub const MEANS: &str = "What this means.";
/// Before what to do then.
pub const ASK_NEXT: &str = "What to ask next.";
/// Unfolds the values of a check that holds.
pub const VALUES: &str = "The values, and what this does not prove";
/// Unfolds what a check does.
pub const COMPARED: &str = "What was compared, and what that does not prove";
/// Before what a check does not prove.
pub const LIMITS: &str = "What it does not prove.";
/// Before the places that a check is about; `{0}` is its stable name.
pub const CHECK_ABOUT: &str = "Check {0}, about:";

/// The value that the other is held against.
pub const EXPECTED: &str = "Expected";
/// The value that is held against it.
pub const ACTUAL: &str = "Actual";
/// Before two equal values.
pub const BOTH: &str = "Both are";
/// A value that is missing.
pub const NOTHING: &str = "Nothing: it is not in the package.";
/// What is copied.
pub const THIS_VALUE: &str = "this value";
/// What is copied.
pub const THE_EXPECTED_VALUE: &str = "the expected value";
/// What is copied.
pub const THE_ACTUAL_VALUE: &str = "the actual value";

/// Where the values of a check come from: the expected one and the actual one.
#[must_use]
pub fn origins(check: &str) -> Option<(&'static str, &'static str)> {
    Some(match check {
        "binding_digest" | "control_bundle_digest" => ("stored in the file", "computed anew"),
        "binding_control_match" => ("in the control bundle", "in the binding"),
        "binding_router_match" => ("in the router section", "in the binding"),
        "binding_link_match" => ("in the link", "in the binding"),
        "router_run" => ("in the link", "in the router section"),
        _ => return None,
    })
}

/// Two values, for whoever listens; `{0}` is expected and `{1}` actual.
pub const TWO_VALUES: &str = "Expected: {0}. Actual: {1}.";

/// Where two values differ.
#[must_use]
pub fn first_difference(character: u64) -> String {
    format!("The first difference is at character {}.", grouped(character))
}

/// The rest of a value that is not shown.
#[must_use]
pub fn and_more_characters(count: u64) -> String {
    format!("… and {} more characters", grouped(count))
}

/// What is left out before the part that is shown.
#[must_use]
pub fn left_out_before(count: u64) -> String {
    format!("({} more) …", grouped(count))
}

/// What is left out behind it.
#[must_use]
pub fn left_out_behind(count: u64) -> String {
    format!("… ({} more)", grouped(count))
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
        established: "The digests agree with each other, and with the sealed parts of the decision: its events, its \
                      policy and its link to the run.",
        fails: "The seal is broken.",
        open: "The seal could not be established.",
        unasked: "Whether the digests of the package agree.",
    },
    LayerWords {
        name: "format",
        holds: "The package is built as the format says.",
        established: "Every part of the package has the form that the format asks for.",
        fails: "The package is not built as the format says.",
        open: "The form of the package is open.",
        unasked: "Whether every part has the form that the format asks for.",
    },
    LayerWords {
        name: "history",
        holds: "The history replays.",
        established: "The events lead to the state, the header and the link that the file claims.",
        fails: "The history does not replay.",
        open: "The history could not be established.",
        unasked: "Whether the events lead to the state that the file claims.",
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
        established: "The router section, the part about the run, names the run that the decision is linked to.",
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
        unasked: "Whether anything that no digest covers was changed; “Everything in the file” shows what that is.",
    },
    LayerWords {
        name: "authenticity",
        holds: "Somebody vouches for it.",
        established: "It is the package that somebody you trust vouched for.",
        fails: "It is not the package that was vouched for.",
        open: "Nobody vouches for it yet.",
        unasked: "Who made the package. Anyone can make one whose digests agree: compare its binding digest with one \
                  that you got from the issuer in another way.",
    },
];

/// The words of a layer, if it is a known one.
#[must_use]
pub fn layer(name: &str) -> Option<&'static LayerWords> {
    LAYERS.iter().find(|layer| layer.name == name)
}

/// A layer that has no words here yet.
#[must_use]
pub fn other_layer(name: &str, outcome: Outcome) -> String {
    format!("{name}: {}.", outcome_word(outcome))
}

/// The row that says what nobody asked.
pub const UNVOUCHED: &str = "Nobody vouches for it yet.";
/// What to do about that.
pub const UNVOUCHED_NEXT: &str = "No digest inside a file can show who made it. Compare the binding digest with \
     one that you got from the issuer in another way: on paper, by telephone, from their site.";
/// Questions that no check of this version asks.
pub const UNASKED: &str = "What no check here asks.";

/// In the place of the decision, while a large package is gone through.
pub const CONTENTS_FOLLOW: &str = "Going through the events …";

/// Above the decision, where its digest does not agree.
pub const BROKEN_CONTENT: &str = "What follows is what the file says. It is not what the stored control digest was \
     made from, so do not take it for what was decided and approved.";
