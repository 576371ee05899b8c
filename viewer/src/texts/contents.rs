//! Everything in the file: the tree, the search, the texts.

use super::counted;
use crate::present::coverage::Cover;
use crate::present::number::grouped;
use crate::present::summary::Outcome;

/// Above the tree.
pub const CONTENTS: &str = "Everything in the file";
/// What the tree shows; `{0}` is [`UNSEALED`].
pub const CONTENTS_HOW: &str = "Each member, with the digest that covers it. {0} means that no digest inside the package \
     does and that the format does not know the member: anybody could change it without a trace.";
/// As it begins a sentence.
pub const UNSEALED: &str = "Unsealed";
/// The name of the tree.
pub const MEMBERS: &str = "Members of the package";

/// What covers a member, in a word or two.
#[must_use]
pub const fn cover(cover: Cover) -> &'static str {
    match cover {
        Cover::Binding => "binding digest",
        Cover::Control => "control digest",
        Cover::Event => "event digest",
        Cover::Link => "link digest",
        Cover::Router => "router bundle digest",
        Cover::Compared => "compared",
        Cover::Expected => "expected unsealed",
        Cover::Partly => "partly",
        Cover::Unsealed => "unsealed",
    }
}

/// The same, for whoever wants to know what that means.
#[must_use]
pub const fn cover_meaning(cover: Cover) -> &'static str {
    match cover {
        Cover::Binding => "Hashed into the binding digest, which was recomputed.",
        Cover::Control => "Hashed into the control digest, which was recomputed.",
        Cover::Event => "Hashed into the digest that is kept with the event, which was recomputed.",
        Cover::Link => "Hashed into the link digest, which ties the decision to the run and was recomputed.",
        Cover::Router => "Hashed into the digest of the router bundle, which was recomputed.",
        Cover::Compared => {
            "Under no digest itself: a check holds it against something that is, or that is known."
        }
        Cover::Expected => {
            "Under no digest, which is how the format has it: a note on when and how the file was made. Do not rely \
             on what it says."
        }
        Cover::Partly => "Its members differ: open it to see which digest covers which.",
        Cover::Unsealed => {
            "Under no digest, and the format does not know it: anybody could change it without a trace. Only the \
             digest of the whole file covers it."
        }
    }
}

/// A digest that covers a member, and what came of it where that is not that it agrees; `None` for what was not checked.
#[must_use]
pub fn covered(cover: Cover, outcome: Option<Outcome>) -> String {
    let words = self::cover(cover);
    match outcome {
        Some(Outcome::Fail) => format!("{words}: does not agree"),
        Some(Outcome::Pass | Outcome::Warn) => words.to_owned(),
        Some(_) => format!("{words}: not established"),
        None => format!("{words}: not checked"),
    }
}

/// Lists what no digest covers, and nothing else.
pub const UNSEALED_ONLY: &str = "Unsealed only";

/// What a place in the tree is called, for whoever follows a pointer to it.
pub const SHOW_IN_TREE: &str = "Show this member in “Everything in the file”";

/// Unfolds what the notes in the tree mean.
pub const COVERS: &str = "What the notes at the members mean";

/// Before what covers a member, for whoever listens.
pub const COVERED_BY: &str = ", covered by: ";

/// How many members an object has.
#[must_use]
pub fn members(count: u64) -> String {
    counted(count, "member", "members")
}

/// How many elements an array has.
#[must_use]
pub fn elements(count: u64) -> String {
    counted(count, "element", "elements")
}

/// More of the same that is not shown yet.
#[must_use]
pub fn more(count: u64) -> String {
    format!("{} more", grouped(count))
}

/// How deep a member stands that is not indented any further.
#[must_use]
pub fn depth(level: u64) -> String {
    format!("depth {} ", grouped(level))
}

/// Before the field to search with.
pub const SEARCH: &str = "Search";
/// What to search for.
pub const SEARCH_HINT: &str = "a key, a name, part of a digest";
/// The name of what was found.
pub const FOUND: &str = "Members found";

/// How many members a search found.
#[must_use]
pub fn found(count: u64) -> String {
    format!("{} found", members(count))
}

/// Above the texts.
pub const TEXT: &str = "The text itself";
/// The file as it is.
pub const RAW: &str = "As it is in the file";
/// What is done to it.
pub const RAW_HOW: &str = "What cannot be seen in a text is written out.";
/// The canonical form.
pub const CANONICAL: &str = "In canonical form";
/// What that is.
pub const CANONICAL_HOW: &str =
    "Keys in order, no white space: the form that digests are computed over, here of the whole file.";

/// In place of a text without a character.
pub const EMPTY: &str = "(empty)";

/// A text that is read from the right, with words or numbers in it that are not.
pub const TURNED: &str = "This text is read from the right, parts of it from the left.";

/// While a text is fetched.
pub const FETCHING: &str = "Reading …";

/// A text that is shown to its end.
#[must_use]
pub fn all_shown(bytes: u64) -> String {
    format!("{}, all shown.", super::bytes(bytes))
}

/// A text of which a part is shown.
#[must_use]
pub fn part_shown(shown: u64, total: u64) -> String {
    format!("{} of {} shown.", grouped(shown), super::bytes(total))
}

/// Shows more of a text.
pub const SHOW_MORE: &str = "Show more";
/// Shows less of it again.
pub const SHOW_LESS: &str = "Show less";
/// The name of a text that was cut.
pub const WHOLE_TEXT: &str = "The whole text";

/// Shows a text that is cut.
#[must_use]
pub fn show_all(characters: u64) -> String {
    format!("Show all {}", counted(characters, "character", "characters"))
}
