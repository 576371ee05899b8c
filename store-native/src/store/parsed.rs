//! A stored event with its texts read.

use verifier_core::canonical::Value;
use verifier_core::decision::{Actor, ActorKind, Decision, Event, EventType, Timestamp, event_digest};
use verifier_core::json::{Document, Limits};

use super::error::StoreError;
use super::rows::StoredEvent;

/// A stored event and what its texts say.
#[derive(Debug)]
pub struct Parsed<'e> {
    stored: &'e StoredEvent,
    kind: EventType,
    ts: Timestamp,
    payload: Document<'e>,
}

impl<'e> Parsed<'e> {
    /// Reads type, time and payload.
    ///
    /// # Errors
    /// `REPLAY_INVALID` where one of them cannot be read.
    pub fn read(stored: &'e StoredEvent) -> Result<Self, StoreError> {
        let unreadable = |what: String| StoreError::Unreplayable { place: place(stored), what };
        let kind = EventType::parse(&stored.event_type)
            .ok_or_else(|| unreadable(format!("{:?} is no type of event", stored.event_type)))?;
        let ts = Timestamp::parse(&stored.ts)
            .ok_or_else(|| unreadable(format!("its time {:?} is no timestamp", stored.ts)))?;
        let payload = Document::read(stored.payload.as_bytes(), &Limits::default())
            .map_err(|refusal| unreadable(format!("its payload: {refusal}")))?;
        Ok(Self { stored, kind, ts, payload })
    }

    /// The event as it stands.
    #[must_use]
    pub const fn stored(&self) -> &'e StoredEvent {
        self.stored
    }

    /// When it was.
    #[must_use]
    pub const fn ts(&self) -> Timestamp {
        self.ts
    }

    /// The details.
    #[must_use]
    pub const fn payload(&self) -> &Document<'e> {
        &self.payload
    }

    /// The event, as number `seq` of a replay.
    #[must_use]
    pub fn event(&self, seq: u64) -> Event<'_, 'e> {
        let actor = Actor {
            kind: ActorKind::from(self.stored.actor_type.as_str()),
            id: self.stored.actor_id.clone(),
        };
        Event { seq, kind: self.kind, ts: self.ts, actor, payload: Some(self.payload.root()) }
    }

    /// Checks that the event digest is that of type and payload.
    ///
    /// # Errors
    /// `STORE_TAMPERED`.
    pub fn check_digest(&self) -> Result<(), StoreError> {
        let digest = event_digest(self.kind, &Value::from(self.payload.root()));
        if digest.is_written_as(&self.stored.digest) {
            return Ok(());
        }
        Err(StoreError::Tampered {
            place: place(self.stored),
            what: format!("its event digest is {}, but its content has {digest}", self.stored.digest),
        })
    }

    /// Checks that the event replays, whatever came before it.
    ///
    /// # Errors
    /// `REPLAY_INVALID`.
    pub fn check_alone(&self) -> Result<(), StoreError> {
        apply(&mut Decision::new(self.stored.owner.as_str(), self.ts), self, 0)
    }
}

/// Applies an event to a decision.
pub(super) fn apply(decision: &mut Decision, parsed: &Parsed<'_>, seq: u64) -> Result<(), StoreError> {
    decision.apply(&parsed.event(seq)).map_err(|unreplayable| StoreError::Unreplayable {
        place: place(parsed.stored),
        what: format!("at {}: {}", unreplayable.pointer, unreplayable.message),
    })
}

fn place(stored: &StoredEvent) -> String {
    format!("event {} of {}", stored.seq, stored.owner)
}
