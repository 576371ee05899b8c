//! Verification with everything asserted that holds for every report.

use conformance::independent::{Tree, canonical_text};
use conformance::vectors::ExpectedReport;
use verifier_core::canonical::canonicalize;
use verifier_core::json::Document;
use verifier_core::package::Package;
use verifier_core::{Digests, Limits, Options, Report, Verdict, catalog, conclude, digest, examine, refused};

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

/// Verifies `input`, and checks of the report that it is the same the second time and in two steps, canonical JSON, valid
/// by its schema, consistent, and made of checks that the catalog explains.
pub fn verify_with(input: &[u8], options: &Options) -> Checked {
    let report = verifier_core::verify(input, options);
    let json = report.to_json();
    assert_eq!(json, verifier_core::verify(input, options).to_json(), "a report is the same the second time");
    assert_eq!(
        json,
        in_two_steps(input, options),
        "a report is the same if the digests are computed elsewhere"
    );

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

/// The report of a caller who reads, hashes what there is to hash, and then verifies.
fn in_two_steps(input: &[u8], options: &Options) -> String {
    let sha256 = options.input_digest.unwrap_or_else(|| digest::of_bytes(input));
    let document = Document::read(input, &options.limits);
    let package = document.as_ref().map_err(Clone::clone).and_then(Package::read);
    match package {
        Ok(package) => {
            let mut text = Vec::new();
            package.bundle.project(&mut text);
            let control = digest::of_bytes(&text);
            conclude(&package, Digests { input: sha256, control }, examine(&package), options).to_json()
        }
        Err(refusal) => refused(input, refusal, Some(sha256)).to_json(),
    }
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
