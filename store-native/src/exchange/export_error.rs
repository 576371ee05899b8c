//! Why nothing was exported.

use std::fmt;

use verifier_core::Code;
use verifier_core::decision::Artifact;
use verifier_core::digest::RawDigest;

use super::place::shown;
use super::{Flaw, Place};
use crate::store::StoreError;

/// Why nothing was exported. Each has a stable code.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExportError {
    /// There is no run that a package could be about, or no digest for a reference to it.
    NoRouterLink {
        /// The decision.
        decision_id: String,
        /// The run, where there is one and only its digest is missing.
        run_id: Option<String>,
    },
    /// What was given as the digest of a run is none.
    RouterDigestInvalid {
        /// What was given.
        found: String,
    },
    /// What was given as a router bundle is none that could be embedded.
    RouterBundleInvalid(Flaw),
    /// A router bundle has another digest than it states.
    RouterBundleDigestWrong {
        /// The digest that it states.
        stated: String,
        /// The digest that it has.
        recomputed: RawDigest,
        /// Where it states the digest.
        place: Place,
    },
    /// The digest of a router bundle is not that of what the router answered.
    RouterDigestMismatch {
        /// The digest of the bundle, prefixed.
        bundle: String,
        /// The digest that the events have, prefixed.
        recorded: String,
    },
    /// A router bundle is about another run.
    RouterRunMismatch {
        /// The run of the bundle.
        bundle: String,
        /// The run of the decision.
        recorded: String,
        /// Where the bundle names its run.
        place: Place,
    },
    /// The link that a package states does not follow from its events.
    LinkDigestMismatch {
        /// The link digest in the package, if it has one.
        stated: Option<String>,
        /// The one that follows from the events, if one does.
        recomputed: Option<String>,
    },
    /// What was written does not verify, so it was not handed out.
    NotVerified {
        /// What was written.
        artifact: Artifact,
        /// What does not hold.
        what: String,
    },
    /// The store says no.
    Store(StoreError),
}

impl ExportError {
    /// The code, which does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoRouterLink { .. } => "NO_ROUTER_LINK",
            Self::RouterDigestInvalid { .. } => "ROUTER_DIGEST_INVALID",
            Self::RouterBundleInvalid(_) => "ROUTER_BUNDLE_INVALID",
            Self::RouterBundleDigestWrong { .. } => "ROUTER_BUNDLE_DIGEST_WRONG",
            Self::RouterDigestMismatch { .. } => "ROUTER_DIGEST_MISMATCH",
            Self::RouterRunMismatch { .. } => "ROUTER_RUN_MISMATCH",
            Self::LinkDigestMismatch { .. } => "LINK_DIGEST_MISMATCH",
            Self::NotVerified { .. } => "EXPORT_NOT_VERIFIED",
            Self::Store(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::NoRouterLink { run_id: None, .. } => {
                "A package is about a decision that was run. `nexus-attest export ID` exports the decision alone."
            }
            Self::NoRouterLink { run_id: Some(_), .. } => {
                "Give the digest of the run with --router-digest, or embed the bundle that the router exported."
            }
            Self::RouterDigestInvalid { .. } => {
                "Write it as sha256: and 64 lower-case hexadecimal digits; the text itself is bound."
            }
            Self::RouterBundleInvalid(flaw) => match flaw.code {
                Code::MissingMember | Code::WrongType => {
                    "Give the bundle as the router exported it: one of nexus-router 0.3, or one that states its \
                     digest in integrity.canonical_digest."
                }
                code => code.remedy(),
            },
            Self::RouterBundleDigestWrong { .. } => {
                "It was changed after the router exported it. Export it again from the router."
            }
            Self::RouterDigestMismatch { .. } => {
                "Check that it is the bundle of this run. A bundle that wraps the answer of the router has \
                 another digest than the answer: then leave the comparison out with --no-cross-check."
            }
            Self::RouterRunMismatch { .. } => "Give the bundle of the run that the decision is linked to.",
            Self::LinkDigestMismatch { .. } | Self::NotVerified { .. } => {
                "Nothing was written. `nexus-attest inspect ID` shows what has happened to the decision."
            }
            Self::Store(error) => error.remedy(),
        }
    }

    /// Where in the router bundle it shows, if it is about one.
    #[must_use]
    pub const fn place(&self) -> Option<&Place> {
        match self {
            Self::RouterBundleInvalid(flaw) => Some(&flaw.place),
            Self::RouterBundleDigestWrong { place, .. } | Self::RouterRunMismatch { place, .. } => {
                Some(place)
            }
            _ => None,
        }
    }

    /// Whether it is the rules that say no, or a check that failed, so that everything could be read.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        match self {
            Self::RouterDigestInvalid { .. } | Self::RouterBundleInvalid(_) => false,
            Self::Store(error) => error.is_refusal(),
            _ => true,
        }
    }
}

/// The message, without the place.
impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRouterLink { decision_id, run_id: None } => {
                write!(f, "the decision {decision_id} is not linked to a run")
            }
            Self::NoRouterLink { decision_id, run_id: Some(run_id) } => {
                write!(
                    f,
                    "the decision {decision_id} has no digest of what the router answered in run {run_id}"
                )
            }
            Self::RouterDigestInvalid { found } => {
                write!(f, "{} is not sha256: and 64 lower-case hexadecimal digits", shown(found))
            }
            Self::RouterBundleInvalid(flaw) => write!(f, "this is no router bundle: {flaw}"),
            Self::RouterBundleDigestWrong { stated, recomputed, .. } => {
                write!(f, "the router bundle states the digest {}, but its content has ", shown(stated))?;
                recomputed.fmt(f)
            }
            Self::RouterDigestMismatch { bundle, recorded } => {
                write!(
                    f,
                    "the router bundle has the digest {bundle}, but what the router answered has {recorded}"
                )
            }
            Self::RouterRunMismatch { bundle, recorded, .. } => {
                write!(f, "the router bundle is about the run {}, ", shown(bundle))?;
                write!(f, "but the decision is linked to {}", shown(recorded))
            }
            Self::LinkDigestMismatch { stated, recomputed } => {
                let [stated, recomputed] = [stated, recomputed].map(|it| it.as_deref().unwrap_or("none"));
                write!(f, "the link digest is {stated}, but {recomputed} follows from the events")
            }
            Self::NotVerified { artifact: Artifact::Bundle, what } => {
                write!(f, "the bundle that was written does not verify: {what}")
            }
            Self::NotVerified { artifact: Artifact::Package, what } => {
                write!(f, "the package that was written does not verify: {what}")
            }
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<StoreError> for ExportError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
