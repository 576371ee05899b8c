//! Public keys in PEM: `SubjectPublicKeyInfo` (RFC 5280) with the identifier of Ed25519 (RFC 8410). They are read by
//! [`PublicKey::from_pem`].

use pkcs8::der::Document;
use pkcs8::der::pem::LineEnding;
use verifier_core::attestation::PublicKey;

use super::KeyError;

const LABEL: &str = "PUBLIC KEY";

/// What stands before the 32 bytes of the key: the sequence, the identifier 1.3.101.112 without parameters, and
/// the head of the bit string (RFC 8410, section 4).
const HEAD: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// Writes a public key in PEM.
///
/// # Errors
/// None that is known of; the library that writes PEM may refuse.
pub fn public_to_pem(key: &PublicKey) -> Result<String, KeyError> {
    let der = [&HEAD[..], key.bytes()].concat();
    let document = Document::try_from(der).map_err(|_| KeyError::NotPem)?;
    document.to_pem(LABEL, LineEnding::LF).map_err(|_| KeyError::NotPem)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the form: what is written is read.
    #[test]
    fn what_is_written_is_read() -> Result<(), KeyError> {
        let hex = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        let key = PublicKey::from_hex(hex).map_err(KeyError::Unusable)?;
        assert_eq!(PublicKey::from_pem(&public_to_pem(&key)?), Ok(key));
        Ok(())
    }
}
