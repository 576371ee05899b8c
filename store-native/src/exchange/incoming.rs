//! The rows that a bundle becomes.

use verifier_core::bundle::Bundle;
use verifier_core::canonical;
use verifier_core::decision::{Decision, Event, Timestamp};
use verifier_core::json::Node;

use super::place::shown;
use super::{Misfit, Place};
use crate::store::{Header, Log, StoredEvent};

/// A bundle as the store is going to have it.
pub(super) struct Incoming<'d, 'a> {
    /// The rows, under the id that the bundle has.
    pub log: Log,
    /// The events that they come from.
    pub events: Vec<Event<'d, 'a>>,
    /// What they replay to.
    pub decision: Decision,
}

impl<'d, 'a> Incoming<'d, 'a> {
    /// Makes the rows. Each event must replay, and must have nothing that a row would lose: not another
    /// order, id, time, actor or digest than the format gives it.
    ///
    /// # Errors
    /// The first thing that a row would lose.
    pub fn read(
        root: Node<'d, 'a>,
        bundle: &Bundle<'d, 'a>,
        decision_id: &str,
        now: Timestamp,
    ) -> Result<Self, Misfit> {
        let mut decision = Decision::new(decision_id, now);
        let (mut events, mut rows) = (Vec::new(), Vec::new());
        for (index, node) in (0..).zip(bundle.events.into_iter().flat_map(Node::elements)) {
            let reader = Reader { root, index, node };
            let event = reader.event(&mut decision)?;
            rows.push(reader.row(&event, decision_id)?);
            events.push(event);
        }
        let created_at = decision.first_ts.unwrap_or(now).to_string();
        let header = Header { decision_id: decision_id.to_owned(), created_at };
        Ok(Self { log: Log { header, events: rows }, events, decision })
    }
}

/// One event of a bundle.
struct Reader<'d, 'a> {
    root: Node<'d, 'a>,
    index: u64,
    node: Node<'d, 'a>,
}

impl<'d, 'a> Reader<'d, 'a> {
    /// The event, applied to `decision`.
    fn event(&self, decision: &mut Decision) -> Result<Event<'d, 'a>, Misfit> {
        Event::read(self.index, self.node).and_then(|event| decision.apply(&event).map(|()| event)).map_err(
            |unreplayable| {
                let message = format!("{}: {}", unreplayable.fault, unreplayable.message);
                self.misfit(&unreplayable.pointer, message)
            },
        )
    }

    /// The row of the event.
    fn row(&self, event: &Event<'d, 'a>, decision_id: &str) -> Result<StoredEvent, Misfit> {
        let row = StoredEvent {
            owner: decision_id.to_owned(),
            seq: i64::try_from(event.seq)
                .map_err(|_| self.misfit("/seq", format!("{} is more than 2^63 - 1", event.seq)))?,
            event_type: event.kind.as_str().to_owned(),
            ts: event.ts.to_string(),
            actor_type: event.actor.kind.as_str().to_owned(),
            actor_id: event.actor.id.clone(),
            payload: event.payload.map_or_else(|| "{}".to_owned(), canonical::to_string),
            digest: event.digest().to_string(),
        };
        self.require("event_id", &row.event_id())?;
        self.require("decision_id", decision_id)?;
        self.require("ts", &row.ts)?;
        self.require("digest", &row.digest)?;
        self.require_plain_actor()?;
        Ok(row)
    }

    /// The member `name` is a string, and this one.
    fn require(&self, name: &str, expected: &str) -> Result<(), Misfit> {
        let found = self.node.member(name).and_then(Node::as_str);
        if found.as_deref() == Some(expected) {
            return Ok(());
        }
        let found = found.map_or_else(|| "no string".to_owned(), |text| shown(&text));
        let message = format!("{name} is {found}, where {} is required", shown(expected));
        Err(self.misfit(&format!("/{name}"), message))
    }

    /// The actor has a type and an id and nothing else, as a row has.
    fn require_plain_actor(&self) -> Result<(), Misfit> {
        let mut members = self.node.member("actor").into_iter().flat_map(Node::members);
        match members.find(|(key, _)| !(key.is("type") || key.is("id"))) {
            None => Ok(()),
            Some((key, _)) => {
                let other = shown(&key.text());
                let message = format!("an actor has a type and an id, and this one has {other} too");
                Err(self.misfit("/actor", message))
            }
        }
    }

    /// `pointer` leads from the event to what is wrong.
    fn misfit(&self, pointer: &str, message: String) -> Misfit {
        Misfit::new(message, Place::of(self.root, format!("/events/{}{pointer}", self.index)))
    }
}
