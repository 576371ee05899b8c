//! Private keys: PKCS#8 (RFC 5958, RFC 8410) in PEM, as other programs read them too.

use ed25519_dalek::{Signer as _, SigningKey};
use pkcs8::der::pem::LineEnding;
use pkcs8::der::{Decode, SecretDocument};
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::Kdf;
use pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use verifier_core::attestation::PublicKey;
use zeroize::Zeroizing;

use super::KeyError;

const LABEL: &str = "PRIVATE KEY";
const LABEL_ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";

/// What stands before the 32 bytes of the key: the sequence, version 0, the identifier 1.3.101.112 without
/// parameters, and the heads of an octet string within an octet string (RFC 8410, section 7).
const HEAD: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// The head of the octet string that holds the 32 bytes.
const INNER: [u8; 2] = [0x04, 0x20];

/// Bytes that scrypt may use at most, so that a file cannot ask for all the memory there is.
const MEMORY: u64 = 1 << 30;

/// A key that signs. What it holds is wiped when it is dropped.
pub struct PrivateKey(SigningKey);

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrivateKey(..)")
    }
}

/// Whether a private key in PEM is encrypted, by its label.
///
/// # Errors
/// Where it is no PEM, or of something else than a private key.
pub fn is_encrypted(pem: &str) -> Result<bool, KeyError> {
    document(pem).map(|(encrypted, _)| encrypted)
}

impl PrivateKey {
    /// A new key, from the random numbers of the operating system.
    ///
    /// # Errors
    /// Where it gives none.
    pub fn generate() -> Result<Self, KeyError> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut()).map_err(|_| KeyError::NoRandom)?;
        Ok(Self::from_seed(&seed))
    }

    /// The key with this seed, which RFC 8032 calls the private key.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// Reads a private key in PEM. The passphrase is used where it is encrypted.
    ///
    /// # Errors
    /// Where it is something else, or the passphrase is missing or wrong.
    pub fn from_pem(pem: &str, passphrase: Option<&str>) -> Result<Self, KeyError> {
        let (encrypted, document) = document(pem)?;
        if !encrypted {
            return Self::from_der(document.as_bytes());
        }
        let info = EncryptedPrivateKeyInfoRef::from_der(document.as_bytes())
            .map_err(|_| KeyError::OtherEncryption)?;
        if !is_bounded(&info.encryption_algorithm) {
            return Err(KeyError::OtherEncryption);
        }
        let passphrase = passphrase.ok_or(KeyError::Encrypted)?;
        let decrypted = info.decrypt(passphrase).map_err(|error| match error {
            // An algorithm is known before the first byte is decrypted; all else is what a wrong key gives.
            pkcs8::Error::EncryptedPrivateKey(pkcs8::pkcs5::Error::UnsupportedAlgorithm { .. }) => {
                KeyError::OtherEncryption
            }
            _ => KeyError::WrongPassphrase,
        })?;
        Self::from_der(decrypted.as_bytes())
    }

    fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let info = PrivateKeyInfoRef::from_der(der).map_err(|_| KeyError::OtherAlgorithm)?;
        let identifier = info.algorithm;
        let is_ed25519 = identifier.oid.to_string() == "1.3.101.112" && identifier.parameters.is_none();
        let seed = info.private_key.as_bytes().strip_prefix(&INNER).and_then(|seed| seed.try_into().ok());
        let key = seed.filter(|_| is_ed25519).map(Self::from_seed).ok_or(KeyError::OtherAlgorithm)?;
        // Version 2 states the public key too. One that is another's would sign what nobody can verify.
        match info.public_key.map(|public| public.as_bytes() == Some(&key.0.verifying_key().to_bytes()[..])) {
            Some(false) => Err(KeyError::OtherAlgorithm),
            _ => Ok(key),
        }
    }

    /// Writes the key in PEM: with a passphrase encrypted by PBES2 (RFC 8018) with scrypt and AES-256-CBC, in
    /// parameters that OpenSSL accepts.
    ///
    /// # Errors
    /// Where the operating system gives no random numbers.
    pub fn to_pem(&self, passphrase: Option<&str>) -> Result<Zeroizing<String>, KeyError> {
        let mut der = Zeroizing::new(Vec::with_capacity(HEAD.len() + 32));
        der.extend_from_slice(&HEAD);
        der.extend_from_slice(self.0.as_bytes());
        let unwritable = |_| KeyError::Unwritable;
        let Some(passphrase) = passphrase else {
            let document = SecretDocument::try_from(der.as_slice()).map_err(unwritable)?;
            return document.to_pem(LABEL, LineEnding::LF).map_err(unwritable);
        };
        let info = PrivateKeyInfoRef::from_der(&der).map_err(unwritable)?;
        let document = info.encrypt(passphrase).map_err(|_| KeyError::Unwritable)?;
        document.to_pem(LABEL_ENCRYPTED, LineEnding::LF).map_err(unwritable)
    }

    /// The key that verifies what this one signs.
    ///
    /// # Errors
    /// None that is known of: no seed gives a weak key.
    pub fn public(&self) -> Result<PublicKey, KeyError> {
        PublicKey::from_bytes(&self.0.verifying_key().to_bytes()).map_err(KeyError::Unusable)
    }

    /// The signature of `message` (RFC 8032, section 5.1.6). The same message always gets the same one.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

