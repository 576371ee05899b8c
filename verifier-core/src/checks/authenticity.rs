//! The authenticity layer: is it the package that somebody vouched for?
//!
//! Everything in a package can be made anew by whoever holds it. What vouches for it comes from outside: a
//! digest that the reader got in another way, or a signature by a key that the reader trusts.

use super::finding::Finding;
use crate::attestation::{Attestation, Statement};
use crate::digest::{PrefixedDigest, RawDigest};
use crate::package::Package;
use crate::report::{Check, Evidence, Layer};
use crate::verify::Trust;

const PLACE: &str = "/integrity/binding_digest";

/// Runs the checks of the authenticity layer.
pub(crate) fn check(package: &Package<'_, '_>, trust: &Trust) -> Layer {
    Layer { name: "authenticity", checks: vec![pinned_digest(package, trust), attestation(package, trust)] }
}

/// What nobody asked, while nothing else was asked either, is not established; beside another question it is
/// beside the point.
fn unasked(name: &'static str, detail: &'static str, trust: &Trust) -> Check {
    let finding =
        if trust.is_empty() { Finding::inconclusive(detail) } else { Finding::not_applicable(detail) };
    Check { unasked: true, ..finding.at([PLACE]).of(name) }
}

/// The binding digest is one that the reader has from elsewhere.
fn pinned_digest(package: &Package<'_, '_>, trust: &Trust) -> Check {
    const NAME: &str = "pinned_digest";
    if trust.pins.is_empty() {
        return unasked(NAME, "No digest was given that the binding digest could be held against", trust);
    }
    let stored = stored(package);
    let finding = match (trust.pins.iter().find(|pin| Some(pin.raw()) == stored), trust.pins.as_slice()) {
        (Some(pin), _) => Finding::pass("The binding digest is the one that you have from elsewhere")
            .compared(pin.to_string(), package.binding_digest),
        (None, [pin]) => Finding::fail("The binding digest is not the one that you have from elsewhere")
            .compared(pin.to_string(), package.binding_digest),
        (None, pins) => Finding::fail(format!(
            "The binding digest is none of the {} that you have from elsewhere",
            pins.len()
        ))
        .compared(Evidence::Json("null".to_owned()), package.binding_digest),
    };
    finding.at([PLACE]).of(NAME)
}

/// An attestation over exactly this binding digest verifies under a key that the reader trusts.
fn attestation(package: &Package<'_, '_>, trust: &Trust) -> Check {
    const NAME: &str = "attestation";
    if trust.attestations.is_empty() {
        return unasked(NAME, "No attestation was given", trust);
    }
    let stored = stored(package);
    let mut about = trust.attestations.iter().filter(|attestation| {
        stored.is_some()
            && PrefixedDigest::parse(&attestation.statement.binding_digest).map(PrefixedDigest::raw) == stored
    });
    let first = about.next();
    let finding = match (first, trust.attestations.first()) {
        (Some(first), _) => about.map(|it| one(it, trust)).fold(one(first, trust), Finding::better),
        (None, Some(other)) => {
            Finding::fail("What was attested is another binding digest than that of this package")
                .compared(other.statement.binding_digest.clone(), package.binding_digest)
        }
        (None, None) => Finding::inconclusive("No attestation was given"),
    };
    finding.at([PLACE]).of(NAME)
}

/// An attestation that says it is about this package.
fn one(attestation: &Attestation, trust: &Trust) -> Finding {
    let statement = &attestation.statement;
    if let Some(key) = trust.keys.iter().find(|key| attestation.is_signed_by(key)) {
        let who = format!("key {key}");
        return if statement.version != Statement::VERSION {
            Finding::inconclusive(format!(
                "Signed by {who}, in a version of the format that is not known here"
            ))
            .compared(Statement::VERSION, statement.version.clone())
        } else if statement.claims.is_empty() {
            Finding::fail(format!("Signed by {who}, and claims nothing"))
        } else if attestation.has_its_id() == Some(false) {
            Finding::warn(format!(
                "Signed by {who}; the id of the attestation, which is not signed, is not its own"
            ))
        } else {
            Finding::pass(format!(
                "Signed by {who}, which you trust: {} claims {:?}, dated {}",
                statement.attestor_id,
                statement.claims.join(", "),
                statement.signed_at
            ))
        };
    }
    let enclosed = attestation.enclosed_key.as_ref();
    match enclosed {
        Some(key) if !trust.keys.contains(key) && attestation.is_signed_by(key) => {
            Finding::inconclusive(format!(
                "Signed by the key {key} that came with it, which you have not said to trust: anybody can make such a key"
            ))
        }
        None if trust.keys.is_empty() => {
            Finding::inconclusive("There is no key that the signature could be verified under")
        }
        _ => Finding::fail(
            "The signature verifies under no key: the attestation was changed, or signed by somebody else",
        ),
    }
}

/// The stored binding digest, its prefix optional.
fn stored(package: &Package<'_, '_>) -> Option<RawDigest> {
    let text = package.binding_digest.as_str()?;
    RawDigest::from_hex(text.strip_prefix(PrefixedDigest::PREFIX).unwrap_or(&text))
}
