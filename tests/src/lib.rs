//! The second opinion on the verification core: the vectors, and a slow, plain route to the same answers.
//!
//! [`vectors`] are the answers of an independent implementation of the format, as data. [`independent`]
//! computes answers anew: it reads with `serde_json`, lays out numbers by exact integer arithmetic and
//! hashes with `sha2`. Neither shares code with the core, so an error would have to be made twice to pass.
//! [`agreement`] holds the core against it.
#![allow(clippy::expect_used, clippy::panic, reason = "a broken vector or a disagreement ends the test")]

pub mod agreement;
pub mod independent;
mod random;
mod spelling;
pub mod vectors;

pub use random::Random;
pub use spelling::Spelling;
