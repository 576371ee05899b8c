//! The bindings as a page sees them: these tests run in a real, headless browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod canonical;
mod catalog;
mod errors;
mod options;
mod reports;
mod values;
mod vouching;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
