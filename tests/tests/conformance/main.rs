//! Conformance: what the core answers, natively and in a browser.
//!
//! Every module states what it defends. The tests are written once; in a browser they are run by
//! `cargo test -p conformance --target wasm32-unknown-unknown`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod attestations;
mod canonical;
mod checked;
mod damage;
mod depth;

mod derived;
mod forged;
mod halfway;
mod json_suite;
mod lifecycle;
mod limits;
mod log;
mod packages;
mod refusal_table;
mod refusals;
mod replay;
mod router_bundles;
mod router_section;
#[cfg(not(target_arch = "wasm32"))]
mod schema;
mod small_package;
mod spellings;
mod stability;
mod stored_digests;
mod tampered;
mod template_used;
mod threshold;
mod unreplayable;

// In a worker, because some of these take a while: a page that does not answer meanwhile is taken for dead.
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
