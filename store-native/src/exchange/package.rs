//! The audit package, `package_version` 0.6 (`docs/format.md`, section 3).

use verifier_core::bundle::Bundle;
use verifier_core::canonical::Value;
use verifier_core::decision::{Artifact, Decision, Event, State, Timestamp};
use verifier_core::digest::{self, PrefixedDigest, RawDigest};
use verifier_core::json::{Document, Limits, Node};
use verifier_core::package::Package;
use verifier_core::{Check, Options, Outcome, Place, Report, verify};

use super::bundle::{meta, sealed};
use super::evidence::Embeddable;
use super::{ExportError, RouterEvidence};
use crate::store::Log;

/// An audit package that was verified after it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedPackage {
    /// The decision.
    pub decision_id: String,
    /// The run that the package is about.
    pub run_id: String,
    /// The binding digest.
    pub digest: PrefixedDigest,
    /// The control digest of the decision bundle in it.
    pub control_digest: PrefixedDigest,
    /// The digest of the router section, as it is bound.
    pub router_digest: String,
    /// How the package speaks of the run: `reference` or `embedded`.
    pub router_mode: &'static str,
    /// The state that the decision bundle says.
    pub state: State,
    /// How many events it has.
    pub event_count: u64,
    /// What a verification remarks on: failures and warnings about what the events tell, and what cannot be
    /// established. Each names its check.
    pub remarks: Vec<String>,
    line: String,
}

impl ExportedPackage {
    /// The package as a file has it: canonical JSON in one line, and a line feed.
    #[must_use]
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The package as canonical JSON, without a line feed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.line.trim_end_matches('\n')
    }
}

/// Exports a decision that was run, as it stands at `now`, with evidence of its latest run. `exported_at` is
/// what the package and its bundle say about their making; it is under no digest.
///
/// 1. Replay the events. The latest execution must have a run.
/// 2. Take the router section from the evidence, and its digest.
/// 3. Make the decision bundle, and its control digest.
/// 4. Bind the three digests.
/// 5. Write the package, and read the text again: its events must replay to the link that it states.
/// 6. Verify the text as anybody would. What an export makes must hold; what the events tell is remarked on.
///
/// # Errors
/// 1: `STORE_TAMPERED`, `REPLAY_INVALID`, `NO_ROUTER_LINK`. 2: `NO_ROUTER_LINK` without a digest,
/// `ROUTER_BUNDLE_INVALID`, `ROUTER_BUNDLE_DIGEST_WRONG`, `ROUTER_DIGEST_MISMATCH`, `ROUTER_RUN_MISMATCH`.
/// 5: `LINK_DIGEST_MISMATCH`. 6: `EXPORT_NOT_VERIFIED`, with the checks that fail.
pub fn export_package(
    log: &Log,
    now: Timestamp,
    exported_at: Option<Timestamp>,
    evidence: &RouterEvidence<'_>,
) -> Result<ExportedPackage, ExportError> {
    // 1.
    let decision = log.decision(now)?;
    let link = Link::of(&decision)?;
    // 2.
    let router = Router::from(evidence, &link)?;
    // 3.
    let (control, bundle) = sealed(log, &decision, exported_at)?;
    // 4.
    let bound = [
        ("control_digest", control.prefixed().to_string()),
        ("router_digest", router.digest.clone()),
        ("control_router_link_digest", link.digest.prefixed().to_string()),
    ];
    let version = [("package_version", Package::VERSION.to_owned())];
    let digest = digest::of(&texts(bound.iter().chain(&version)));
    // 5.
    let members = [
        ("package_version", Value::from(Package::VERSION)),
        ("control_bundle", bundle),
        ("router", router.section),
        ("binding", texts(&bound)),
        (
            "integrity",
            texts(&[("alg", "sha256".to_owned()), ("binding_digest", digest.prefixed().to_string())]),
        ),
        ("provenance", Artifact::Package.provenance(&decision.decision_id, digest)),
    ];
    let members = members.into_iter().map(|(key, value)| (key.to_owned(), value));
    let mut text = members.chain(meta(exported_at)).collect::<Value>().to_canonical();
    confirm_link(&text, now)?;
    // 6.
    let remarks = confirm(&verify(text.as_bytes(), &Options::default()))?;
    text.push('\n');
    Ok(ExportedPackage {
        run_id: link.run_id,
        digest: digest.prefixed(),
        control_digest: control.prefixed(),
        router_digest: router.digest,
        router_mode: router.mode,
        state: decision.state,
        event_count: decision.event_count,
        decision_id: decision.decision_id,
        remarks,
        line: text,
    })
}

