//! The authenticity layer: is it the package that somebody vouched for?
//!
//! Everything in a package can be made anew by whoever holds it. What vouches for it comes from outside: a
//! digest that the reader got in another way, or a signature by a key that the reader trusts.

use super::finding::Finding;
use crate::attestation::{Attestation, PublicKey, Statement};
use crate::decision::Timestamp;
use crate::digest::{PrefixedDigest, RawDigest};
use crate::package::Package;
use crate::report::{Check, Evidence, Layer};
use crate::verify::Trust;

const PLACE: &str = "/integrity/binding_digest";

/// Runs the checks of the authenticity layer. `before` are the layers that were looked at before: where a digest of the
/// package is not that of its content, whoever vouched for the digest did not vouch for what stands there.
pub(crate) fn check(package: &Package<'_, '_>, trust: &Trust, before: &[Layer]) -> Layer {
    let broken = broken(before);
    let checks = vec![pinned_digest(package, trust, broken), attestation(package, trust, broken)];
    Layer { name: "authenticity", checks }
}

/// The name of the first check by which the package is not what its binding digest stands for.
fn broken(layers: &[Layer]) -> Option<&'static str> {
    let sealing = |layer: &&Layer| matches!(layer.name, "seal" | "router");
    let checks = layers.iter().filter(sealing).flat_map(|layer| {
        layer.checks.iter().filter(|check| layer.name == "seal" || check.name == "router_bundle_digest")
    });
    checks.filter(|check| !check.ok()).map(|check| check.name).next()
}

/// What is vouched for is the digest that is written in the package, and the package is another.
fn another(what: &str, broken: &str) -> Finding {
    Finding::fail(format!(
        "{what} is the digest that is written in the package, but the package is not the one that has it: {broken} \
         does not hold"
    ))
}

/// What nobody asked, while nothing else was asked either, is not established; beside another question it is
/// beside the point.
fn unasked(name: &'static str, detail: &'static str, trust: &Trust) -> Check {
    let finding =
        if trust.is_empty() { Finding::inconclusive(detail) } else { Finding::not_applicable(detail) };
    Check { unasked: true, ..finding.at([PLACE]).of(name) }
}

/// The binding digest is one that the reader has from elsewhere.
fn pinned_digest(package: &Package<'_, '_>, trust: &Trust, broken: Option<&'static str>) -> Check {
    const NAME: &str = "pinned_digest";
    if trust.pins.is_empty() {
        return unasked(NAME, "No digest was given that the binding digest could be held against", trust);
    }
    let stored = stored(package);
    let finding = match (trust.pins.iter().find(|pin| Some(pin.raw()) == stored), trust.pins.as_slice()) {
        (Some(pin), _) => match broken {
            None => Finding::pass("The binding digest is the one that you have from elsewhere"),
            Some(broken) => another("What you have from elsewhere", broken),
        }
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
fn attestation(package: &Package<'_, '_>, trust: &Trust, broken: Option<&'static str>) -> Check {
    const NAME: &str = "attestation";
    if trust.attestations.is_empty() {
        let detail = if trust.keys.is_empty() {
            "No attestation was given"
        } else {
            "No attestation was given, and a key alone asks nothing"
        };
        return unasked(NAME, detail, trust);
    }
    let stored = stored(package);
    let mut about = trust.attestations.iter().filter(|attestation| {
        stored.is_some()
            && PrefixedDigest::parse(&attestation.statement.binding_digest).map(PrefixedDigest::raw) == stored
    });
    let first = about.next();
    let finding = match (first, trust.attestations.first()) {
        (Some(first), _) => {
            let best = about.map(|it| one(it, trust)).fold(one(first, trust), Finding::better);
            match broken {
                Some(broken) if best.holds_or_warns() => another("What was attested", broken),
                _ => best,
            }
        }
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
    if let Some(key) = trust.keys.iter().find(|key| attestation.is_signed_by(key)) {
        return signed(attestation, key);
    }
    match attestation.enclosed_key.as_ref() {
        Some(key) if !trust.keys.contains(key) && attestation.is_signed_by(key) => {
            Finding::inconclusive(format!(
                "Signed by the key {key} that came with it, which you have not said to trust: anybody can make such a key"
            ))
        }
        None if trust.keys.is_empty() => Finding::inconclusive(
            "There is no key that the signature could be verified under: none that you trust was given",
        ),
        Some(_) if trust.keys.is_empty() => Finding::fail(
            "The signature does not verify under the key that came with it: the attestation was changed, or signed by \
             somebody else",
        ),
        _ => Finding::fail(
            "The signature verifies under no key that you trust: the attestation was changed, or signed by somebody else",
        ),
    }
}

/// What an attestation says whose signature verifies under a key that the reader trusts. Of its words those that the
/// attestor chose stand in quotes, so that none passes for ours.
fn signed(attestation: &Attestation, key: &PublicKey) -> Finding {
    let statement = &attestation.statement;
    let who = format!("Signed by key {key}");
    if statement.version != Statement::VERSION {
        return Finding::inconclusive(format!("{who}, in a version of the format that is not known here"))
            .compared(Statement::VERSION, statement.version.clone());
    }
    if statement.claims.iter().all(|claim| claim.trim().is_empty()) {
        return Finding::fail(format!("{who}, and claims nothing"));
    }
    if attestation.has_its_id() == Some(false) {
        return Finding::warn(format!(
            "{who}; the id of the attestation, which is not signed, is not its own"
        ));
    }
    if let Some(pointer) = &attestation.unsigned {
        return Finding::warn(format!(
            "{who}; {pointer:?} of the attestation is not signed, though it stands among what is: anybody can have put \
             it there"
        ));
    }
    if Timestamp::parse(&statement.signed_at).is_none() {
        return Finding::warn(format!("{who}; the time in it, {:?}, is none", statement.signed_at));
    }
    Finding::pass(format!(
        "{who}, which you trust: {:?} claims {:?}, dated {}",
        statement.attestor_id,
        statement.claims.join(", "),
        statement.signed_at
    ))
}

/// The stored binding digest, its prefix optional.
fn stored(package: &Package<'_, '_>) -> Option<RawDigest> {
    let text = package.binding_digest.as_str()?;
    RawDigest::from_hex(text.strip_prefix(PrefixedDigest::PREFIX).unwrap_or(&text))
}
