//! Numbers half way between two candidates: tokens between two doubles, doubles between two shortest
//! texts. Both times the even one is right. The answers are those of the reference implementation.

use verifier_core::Limits;
use verifier_core::canonical::canonicalize;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Defends the last digit of numbers, which libraries for shortest digits differ in.
#[test]
fn ties_go_to_the_even_digit() {
    let mut wrong = Vec::new();
    for (token, expected) in TIES {
        for (token, expected) in
            [((*token).to_owned(), (*expected).to_owned()), (format!("-{token}"), format!("-{expected}"))]
        {
            let ours = canonicalize(token.as_bytes(), &Limits::default()).expect("it is a number");
            let ours = String::from_utf8(ours).expect("it is text");
            if ours != expected {
                wrong.push(format!("{token}: {ours}, should be {expected}"));
            }
            let independent = conformance::independent::canonical_float(&token);
            assert_eq!(independent, Some(expected), "the other route is right about {token}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const TIES: &[(&str, &str)] = &[
    // The double lies half way between two texts of as few digits.
    ("1000000000000000.25", "1000000000000000.2"),
    ("1000000000000000.75", "1000000000000000.8"),
    ("562949953421312.25", "562949953421312.2"),
    ("562949953421312.75", "562949953421312.8"),
    ("1125899906842624.25", "1125899906842624.2"),
    ("1125899906842625.75", "1125899906842625.8"),
    ("140737488355328.125", "140737488355328.12"),
    ("140737488355328.375", "140737488355328.38"),
    ("19799237758105.8125", "19799237758105.812"),
    ("19799237758105.9375", "19799237758105.938"),
    // Half way too, but the even text reads back to the neighbour: below a power of two it is nearer.
    ("5.9604644775390625e-08", "5.960464477539063e-08"),
    // The token lies half way between two doubles.
    ("9007199254740993.0", "9007199254740992.0"),
    ("4503599627370497.5", "4503599627370498.0"),
    ("36028797018963973.0", "3.6028797018963976e+16"),
    ("72057594037927945.0", "7.205759403792795e+16"),
    ("2.4703282292062327e-324", "0.0"),
    ("2.4703282292062328e-324", "5e-324"),
    ("1.7976931348623158e308", "1.7976931348623157e+308"),
];
