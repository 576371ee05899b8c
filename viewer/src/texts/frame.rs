//! Around the package: the bar, the way through the page, what can be taken away, and the end of the page.

use crate::present::argument;
use crate::present::number::grouped;

/// The name of the program.
pub const PRODUCT: &str = "nexus-attest";
/// What this page is.
pub const VIEWER: &str = "audit viewer";
/// The title of the document before anything was checked.
pub const TITLE: &str = "nexus-attest audit viewer";
/// Leads past the bar.
pub const SKIP: &str = "Skip to the content";
/// Opens another file.
pub const OPEN: &str = "Open…";
/// Opens the field to paste into.
pub const PASTE: &str = "Paste";

/// The colours as the system has them.
pub const THEME_SYSTEM: &str = "Auto";
/// Light colours.
pub const THEME_LIGHT: &str = "Light";
/// Dark colours.
pub const THEME_DARK: &str = "Dark";

/// What the switch for the colours does, and where it stands.
#[must_use]
pub fn colours(theme: &str) -> String {
    format!("Colours: {theme}")
}

/// The name of the part that shows one package.
pub const PACKAGE: &str = "The package";
/// The ways through the page.
pub const ON_THIS_PAGE: &str = "On this page";
/// The words that are explained.
pub const WORDS: &str = "What the words mean";

/// Back to the packages.
pub const BACK: &str = "All packages";

/// From the end of the page to its beginning.
pub const TO_VERDICT: &str = "Back to the verdict";

/// Before the forms of the report.
pub const REPORT: &str = "The report:";
/// What the buttons do.
pub const TAKE_AWAY: &str = "Take the report away";
/// A form of the report.
pub const JSON: &str = "JSON";
/// A form of the report.
pub const MARKDOWN: &str = "Markdown";
/// A form of the report.
pub const PRINT: &str = "Print or PDF";

/// At the head of a printed report.
pub const PRINTED: &str = "Verification report";
/// Which program made it.
#[must_use]
pub fn printed_by(version: &str) -> String {
    format!("Checked in a browser by nexus-attest, verifier {version}.")
}
/// At the foot of each printed page.
#[must_use]
pub fn printed_foot(version: &str, digest: &str) -> String {
    format!("nexus-attest, verifier {version} · file SHA-256 {digest}…")
}

/// What of a long list is printed.
#[must_use]
pub fn on_this_paper(count: u64, total: u64) -> String {
    format!("{} of {} are on this paper.", grouped(count), grouped(total))
}

/// Where the others are.
pub const ALL_IN_THE_FILE: &str = "All of them are in the file.";

/// Copies a value.
pub const COPY: &str = "Copy";
/// It is copied.
pub const COPIED: &str = "Copied";
/// Neither way of copying worked.
pub const NOT_COPIED: &str = "Not copied";

/// What is read out when something was copied, or could not be.
#[must_use]
pub fn spoken_copied(what: &str, copied: bool) -> String {
    if copied {
        format!("Copied: {what}.")
    } else {
        format!("The browser did not allow to copy {what}. Mark it and copy it by hand.")
    }
}

/// At the end of the page; `{0}` is the version.
pub const CHECKED_HERE: &str = "Verifier {0}. It works on this computer alone: nothing leaves this page, and its own security \
     policy forbids it any connection.";
/// The same on a site.
pub const CHECKED_HERE_SITE: &str = "Verifier {0}. It works on this computer alone: nothing leaves this page, and its own \
     security policy forbids it any connection but to where it came from, for its own program.";
/// How to check the page.
pub const CHECK_PAGE: &str = "How to check this page itself";
/// What to do.
pub const CHECK_PAGE_HOW: &str = "Compute the SHA-256 of the file that you opened, and compare it with the one that is \
     published with the release, in SHA256SUMS:";
/// Why.
pub const CHECK_PAGE_WHY: &str = "A page cannot vouch for itself, so do it outside of the browser, and get the published sum in \
     another way than the page. The same sources give the same file, to the byte.";

/// How a sum is computed, on each system.
#[must_use]
pub fn sums(name: &str) -> [(&'static str, String); 3] {
    let (posix, windows) = (argument::posix(name), argument::windows(name));
    [
        ("Linux", format!("sha256sum {posix}")),
        ("macOS", format!("shasum -a 256 {posix}")),
        ("Windows", format!("certutil -hashfile {windows} SHA256")),
    ]
}
