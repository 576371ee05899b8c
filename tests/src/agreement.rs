//! The core held against the independent route.

use verifier_core::canonical::canonicalize;
use verifier_core::{Code, Limits, Options, Report, Verdict, verify};

use crate::independent::{Stated, Tree, Unread, Unwritable, canonical_text, seal_checks};

/// Whether a text was accepted, which both routes agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// It has a canonical form.
    Yes,
    /// It was refused.
    No,
}

/// Asserts that both routes come to the same canonical form of a text, or both refuse it.
///
/// `serde_json` is the judge of what is JSON. What it accepts and the format refuses is what the canonical
/// writer of this route refuses, each with its own code:
/// - a key that stands twice in one object, because readers differ in the one that they keep;
/// - an integer of more than 4300 digits and a number that overflows, because the reference implementation
///   refuses them;
/// - more than 512 levels, because the default limits say so.
///
/// There is nothing that `serde_json` refuses and the format accepts: it refuses lone surrogates too.
///
/// # Panics
/// If they do not agree.
pub fn canonical_forms_agree(text: &[u8]) -> Accepted {
    let ours = canonicalize(text, &Limits::default());
    let shown = String::from_utf8_lossy(text);
    let refusal = |why: &dyn core::fmt::Debug| match &ours {
        Ok(_) => panic!("the core accepts what is refused because of {why:?}: {shown}"),
        Err(refusal) => refusal.code,
    };
    let tree = match Tree::read(text) {
        Ok(tree) => tree,
        Err(Unread::TooDeep) => {
            refusal(&Unread::TooDeep);
            return Accepted::No;
        }
        Err(Unread::NotJson(error)) => {
            let code = refusal(&error);
            let not_of_the_reader =
                [Code::TooLarge, Code::TooManyMembers, Code::MissingMember, Code::WrongType];
            assert!(!not_of_the_reader.contains(&code), "{code} for what is no JSON ({error}): {shown}");
            return Accepted::No;
        }
    };
    match canonical_text(&tree) {
        Err(reasons) => {
            let code = refusal(&reasons);
            assert!(
                reasons.iter().any(|reason| code_of(*reason) == code),
                "{code} instead of {reasons:?}: {shown}"
            );
            Accepted::No
        }
        Ok(expected) => {
            let ours = ours.unwrap_or_else(|refusal| panic!("the core refuses: {refusal}: {shown}"));
            assert_eq!(String::from_utf8_lossy(&ours), expected, "canonical form of {shown}");
            let again = canonicalize(&ours, &Limits::default());
            assert_eq!(again.as_ref(), Ok(&ours), "the canonical form is its own canonical form: {shown}");
            Accepted::Yes
        }
    }
}

/// Verifies a text and asserts what holds of every report, and that each seal check says what the
/// independent route says.
///
/// # Panics
/// If something does not hold.
pub fn reports_agree(text: &[u8]) -> Report {
    let report = verify(text, &Options::default());
    let json = report.to_json();
    let canonical = canonicalize(json.as_bytes(), &Limits::default());
    assert_eq!(canonical.as_deref(), Ok(json.as_bytes()), "a report is canonical");
    let malformed = report.verdict() == Verdict::Malformed;
    assert_eq!(malformed, report.error().is_some(), "malformed means that there is an error: {json}");
    assert!(!(malformed && report.ok()), "what is malformed is not ok: {json}");
    if let Some(error) = report.error() {
        assert!(error.offset <= text.len(), "an offset is within the input: {json}");
        return report;
    }
    let package = Tree::read(text).unwrap_or_else(|error| panic!("{error:?}, but the report says {json}"));
    let expected = seal_checks(&package);
    assert_eq!(report.seal_checks().len(), expected.len(), "{json}");
    for (check, (name, stated)) in report.seal_checks().iter().zip(expected) {
        assert_eq!(check.name, name);
        match stated {
            Stated::Holds => assert!(check.ok(), "{name} holds: {json}"),
            Stated::Fails => assert!(!check.ok(), "{name} does not hold: {json}"),
            Stated::NotString => {}
        }
    }
    report
}

fn code_of(reason: Unwritable) -> Code {
    match reason {
        Unwritable::DuplicateKey => Code::DuplicateKey,
        Unwritable::NumberTooLong => Code::NumberTooLong,
        Unwritable::NumberOverflow => Code::NumberOverflow,
        Unwritable::TooDeep => Code::TooDeep,
    }
}
