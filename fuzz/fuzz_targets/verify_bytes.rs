//! Any bytes: a report comes of them, canonical and consistent, and its seal checks say what the
//! independent route says.
#![no_main]

use conformance::agreement::reports_agree;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let report = reports_agree(text);
    assert_eq!(report.subject().bytes, text.len());
    assert_eq!(report.subject().sha256, conformance::independent::sha256_hex(text));
});
