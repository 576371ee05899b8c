//! One event of a decision.

use super::fields::Fields;
use super::{Actor, EventType, Timestamp, Unreplayable};
use crate::bundle::Bundle;
use crate::json::Node;

/// One event of a decision, from a row of a store or from a bundle.
///
/// That its payload is what its type needs is seen when it is applied.
#[derive(Debug, Clone)]
pub struct Event<'d, 'a> {
    /// Its place in the log, counted from 0.
    pub seq: u64,
    /// What happened.
    pub kind: EventType,
    /// When.
    pub ts: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// The particulars; an absent payload counts as an empty object.
    pub payload: Option<Node<'d, 'a>>,
}

impl<'d, 'a> Event<'d, 'a> {
    /// Reads the event number `index` (from 0) of a bundle.
    ///
    /// # Errors
    /// Where it is no object, or `seq`, `type`, `ts` or `actor` is missing or is not what an event has there.
    pub fn read(index: u64, event: Node<'d, 'a>) -> Result<Self, Unreplayable> {
        let fields = Fields::new(index, "", Some(event))?;
        let [seq, kind, ts, actor, payload] = fields.members(["seq", "type", "ts", "actor", "payload"]);
        Ok(Self {
            seq: fields.as_count("seq", fields.present("seq", seq)?, 0)?,
            kind: fields.as_event_type("type", fields.present("type", kind)?)?,
            ts: fields.as_timestamp("ts", fields.present("ts", ts)?)?,
            actor: fields.as_actor(fields.present("actor", actor)?)?,
            payload,
        })
    }

    /// Reads the events of a bundle, in the order of the text.
    pub fn all(bundle: &Bundle<'d, 'a>) -> impl Iterator<Item = Result<Self, Unreplayable>> + use<'d, 'a> {
        let events = bundle.events.into_iter().flat_map(Node::elements);
        (0..).zip(events).map(|(index, event)| Self::read(index, event))
    }

    /// The id of the event in a decision with this id: `evt_{decision_id}_{seq}`.
    #[must_use]
    pub fn id(&self, decision_id: &str) -> String {
        format!("evt_{decision_id}_{}", self.seq)
    }

    /// The members of the payload.
    pub(super) fn fields(&self) -> Result<Fields<'d, 'a>, Unreplayable> {
        Fields::new(self.seq, "/payload", self.payload)
    }
}
