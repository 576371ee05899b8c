//! Verification with everything asserted that holds for every report.

use conformance::independent::{Tree, canonical_text};
use conformance::vectors::ExpectedReport;
use verifier_core::canonical::canonicalize;
use verifier_core::{Limits, Options, Report, Verdict, catalog};

/// A report and its JSON.
pub struct Checked {
    pub report: Report,
    pub json: String,
    pub tree: Tree,
}

/// Verifies `input` with the default options.
pub fn verify(input: &[u8]) -> Checked {
    verify_with(input, &Options::default())
}

/// Verifies `input`, and checks of the report that it is the same the second time, canonical JSON, valid
/// by its schema, consistent, and made of checks that the catalog explains.
pub fn verify_with(input: &[u8], options: &Options) -> Checked {
    let report = verifier_core::verify(input, options);
    let json = report.to_json();
    assert_eq!(json, verifier_core::verify(input, options).to_json(), "a report is the same the second time");

    let canonical = canonicalize(json.as_bytes(), &Limits::default()).expect("a report is JSON");
    assert_eq!(String::from_utf8_lossy(&canonical), json, "a report is canonical");
    let tree = Tree::read(json.as_bytes()).expect("a report is JSON");
    assert_eq!(canonical_text(&tree).as_ref(), Ok(&json), "a report is canonical");
    #[cfg(not(target_arch = "wasm32"))]
    crate::schema::assert_valid(&json);

    let malformed = report.verdict() == Verdict::Malformed;
    assert_eq!(malformed, report.error().is_some(), "malformed means that there is an error: {json}");
    assert_eq!(malformed, report.layers().is_empty(), "all but a malformed input is checked: {json}");
    assert!(!(malformed && report.ok()), "a malformed input is not ok: {json}");
    assert_eq!(report.subject().bytes, input.len());
    if let Some(error) = report.error() {
        assert!(error.offset <= input.len(), "an offset is within the input: {json}");
    }
    for layer in report.layers() {
        for check in &layer.checks {
            let entry = catalog::entry(check.name).expect("the catalog explains every check");
            assert_eq!(entry.layer, layer.name, "{} stands in its layer", check.name);
        }
    }
    Checked { report, json, tree }
}

impl Checked {
    /// The part that every implementation reports.
    pub fn common(&self) -> ExpectedReport {
        ExpectedReport::read(&self.tree)
    }

    /// The outcome of a check, as it is written.
    pub fn outcome(&self, name: &str) -> Option<&'static str> {
        let mut checks = self.report.layers().iter().flat_map(|layer| &layer.checks);
        checks.find(|check| check.name == name).map(|check| check.outcome.as_str())
    }

    /// The report without what tells two spellings of one document apart.
    pub fn regardless_of_spelling(&self) -> Tree {
        let mut tree = self.tree.clone();
        for pointer in ["/subject/sha256", "/subject/bytes"] {
            assert!(conformance::independent::remove(&mut tree, pointer), "{pointer} is there");
        }
        tree
    }
}
