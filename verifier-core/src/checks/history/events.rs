//! The events one by one: digest, number, ids, time.

use core::cmp::Ordering;

use super::EVENTS;
use crate::bundle::Bundle;
use crate::checks::finding::{Finding, Places};
use crate::decision::{Timestamp, stored_event_digest};
use crate::digest::RawDigest;
use crate::json::Node;
use crate::report::{Check, Evidence};

/// Checks each event for itself, all of them in one go.
pub(super) fn check(bundle: &Bundle<'_, '_>) -> Vec<Check> {
    let decision_id = bundle.decision.id.as_str();
    let (mut digests, mut sequence) = (Digests::default(), Sequence::default());
    let (mut identity, mut times) = (Identity::default(), Times::default());
    let mut count = 0;
    for (index, event) in bundle.events.into_iter().flat_map(Node::elements).enumerate() {
        let members = Members::of(event);
        digests.take(index, &members);
        sequence.take(index, &members);
        identity.take(index, &members, decision_id.as_deref());
        times.take(index, &members);
        count += 1;
    }
    if count == 0 {
        let names = ["event_digests", "event_sequence", "event_identity", "event_times"];
        let none = "There are no events, so nothing shows what was decided";
        return names.map(|name| Finding::fail(none).at([EVENTS]).of(name)).into();
    }
    vec![
        digests.found(count).of("event_digests"),
        sequence.found(count).of("event_sequence"),
        identity.found().of("event_identity"),
        times.found().of("event_times"),
    ]
}

/// The members of an event that these checks look at.
#[derive(Default)]
struct Members<'d, 'a> {
    kind: Option<Node<'d, 'a>>,
    payload: Option<Node<'d, 'a>>,
    digest: Option<Node<'d, 'a>>,
    seq: Option<Node<'d, 'a>>,
    event_id: Option<Node<'d, 'a>>,
    decision_id: Option<Node<'d, 'a>>,
    ts: Option<Node<'d, 'a>>,
}

impl<'d, 'a> Members<'d, 'a> {
    fn of(event: Node<'d, 'a>) -> Self {
        let mut members = Self::default();
        for (key, value) in event.members() {
            let slot = match &*key.text() {
                "type" => &mut members.kind,
                "payload" => &mut members.payload,
                "digest" => &mut members.digest,
                "seq" => &mut members.seq,
                "event_id" => &mut members.event_id,
                "decision_id" => &mut members.decision_id,
                "ts" => &mut members.ts,
                _ => continue,
            };
            *slot = Some(value);
        }
        members
    }
}

fn place(index: usize, member: &str) -> String {
    format!("{EVENTS}/{index}/{member}")
}

/// Each digest is that of the type and the payload.
#[derive(Default)]
struct Digests {
    wrong: Places,
    first: Option<(Evidence, RawDigest)>,
}

impl Digests {
    fn take(&mut self, index: usize, event: &Members<'_, '_>) {
        // That every event has a type, reading the package has shown.
        let Some(kind) = event.kind else { return };
        let recomputed = stored_event_digest(kind, event.payload);
        let stored = event.digest.and_then(Node::as_str);
        if stored.as_deref().is_none_or(|stored| !recomputed.is_written_as(stored)) {
            self.wrong.add(|| place(index, "digest"));
            self.first.get_or_insert_with(|| {
                (event.digest.map_or_else(|| Evidence::Json("null".to_owned()), Evidence::from), recomputed)
            });
        }
    }

    fn found(self, count: usize) -> Finding {
        let Some((stored, recomputed)) = self.first else {
            return Finding::pass(format!("Recomputed the digest of each of {count} events")).at([EVENTS]);
        };
        let what = self.wrong.counted("event");
        Finding::fail(format!("The digest of {what} is not that of its type and payload"))
            .compared(stored, recomputed.to_string())
            .at(self.wrong.into_pointers())
    }
}

/// The events are numbered from 0, without a gap, in the order of the text.
#[derive(Default)]
struct Sequence {
    wrong: Places,
    first: Option<(u64, Evidence)>,
}

