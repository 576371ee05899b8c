//! What keeps a key from being made, read or written.

use std::fmt;

use verifier_core::attestation::KeyFault;

/// What is wrong with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The text is not PEM.
    NotPem,
    /// It is a public key, where a private one is needed.
    Public,
    /// It is PEM of something else, which says what.
    OtherLabel(String),
    /// It is a key of another algorithm than Ed25519, or not written as RFC 8410 says.
    OtherAlgorithm,
    /// It is a key under which a signature proves nothing.
    Unusable(KeyFault),
    /// It is encrypted in a way that is not known here, or with bounds that are not accepted.
    OtherEncryption,
    /// It is encrypted, and no passphrase was given.
    Encrypted,
    /// It cannot be decrypted with the passphrase that was given.
    WrongPassphrase,
    /// The operating system gave no random numbers.
    NoRandom,
    /// It cannot be encrypted or written.
    Unwritable,
}

impl KeyError {
    /// A stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Encrypted => "PASSPHRASE_NEEDED",
            Self::WrongPassphrase => "PASSPHRASE_WRONG",
            Self::NoRandom | Self::Unwritable => "RANDOM_UNAVAILABLE",
            _ => "KEY_INVALID",
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotPem => f.write_str("this is not PEM"),
            Self::Public => f.write_str("this is a public key; the private one is needed to sign"),
            Self::OtherLabel(label) => write!(f, "this is PEM of another thing, {label:?}"),
            Self::OtherAlgorithm => f.write_str("this is no Ed25519 key as RFC 8410 writes them"),
            Self::Unusable(fault) => fault.fmt(f),
            Self::OtherEncryption => f.write_str(
                "the key is encrypted in another way than PBES2 with scrypt or PBKDF2 and AES, or with parameters that are \
                 out of bounds",
            ),
            Self::Encrypted => f.write_str("the key is encrypted, and no passphrase was given"),
            Self::WrongPassphrase => f.write_str("the key cannot be decrypted with this passphrase"),
            Self::NoRandom => f.write_str("the operating system gave no random numbers"),
            Self::Unwritable => f.write_str("the key cannot be encrypted"),
        }
    }
}

impl std::error::Error for KeyError {}
