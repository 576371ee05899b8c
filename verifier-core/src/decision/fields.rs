//! Strict reading of the members of an event.

use std::borrow::Cow;

use super::{Actor, ActorKind, EventType, Fault, Mode, Timestamp, Unreplayable};
use crate::json::{Kind, Node};

/// The members of an object in an event.
pub(super) struct Fields<'d, 'a> {
    /// The place of the event in the log.
    seq: u64,
    /// The pointer from the event to the object.
    at: &'static str,
    /// The object; an absent one has no members.
    object: Option<Node<'d, 'a>>,
}

impl<'d, 'a> Fields<'d, 'a> {
    pub fn new(seq: u64, at: &'static str, object: Option<Node<'d, 'a>>) -> Result<Self, Unreplayable> {
        if let Some(node) = object.filter(|node| node.kind() != Kind::Object) {
            return Err(Unreplayable::new(seq, Fault::WrongType, at, wrong_type(node, "an object")));
        }
        Ok(Self { seq, at, object })
    }

    /// The members with these names, found in one go.
    pub fn members<const N: usize>(&self, names: [&str; N]) -> [Option<Node<'d, 'a>>; N] {
        let mut found = [None; N];
        let Some(object) = self.object else { return found };
        for (key, value) in object.members() {
            if let Some(place) = names.iter().position(|name| key.is(name)) {
                found[place] = Some(value);
            }
        }
        found
    }

    /// The member `name`.
    pub fn required(&self, name: &str) -> Result<Node<'d, 'a>, Unreplayable> {
        self.present(name, self.member(name))
    }

    /// The member `name`, which was looked for.
    pub fn present(&self, name: &str, found: Option<Node<'d, 'a>>) -> Result<Node<'d, 'a>, Unreplayable> {
        found.ok_or_else(|| self.fault(name, Fault::MissingMember, format!("the member {name:?} is missing")))
    }

    /// The member `name`, where null counts as absent.
    pub fn optional(&self, name: &str) -> Option<Node<'d, 'a>> {
        self.member(name).filter(|node| !node.is_null())
    }

    pub fn text(&self, name: &str) -> Result<String, Unreplayable> {
        self.as_string(name, self.required(name)?)
    }

    pub fn optional_text(&self, name: &str) -> Result<Option<String>, Unreplayable> {
        self.as_optional_text(name, self.member(name))
    }

    /// A string, or null, where it is there.
    pub fn as_optional_text(
        &self,
        at: &str,
        found: Option<Node<'d, 'a>>,
    ) -> Result<Option<String>, Unreplayable> {
        found.filter(|node| !node.is_null()).map(|node| self.as_string(at, node)).transpose()
    }

    /// A string; an absent one is empty, and null is none.
    pub fn text_or_empty(&self, name: &str) -> Result<String, Unreplayable> {
        self.member(name).map_or_else(|| Ok(String::new()), |node| self.as_string(name, node))
    }

    pub fn flag(&self, name: &str) -> Result<bool, Unreplayable> {
        let node = self.required(name)?;
        node.as_bool().ok_or_else(|| self.wrong_type(name, node, "a boolean"))
    }

    /// An integer of at least `least`.
    pub fn count(&self, name: &str, least: u64) -> Result<u64, Unreplayable> {
        self.as_count(name, self.required(name)?, least)
    }

    pub fn optional_count(&self, name: &str, least: u64) -> Result<Option<u64>, Unreplayable> {
        self.optional(name).map(|node| self.as_count(name, node, least)).transpose()
    }

    /// An array of strings; an absent one is empty.
    pub fn texts(&self, name: &str) -> Result<Vec<String>, Unreplayable> {
        let Some(array) = self.member(name) else { return Ok(Vec::new()) };
        self.elements(name, array, |at, node| self.as_string(at, node))
    }

    pub fn mode(&self, name: &str) -> Result<Mode, Unreplayable> {
        self.as_mode(name, self.required(name)?)
    }

    /// An array of modes that has one at least.
    pub fn modes(&self, name: &str) -> Result<Vec<Mode>, Unreplayable> {
        let modes = self.elements(name, self.required(name)?, |at, node| self.as_mode(at, node))?;
        if modes.is_empty() {
            return Err(self.fault(name, Fault::OutOfRange, "no mode is allowed, where one is required"));
        }
        Ok(modes)
    }

    /// A timestamp that will be compared with the time.
    pub fn as_optional_expiry(
        &self,
        name: &str,
        found: Option<Node<'d, 'a>>,
    ) -> Result<Option<Timestamp>, Unreplayable> {
        let Some(node) = found.filter(|node| !node.is_null()) else { return Ok(None) };
        let expiry = self.as_timestamp(name, node)?;
        if expiry.offset().is_none() {
            let message = format!(
                "{:?} has no offset from UTC, so nobody can tell when it is over",
                expiry.to_string()
            );
            return Err(self.fault(name, Fault::NoOffset, message));
        }
        Ok(Some(expiry))
    }

