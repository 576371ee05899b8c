//! The native side of nexus-attest.
//!
//! This crate builds the command line `nexus-attest`, which verifies audit packages. The decision store
//! that exports them will be this library; it is not there yet, so the library is empty.
