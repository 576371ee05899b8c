//! Everything in the file: the tree, the search, the texts.

use super::counted;
use crate::present::coverage::Cover;
use crate::present::number::grouped;

/// Above the tree.
pub const CONTENTS: &str = "Everything in the file";
/// What the tree shows; `{0}` is [`FILE_ONLY`].
pub const CONTENTS_HOW: &str = "Each member, with the digest that covers it. {0} means that no digest inside the package \
     does: it could be changed without any of them noticing.";
/// As it begins a sentence.
pub const FILE_ONLY: &str = "File only";
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
