//! What a package says about the run: a reference to it, or the bundle that the router exported.

use verifier_core::canonical::Value;
use verifier_core::digest::{PrefixedDigest, RawDigest};
use verifier_core::json::{Document, Kind, Limits, Node};
use verifier_core::router_bundle::RouterBundle;
use verifier_core::{Code, canonical};

use super::place::shown;
use super::{ExportError, Flaw, Place};

/// What a package is to say about the run.
#[derive(Debug, Clone, Copy)]
pub enum RouterEvidence<'b> {
    /// A reference to the run, with the digest of what the router answered, as the events have it.
    Recorded,
    /// A reference to the run, with this digest, which is that of a record kept elsewhere.
    Digest(PrefixedDigest),
    /// The bundle that the router exported, embedded.
    Bundle {
        /// The bundle, a JSON text.
        text: &'b [u8],
        /// Whether its digest must be the one of what the router answered. Where the bundle wraps the
        /// answer, as that of nexus-router does, it never is.
        cross_check: bool,
        /// Bounds on the text.
        limits: Limits,
    },
}

impl<'b> RouterEvidence<'b> {
    /// A bundle to embed, with its digest compared, and the default bounds.
    #[must_use]
    pub fn embedded(text: &'b [u8]) -> Self {
        Self::Bundle { text, cross_check: true, limits: Limits::default() }
    }
}

/// Reads a digest that a reference to a run is to have: `sha256:` and 64 lower-case hexadecimal digits. The
/// text itself is bound, so there is one spelling.
///
/// # Errors
/// `ROUTER_DIGEST_INVALID`.
pub fn parse_router_digest(text: &str) -> Result<PrefixedDigest, ExportError> {
    PrefixedDigest::parse(text).ok_or_else(|| ExportError::RouterDigestInvalid { found: text.to_owned() })
}

/// A router bundle that can be embedded.
#[derive(Debug)]
pub(super) struct Embeddable {
    /// The digest that it states, prefixed. Where its format is known, it is right.
    pub digest: PrefixedDigest,
    /// The run that it says it is about.
    pub run: Option<Run>,
    /// The bundle; one of nexus-router 0.3 with its `integrity`.
    pub bundle: Value,
}

/// The run that a router bundle says it is about.
#[derive(Debug)]
pub(super) struct Run {
    /// Its id; the canonical form where that is no string.
    pub run_id: String,
    /// Where the bundle says so.
    pub place: Place,
}

impl Embeddable {
    /// Reads a bundle, and verifies its digest where the format is known (`docs/format.md`, section 7).
    ///
    /// # Errors
    /// `ROUTER_BUNDLE_INVALID`, `ROUTER_BUNDLE_DIGEST_WRONG`.
    pub fn read(text: &[u8], limits: &Limits) -> Result<Self, ExportError> {
        let invalid = |flaw: Flaw| ExportError::RouterBundleInvalid(flaw);
        let document = Document::read(text, limits).map_err(|refusal| invalid(refusal.into()))?;
        let root = document.root();
        let (digest, bundle) = match RouterBundle::read(root) {
            Some(known) => {
                let digest = verified(root, &known)?.prefixed();
                (digest, with_integrity(root, digest))
            }
            None => (stated(root).map_err(invalid)?, Value::from(root)),
        };
        Ok(Self { digest, run: run(root), bundle })
    }
}

/// The digest of a bundle of nexus-router 0.3, which must be what the bundle says it is.
fn verified(root: Node<'_, '_>, bundle: &RouterBundle<'_, '_>) -> Result<RawDigest, ExportError> {
    let recomputed = bundle.digest();
    let wrong = |stated: &str, pointer: &str| ExportError::RouterBundleDigestWrong {
        stated: stated.to_owned(),
        recomputed,
        place: Place::of(root, pointer),
    };
    let pointer = "/digests/sha256";
    let Some(own) = bundle.stated else {
        let flaw = missing(root, pointer, "the member \"sha256\" of the digests is missing");
        return Err(ExportError::RouterBundleInvalid(flaw));
    };
    let own = text_of(root, own, pointer).map_err(ExportError::RouterBundleInvalid)?;
    if !recomputed.is_written_as(&own) {
        return Err(wrong(&own, pointer));
    }
    // One that was prepared for embedding says it twice.
    if root.member("integrity").is_some() {
        let integrity = stated(root).map_err(ExportError::RouterBundleInvalid)?;
        if integrity.raw() != recomputed {
            return Err(wrong(&integrity.to_string(), "/integrity/canonical_digest"));
        }
    }
    Ok(recomputed)
}

/// The digest that `integrity` states.
fn stated(root: Node<'_, '_>) -> Result<PrefixedDigest, Flaw> {
    const POINTER: &str = "/integrity/canonical_digest";
    if root.kind() != Kind::Object {
        return Err(wrong_type(root, root, "", "an object"));
    }
    let Some(integrity) = root.member("integrity") else {
        let message = "it is no bundle of nexus-router 0.3, and the member \"integrity\" is missing, so \
                       nothing says what its digest is";
        return Err(missing(root, "/integrity", message));
    };
    if integrity.kind() != Kind::Object {
        return Err(wrong_type(root, integrity, "/integrity", "an object"));
    }
    let Some(digest) = integrity.member("canonical_digest") else {
        return Err(missing(root, POINTER, "the member \"canonical_digest\" is missing"));
    };
    let text = text_of(root, digest, POINTER)?;
    PrefixedDigest::parse(&text).ok_or_else(|| {
        let message = format!("{} is not sha256: and 64 lower-case hexadecimal digits", shown(&text));
        Flaw::new(Code::WrongType, message, Place::of(root, POINTER))
    })
}

/// The run that a bundle says it is about: `run.run_id`, else `run_id`, where the core looks for it too.
fn run(root: Node<'_, '_>) -> Option<Run> {
    let inner = root.member("run").and_then(|run| run.member("run_id"));
    let (node, pointer) = match inner {
        Some(node) => (node, "/run/run_id"),
        None => (root.member("run_id")?, "/run_id"),
    };
    let run_id = node.as_str().map_or_else(|| canonical::to_string(node), Into::into);
    Some(Run { run_id, place: Place::of(root, pointer) })
}

/// A bundle of nexus-router 0.3 as a package embeds it.
fn with_integrity(root: Node<'_, '_>, digest: PrefixedDigest) -> Value {
    if root.member("integrity").is_some() {
        return Value::from(root);
    }
    let integrity = Value::object([
        ("alg", Value::from("sha256")),
        ("canonical_digest", Value::from(digest.to_string())),
    ]);
    root.members()
        .map(|(key, value)| (key.text().into_owned(), Value::from(value)))
        .chain([("integrity".to_owned(), integrity)])
        .collect()
}

fn text_of(root: Node<'_, '_>, node: Node<'_, '_>, pointer: &str) -> Result<String, Flaw> {
    node.as_str().map(Into::into).ok_or_else(|| wrong_type(root, node, pointer, "a string"))
}

fn missing(root: Node<'_, '_>, pointer: &str, message: &str) -> Flaw {
    Flaw::new(Code::MissingMember, message, Place::of(root, pointer))
}

fn wrong_type(root: Node<'_, '_>, found: Node<'_, '_>, pointer: &str, wanted: &str) -> Flaw {
    let message = format!("{} where {wanted} is required", found.kind().described());
    Flaw::new(Code::WrongType, message, Place::of(root, pointer))
}
