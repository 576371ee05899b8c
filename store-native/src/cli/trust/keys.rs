//! Files of public keys.

use std::path::Path;

use verifier_core::attestation::PublicKey;
use verifier_core::{Limits, trust};

use super::{content, faulty};
use crate::cli::problem::Problem;

/// Reads a file of public keys.
pub fn read(path: &Path, limits: &Limits) -> Result<Vec<PublicKey>, Problem> {
    let bytes = content(path, limits)?;
    trust::keys(&bytes).map_err(|fault| {
        faulty(
            &fault,
            "KEY_INVALID",
            path,
            &bytes,
            "Each line is 64 hexadecimal digits and, if you like, a name behind them; or it is a public key in PEM. \
             Only Ed25519 keys are known here.",
        )
    })
}
