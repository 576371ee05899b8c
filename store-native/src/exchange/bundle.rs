//! The decision bundle, `bundle_version` 0.5 (`docs/format.md`, section 2).

use verifier_core::Place;
use verifier_core::bundle::Bundle;
use verifier_core::canonical::Value;
use verifier_core::decision::{Actor, ActorKind, Artifact, Decision, State, Timestamp};
use verifier_core::digest::{self, PrefixedDigest, RawDigest};
use verifier_core::json::{Document, Limits};

use super::ExportError;
use crate::store::{Log, Parsed, StoreError, StoredEvent};

/// A decision bundle that was verified after it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The decision.
    pub decision_id: String,
    /// The control digest.
    pub digest: PrefixedDigest,
    /// The state that the bundle says.
    pub state: State,
    /// How many events it has.
    pub event_count: u64,
    line: String,
}

impl Exported {
    /// The bundle as a file has it: canonical JSON in one line, and a line feed.
    #[must_use]
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The bundle as canonical JSON, without a line feed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.line.trim_end_matches('\n')
    }
}

/// Exports a decision as it stands at `now`. `exported_at` is what the bundle says about its making; it is
/// under no digest, and without it the same log gives the same bytes as long as the state is the same.
///
/// 1. Replay the events; every event digest must be that of its content.
/// 2. Compute the control digest over what the format names, in canonical form.
/// 3. Write the bundle, read the text with the verification core, and recompute the digest from it.
///
/// # Errors
/// `STORE_TAMPERED` and `REPLAY_INVALID` about the log; `EXPORT_NOT_VERIFIED` where step 3 does not give the
/// digest of step 2.
pub fn export_bundle(
    log: &Log,
    now: Timestamp,
    exported_at: Option<Timestamp>,
) -> Result<Exported, ExportError> {
    let decision = log.decision(now)?;
    let (digest, bundle) = sealed(log, &decision, exported_at)?;
    let mut line = bundle.to_canonical();
    confirm(&line, digest)?;
    line.push('\n');
    Ok(Exported {
        digest: digest.prefixed(),
        state: decision.state,
        event_count: decision.event_count,
        decision_id: decision.decision_id,
        line,
    })
}

/// The bundle of a decision, and its control digest.
pub(super) fn sealed(
    log: &Log,
    decision: &Decision,
    exported_at: Option<Timestamp>,
) -> Result<(RawDigest, Value), StoreError> {
    let mut bundle = covered(log, decision)?;
    let digest = digest::of(&bundle);
    let integrity = Value::object([
        ("alg", Value::from("sha256")),
        ("canonical_digest", Value::from(digest.prefixed().to_string())),
    ]);
    if let Value::Object(members) = &mut bundle {
        members.insert("integrity".to_owned(), integrity);
        members.insert("provenance".to_owned(), Artifact::Bundle.provenance(&decision.decision_id, digest));
        members.extend(meta(exported_at));
    }
    Ok((digest, bundle))
}

/// What the control digest covers: the version, the header, the events, the template and the router link.
/// `decision` is what `log` was replayed to.
pub(super) fn covered(log: &Log, decision: &Decision) -> Result<Value, StoreError> {
    let events = log.events.iter().map(event).collect::<Result<Vec<_>, _>>()?;
    Ok(Value::object([
        ("bundle_version", Value::from(Bundle::VERSION)),
        ("decision", decision.header()),
        ("events", Value::Array(events)),
        ("template_snapshot", decision.template_snapshot()),
        ("router_link", decision.router_link()),
    ]))
}

/// `meta`, where there is something to say.
pub(super) fn meta(exported_at: Option<Timestamp>) -> Option<(String, Value)> {
    let exported_at = Value::from(exported_at?.to_string());
    Some(("meta".to_owned(), Value::object([("exported_at", exported_at)])))
}

/// A stored event as a bundle has it, its time in the normal form.
fn event(stored: &StoredEvent) -> Result<Value, StoreError> {
    let parsed = Parsed::read(stored)?;
    Ok(Value::object([
        ("event_id", Value::from(stored.event_id())),
        ("decision_id", Value::from(&stored.owner)),
        ("seq", Value::from(stored.seq)),
        ("type", Value::from(&stored.event_type)),
        ("payload", Value::from(parsed.payload().root())),
        ("ts", Value::from(parsed.ts().to_string())),
        ("actor", actor(stored).to_value()),
        ("digest", Value::from(&stored.digest)),
    ]))
}

pub(super) fn actor(stored: &StoredEvent) -> Actor {
    Actor { kind: ActorKind::from(stored.actor_type.as_str()), id: stored.actor_id.clone() }
}

/// Reads a bundle that was written, as anybody would, and recomputes its control digest.
fn confirm(text: &str, digest: RawDigest) -> Result<(), ExportError> {
    let failed = |what: String| ExportError::NotVerified { artifact: Artifact::Bundle, what };
    let document =
        Document::read(text.as_bytes(), &Limits::default()).map_err(|refusal| failed(refusal.to_string()))?;
    let bundle =
        Bundle::read(&Place::root(document.root())).map_err(|refusal| failed(refusal.to_string()))?;
    let read = bundle.control_digest();
    if read == digest {
        return Ok(());
    }
    Err(failed(format!("the control digest is {digest}, but the text that was written has {read}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends that a text with another digest, or none that can be read, does not leave.
    #[test]
    fn a_text_that_does_not_hold_its_digest_is_not_handed_out() {
        let header = "{\"created_at\":\"\",\"decision_id\":\"d\",\"status\":\"DRAFT\"}";
        let text = format!("{{\"decision\":{header},\"integrity\":{{\"canonical_digest\":\"\"}}}}");
        let document = Document::read(text.as_bytes(), &Limits::default()).unwrap();
        let digest = Bundle::read(&Place::root(document.root())).unwrap().control_digest();
        confirm(&text, digest).unwrap();
        for (text, digest) in
            [(text.as_str(), digest::of_bytes(b"")), ("{", digest), ("{\"decision\":{}}", digest)]
        {
            let error = confirm(text, digest).unwrap_err();
            assert_eq!(error.code(), "EXPORT_NOT_VERIFIED", "{text}");
        }
    }
}
