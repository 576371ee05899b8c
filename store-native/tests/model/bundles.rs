//! Bundles that were exported, and what can be made of them.

use serde_json::{Value as Json, json};
use verifier_core::Place;
use verifier_core::bundle::Bundle;
use verifier_core::decision::{State, link_digest};
use verifier_core::json::{Document, Limits};

use crate::command::Variant;
use crate::standing::{Code, Standing};

/// A bundle that was exported.
#[derive(Debug, Clone)]
pub struct Kept {
    pub decision_id: String,
    pub text: String,
    /// The control digest, prefixed.
    pub digest: String,
    /// The state that it states.
    pub state: &'static str,
    /// What the decision was after each event.
    pub past: Vec<Standing>,
}

/// A bundle that is to be imported.
pub struct Incoming {
    pub text: String,
    /// The digest that it has, if it has one.
    pub digest: String,
    /// What the decision is after each event.
    pub past: Vec<Standing>,
    /// What is wrong with it in itself.
    pub flaw: Option<Code>,
    /// What is wrong with it where it is in nobody's way.
    pub misfit: Option<Code>,
}

impl Kept {
    pub fn prepare(&self, variant: Variant, now: i64) -> Incoming {
        let mut incoming = Incoming {
            text: self.text.clone(),
            digest: self.digest.clone(),
            past: self.past.clone(),
            flaw: None,
            misfit: None,
        };
        let mut bundle: Json = serde_json::from_str(&self.text).expect("a bundle");
        match variant {
            Variant::Whole => {}
            Variant::Without(events) => {
                incoming.past.truncate(self.past.len() - events % self.past.len());
                shorten(&mut bundle, &incoming.past, now);
                (incoming.text, incoming.digest) = resealed(bundle);
            }
            Variant::OtherState => {
                let other = match self.state {
                    "approved" => State::PendingApproval,
                    "pending_approval" => State::Approved,
                    _ => return incoming,
                };
                bundle["decision"]["status"] = other.as_str().to_uppercase().into();
                (incoming.text, incoming.digest) = resealed(bundle);
                // Before any approval expires, or once all have that can: between the two nothing else comes.
                let last = &self.past[self.past.len() - 1];
                if ![i64::MIN, i64::MAX].map(|time| last.state(time)).contains(&other) {
                    incoming.misfit = Some("REPLAY_INVALID");
                }
            }
            Variant::Unsealed => {
                bundle["note"] = "no digest covers this".into();
                incoming.text = bundle.to_string();
            }
            Variant::Truncated => {
                incoming.text.truncate(self.text.len() / 2);
                incoming.flaw = Some("BUNDLE_INVALID_SCHEMA");
            }
            Variant::Altered => {
                bundle["decision"]["goal"] = "another goal".into();
                incoming.text = bundle.to_string();
                incoming.flaw = Some("INTEGRITY_MISMATCH");
            }
            Variant::Resealed => {
                bundle["decision"]["goal"] = "another goal".into();
                (incoming.text, incoming.digest) = resealed(bundle);
                incoming.misfit = Some("REPLAY_INVALID");
            }
        }
        incoming
    }
}

/// Makes the bundle one of the decision as it was when it had the events of `past` and no others.
fn shorten(bundle: &mut Json, past: &[Standing], now: i64) {
    let count = past.len() - 1;
    let events = bundle["events"].as_array_mut().expect("events");
    events.truncate(count);
    let link = router_link(events);
    bundle["router_link"] = link;
    bundle["decision"]["status"] = past[count].state(now).as_str().to_uppercase().into();
    if count < 2 {
        bundle["template_snapshot"] = json!({ "present": false });
    }
    if count < 1 {
        bundle["decision"]["goal"] = Json::Null;
        bundle["decision"]["mode"] = "dry_run".into();
        bundle["decision"]["created_at"] = "".into();
    }
}

/// The link to the latest execution (`docs/format.md`, section 2).
fn router_link(events: &[Json]) -> Json {
    let latest = events.iter().rposition(|event| event["type"] == "EXECUTION_REQUESTED");
    let Some(latest) = latest.map(|index| &events[index..]) else { return json!({}) };
    let text = |kind: &str, name: &str| {
        let event = latest.iter().find(|event| event["type"] == kind)?;
        event["payload"][name].as_str().map(str::to_owned)
    };
    let request = text("EXECUTION_STARTED", "router_request_digest");
    let (run, response) =
        (text("EXECUTION_COMPLETED", "run_id"), text("EXECUTION_COMPLETED", "response_digest"));
    let decision_id = latest[0]["decision_id"].as_str().expect("an id");
    let link = run.as_deref().map(|run| {
        link_digest(decision_id, run, request.as_deref(), response.as_deref()).prefixed().to_string()
    });
    let prefixed = |digest: Option<String>| digest.map(|digest| format!("sha256:{digest}"));
    let members = [
        ("adapter_id", text("EXECUTION_REQUESTED", "adapter_id")),
        ("run_id", run),
        ("router_request_digest", prefixed(request)),
        ("router_result_digest", prefixed(response)),
        ("control_router_link_digest", link),
    ];
    members.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Json::from(text?)))).collect()
}

/// The bundle as a text that states the right control digest, and that digest.
fn resealed(mut bundle: Json) -> (String, String) {
    let text = bundle.to_string();
    let document = Document::read(text.as_bytes(), &Limits::default()).expect("a JSON text");
    let digest = Bundle::read(&Place::root(document.root()))
        .expect("a bundle")
        .control_digest()
        .prefixed()
        .to_string();
    bundle["integrity"]["canonical_digest"] = digest.as_str().into();
    (bundle.to_string(), digest)
}
