//! The native side of nexus-attest: the decision store, and what is done with it.
//!
//! The command line `nexus-attest` is built on this library.

pub mod clock;
pub mod comparison;
pub mod exchange;
pub mod keys;
pub mod router;
pub mod store;
pub mod threads;
pub mod workflow;
