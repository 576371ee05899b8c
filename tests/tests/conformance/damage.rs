//! Damaged files: cut off, or with a byte changed. Whatever comes of it, it is an answer, and never that
//! a changed content was verified.

use conformance::independent::{Tree, canonical_text, control_projection, remove};
use conformance::vectors::package;
use conformance::{Random, Spelling};
use verifier_core::{Code, Options, Verdict};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::checked;
use crate::small_package::small_package_text;

/// The rest of this module is about packages whose seal holds, one of which is verified.
#[test]
fn the_whole_package_is_sound() {
    assert!(checked::verify(small_package_text().as_bytes()).report.ok());
    assert_eq!(checked::verify(&verified_package()).report.verdict(), Verdict::Verified);
}

/// A package in which everything holds, without white space.
fn verified_package() -> Vec<u8> {
    let package = Tree::read(package("12-plain-reference").1).expect("the package is JSON");
    Spelling::Compact.write(&package, &mut Random::new(0)).into_bytes()
}

/// Defends all layers together: every bit of a package that is verified, changed. Whatever is still verified
/// says the same in every member that is not listed as outside the digests.
#[test]
fn no_changed_bit_is_verified_with_another_content() {
    let original = verified_package();
    let sealed = sealed_content(&original).expect("the package can be read");
    let unsealed = without_the_unsealed(&original);
    let step = if cfg!(target_arch = "wasm32") { 41 } else { 1 };
    for bit in (0..8 * original.len()).step_by(step) {
        let mut changed = original.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        if verifier_core::verify(&changed, &Options::default()).verdict() == Verdict::Verified {
            assert_eq!(sealed_content(&changed).as_ref(), Some(&sealed), "bit {bit} is taken as sound");
            assert_eq!(without_the_unsealed(&changed), unsealed, "bit {bit} is accepted in silence");
        }
    }
}

/// The canonical text of a package without the members that its report lists as outside the digests.
fn without_the_unsealed(package: &[u8]) -> String {
    let report = verifier_core::verify(package, &Options::default());
    let checks = report.layers().iter().flat_map(|layer| &layer.checks);
    let listed = checks.filter(|check| check.name == "unsealed_members").flat_map(|check| &check.at);
    let mut tree = Tree::read(package).expect("it is JSON");
    for pointer in listed {
        assert!(remove(&mut tree, pointer), "{pointer} is there");
    }
    canonical_text(&tree).expect("it has a canonical form")
}

/// Defends against files that were cut off, at every byte.
#[test]
fn every_prefix_is_malformed() {
    let package = small_package_text();
    for length in 0..package.len() {
        let prefix = &package.as_bytes()[..length];
        let ours = checked::verify(prefix);
        let error = ours.report.error().unwrap_or_else(|| panic!("{length} bytes are no package"));
        let code = if std::str::from_utf8(prefix).is_ok() { Code::Syntax } else { Code::NotUtf8 };
        assert_eq!(error.code, code, "{length} bytes");
        // Nothing is wrong but that the text ends, and inside a character that is where it begins.
        let end = std::str::from_utf8(prefix).map_or_else(|error| error.valid_up_to(), str::len);
        assert_eq!(error.offset, end, "{length} bytes: {error}");
    }
}

/// Defends the seal against a changed byte: every byte of the package, replaced by every other one.
#[test]
fn no_changed_byte_is_verified_with_another_content() {
    let package = small_package_text().into_bytes();
    let sealed = sealed_content(&package).expect("the package can be read");
    let mut verified = 0;
    for at in 0..package.len() {
        // In a browser one bit at a time: the code is the same, and slow there.
        let replacements: Vec<u8> = if cfg!(target_arch = "wasm32") {
            (0..8).map(|bit| package[at] ^ (1 << bit)).collect()
        } else {
            (0..=255).filter(|byte| *byte != package[at]).collect()
        };
        for byte in replacements {
            let mut changed = package.clone();
            changed[at] = byte;
            let report = verifier_core::verify(&changed, &Options::default());
            if report.ok() {
                verified += 1;
                let content = sealed_content(&changed);
                assert_eq!(content.as_ref(), Some(&sealed), "byte {at} as 0x{byte:02x} is taken as sound");
            }
        }
    }
    // Changes of what no digest covers, or of the spelling.
    assert!(verified > 0, "the test sees changes that do no harm");
}

/// Defends against bytes that got lost or were put in.
#[test]
fn no_lost_or_added_byte_is_verified_with_another_content() {
    let package = small_package_text().into_bytes();
    let sealed = sealed_content(&package).expect("the package can be read");
    for at in 0..package.len() {
        let mut shorter = package.clone();
        shorter.remove(at);
        let longer = b" \"{}[],:0-9.e\\u\0\x80".iter().map(|byte| {
            let mut longer = package.clone();
            longer.insert(at, *byte);
            longer
        });
        for changed in longer.chain([shorter]) {
            if verifier_core::verify(&changed, &Options::default()).ok() {
                assert_eq!(sealed_content(&changed).as_ref(), Some(&sealed), "at byte {at}");
            }
        }
    }
}

/// The canonical text of what the control digest covers, and the binding, by the independent route.
fn sealed_content(package: &[u8]) -> Option<(String, String)> {
    let package = Tree::read(package).ok()?;
    let control = canonical_text(&control_projection(package.member("control_bundle")?)).ok()?;
    Some((control, canonical_text(package.member("binding")?).ok()?))
}
