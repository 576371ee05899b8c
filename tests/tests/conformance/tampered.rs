//! The report on every changed package is that of the independent implementation; where that one
//! crashed, ours is a clear answer.

use conformance::vectors::{package, tampered};
use conformance::{Random, Spelling};
use verifier_core::canonical::canonicalize;
use verifier_core::{Check, Limits, Outcome, Report, Verdict};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::checked;

/// Removals of members that are outside of every digest and that the format leaves out: a file without them is as good as
/// one with them.
const OPTIONAL: [&str; 2] = ["/meta", "/control_bundle/meta"];

/// Defends against silence: every change of a value, and every member that is added or removed, fails, asks for
/// attention, or is in a member that the report lists as outside the digests. What is accepted without a word
/// is listed above, one by one.
#[test]
fn no_change_is_accepted_in_silence() {
    let (mut changes, mut optional) = (0, 0);
    for row in tampered() {
        let text = Spelling::Compact.write(&row.package, &mut Random::new(0));
        let ours = checked::verify(text.as_bytes());
        let base = checked::verify(package(&row.base).1);
        let at = format!("line {}, {}", row.line, row.change);
        if canonicalize(text.as_bytes(), &Limits::default())
            == canonicalize(package(&row.base).1, &Limits::default())
        {
            // A value was replaced by itself.
            continue;
        }
        changes += 1;
        if row.path.as_deref().is_some_and(|path| OPTIONAL.contains(&path)) && row.is_removal {
            optional += 1;
            continue;
        }
        let worse = ours.report.verdict() == Verdict::Malformed
            || checks(&ours.report).any(|check| {
                let before =
                    checks(&base.report).find(|other| other.name == check.name).map(|other| other.outcome);
                check.outcome >= Outcome::Inconclusive && Some(check.outcome) > before
            });
        let listed = |report: &Report| -> Vec<String> {
            let unsealed = checks(report).filter(|check| check.name == "unsealed_members");
            unsealed.flat_map(|check| &check.at).map(ToString::to_string).collect()
        };
        let (now, before) = (listed(&ours.report), listed(&base.report));
        let path = row.path.clone().unwrap_or_default();
        let is_below = |pointer: &str, of: &str| {
            pointer.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let names_it = now.iter().any(|pointer| is_below(&path, pointer))
            || (row.is_removal && before.iter().any(|pointer| is_below(&path, pointer)))
            || now.iter().any(|pointer| !before.contains(pointer));
        assert!(worse || names_it, "{at}: {}", ours.json);
    }
    assert_eq!((changes, optional), (2020, 8), "no row got lost");
}

fn checks(report: &Report) -> impl Iterator<Item = &Check> {
    report.layers().iter().flat_map(|layer| &layer.checks)
}

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
