//! Why a file is no package.

use crate::present::number::grouped;

/// Above the reason.
pub const REFUSED: &str = "Why it was refused";
/// Leads from the reason to the place.
pub const SEE_WHERE: &str = "See where.";
/// What is wrong.
pub const WHAT: &str = "What";
/// Where it is wrong.
pub const WHERE: &str = "Where";
/// What to do about it.
pub const WHAT_TO_DO: &str = "What to do";
/// What to do about a file without a byte.
pub const EMPTY_FILE: &str = "The file is empty: it has no bytes at all. Get it again from where it came from; a download or a \
     copy of it may have been cut off.";
/// What to do about a web page.
pub const A_WEB_PAGE: &str = "This looks like a web page, not a package: perhaps a page to sign in, or one that says that there is \
     no such file, was saved in its place. Open the address that it came from, and get the file itself.";
/// The text around the place.
pub const AROUND: &str = "The text there";
/// The place is the whole document.
pub const THE_DOCUMENT: &str = "the document itself";
/// The place is the end.
pub const END_OF_FILE: &str = "end of the file";
/// What the mark means.
pub const HERE: &str = "here";

/// Where it is wrong: `{0}` is the pointer, `{1}` the place.
pub const AT: &str = "{0}, at {1}";

/// A place in a file.
#[must_use]
pub fn place(offset: u64, line: u64, column: u64) -> String {
    format!("byte {} (line {}, column {})", grouped(offset), grouped(line), grouped(column))
}
