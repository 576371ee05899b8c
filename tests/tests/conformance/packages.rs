//! The report on every package is that of the independent implementation, and the verdict says what its
//! seal cannot.

use conformance::independent::sha256_hex;
use conformance::vectors::packages;
use verifier_core::Verdict;
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

/// Defends the verdict: all packages are sound, but in some the record of another run was put under the
/// decision, which no seal check sees.
#[test]
fn every_package_is_verified_unless_its_run_was_substituted() {
    for row in packages() {
        let ours = checked::verify(row.bytes);
        let substituted = row.name.ends_with("-substituted");
        let expected = if substituted { Verdict::Failed } else { Verdict::Verified };
        assert_eq!(ours.report.verdict(), expected, "{}", row.name);
        assert!(ours.report.ok(), "{}: the seal holds", row.name);
        let run = if substituted { "fail" } else { "pass" };
        assert_eq!(ours.outcome("router_run"), Some(run), "{}", row.name);
    }
}
