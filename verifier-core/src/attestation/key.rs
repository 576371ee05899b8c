//! Ed25519 public keys (RFC 8032).

use core::fmt;

use ed25519_dalek::{Signature, VerifyingKey};

use super::pem;

/// A key that verifies signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// Why a text or bytes are no public key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyFault {
    /// It is not 64 hexadecimal digits.
    NotHex,
    /// The bytes are no point of the curve in its one proper encoding.
    NotAPoint,
    /// It is one of the few points under which a signature can be made without any private key.
    Weak,
    /// The text is not PEM.
    NotPem,
    /// It is PEM of a private key.
    Private,
    /// It is PEM of something else, which says what.
    OtherLabel(String),
    /// It is PEM of a key of another algorithm than Ed25519, or not written as RFC 8410 says.
    OtherAlgorithm,
}

impl fmt::Display for KeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotHex => "a public key is 64 hexadecimal digits (32 bytes)",
            Self::NotAPoint => "these bytes are no Ed25519 public key",
            Self::Weak => "this is a point of small order, under which anybody can make signatures",
            Self::NotPem => "this is not PEM",
            Self::Private => {
                "this is a private key, which nobody but its owner should have; a public one is needed"
            }
            Self::OtherLabel(label) => return write!(f, "this is PEM of another thing, {label:?}"),
            Self::OtherAlgorithm => "this is no Ed25519 key as RFC 8410 writes them",
        })
    }
}

impl core::error::Error for KeyFault {}

impl PublicKey {
    /// The key with these bytes (RFC 8032, section 5.1.5).
    ///
    /// # Errors
    /// Where they are no point of the curve in its canonical encoding, or one of small order.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyFault> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyFault::NotAPoint)?;
        // The library reads encodings of a number above the prime too; then two texts would be one key.
        if key.to_edwards().compress().as_bytes() != bytes {
            return Err(KeyFault::NotAPoint);
        }
        if key.is_weak() { Err(KeyFault::Weak) } else { Ok(Self(key)) }
    }

    /// The key that `hex` writes: 64 hexadecimal digits in either case.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn from_hex(hex: &str) -> Result<Self, KeyFault> {
        from_hex(hex).ok_or(KeyFault::NotHex).and_then(|bytes| Self::from_bytes(&bytes))
    }

    /// The key that `pem` holds: `BEGIN PUBLIC KEY`, as RFC 8410 writes it.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn from_pem(pem: &str) -> Result<Self, KeyFault> {
        pem::read(pem)
    }

    /// The bytes of the key.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Whether `signature` is one of `message` by this key, verified strictly: a point of small order, and a
    /// scalar that is not reduced, are refused, so no signature has a second spelling.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

/// 64 lower-case hexadecimal digits.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(self.bytes()))
    }
}

/// Bytes in lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// The bytes that `hex` writes, in either case; `None` where it is not exactly as many.
pub(super) fn from_hex<const N: usize>(hex: &str) -> Option<[u8; N]> {
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}
