//! What leaves the store as a file and what comes in from one, as a library, on real files.

// What stops a helper stops the test that it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod any_change;
mod atomicity;
mod bundles;
mod conflicts;
mod expiry;
mod import_vectors;
mod limits;
mod made_here;
mod packages;
mod record;
mod reference;
mod router_bundles;
mod support;
mod unfaithful;
