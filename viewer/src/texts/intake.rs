//! Getting packages in.

use super::{counted, standing_word};
use crate::present::list::Standing;
use crate::present::number::{grouped, size};

/// Before the first package.
pub const WELCOME: &str = "Check an audit package";
/// What to do.
pub const WELCOME_HOW: &str = "Drop files or a folder anywhere on this page, or choose them here. They are checked on this \
     computer. Nothing leaves it, so this works without a network too.";
/// Opens the browser's dialog for files.
pub const CHOOSE: &str = "Choose files…";
/// Opens the browser's dialog for a folder.
pub const CHOOSE_FOLDER: &str = "Choose a folder…";
/// Opens the field to paste into.
pub const PASTE_JSON: &str = "Paste JSON";
/// Before the examples.
pub const EXAMPLES: &str = "No package at hand?";
/// An example.
pub const EXAMPLE_SOUND: &str = "A sound example";
/// An example.
pub const EXAMPLE_TAMPERED: &str = "A tampered one";
/// All examples.
pub const EXAMPLE_ALL: &str = "Several at once";

/// Above what an audit package is.
pub const ABOUT: &str = "What this is";
/// What an audit package is.
pub const ABOUT_PACKAGE: &str = "An audit package is one file about one decision: who asked for what, by which rules, who \
     approved it, and what was then run. Digests in it tie these together, so that a later change shows.";
/// Above what a reader will see.
pub const WILL_SEE: &str = "What you will see";
/// What a reader will see: a word, and what it means.
pub const WILL_SEE_LIST: [(&str, &str); 4] = [
    ("A verdict in words.", "What was established, what does not hold, and what a file alone cannot show."),
    (
        "Every check.",
        "What was compared with what, where they first differ, what that means, and what to ask next.",
    ),
    ("The decision.", "Who asked for what, by which rules, who approved it, and what ran."),
    ("The whole file.", "Each member with the digest that covers it, or a note that none does."),
];

/// While something is dragged over the page.
pub const DROP: &str = "Drop it anywhere";

/// The field to paste into.
pub const PASTE_TITLE: &str = "Paste a package";
/// What to paste.
pub const PASTE_HINT: &str = "The whole JSON text. It is checked on this computer. On the way into this field the ends of lines \
     may change, and so may characters that are no text: to check a file to the byte, choose the file.";
/// The name of what was pasted.
pub const PASTED: &str = "pasted text";
/// Closes the field.
pub const CLOSE: &str = "Close";
/// Verifies what is in it.
pub const VERIFY: &str = "Verify";

/// While a package is verified.
pub const VERIFYING: &str = "Verifying";
/// Others come first.
pub const WAITING: &str = "Waiting for its turn …";
/// It was read.
pub const CHECKING: &str = "Checking: every digest is computed anew …";
/// Gives up.
pub const CANCEL: &str = "Cancel";

/// How much of a file was read.
#[must_use]
pub fn reading(done: u64, total: u64) -> String {
    format!("Reading: {} of {}", size(done), size(total))
}

/// A file that the browser cannot read.
pub const NOT_READ: &str = "Not read";
/// The same in a sentence.
pub const UNREADABLE: &str = "This file could not be read.";
/// What follows; `{0}` is why.
pub const UNREADABLE_WHY: &str = "So nothing is known about it. {0}";
/// The check was given up.
pub const CANCELLED: &str = "Cancelled";
/// The same in a sentence.
pub const CANCELLED_LONG: &str = "The check was cancelled.";
/// What follows.
pub const CANCELLED_SO: &str = "So nothing is known about this file.";
/// Once more.
pub const TRY_AGAIN: &str = "Try again";
/// Starts the check.
pub const CHECK_NOW: &str = "Verify it after all";

/// What is read out for a file that the browser cannot read.
#[must_use]
pub fn spoken_unreadable(why: &str) -> String {
    format!("It could not be read: {why}")
}

/// What is read out when a check was given up.
pub const SPOKEN_CANCELLED: &str = "Cancelled.";
/// What is read out when all packages were removed.
pub const SPOKEN_CLEARED: &str = "All packages were removed from the page.";

/// What is read out when several files come in.
#[must_use]
pub fn brought_in(count: u64) -> String {
    format!("{} brought in.", counted(count, "file", "files"))
}

/// A file that is too large to be read.
pub const TOO_LARGE: &str = "It is larger than 1 GiB, the most that is read here.";
/// A file for which the browser has no room.
pub const NO_MEMORY: &str = "There is not enough memory to read it.";
/// A file that is another one by now.
pub const CHANGED: &str = "It changed while it was read.";
/// A file that was changed after it was verified, and is therefore not shown.
pub const OTHER_FILE: &str = "The file has changed since it was verified, so what is in it now is not shown. Bring it in \
     again to have it verified.";
/// The worker that looks through a package broke down.
pub const NOT_LOOKED_THROUGH: &str = "The content of the package cannot be shown: there is not enough memory to keep it open. \
     The verdict stands.";

/// In place of what cannot be shown.
pub const NOT_SHOWN: &str = "What is in the package cannot be shown. The verdict stands.";

/// A file that was verified and cannot be read any more; `why` in a sentence.
#[must_use]
pub fn not_looked_through(why: &str) -> String {
    format!("The content of the package cannot be shown any more: {why}")
}

/// A file that is gone.
pub const GONE: &str =
    "It is no longer where it was: it was moved, renamed or deleted after it was brought in.";
/// A file that the browser may not read, or not any more.
pub const NOT_ALLOWED: &str =
    "The browser may not read it, or it was changed after it was brought in. Bring it in again.";
/// A file that the browser refuses to read without saying why.
pub const CANNOT_BE_READ: &str = "It cannot be read.";

/// What is read out when all of several files are checked: how many of them stand where.
#[must_use]
pub fn all_checked(counts: &[(u64, Standing)]) -> String {
    let counts: Vec<_> = counts
        .iter()
        .map(|(count, standing)| format!("{} {}", grouped(*count), standing_word(*standing)))
        .collect();
    format!("All files are checked: {}.", counts.join(", "))
}

/// The check cannot be started.
pub const NO_WORKER: &str = "This browser does not start a worker for this page.";
/// The check found something that this page does not know.
pub const NOT_UNDERSTOOD: &str = "What the check found could not be understood.";

/// The check broke down.
#[must_use]
pub fn broke_down(message: &str) -> String {
    format!("The check broke down, probably for lack of memory. {message}")
}

/// Files that were passed over.
#[must_use]
pub fn passed_over(count: u64) -> String {
    format!("{} in folders passed over: the name does not end in .json.", counted(count, "file", "files"))
}

/// Files and folders that the browser could not read: the names of some, and how many more there are.
#[must_use]
pub fn not_readable(names: &[String], more: u64) -> String {
    let listed = names.join("”, “");
    let more = if more > 0 { format!(" and {}", super::more(more)) } else { String::new() };
    format!("The browser could not read: “{listed}”{more}.")
}

/// Nothing was in what was dropped or chosen.
pub const NO_FILE: &str = "There is no file in it.";
