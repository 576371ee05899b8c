//! Damaged files: cut off, or with a byte changed. Whatever comes of it, it is an answer, and never that
//! a changed content was verified.

use conformance::independent::{Tree, canonical_text, control_projection};
use verifier_core::{Code, Options, Verdict};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::checked;
use crate::small_package::small_package_text;

/// The rest of this module is about a package that is verified.
#[test]
fn the_whole_package_is_verified() {
    assert_eq!(checked::verify(small_package_text().as_bytes()).report.verdict(), Verdict::Verified);
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
            if report.verdict() == Verdict::Verified || report.ok() {
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
