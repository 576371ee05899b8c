//! The events one by one: number, ids, time.

use core::cmp::Ordering;

use super::{EVENTS, NO_EVENTS, place};
use crate::checks::finding::{Finding, Places};
use crate::decision::{EventMembers, Timestamp};
use crate::json::Node;
use crate::report::{Check, Evidence};

/// What the events say one by one, gathered while they are gone through.
#[derive(Default)]
pub(crate) struct Events {
    count: usize,
    sequence: Sequence,
    identity: Identity,
    times: Times,
}

impl Events {
    /// Takes the next event.
    pub fn take(&mut self, event: &EventMembers<'_, '_>, decision_id: Option<&str>) {
        let index = self.count;
        self.sequence.take(index, event);
        self.identity.take(index, event, decision_id);
        self.times.take(index, event);
        self.count += 1;
    }

    /// The checks.
    pub(super) fn checks(self) -> Vec<Check> {
        if self.count == 0 {
            let names = ["event_sequence", "event_identity", "event_times"];
            return names.map(|name| Finding::fail(NO_EVENTS).at([EVENTS]).of(name)).into();
        }
        vec![
            self.sequence.found(self.count).of("event_sequence"),
            self.identity.found().of("event_identity"),
            self.times.found().of("event_times"),
        ]
    }
}

/// The events are numbered from 0, without a gap, in the order of the text.
#[derive(Default)]
struct Sequence {
    wrong: Places,
    first: Option<(u64, Evidence)>,
}

impl Sequence {
    fn take(&mut self, index: usize, event: &EventMembers<'_, '_>) {
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
    fn take(&mut self, index: usize, event: &EventMembers<'_, '_>, decision_id: Option<&str>) {
        let Some(decision_id) = decision_id else { return };
        if let Some(stated) = event.decision_id.filter(|it| !it.is_text(decision_id)) {
            self.add(index, "decision_id", || decision_id.to_owned(), stated);
        }
        let named = |id: &[u8]| {
            let rest = id.strip_prefix(b"evt_").and_then(|id| id.strip_prefix(decision_id.as_bytes()));
            rest.and_then(|rest| rest.strip_prefix(b"_")).is_some_and(|number| is_number(number, index))
        };
        let is_named = |id: Node<'_, '_>| match id.plain_bytes() {
            Some(id) => named(id),
            None => id.as_str().is_some_and(|id| named(id.as_bytes())),
        };
        if let Some(stated) = event.event_id.filter(|id| !is_named(*id)) {
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
fn is_number(text: &[u8], mut number: usize) -> bool {
    for (place, digit) in text.iter().rev().enumerate() {
        if usize::from(digit.wrapping_sub(b'0')) != number % 10 || (place > 0 && number == 0) {
            return false;
        }
        number /= 10;
    }
    number == 0 && !text.is_empty()
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
    fn take(&mut self, index: usize, event: &EventMembers<'_, '_>) {
        if event.ts.is_none() {
            return;
        }
        let Some(time) = event.time else {
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
