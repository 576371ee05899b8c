//! `nexus-attest keygen` and `nexus-attest attest`.

mod attest;
mod keygen;
mod passphrase;

use std::path::Path;

use store_native::keys::KeyError;

use super::codes;
use super::problem::Problem;
use super::status::Status;
use super::text::visible;

pub use attest::run as attest;
pub use keygen::run as keygen;

/// What is wrong with the key at `path`.
fn key_problem(error: &KeyError, path: &Path) -> Problem {
    let code = error.code();
    let private = "Name the private key, as `keygen` or another program wrote it: PKCS#8 in PEM. Only Ed25519 is known.";
    let remedy = codes::sections()
        .into_iter()
        .flat_map(|section| section.codes)
        .find_map(|explanation| (explanation.code == code).then_some(explanation.remedy))
        .filter(|_| code != "KEY_INVALID")
        .unwrap_or_else(|| private.to_owned());
    let status = match error {
        KeyError::WrongPassphrase => Status::Failed,
        KeyError::Encrypted => Status::Usage,
        _ => Status::NotJudged,
    };
    Problem {
        code,
        what: format!("{}: {error}", visible(&path.to_string_lossy())),
        status,
        ..Problem::usage("", remedy)
    }
}
