//! What is shown, computed from the bytes of a package: plain data, without a browser, tested natively.
//!
//! The worker computes a [`Summary`] of each package and the page renders it; the tree, the search and the
//! texts are asked for as they are looked at ([`Explorer`]).

pub mod argument;
pub mod authorization;
pub mod coverage;
pub mod decision;
pub mod difference;
pub mod examples;
pub mod excerpt;
pub mod explorer;
pub mod given;
pub mod list;
pub mod markdown;
pub mod moment;
pub mod number;
pub mod order;
pub mod pattern;
pub mod summary;
pub mod text;
pub mod timeline;
pub mod verdict;
pub mod visible;

pub use decision::DecisionView;
pub use explorer::Explorer;
pub use moment::Moment;
pub use summary::Summary;
pub use text::Text;
