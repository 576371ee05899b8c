//! A slow and plain route to what the core computes, which shares no code with it.

mod canonical;
mod control;
mod edit;
mod float;
mod forge;
mod reseal;
mod seal;
mod tree;

pub use canonical::{Unwritable, canonical_text};
pub use control::{control_digest, control_projection};
pub use edit::{at, remove, replace};
pub use float::canonical_float;
pub use forge::Story;
pub use reseal::reseal;
pub use seal::{Stated, seal_checks};
pub use tree::{Tree, Unread};

use core::fmt::Write as _;

use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
