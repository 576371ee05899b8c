//! How a stored digest may be written: with its prefix or without, and otherwise to the character.

use conformance::independent::{Tree, at};
use conformance::{Random, Spelling};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::checked;
use crate::small_package::small_package;

const STORED: [(&str, &str); 2] = [
    ("/integrity/binding_digest", "binding_digest"),
    ("/control_bundle/integrity/canonical_digest", "control_bundle_digest"),
];

/// Defends exactness: the prefix may be missing, and nothing else may be different.
#[test]
fn a_stored_digest_is_compared_to_the_character() {
    for (pointer, check) in STORED {
        let outcome = |write: &dyn Fn(&str) -> String| {
            let mut package = small_package();
            let stored = at(&mut package, pointer).expect("it is there");
            let hex = stored.as_str().and_then(|text| text.strip_prefix("sha256:")).expect("it has a prefix");
            // Else upper case would be no other case.
            assert!(hex.contains(|digit: char| digit.is_ascii_lowercase()));
            *stored = Tree::String(write(hex));
            let text = Spelling::Compact.write(&package, &mut Random::new(0));
            checked::verify(text.as_bytes()).outcome(check)
        };
        assert_eq!(outcome(&|hex| format!("sha256:{hex}")), Some("pass"), "{check}");
        assert_eq!(outcome(&str::to_owned), Some("pass"), "{check}");
        let others: [&dyn Fn(&str) -> String; 12] = [
            &|hex| format!("sha256:{}", hex.to_uppercase()),
            &|hex| hex.to_uppercase(),
            &|hex| format!("SHA256:{hex}"),
            &|hex| format!("sha256:sha256:{hex}"),
            &|hex| format!("sha256: {hex}"),
            &|hex| format!("sha512:{hex}"),
            &|hex| format!(" {hex}"),
            &|hex| format!("{hex}\n"),
            &|hex| format!("{hex}0"),
            &|hex| hex[..63].to_owned(),
            &|_| "sha256:".to_owned(),
            &|_| String::new(),
        ];
        for (index, other) in others.iter().enumerate() {
            assert_eq!(outcome(other), Some("fail"), "{check}, spelling {index}");
        }
    }
}
