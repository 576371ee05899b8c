//! Public keys in PEM: `SubjectPublicKeyInfo` (RFC 5280) with the identifier of Ed25519 (RFC 8410).

use pkcs8::der::Document;
use pkcs8::der::pem::LineEnding;
use verifier_core::attestation::PublicKey;

use super::KeyError;

const LABEL: &str = "PUBLIC KEY";

/// What stands before the 32 bytes of the key: the sequence, the identifier 1.3.101.112 without parameters, and
/// the head of the bit string (RFC 8410, section 4).
const HEAD: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// Reads a public key in PEM.
///
/// # Errors
/// Where it is no PEM, something else than a public key, of another algorithm, or a key that proves nothing.
pub fn public_from_pem(pem: &str) -> Result<PublicKey, KeyError> {
    let (label, document) = Document::from_pem(pem).map_err(|_| KeyError::NotPem)?;
    match label {
        LABEL => {}
        label if label.ends_with("PRIVATE KEY") => return Err(KeyError::Private),
        label => return Err(KeyError::OtherLabel(label.to_owned())),
    }
    let bytes = document.as_bytes().strip_prefix(&HEAD).and_then(|bytes| bytes.try_into().ok());
    let bytes: &[u8; 32] = bytes.ok_or(KeyError::OtherAlgorithm)?;
    PublicKey::from_bytes(bytes).map_err(KeyError::Unusable)
}

/// Writes a public key in PEM.
///
/// # Errors
/// None that is known of; the library that writes PEM may refuse.
pub fn public_to_pem(key: &PublicKey) -> Result<String, KeyError> {
    let der = [&HEAD[..], key.bytes()].concat();
    let document = Document::try_from(der).map_err(|_| KeyError::NotPem)?;
    document.to_pem(LABEL, LineEnding::LF).map_err(|_| KeyError::NotPem)
}
