//! The checks: what came of them, by layer, and what they compared.

use crate::present::number::grouped;
use crate::present::summary::Outcome;

/// Above the checks.
pub const CHECKED: &str = "What was checked";
/// How to read the checks.
pub const CHECKED_HOW: &str = "Seven questions, each answered by several checks. Open one to see what was compared, and what \
     that does not prove.";

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
/// What an outcome means that is neither a pass nor a failure.
pub const OPEN_MEANS: &str = "It could not be established. That is neither a pass nor a sign of a change.";
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
        "binding_digest"
        | "control_bundle_digest"
        | "router_bundle_digest"
        | "link_digest"
        | "router_request"
        | "event_digests" => ("stored in the file", "computed anew"),
        "provenance" => ("computed anew", "stored in the file"),
        "template" => ("by the events", "in the template"),
        "binding_control_match" => ("in the control bundle", "in the binding"),
        "binding_router_match" => ("in the router section", "in the binding"),
        "binding_link_match" => ("in the link", "in the binding"),
        "router_run" => ("in the link", "in the router section"),
        "router_result" => ("recorded by the decision", "in the binding"),
        "replayed_state" => ("by the events", "in the header"),
        "router_link" => ("by the events", "in the link"),
        "event_sequence" | "event_identity" => ("by its place", "in the event"),
        "pinned_digest" => ("brought by you", "in the package"),
        "attestation" => ("in the attestation", "in the package"),
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
    /// When one of them fails.
    pub fails: &'static str,
    /// When one of them warns.
    pub warns: &'static str,
    /// When one of them could not be established.
    pub open: &'static str,
    /// When there is nothing that they apply to.
    pub none: &'static str,
}

/// Every layer that the report may have, in the order in which they are asked.
pub const LAYERS: [LayerWords; 7] = [
    LayerWords {
        name: "seal",
        holds: "The digests agree with each other.",
        fails: "The digests do not agree with each other.",
        warns: "The digests agree, with something to ask about.",
        open: "Whether the digests agree could not be established.",
        none: "There is no seal to check.",
    },
    LayerWords {
        name: "format",
        holds: "It is written as the format says.",
        fails: "It is not written as the format says.",
        warns: "It is written as the format says, almost.",
        open: "It is written in a version that is not known here.",
        none: "There is no form to check.",
    },
    LayerWords {
        name: "history",
        holds: "The history adds up.",
        fails: "The history does not add up.",
        warns: "The history adds up, with something to ask about.",
        open: "Whether the history adds up could not be established.",
        none: "There is no history to check.",
    },
    LayerWords {
        name: "authorization",
        holds: "The run was allowed.",
        fails: "The run was not allowed.",
        warns: "The run was allowed, with something to ask about.",
        open: "Whether the run was allowed could not be established.",
        none: "Nothing was run, so nothing had to be allowed.",
    },
    LayerWords {
        name: "router",
        holds: "The run that it names is the one that the decision is linked to.",
        fails: "The record of the run does not fit.",
        warns: "The record of the run fits, with something to ask about.",
        open: "The record of the run could not be recomputed.",
        none: "It names no run.",
    },
    LayerWords {
        name: "coverage",
        holds: "Nothing unknown is outside the digests.",
        fails: "Something unknown is outside the digests, and that counts as a failure.",
        warns: "Something unknown is outside the digests.",
        open: "What is outside the digests could not be established.",
        none: "There is nothing that digests could cover.",
    },
    LayerWords {
        name: "authenticity",
        holds: "It is vouched for.",
        fails: "It is not what was vouched for.",
        warns: "It is vouched for, with something to ask about.",
        open: "Nobody vouches for it yet.",
        none: "There is nothing to vouch for.",
    },
];

/// The words of a layer, if it is a known one.
#[must_use]
pub fn layer(name: &str) -> Option<&'static LayerWords> {
    LAYERS.iter().find(|layer| layer.name == name)
}

/// What the check that decides about who vouches says.
#[must_use]
pub fn vouching(check: &str, outcome: Outcome) -> &'static str {
    match (check == "pinned_digest", outcome) {
        (true, Outcome::Pass) => "It is the package that you expected.",
        (true, _) => "It is not the package that you expected.",
        (false, Outcome::Pass) => "Somebody you trust vouches for it.",
        (false, Outcome::Fail) => "The attestation does not vouch for it.",
        (false, Outcome::Warn) => "Somebody you trust vouches for it, with something to ask about.",
        (false, _) => "Nobody whom you trust vouches for it yet.",
    }
}

/// Instead of an outcome, where nothing was given that a check could be asked with.
pub const NOT_ASKED: &str = "not asked";
/// What a layer asks, before its question.
pub const QUESTION: &str = "The question.";
/// What a layer leaves open.
pub const LEAVES_OPEN: &str = "What it leaves open.";

/// The places that a check names beyond those that are shown.
#[must_use]
pub fn more_places(count: u64) -> String {
    format!("and {} more", grouped(count))
}

/// In the place of the decision, while a large package is gone through.
pub const CONTENTS_FOLLOW: &str = "Going through the events …";

/// Above the decision, where its digest does not agree.
pub const BROKEN_CONTENT: &str = "What follows is what the file says. It is not what the stored control digest was \
     made from, so do not take it for what was decided and approved.";
