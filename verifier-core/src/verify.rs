//! Verification: bytes in, report out.

use std::borrow::Cow;

use crate::attestation::{Attestation, PublicKey};
use crate::checks::{self, EventDigests};
use crate::digest::{self, PrefixedDigest, RawDigest};
use crate::join::{InTurn, Join};
use crate::json::{Document, Limits, Node, Refusal};
use crate::package::Package;
use crate::report::{Check, Layer, Outcome, Report, Subject};

/// What a verification may depend on besides its input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Bounds on the input.
    pub limits: Limits,
    /// SHA-256 of the input, if the caller has it already. It is taken as given, into the report's
    /// subject, and saves computing it. Default: computed along with the control digest.
    pub input_digest: Option<RawDigest>,
    /// What the reader has from elsewhere to hold the package against. Default: nothing.
    pub trust: Trust,
    /// Which warnings count as failures. Default: none.
    pub denied: Denied,
}

/// What a reader has from elsewhere to hold a package against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trust {
    /// Binding digests of packages that the reader expects: the package has to be one of them.
    pub pins: Vec<PrefixedDigest>,
    /// Attestations, of this package and perhaps of others.
    pub attestations: Vec<Attestation>,
    /// Keys whose signatures the reader takes for those of their owners.
    pub keys: Vec<PublicKey>,
}

impl Trust {
    /// Whether there is nothing that a package could be held against; keys alone are not.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pins.is_empty() && self.attestations.is_empty()
    }
}

/// Which warnings count as failures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Denied {
    /// All of them.
    pub all: bool,
    /// Those of these checks, by their names in the [catalog](crate::catalog).
    pub checks: Vec<&'static str>,
}

impl Denied {
    fn applies_to(&self, check: &Check) -> bool {
        check.outcome == Outcome::Warn && (self.all || self.checks.contains(&check.name))
    }
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

    /// These options with something to hold the package against.
    #[must_use]
    pub fn with_trust(mut self, trust: Trust) -> Self {
        self.trust = trust;
        self
    }

    /// These options with warnings that count as failures.
    #[must_use]
    pub fn with_denied(mut self, denied: Denied) -> Self {
        self.denied = denied;
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
    verify_joined(input, options, &InTurn)
}

/// Verifies an audit package as [`verify()`] does, hashing its content (step 3) and looking at what it says
/// (step 5) at the same time where `join` can. The report is the same, to the byte.
#[must_use]
pub fn verify_joined(input: &[u8], options: &Options, join: &impl Join) -> Report {
    // 1. and 2.
    let document = match Document::read(input, &options.limits) {
        Ok(document) => document,
        Err(refusal) => return refused(input, refusal, options.input_digest),
    };
    let package = match Package::read(&document) {
        Ok(package) => package,
        Err(refusal) => return refused(input, refusal, options.input_digest),
    };
    // 3., with 5. beside it.
    let beside = if options.input_digest.is_none() { input } else { &[] };
    let share = share(&package);
    let (((control, sha256), first), mut examination) = join.join(
        || {
            let digests = package.bundle.control_digest_beside(beside);
            (digests, EventDigests::until(share, &package.bundle))
        },
        || examine_from(&package, share),
    );
    examination.event_digests = first.and(examination.event_digests);
    let digests = Digests { input: options.input_digest.unwrap_or(sha256), control };
    conclude(&package, digests, examination, options)
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

/// What the layers beside the seal found: what of a report needs no digest of the whole.
#[derive(Debug, Clone)]
pub struct Examination {
    event_digests: EventDigests,
    layers: Vec<Layer>,
}

/// Steps 3 and 4 of [`verify()`] alone: the seal of a package that was read. For whoever wants to know what the other
/// layers cost; whether to believe a package takes all of them.
#[must_use]
pub fn seal(package: &Package<'_, '_>, options: &Options) -> Layer {
    let beside = if options.input_digest.is_none() { package.document().input() } else { &[] };
    checks::seal(package, package.bundle.control_digest_beside(beside).0)
}

/// Step 5 of [`verify()`], for a package that was read.
#[must_use]
pub fn examine(package: &Package<'_, '_>) -> Examination {
    examine_from(package, 0)
}

/// Step 5, but for the digests of events that begin before this place of the text.
fn examine_from(package: &Package<'_, '_>, place: usize) -> Examination {
    let (layers, event_digests) = checks::beside_the_seal(package, place);
    Examination { event_digests, layers }
}

/// Up to which place of the text the digests of events are recomputed beside the other layers, so that both sides of
/// [`verify_joined`] take about as long: a third of the events, as measured on large packages in both spellings.
fn share(package: &Package<'_, '_>) -> usize {
    package.bundle.events.map_or(0, |events| events.offset() + (events.end() - events.offset()) / 3)
}

/// The report on a package, of what was computed and found about it: step 4 of [`verify()`], and the end.
#[must_use]
pub fn conclude(
    package: &Package<'_, '_>,
    digests: Digests,
    examination: Examination,
    options: &Options,
) -> Report {
    // 4.
    let mut layers = vec![checks::seal(package, digests.control)];
    let mut event_digests = Some(examination.event_digests.check());
    for mut layer in examination.layers {
        if layer.name == "history" {
            layer.checks.splice(0..0, event_digests.take());
        }
        layers.push(layer);
    }
    let authenticity = checks::authenticity(package, &options.trust, &layers);
    layers.push(authenticity);
    for check in layers.iter_mut().flat_map(|layer| &mut layer.checks) {
        if options.denied.applies_to(check) {
            (check.outcome, check.denied) = (Outcome::Fail, true);
        }
    }

    let text = |node: Node<'_, '_>| node.as_str().map(Cow::into_owned);
    let subject = Subject {
        package_version: package.version.map_or_else(|| Some(Package::VERSION.to_owned()), text),
        decision_id: text(package.bundle.decision.id),
        binding_digest: text(package.binding_digest),
        router_mode: text(package.router.mode),
        ..subject(package.document().input(), digests.input)
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
