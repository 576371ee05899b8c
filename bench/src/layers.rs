//! What the layers beside the seal cost.

use verifier_core::json::Document;
use verifier_core::package::Package;
use verifier_core::{Check, Options, seal};

/// Reads a package and checks its seal, and nothing else. Whether it holds.
pub fn seal_alone(input: &[u8], options: &Options) -> bool {
    let Ok(document) = Document::read(input, &options.limits) else { return false };
    Package::read(&document).is_ok_and(|package| seal(&package, options).checks.iter().all(Check::ok))
}