fn texts<'t>(members: impl IntoIterator<Item = &'t (&'static str, String)>) -> Value {
    members.into_iter().map(|(key, text)| (*key, Value::from(text))).collect()
}

/// The latest run of a decision.
struct Link {
    decision_id: String,
    run_id: String,
    /// The digest that ties the decision to the run.
    digest: RawDigest,
    /// The digest of what the router answered, prefixed, if the events have one.
    result_digest: Option<String>,
}

impl Link {
    fn of(decision: &Decision) -> Result<Self, ExportError> {
        let latest = decision.latest_execution();
        let decision_id = decision.decision_id.clone();
        match (latest.and_then(|execution| execution.run_id.clone()), decision.link_digest()) {
            (Some(run_id), Some(digest)) => Ok(Self {
                decision_id,
                run_id,
                digest,
                result_digest: latest
                    .and_then(|execution| execution.response_digest.as_deref())
                    .filter(|text| !text.is_empty())
                    .map(|text| format!("{}{text}", PrefixedDigest::PREFIX)),
            }),
            _ => Err(ExportError::NoRouterLink { decision_id, run_id: None }),
        }
    }
}

/// The router section of a package.
struct Router {
    mode: &'static str,
    digest: String,
    section: Value,
}

impl Router {
    fn from(evidence: &RouterEvidence<'_>, link: &Link) -> Result<Self, ExportError> {
        match evidence {
            RouterEvidence::Recorded => match &link.result_digest {
                Some(digest) => Ok(Self::reference(&link.run_id, digest.clone())),
                None => Err(ExportError::NoRouterLink {
                    decision_id: link.decision_id.clone(),
                    run_id: Some(link.run_id.clone()),
                }),
            },
            RouterEvidence::Digest(digest) => Ok(Self::reference(&link.run_id, digest.to_string())),
            RouterEvidence::Bundle { text, cross_check, limits } => {
                let embeddable = Embeddable::read(text, limits)?;
                Self::embedded(embeddable, link, *cross_check)
            }
        }
    }

    fn reference(run_id: &str, digest: String) -> Self {
        const MODE: &str = "reference";
        let reference = Value::object([("run_id", Value::from(run_id)), ("digest", Value::from(&digest))]);
        let section = Value::object([("mode", Value::from(MODE)), ("ref", reference)]);
        Self { mode: MODE, digest, section }
    }

    fn embedded(embeddable: Embeddable, link: &Link, cross_check: bool) -> Result<Self, ExportError> {
        const MODE: &str = "embedded";
        let digest = embeddable.digest.to_string();
        if let Some(recorded) = link.result_digest.as_ref().filter(|recorded| **recorded != digest) {
            if cross_check {
                let recorded = recorded.clone();
                return Err(ExportError::RouterDigestMismatch { bundle: digest, recorded });
            }
        }
        if let Some(run) = embeddable.run.filter(|run| run.run_id != link.run_id) {
            return Err(ExportError::RouterRunMismatch {
                bundle: run.run_id,
                recorded: link.run_id.clone(),
                place: run.place,
            });
        }
        let section = Value::object([("mode", Value::from(MODE)), ("bundle", embeddable.bundle)]);
        Ok(Self { mode: MODE, digest, section })
    }
}

/// Replays the events of a package that was written, and compares the link that follows from them with the
/// one that it states.
fn confirm_link(text: &str, now: Timestamp) -> Result<(), ExportError> {
    let failed = |what: String| ExportError::NotVerified { artifact: Artifact::Package, what };
    let document =
        Document::read(text.as_bytes(), &Limits::default()).map_err(|refusal| failed(refusal.to_string()))?;
    let control = document.root().member("control_bundle").unwrap_or(document.root());
    let bundle = Bundle::read(&Place::root(control)).map_err(|refusal| failed(refusal.to_string()))?;
    let mut decision = Decision::new(bundle.decision.id.as_str().unwrap_or_default(), now);
    for event in Event::all(&bundle) {
        event.and_then(|event| decision.apply(&event)).map_err(|error| failed(error.to_string()))?;
    }
    let stated = bundle.link_member("control_router_link_digest").and_then(Node::as_str);
    let recomputed = decision.link_digest().map(|digest| digest.prefixed().to_string());
    if stated.as_deref() == recomputed.as_deref() {
        return Ok(());
    }
    Err(ExportError::LinkDigestMismatch { stated: stated.map(Into::into), recomputed })
}

