//! Packages with one change.

use super::{ExpectedReport, embedded, package};
use crate::independent::{Tree, remove, replace};

/// A row of `tampered.jsonl`.
#[derive(Debug, Clone)]
pub struct TamperedRow {
    /// Its line in the file, from 1.
    pub line: usize,
    /// The change, for people.
    pub change: String,
    /// The name of the package that was changed.
    pub base: String,
    /// Where one member was changed or removed.
    pub path: Option<String>,
    /// Whether it was removed.
    pub is_removal: bool,
    /// The package after the change.
    pub package: Tree,
    /// The report; none where the independent implementation crashed.
    pub expected: Option<ExpectedReport>,
}

/// Every row of `tampered.jsonl`.
///
/// # Panics
/// If the file is not what `vectors/README.md` says.
pub fn tampered() -> impl Iterator<Item = TamperedRow> {
    // The rows of one base stand together, so it is read once.
    let mut base = ("", Tree::Null);
    embedded::TAMPERED.lines().enumerate().map(move |(index, line)| {
        let row = Tree::read(line.as_bytes()).expect("a row is JSON");
        let text = |name| row.member(name).and_then(Tree::as_str).unwrap_or_default();
        let (base_name, bytes) = package(text("base"));
        if base.0 != base_name {
            base = (base_name, Tree::read(bytes).expect("a package is JSON"));
        }
        let (op, path, label) = (text("op"), text("path"), text("label"));
        let mut package = base.1.clone();
        let changed = match (op, row.member("value"), row.member("package")) {
            ("replace", Some(value), None) => replace(&mut package, path, value.clone()),
            ("remove", None, None) => remove(&mut package, path),
            ("forge", None, Some(forged)) => {
                package = forged.clone();
                true
            }
            _ => false,
        };
        assert!(changed, "line {}: this changes nothing", index + 1);
        let expected = row.member("expected").expect("a row has an expectation");
        TamperedRow {
            line: index + 1,
            base: base_name.to_owned(),
            path: (op != "forge").then(|| path.to_owned()),
            is_removal: op == "remove",
            change: format!("{base_name}: {op} {path}{label}"),
            package,
            expected: expected.member("raises").is_none().then(|| ExpectedReport::read(expected)),
        }
    })
}
