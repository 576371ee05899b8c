//! What the layers beside the seal cost.

use std::panic;
use std::thread;

use verifier_core::json::Document;
use verifier_core::package::Package;
use verifier_core::{Check, Join, Options, seal};

/// Reads a package and checks its seal, and nothing else. Whether it holds.
pub fn seal_alone(input: &[u8], options: &Options) -> bool {
    let Ok(document) = Document::read(input, &options.limits) else { return false };
    Package::read(&document).is_ok_and(|package| seal(&package, options).checks.iter().all(Check::ok))
}

/// Two threads for a verification, as the command line has them for one large input.
pub struct TwoThreads;

impl Join for TwoThreads {
    fn join<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        thread::scope(|scope| {
            let other = scope.spawn(other);
            let one = one();
            (one, other.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked)))
        })
    }
}
