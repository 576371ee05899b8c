//! What is hashed about a decision, beside the bundle as a whole (`docs/format.md`, sections 2 and 5).

use super::{Event, EventType};
use crate::canonical::{self, Sink, Value};
use crate::digest::{self, RawDigest};
use crate::json::Node;
use crate::view::default_or;

/// The digest of an event that is about to be written: H(C({`event_type`, payload})).
#[must_use]
pub fn event_digest(kind: EventType, payload: &Value) -> RawDigest {
    digest::of(&Value::object([("event_type", Value::from(kind.as_str())), ("payload", payload.clone())]))
}

/// The digest of an event as a bundle has it, whatever its type and payload are: H(C({`event_type`: type,
/// payload})), an absent payload counted as `{}`. Neither `ts` nor `actor` nor `seq` is in it.
#[must_use]
pub fn stored_event_digest(kind: Node<'_, '_>, payload: Option<Node<'_, '_>>) -> RawDigest {
    // Most events are short, and their text is canonical as it stands.
    let texts = (
        kind.is_canonical().then(|| kind.source()),
        payload.map_or(Some(&b"{}"[..]), |payload| payload.is_canonical().then(|| payload.source())),
    );
    if let (Some(kind), Some(payload)) = texts {
        return digest::of_texts([b"{\"event_type\":", kind, b",\"payload\":", payload, b"}"]);
    }
    digest::of_written(|hasher| {
        hasher.write(b"{\"event_type\":");
        canonical::write(kind, hasher);
        hasher.write(b",\"payload\":");
        default_or(payload, "{}", hasher);
        hasher.write(b"}");
    })
}

impl Event<'_, '_> {
    /// The digest of the event, recomputed: H(C({`event_type`, payload})).
    #[must_use]
    pub fn digest(&self) -> RawDigest {
        digest::of_written(|hasher| {
            // The names of types are plain text, so they stand in quotes as they are.
            hasher.write(b"{\"event_type\":\"");
            hasher.write(self.kind.as_str().as_bytes());
            hasher.write(b"\",\"payload\":");
            default_or(self.payload, "{}", hasher);
            hasher.write(b"}");
        })
    }
}

/// The digest of what a router answered: H(C(response)), raw in `EXECUTION_COMPLETED`.
#[must_use]
pub fn response_digest(response: Node<'_, '_>) -> RawDigest {
    digest::of_value(response)
}

/// The digest that ties a decision to a run: H(C({`decision_id`, `router_request_digest`,
/// `router_result_digest`, `run_id`})), the two router digests raw, as the events have them, or null.
#[must_use]
pub fn link_digest(
    decision_id: &str,
    run_id: &str,
    request_digest: Option<&str>,
    response_digest: Option<&str>,
) -> RawDigest {
    digest::of(&Value::object([
        ("decision_id", Value::from(decision_id)),
        ("run_id", Value::from(run_id)),
        ("router_request_digest", Value::from(request_digest)),
        ("router_result_digest", Value::from(response_digest)),
    ]))
}
