//! The verification core of nexus-attest: bytes in, report out.
//!
//! [`verify()`] takes the bytes of an audit package and returns a [`Report`]: what was checked, what came
//! of it, and for an input that is no package what is wrong with it and where. The core does no I/O and
//! reads no clock: the report is a function of the input and the options.
//!
//! ```
//! use verifier_core::{Options, Verdict, verify};
//!
//! let report = verify(b"{\"control_bundle\":", &Options::default());
//! assert_eq!(report.verdict(), Verdict::Malformed);
//! let error = report.error().expect("a malformed input has an error");
//! assert_eq!((error.code.as_str(), error.pointer.as_str(), error.offset), ("SYNTAX", "/control_bundle", 18));
//! ```
//!
//! The parts can be used on their own: [`json`] reads JSON strictly and keeps the text, [`canonical`]
//! writes the canonical form, [`digest`] hashes it, [`bundle`], [`package`] and [`router_bundle`] are
//! views of the formats, [`decision`] replays events, [`attestation`] and [`trust`] read what vouches for a
//! package from elsewhere, [`catalog`] explains the checks.
#![forbid(unsafe_code)]

pub mod attestation;
pub mod authorization;
pub mod bundle;
pub mod canonical;
mod checks;
mod chronicle;
pub mod coverage;
pub mod decision;
pub mod digest;
mod events;
mod finder;
mod join;
pub mod json;
pub mod package;
mod plan;
mod report;
pub mod router_bundle;
pub mod trust;
mod verify;
mod view;

pub use checks::catalog;
pub use join::{InTurn, Join};
pub use json::{Code, Limits, Refusal};
pub use report::{Check, Evidence, Layer, Outcome, Report, Subject, Verdict};
pub use verify::{
    Denied, Digests, Examination, Options, Trust, conclude, examine, refused, seal, verify, verify_joined,
};
pub use view::Place;

/// The version of this verifier.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
