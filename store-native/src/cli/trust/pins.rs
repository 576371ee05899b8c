//! Files of digests, in the form of `sha256sum`.

use std::path::Path;

use verifier_core::Limits;
use verifier_core::trust::{self, Pin};

use super::{content, faulty};
use crate::cli::problem::Problem;

/// Reads a file of digests.
pub fn read(path: &Path, limits: &Limits) -> Result<Vec<Pin>, Problem> {
    let bytes = content(path, limits)?;
    trust::pins(&bytes).map_err(|fault| {
        faulty(
            &fault,
            "PINS_INVALID",
            path,
            &bytes,
            "Each line is `HEX  NAME` or `sha256:HEX  NAME`, with or without the NAME. The digests are binding \
             digests of packages, as `verify` shows them, not those of files.",
        )
    })
}
