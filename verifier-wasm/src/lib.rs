//! JavaScript bindings of the nexus-attest verification core.
//!
//! So far this crate only says which version it is. The bindings that verify a package come
//! once the core can do it; until then nothing here pretends to check anything.

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of this package, as in its `Cargo.toml`, for example `0.1.0`.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
