//! The report as Markdown, where it says more than the page.

use crate::present::number::grouped;

/// How long the file is.
pub const LENGTH: &str = "Length";
/// The version of the format.
pub const PACKAGE_VERSION: &str = "Package version";
/// How the run is in the package.
pub const ROUTER_SECTION: &str = "Router section";
/// The stable code of a refusal.
pub const ERROR: &str = "Error";
/// What a check found.
pub const WAS_FOUND: &str = "Found";
/// Before the places that a check is about.
pub const IS_ABOUT: &str = "About";

/// A value of which only a part is shown.
#[must_use]
pub fn a_part(shown: &str, before: u64, behind: u64) -> String {
    format!("{shown} (a part; {} characters before, {} behind)", grouped(before), grouped(behind))
}
