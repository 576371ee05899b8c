//! Files of attestations.

use std::path::Path;

use verifier_core::Limits;
use verifier_core::attestation::Attestation;

use super::content;
use crate::cli::codes;
use crate::cli::inputs::Input;
use crate::cli::place::{Placed, placed};
use crate::cli::problem::Problem;
use crate::cli::status::Status;

const NEEDED: &str = "It has to be an attestation in the format's own envelope, or an in-toto statement in a DSSE \
    envelope (docs/format.md, section 8). Ask whoever attested for an intact copy.";

/// Reads an attestation in either envelope. Its signature is not looked at.
pub fn attestation(path: &Path, limits: &Limits) -> Result<Attestation, Problem> {
    let bytes = content(path, limits)?;
    Attestation::read(&bytes, limits).map_err(|error| {
        let name = Input::File(path.to_owned()).shown();
        let Placed { what, excerpt } = placed(&name, &error.message, &bytes, &error.pointer, error.offset);
        let help = if codes::limit(error.code) { codes::remedy(error.code) } else { NEEDED.to_owned() };
        Problem {
            code: error.code.as_str(),
            what,
            excerpt,
            status: Status::NotJudged,
            ..Problem::usage("", help)
        }
    })
}
