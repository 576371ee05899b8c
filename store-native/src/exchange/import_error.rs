//! Why a bundle was not imported.

use std::fmt;

use verifier_core::Code;
use verifier_core::digest::PrefixedDigest;

use super::place::shown;
use super::{Flaw, Misfit, Place};
use crate::store::StoreError;

/// Why a bundle was not imported. Each has a stable code, and after each nothing of the bundle was recorded.
#[derive(Debug)]
#[non_exhaustive]
pub enum ImportError {
    /// The text is no JSON, or no decision bundle.
    Invalid(Flaw),
    /// There is no conflict mode of this name.
    ConflictModeInvalid {
        /// What was given.
        found: String,
    },
    /// The control digest is not the one that the bundle states.
    IntegrityMismatch {
        /// The digest that the bundle states.
        stated: String,
        /// The digest that its content has.
        recomputed: PrefixedDigest,
        /// Where the bundle states it.
        place: Place,
    },
    /// The digest is right, but the events do not replay, or the store could not export the bundle again as
    /// it is.
    ReplayInvalid(Misfit),
    /// The store failed while the rows were being written. What was written of them was taken back.
    Atomicity(StoreError),
    /// The store says no; among others, that the decision is there already.
    Store(StoreError),
}

impl ImportError {
    pub(super) fn while_writing(error: StoreError) -> Self {
        if error.is_refusal() { Self::Store(error) } else { Self::Atomicity(error) }
    }

    /// The code, which does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "BUNDLE_INVALID_SCHEMA",
            Self::ConflictModeInvalid { .. } => "CONFLICT_MODE_INVALID",
            Self::IntegrityMismatch { .. } => "INTEGRITY_MISMATCH",
            Self::ReplayInvalid(_) => "REPLAY_INVALID",
            Self::Atomicity(_) => "IMPORT_ATOMICITY_FAILED",
            Self::Store(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Invalid(flaw) => match flaw.code {
                Code::MissingMember | Code::WrongType => {
                    "Check that the file is a decision bundle (an audit package has one as its control_bundle), \
                     and ask its issuer for an intact copy."
                }
                Code::TooDeep | Code::NumberTooLong => {
                    "Everything in the store has to be readable with the default limits, so they cannot be \
                     raised here. Ask the issuer what the value is for."
                }
                code => code.remedy(),
            },
            Self::ConflictModeInvalid { .. } => "The modes are reject, new-id and overwrite.",
            Self::IntegrityMismatch { .. } => {
                "The file was changed after it was exported, or not exported whole. Ask its issuer for an \
                 intact copy, and for the digest as recorded at export."
            }
            Self::ReplayInvalid(_) => {
                "Ask the issuer which program made the file: the digest is right, but a store that follows the \
                 format cannot have exported it."
            }
            Self::Atomicity(error) | Self::Store(error) => error.remedy(),
        }
    }

    /// Where in the text it shows, if it is about the text.
    #[must_use]
    pub const fn place(&self) -> Option<&Place> {
        match self {
            Self::Invalid(flaw) => Some(&flaw.place),
            Self::IntegrityMismatch { place, .. } => Some(place),
            Self::ReplayInvalid(misfit) => Some(&misfit.place),
            _ => None,
        }
    }

    /// Whether it is the rules that say no, or a check that failed, so that everything could be read.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        match self {
            Self::IntegrityMismatch { .. } | Self::ReplayInvalid(_) => true,
            Self::Invalid(_) | Self::ConflictModeInvalid { .. } | Self::Atomicity(_) => false,
            Self::Store(error) => error.is_refusal(),
        }
    }

    /// Whether it is the store that failed, so that the transaction must not go on: the database may have
    /// given it up. Any other error is about the bundle alone.
    #[must_use]
    pub const fn ends_transaction(&self) -> bool {
        match self {
            Self::Atomicity(_) => true,
            Self::Store(error) => !error.is_refusal(),
            _ => false,
        }
    }
}

/// The message, without the place.
impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(flaw) => write!(f, "this is no decision bundle: {flaw}"),
            Self::ConflictModeInvalid { found } => write!(f, "there is no conflict mode {}", shown(found)),
            Self::IntegrityMismatch { stated, recomputed, .. } => {
                write!(f, "the bundle states the digest {}, but its content has {recomputed}", shown(stated))
            }
            Self::ReplayInvalid(misfit) => misfit.fmt(f),
            Self::Atomicity(error) => {
                write!(f, "the bundle could not be recorded whole, so none of it was: {error}")
            }
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Atomicity(error) | Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