fn document(pem: &str) -> Result<(bool, SecretDocument), KeyError> {
    let (label, document) = SecretDocument::from_pem(pem.trim_start()).map_err(|_| KeyError::NotPem)?;
    match label {
        LABEL => Ok((false, document)),
        LABEL_ENCRYPTED => Ok((true, document)),
        "PUBLIC KEY" => Err(KeyError::Public),
        label => Err(KeyError::OtherLabel(label.to_owned())),
    }
}

/// Whether decrypting takes a time and a memory that a command may take.
fn is_bounded(scheme: &EncryptionScheme) -> bool {
    match scheme.pbes2().map(|parameters| &parameters.kdf) {
        Some(Kdf::Scrypt(scrypt)) => {
            let block = 128 * u64::from(scrypt.block_size);
            let memory = scrypt.cost_parameter.checked_mul(block);
            memory.is_some_and(|memory| memory <= MEMORY) && scrypt.parallelization <= 64
        }
        Some(Kdf::Pbkdf2(pbkdf2)) => pbkdf2.iteration_count <= 100_000_000,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first example of RFC 8032, section 7.1.
    const SEED: [u8; 32] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44,
        0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ];

    /// Defends signing and the forms of a key against a slip: they are those of the standards.
    #[test]
    fn keys_are_those_of_the_standards() -> Result<(), KeyError> {
        let key = PrivateKey::from_seed(&SEED);
        let public = key.public()?;
        assert_eq!(public.to_string(), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assert!(public.verifies(b"x", &key.sign(b"x")));
        assert_eq!(key.sign(b"")[..4], [0xe5, 0x56, 0x43, 0x00]);
        // What `openssl pkey` writes for this key.
        let pem = "-----BEGIN PRIVATE KEY-----\n\
                   MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n\
                   -----END PRIVATE KEY-----\n";
        assert_eq!(key.to_pem(None)?.as_str(), pem);
        assert_eq!(PrivateKey::from_pem(pem, None)?.public()?, public);
        assert_eq!(format!("{key:?}"), "PrivateKey(..)");
        Ok(())
    }

    /// Defends the encryption: only the passphrase opens it, and each time it looks different.
    #[test]
    fn only_the_passphrase_opens_a_key() -> Result<(), KeyError> {
        let key = PrivateKey::from_seed(&SEED);
        let (first, second) = (key.to_pem(Some("correct horse"))?, key.to_pem(Some("correct horse"))?);
        assert_ne!(first, second);
        assert_eq!(is_encrypted(&first), Ok(true));
        assert_eq!(PrivateKey::from_pem(&first, Some("correct horse"))?.public()?, key.public()?);
        for (passphrase, error) in [
            (None, KeyError::Encrypted),
            (Some("correct horsf"), KeyError::WrongPassphrase),
            (Some(""), KeyError::WrongPassphrase),
        ] {
            assert_eq!(PrivateKey::from_pem(&first, passphrase).err(), Some(error));
        }
        Ok(())
    }

    /// Defends against what is no private key, and against a file that asks for all the memory there is.
    #[test]
    fn other_things_are_refused() -> Result<(), KeyError> {
        let public = super::super::public_to_pem(&PrivateKey::from_seed(&SEED).public()?)?;
        assert_eq!(PrivateKey::from_pem(&public, None).err(), Some(KeyError::Public));
        assert_eq!(PrivateKey::from_pem("", None).err(), Some(KeyError::NotPem));
        // An X25519 key differs in its identifier alone.
        let x25519 = "-----BEGIN PRIVATE KEY-----\n\
                      MC4CAQAwBQYDK2VuBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n\
                      -----END PRIVATE KEY-----\n";
        assert_eq!(PrivateKey::from_pem(x25519, None).err(), Some(KeyError::OtherAlgorithm));
        Ok(())
    }
}
