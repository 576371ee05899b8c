//! Verification: bytes in, report out.

use std::borrow::Cow;

use crate::checks::{router, seal};
use crate::digest::{self, RawDigest};
use crate::json::{Document, Limits, Node, Refusal};
use crate::package::Package;
use crate::report::{Report, Subject};

/// What a verification may depend on besides its input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Bounds on the input.
    pub limits: Limits,
    /// SHA-256 of the input, if the caller has it already. It is taken as given, into the report's
    /// subject, and saves computing it. Default: computed along with the control digest.
    pub input_digest: Option<RawDigest>,
}

impl Options {
    /// These options with other bounds on the input.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// These options with the digest of the input, computed elsewhere.
    #[must_use]
    pub fn with_input_digest(mut self, digest: RawDigest) -> Self {
        self.input_digest = Some(digest);
        self
    }
}

/// Verifies an audit package.
///
/// 1. Read the input as strict JSON ([`Document::read`]).
/// 2. Read the document as a package ([`Package::read`]).
/// 3. Recompute the control digest, and beside it the digest of the input.
/// 4. Run the six seal checks, whatever fails before.
/// 5. Run the checks of the other layers.
///
/// An input that step 1 or 2 refuses gives a report too: its verdict is malformed, and its error says
/// what is wrong and where. The report is a function of the input and the options alone.
#[must_use]
pub fn verify(input: &[u8], options: &Options) -> Report {
    // 1. and 2.
    let document = match Document::read(input, &options.limits) {
        Ok(document) => document,
        Err(refusal) => return refused(input, refusal, options.input_digest),
    };
    let package = match Package::read(&document) {
        Ok(package) => package,
        Err(refusal) => return refused(input, refusal, options.input_digest),
    };
    // 3.
    let beside = if options.input_digest.is_none() { input } else { &[] };
    let (control, sha256) = package.bundle.control_digest_beside(beside);
    verify_package(&package, Digests { input: options.input_digest.unwrap_or(sha256), control })
}

/// Digests that the caller has computed.
///
/// They are taken as given: whoever passes other ones than those of the very bytes gets a report about those. So this is
/// for callers that have a faster SHA-256 at hand, as a browser has, and not for digests that came along with a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digests {
    /// SHA-256 of the input.
    pub input: RawDigest,
    /// SHA-256 of what [`Bundle::project`](crate::bundle::Bundle::project) writes for the package's control bundle.
    pub control: RawDigest,
}

/// Verifies a package that was read and hashed: steps 4 and 5 of [`verify()`].
#[must_use]
pub fn verify_package(package: &Package<'_, '_>, digests: Digests) -> Report {
    let input = package.binding_digest.document().input();

    // 4. and 5.
    let layers = vec![seal::check(package, digests.control), router::check(package)];

    let text = |node: Node<'_, '_>| node.as_str().map(Cow::into_owned);
    let subject = Subject {
        package_version: package.version.map_or_else(|| Some(Package::VERSION.to_owned()), text),
        decision_id: text(package.bundle.decision.id),
        binding_digest: text(package.binding_digest),
        router_mode: text(package.router.mode),
        ..subject(input, digests.input)
    };
    Report { subject, layers, error: None }
}

/// The report about an input that is no package, whose SHA-256 may be known already (see [`Digests`]).
#[must_use]
pub fn refused(input: &[u8], refusal: Refusal, sha256: Option<RawDigest>) -> Report {
    let sha256 = sha256.unwrap_or_else(|| digest::of_bytes(input));
    Report { subject: subject(input, sha256), layers: Vec::new(), error: Some(refusal) }
}

fn subject(input: &[u8], sha256: RawDigest) -> Subject {
    Subject { sha256: sha256.to_string(), bytes: input.len(), ..Subject::default() }
}
