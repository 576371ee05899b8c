//! The checks, by layer. Each reads a package and says what it found; none stops another.

pub mod catalog;
pub(crate) mod router;
pub(crate) mod seal;
