//! The store against a model of it: random sequences of commands, and a walk over every state that a
//! decision can reach.
//!
//! The model ([`model`], [`standing`]) is written from the rules and not from the code: it has no events, no
//! replay and no file, only what it remembers. [`world`] does the same to both and compares.

// What stops a helper stops the test that it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod arguments;
mod bundles;
mod clock;
mod command;
mod compare;
mod foreign;
mod generate;
mod model;
mod outcome;
mod sequences;
mod shrink;
mod standing;
mod states;
mod walk;
mod world;
