//! A valid package, changed by a program that the bytes spell: if the core then finds the seal sound, the
//! independent route does too, and the other way round.
#![no_main]

mod mutation;

use conformance::agreement::reports_agree;
use conformance::independent::reseal;
use conformance::{Random, Spelling};
use libfuzzer_sys::fuzz_target;
use mutation::Program;
use verifier_core::Check;

fuzz_target!(|bytes: &[u8]| {
    let mut program = Program::new(bytes);
    let mut package = program.base();
    let may_reseal = program.flag();
    let spelling = program.pick(&Spelling::ALL);
    let mut random = Random::new(program.number());
    while program.goes_on() {
        program.change(&mut package);
    }
    // Sealed anew, what was changed under the seal is sound again, so the checks are reached that come
    // after; the package may have lost the places for the digests.
    let resealed =
        may_reseal && mutation::has_places_for_digests(&mut package) && reseal(&mut package).is_ok();
    let text = spelling.write(&package, &mut random);
    let report = reports_agree(text.as_bytes());
    if resealed && report.error().is_none() {
        let sealed = &report.seal_checks()[..2];
        assert!(sealed.iter().all(Check::ok), "what was sealed is found sealed: {}", report.to_json());
    }
});
