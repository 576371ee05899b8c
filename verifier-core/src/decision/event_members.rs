//! The members of the events of a bundle, found without looking at every name of every event.

use super::fields::Fields;
use super::{Event, Timestamp, Unreplayable};
use crate::finder::Finder;
use crate::json::{Kind, Node};

/// The members of an event in a bundle.
pub(crate) struct EventMembers<'d, 'a> {
    /// The event itself.
    pub node: Node<'d, 'a>,
    pub kind: Option<Node<'d, 'a>>,
    pub payload: Option<Node<'d, 'a>>,
    pub digest: Option<Node<'d, 'a>>,
    pub seq: Option<Node<'d, 'a>>,
    pub event_id: Option<Node<'d, 'a>>,
    pub decision_id: Option<Node<'d, 'a>>,
    pub ts: Option<Node<'d, 'a>>,
    /// What `ts` says, if it can be read.
    pub time: Option<Timestamp>,
    pub actor: Option<Node<'d, 'a>>,
}

/// Reads the events of a bundle, one after the other.
pub(crate) struct EventReader {
    members: Finder<8>,
    actor: Finder<2>,
}

impl EventReader {
    pub fn new() -> Self {
        Self {
            members: Finder::new([
                "type",
                "payload",
                "digest",
                "seq",
                "event_id",
                "decision_id",
                "ts",
                "actor",
            ]),
            actor: Finder::new(["type", "id"]),
        }
    }

    pub fn members<'d, 'a>(&mut self, event: Node<'d, 'a>) -> EventMembers<'d, 'a> {
        let [kind, payload, digest, seq, event_id, decision_id, ts, actor] = self.members.find(event);
        let time = ts.and_then(Timestamp::of);
        EventMembers { node: event, kind, payload, digest, seq, event_id, decision_id, ts, time, actor }
    }

    /// The event number `index` with these members, whatever number it states for itself.
    ///
    /// # Errors
    /// Those of [`Event::read`].
    pub fn event<'d, 'a>(
        &mut self,
        index: u64,
        node: Node<'d, 'a>,
        members: &EventMembers<'d, 'a>,
    ) -> Result<Event<'d, 'a>, Unreplayable> {
        let fields = Fields::new(index, "", Some(node))?;
        let actor = |finder: &mut Finder<2>| {
            let node = fields.present("actor", members.actor)?;
            let actor = Fields::new(index, "/actor", Some(node))?;
            actor.to_actor(if node.kind() == Kind::Object { finder.find(node) } else { [None; 2] })
        };
        Ok(Event {
            seq: index,
            kind: fields.as_event_type("type", fields.present("type", members.kind)?)?,
            ts: match members.time {
                Some(time) => time,
                None => fields.as_timestamp("ts", fields.present("ts", members.ts)?)?,
            },
            actor: actor(&mut self.actor)?,
            payload: members.payload,
        })
    }
}