impl Sequence {
    fn take(&mut self, index: usize, event: &Members<'_, '_>) {
        let Some(seq) = event.seq else { return };
        let expected = index as u64;
        if seq.as_i64().and_then(|seq| u64::try_from(seq).ok()) != Some(expected) {
            self.wrong.add(|| place(index, "seq"));
            self.first.get_or_insert_with(|| (expected, seq.into()));
        }
    }

    fn found(self, count: usize) -> Finding {
        let Some((expected, found)) = self.first else {
            return Finding::pass(format!("{count} events are numbered from 0 to {}", count - 1))
                .at([EVENTS]);
        };
        let what = self.wrong.counted("event");
        Finding::fail(format!(
            "{what}: the number is not that of its place, so one is missing, added or moved"
        ))
        .compared(expected, found)
        .at(self.wrong.into_pointers())
    }
}

/// The events name their decision, and are named after it and their number.
#[derive(Default)]
struct Identity {
    wrong: Places,
    first: Option<(String, Evidence)>,
}

impl Identity {
    fn take(&mut self, index: usize, event: &Members<'_, '_>, decision_id: Option<&str>) {
        let Some(decision_id) = decision_id else { return };
        if let Some(stated) = event.decision_id.filter(|it| it.as_str().as_deref() != Some(decision_id)) {
            self.add(index, "decision_id", || decision_id.to_owned(), stated);
        }
        let named = |id: &str| {
            let number =
                id.strip_prefix("evt_").and_then(|id| id.strip_prefix(decision_id)?.strip_prefix('_'));
            number.is_some_and(|number| is_number(number, index))
        };
        if let Some(stated) = event.event_id.filter(|id| !id.as_str().as_deref().is_some_and(named)) {
            self.add(index, "event_id", || format!("evt_{decision_id}_{index}"), stated);
        }
    }

    fn add(&mut self, index: usize, member: &str, expected: impl FnOnce() -> String, found: Node<'_, '_>) {
        self.wrong.add(|| place(index, member));
        self.first.get_or_insert_with(|| (expected(), found.into()));
    }

    fn found(self) -> Finding {
        let Some((expected, found)) = self.first else {
            return Finding::pass("Every event names this decision, and is named after it and its number")
                .at([EVENTS, "/control_bundle/decision/decision_id"]);
        };
        let what = self.wrong.counted("member");
        Finding::fail(format!("{what} of events do not fit this decision and the place in its history"))
            .compared(expected, found)
            .at(self.wrong.into_pointers())
    }
}

/// Whether `text` is `number` as it is written.
fn is_number(text: &str, number: usize) -> bool {
    text.parse() == Ok(number) && (text == "0" || !text.starts_with(['0', '+']))
}

/// The times can be read, and no event is earlier than the one before.
#[derive(Default)]
struct Times {
    last: Option<Timestamp>,
    unreadable: Places,
    backwards: Places,
    first: Option<(Timestamp, Timestamp)>,
}

impl Times {
    fn take(&mut self, index: usize, event: &Members<'_, '_>) {
        let Some(ts) = event.ts else { return };
        let Some(time) = ts.as_str().and_then(|text| Timestamp::parse(&text)) else {
            return self.unreadable.add(|| place(index, "ts"));
        };
        match self.last.map(|last| (last, last.compare(time))) {
            Some((_, None)) => self.unreadable.add(|| place(index, "ts")),
            Some((last, Some(Ordering::Greater))) => {
                self.backwards.add(|| place(index, "ts"));
                self.first.get_or_insert((last, time));
            }
            _ => {}
        }
        self.last = Some(time);
    }

    fn found(self) -> Finding {
        if !self.unreadable.is_empty() {
            let what = self.unreadable.counted("time");
            return Finding::inconclusive(format!(
                "{what} cannot be read, or not compared with the one before"
            ))
            .at(self.unreadable.into_pointers());
        }
        let Some((before, after)) = self.first else {
            return Finding::pass("No event is earlier than the one before it").at([EVENTS]);
        };
        let what = self.backwards.counted("event");
        Finding::warn(format!(
            "{what} earlier than the one before it: a clock was set back, or the order changed"
        ))
        .compared(format!("not before {before}"), after.to_string())
        .at(self.backwards.into_pointers())
    }
}
