//! Nesting costs no stack.

use conformance::Random;
use conformance::Spelling;
use verifier_core::canonical::canonicalize;
use verifier_core::json::{Document, same_value};
use verifier_core::{Check, Code, Limits, Options, Verdict};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::small_package::small_package;

const DEEP: usize = 1_000_000;

/// Defends against a stack overflow, which nothing could catch: a million levels, with the limit raised,
/// in everything that walks a document.
#[test]
fn a_million_levels_do_not_overflow_the_stack() {
    with_a_small_stack(|| {
        let limits = Limits { depth: DEEP + 10, ..Limits::default() };
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[ ", " ]")] {
            let unclosed = open.repeat(DEEP);
            let refusal = Document::read(unclosed.as_bytes(), &limits).expect_err("it is not closed");
            assert_eq!((refusal.code, refusal.offset), (Code::Syntax, unclosed.len()));

            let text = nested(open, "1.50", close);
            let document = Document::read(text.as_bytes(), &limits).expect("it is JSON");
            let canonical = canonicalize(text.as_bytes(), &limits).expect("it is JSON");
            let expected = nested(open.trim_end(), "1.5", close.trim_start());
            assert!(canonical == expected.as_bytes(), "the canonical form is right");
            assert!(same_value(document.root(), document.root()));
            let other = nested(open, "1.25", close);
            let other = Document::read(other.as_bytes(), &limits).expect("it is JSON");
            assert!(!same_value(document.root(), other.root()));
        }
    });
}

/// Defends the same in the verifier: where a value is hashed, and where two are compared.
#[test]
fn a_million_levels_in_a_package_do_not_overflow_the_stack() {
    with_a_small_stack(|| {
        let package = Spelling::Compact.write(&small_package(), &mut Random::new(0));
        let deep = nested("[", "", "]");
        let options = Options::default().with_limits(Limits { depth: DEEP + 10, ..Limits::default() });

        let hashed = package.replace("\"goal\":\"\u{e9}\"", &format!("\"goal\":{deep}"));
        let compared = package.replace("\"q\"", &deep);
        let (unclosed, _) = compared.rsplit_once("]]]").expect("the package is deep");
        assert!(hashed.len() > 2 * DEEP && compared.len() > 4 * DEEP && unclosed.len() > 3 * DEEP);
        let verdict = |text: &str| verifier_core::verify(text.as_bytes(), &options);
        assert_eq!(verdict(&hashed).verdict(), Verdict::Failed);
        // The router digests are equal, but the binding digest is not the one of before.
        let report = verdict(&compared);
        let matches = report.seal_checks().iter().find(|check| check.name == "binding_router_match");
        assert!(matches.is_some_and(Check::ok));
        assert!(report.to_json().len() > 2 * DEEP);
        assert_eq!(verdict(unclosed).verdict(), Verdict::Malformed);
    });
}

fn nested(open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP))
}

/// A stack of 256 kB. A browser's is 1 MB and cannot be chosen, but a frame for each of a million levels
/// overflows it just the same.
fn with_a_small_stack(test: fn()) {
    #[cfg(target_arch = "wasm32")]
    test();
    #[cfg(not(target_arch = "wasm32"))]
    std::thread::Builder::new()
        .stack_size(256 << 10)
        .spawn(test)
        .expect("a thread starts")
        .join()
        .expect("the test passes in the thread");
}
