//! Tests of the store as a library, on real files.

// What stops a helper stops the test that it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod append_only;
mod changes;
mod concurrency;
mod crash;
mod log;
mod opening;
mod processes;
#[path = "../support/program_copy.rs"]
mod program_copy;
mod reference;
mod schema;
mod support;
mod trouble;
