//! The command line, run as a user runs it.
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic)]

mod codes;
mod desk;
mod differences;
mod exports;
mod hostile;
mod imports;
mod inputs;
mod life;
mod outputs;
#[path = "../support/program_copy.rs"]
mod program_copy;
mod routers;
mod said;
mod signed;
mod store_content;
mod support;
mod texts;
mod trouble;
mod values;
mod vouching;
