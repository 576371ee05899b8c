//! Ed25519 keys as files: private ones in PKCS#8, encrypted where a passphrase is given, and public ones in PEM.

mod error;
mod private;
mod public;

pub use error::KeyError;
pub use private::{PrivateKey, is_encrypted};
pub use public::public_to_pem;
