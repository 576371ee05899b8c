//! The report on every package is that of the independent implementation, and the verdict says what its
//! seal cannot.

use conformance::independent::sha256_hex;
use conformance::vectors::packages;
use verifier_core::{Outcome, Verdict};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::checked;

/// Defends names, order, outcomes, details and counts of the seal checks.
#[test]
fn every_package_gets_the_report_of_the_reference() {
    let mut rows = 0;
    for row in packages() {
        rows += 1;
        let ours = checked::verify(row.bytes);
        assert_eq!(ours.common(), row.expected, "{}", row.name);
        assert_eq!(ours.report.subject().sha256, sha256_hex(row.bytes), "{}", row.name);
    }
    assert_eq!(rows, 53, "no package got lost");
}

/// Defends the verdict. Packages that refer to their run are verified. Where the router's record is embedded, something
/// is open: its format is not known, or it is not the result that the decision recorded. Where the record of
/// another run was put under the decision, which no seal check sees, it fails. Nothing else fails anywhere.
#[test]
fn every_package_gets_the_verdict_that_its_router_section_deserves() {
    for row in packages() {
        let ours = checked::verify(row.bytes);
        let substituted = row.name.ends_with("-substituted");
        let expected = match (substituted, row.name.ends_with("-reference")) {
            (true, _) => Verdict::Failed,
            (false, true) => Verdict::Verified,
            (false, false) => Verdict::Attention,
        };
        assert_eq!(ours.report.verdict(), expected, "{}", row.name);
        assert!(ours.report.ok(), "{}: the seal holds", row.name);
        let run = if substituted { "fail" } else { "pass" };
        assert_eq!(ours.outcome("router_run"), Some(run), "{}", row.name);
        for check in ours.report.layers().iter().flat_map(|layer| &layer.checks) {
            assert!(
                check.ok() || (substituted && check.name == "router_run"),
                "{}: {}",
                row.name,
                check.name
            );
            let open =
                check.outcome >= Outcome::Inconclusive && check.outcome != Outcome::Fail && !check.unasked;
            let of_router =
                ["router_bundle_digest", "router_result", "unsealed_members"].contains(&check.name);
            assert!(!open || of_router, "{}: {}", row.name, check.name);
        }
    }
}
