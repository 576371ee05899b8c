//! Properties of the core on random documents, held against the independent route.
//!
//! How many documents each property is tried on is set by `CONFORMANCE_DOCUMENTS` (default 20,000), and
//! where the random numbers start by `CONFORMANCE_SEED` (default 1). A failure prints the seed of its
//! document, which as `CONFORMANCE_SEED` with one document repeats it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod canonical;
mod documents;
mod events;
mod layout;
mod located;
mod logs;
mod numbers;
mod replay;
mod runs;
mod scalars;
