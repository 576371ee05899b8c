//! Decision bundles, and what a router exports.

use super::embedded;

/// The name and the bytes of every decision bundle.
pub const fn bundles() -> &'static [(&'static str, &'static [u8])] {
    embedded::BUNDLES
}

/// The name and the bytes of every bundle that a router exported.
pub const fn router_bundles() -> &'static [(&'static str, &'static [u8])] {
    embedded::ROUTER_BUNDLES
}