    /// An object; `None` where it is absent, null or empty.
    pub fn optional_object(&self, name: &str) -> Result<Option<Node<'d, 'a>>, Unreplayable> {
        let Some(node) = self.optional(name) else { return Ok(None) };
        if node.kind() != Kind::Object {
            return Err(self.wrong_type(name, node, "an object"));
        }
        Ok(Some(node).filter(|node| node.is_truthy()))
    }

    fn member(&self, name: &str) -> Option<Node<'d, 'a>> {
        self.object.and_then(|object| object.member(name))
    }

    fn elements<T>(
        &self,
        name: &str,
        array: Node<'d, 'a>,
        read: impl Fn(&str, Node<'d, 'a>) -> Result<T, Unreplayable>,
    ) -> Result<Vec<T>, Unreplayable> {
        if !array.is_array() {
            return Err(self.wrong_type(name, array, "an array"));
        }
        array.elements().enumerate().map(|(index, node)| read(&format!("{name}/{index}"), node)).collect()
    }

    pub fn as_string(&self, at: &str, node: Node<'d, 'a>) -> Result<String, Unreplayable> {
        self.as_text(at, node).map(Cow::into_owned)
    }

    fn as_text(&self, at: &str, node: Node<'d, 'a>) -> Result<Cow<'a, str>, Unreplayable> {
        node.as_str().ok_or_else(|| self.wrong_type(at, node, "a string"))
    }

    pub fn as_event_type(&self, at: &str, node: Node<'d, 'a>) -> Result<EventType, Unreplayable> {
        if let Some(kind) = EventType::ALL.into_iter().find(|kind| node.is_text(kind.as_str())) {
            return Ok(kind);
        }
        let text = self.as_text(at, node)?;
        EventType::parse(&text).ok_or_else(|| {
            self.fault(at, Fault::UnknownEventType, format!("there is no event type {text:?}"))
        })
    }

    pub fn as_actor(&self, node: Node<'d, 'a>) -> Result<Actor, Unreplayable> {
        let actor = Fields::new(self.seq, "/actor", Some(node))?;
        actor.to_actor(actor.members(["type", "id"]))
    }

    /// The actor with these members, type and id.
    pub fn to_actor(&self, [kind, id]: [Option<Node<'d, 'a>>; 2]) -> Result<Actor, Unreplayable> {
        let kind = self.present("type", kind)?;
        let known =
            [ActorKind::Human, ActorKind::System].into_iter().find(|known| kind.is_text(known.as_str()));
        Ok(Actor {
            kind: match known {
                Some(known) => known,
                None => ActorKind::from(&*self.as_text("type", kind)?),
            },
            id: self.as_string("id", self.present("id", id)?)?,
        })
    }

    pub fn as_count(&self, at: &str, node: Node<'d, 'a>, least: u64) -> Result<u64, Unreplayable> {
        if node.kind() != Kind::Integer {
            return Err(self.wrong_type(at, node, "an integer"));
        }
        node.as_i64()
            .and_then(|number| u64::try_from(number).ok())
            .filter(|number| *number >= least)
            .ok_or_else(|| {
                let found: String = String::from_utf8_lossy(node.source()).chars().take(20).collect();
                let message = format!("{found} is not in the range of {least} to {}", i64::MAX);
                self.fault(at, Fault::OutOfRange, message)
            })
    }

    fn as_mode(&self, at: &str, node: Node<'d, 'a>) -> Result<Mode, Unreplayable> {
        let text = self.as_text(at, node)?;
        Mode::parse(&text).ok_or_else(|| {
            self.fault(at, Fault::UnknownMode, format!("{text:?} is neither \"dry_run\" nor \"apply\""))
        })
    }

    pub fn as_timestamp(&self, at: &str, node: Node<'d, 'a>) -> Result<Timestamp, Unreplayable> {
        if let Some(timestamp) = Timestamp::of(node) {
            return Ok(timestamp);
        }
        let text = self.as_text(at, node)?;
        Timestamp::parse(&text)
            .ok_or_else(|| self.fault(at, Fault::BadTimestamp, format!("{text:?} is no timestamp")))
    }

    fn wrong_type(&self, at: &str, node: Node<'d, 'a>, wanted: &str) -> Unreplayable {
        self.fault(at, Fault::WrongType, wrong_type(node, wanted))
    }

    fn fault(&self, at: &str, fault: Fault, message: impl Into<String>) -> Unreplayable {
        Unreplayable::new(self.seq, fault, format!("{}/{at}", self.at), message)
    }
}

fn wrong_type(found: Node<'_, '_>, wanted: &str) -> String {
    format!("{} where {wanted} is required", found.kind().described())
}
