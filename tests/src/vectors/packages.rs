//! Audit packages and the reports on them.

use super::{ExpectedReport, embedded};
use crate::independent::Tree;

/// A package of `packages/` with its report of `expected/`.
#[derive(Debug, Clone)]
pub struct PackageRow {
    /// The stem of the file names.
    pub name: &'static str,
    /// The package, as it stands in its file.
    pub bytes: &'static [u8],
    /// The report.
    pub expected: ExpectedReport,
}

/// Every package.
///
/// # Panics
/// If a package has no report or a report no package.
pub fn packages() -> impl Iterator<Item = PackageRow> {
    assert_eq!(embedded::PACKAGES.len(), embedded::EXPECTED.len(), "every package has a report");
    embedded::PACKAGES.iter().zip(embedded::EXPECTED).map(|((name, bytes), (same_name, report))| {
        assert_eq!(name, same_name, "every package has a report");
        let report = Tree::read(report).expect("a report is JSON");
        PackageRow { name, bytes, expected: ExpectedReport::read(&report) }
    })
}

/// The name and the bytes of every package, without its report.
pub const fn package_files() -> &'static [(&'static str, &'static [u8])] {
    embedded::PACKAGES
}

/// The name and the bytes of the package with a given name.
///
/// # Panics
/// If there is none.
pub fn package(name: &str) -> (&'static str, &'static [u8]) {
    *package_files().iter().find(|(stem, _)| *stem == name).expect("the package is there")
}
