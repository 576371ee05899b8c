//! The report on every changed package is that of the independent implementation; where that one
//! crashed, ours is a clear answer.

use conformance::vectors::tampered;
use conformance::{Random, Spelling};
use verifier_core::Verdict;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::checked;

/// Defends the seal checks on every change, and that none makes the verifier fall over.
#[test]
fn every_change_gets_the_report_of_the_reference() {
    let (mut rows, mut crashes) = (0, 0);
    for row in tampered() {
        rows += 1;
        let text = Spelling::Compact.write(&row.package, &mut Random::new(0));
        let ours = checked::verify(text.as_bytes());
        let at = format!("line {}, {}", row.line, row.change);
        if let Some(expected) = row.expected {
            assert_ne!(ours.report.verdict(), Verdict::Malformed, "{at}: {}", ours.json);
            assert_eq!(ours.common(), expected, "{at}");
        } else {
            crashes += 1;
            assert!(!ours.report.ok(), "{at}: {}", ours.json);
            let verdict = ours.report.verdict();
            assert!(matches!(verdict, Verdict::Failed | Verdict::Malformed), "{at}: {}", ours.json);
        }
    }
    assert_eq!((rows, crashes), (2021, 255), "no row got lost");
}
