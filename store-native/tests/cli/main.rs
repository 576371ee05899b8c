//! The command line, run as a user runs it.
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic)]

mod hostile;
mod inputs;
mod outputs;
mod support;
mod texts;
mod values;