/// What the verification finds of what an export makes: that must hold. What the events tell, such as a run
/// without enough approvals, is told by the package as it happened, and is remarked on.
fn confirm(report: &Report) -> Result<Vec<String>, ExportError> {
    let failed = |what: String| ExportError::NotVerified { artifact: Artifact::Package, what };
    if let Some(error) = report.error() {
        return Err(failed(error.to_string()));
    }
    let found =
        report.layers().iter().flat_map(|layer| layer.checks.iter().map(move |check| (layer.name, check)));
    let found = found.filter(|(_, check)| {
        !matches!(check.outcome, Outcome::Pass | Outcome::NotApplicable) && !check.unasked
    });
    let (made, told): (Vec<_>, Vec<_>) = found.partition(|(layer, check)| {
        // What does not say which run it is about does not belong under a decision.
        check.name == "router_run" || (check.outcome == Outcome::Fail && is_made(layer, check.name))
    });
    if made.is_empty() {
        return Ok(told.into_iter().map(|(_, check)| described(check)).collect());
    }
    Err(failed(made.into_iter().map(|(_, check)| described(check)).collect::<Vec<_>>().join("; ")))
}

/// Whether a check is about what an export makes, and not about what the events tell.
fn is_made(layer: &str, check: &str) -> bool {
    matches!(layer, "seal" | "format" | "router")
        || matches!(check, "replayed_state" | "router_link" | "link_digest" | "provenance")
}

fn described(check: &Check) -> String {
    let detail = check.detail.as_deref().map(|detail| format!(": {detail}")).unwrap_or_default();
    format!("{} ({}){detail}", check.name, check.outcome.as_str())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value as Json;

    use super::*;

    /// A package with a change.
    fn changed(change: impl FnOnce(&mut Json)) -> String {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/packages/00-plain-reference.json");
        let mut package = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        change(&mut package);
        package.to_string()
    }

    /// Defends that a package does not leave whose link is not the one of its events.
    #[test]
    fn a_link_that_does_not_follow_from_the_events_is_noticed() {
        let now = Timestamp::from_unix_micros(0).unwrap();
        confirm_link(&changed(|_| ()), now).unwrap();
        for (pointer, value) in [
            ("/control_bundle/decision/decision_id", Json::from("x")),
            ("/control_bundle/events/4/payload/router_request_digest", "x".into()),
            ("/control_bundle/events/5/payload/run_id", "x".into()),
            ("/control_bundle/events/5/payload/response_digest", "x".into()),
            ("/control_bundle/router_link/control_router_link_digest", "x".into()),
            ("/control_bundle/router_link", Json::Null),
        ] {
            let text = changed(|package| *package.pointer_mut(pointer).unwrap() = value);
            let error = confirm_link(&text, now).unwrap_err();
            assert_eq!((error.code(), error.is_refusal()), ("LINK_DIGEST_MISMATCH", true), "{pointer}");
        }
        let text = changed(|package| package["control_bundle"]["events"][0]["type"] = "x".into());
        assert_eq!(confirm_link(&text, now).unwrap_err().code(), "EXPORT_NOT_VERIFIED");
    }

    /// Defends that no package leaves that does not verify, and that the error names each check.
    #[test]
    fn a_package_that_does_not_verify_is_not_handed_out() {
        let report = |text: &str| verify(text.as_bytes(), &Options::default());
        confirm(&report(&changed(|_| ()))).unwrap();
        let text = changed(|package| {
            package["router"]["ref"]["run_id"] = "x".into();
            package["control_bundle"]["decision"]["goal"] = "x".into();
        });
        let error = confirm(&report(&text)).unwrap_err();
        assert_eq!((error.code(), error.is_refusal()), ("EXPORT_NOT_VERIFIED", true));
        for name in ["control_bundle_digest (fail)", "router_run (fail)"] {
            assert!(error.to_string().contains(name), "{error}");
        }
        let text = changed(|package| drop(package["router"]["ref"].take()));
        assert!(confirm(&report(&text)).unwrap_err().to_string().contains("binding_router_match (fail)"));
        assert!(confirm(&report("{")).unwrap_err().to_string().contains("SYNTAX"));
    }
}
