//! The digests of the events.

use super::{EVENTS, NO_EVENTS, place};
use crate::bundle::Bundle;
use crate::checks::finding::{Finding, Places};
use crate::decision::stored_event_digest;
use crate::digest::RawDigest;
use crate::finder::Finder;
use crate::json::Node;
use crate::report::{Check, Evidence};

/// What came of recomputing the digest of each event from its type and payload.
#[derive(Debug, Clone, Default)]
pub(crate) struct EventDigests {
    count: usize,
    wrong: Places,
    /// The first one that is wrong: the stored digest, and the recomputed one.
    first: Option<(Evidence, RawDigest)>,
}

impl EventDigests {
    /// Recomputes those of the events that begin before this place of the text.
    pub fn until(place: usize, bundle: &Bundle<'_, '_>) -> Self {
        let mut digests = Self::default();
        let mut members = Finder::new(["type", "payload", "digest"]);
        let events = bundle.events.into_iter().flat_map(Node::elements);
        for (index, event) in events.take_while(|event| event.offset() < place).enumerate() {
            let [kind, payload, stored] = members.find(event);
            digests.take(index, kind, payload, stored);
        }
        digests
    }

    /// What came of these and of those behind them.
    pub fn and(mut self, later: Self) -> Self {
        self.count += later.count;
        self.wrong.append(later.wrong);
        self.first = self.first.or(later.first);
        self
    }

    /// Recomputes the digest of the event at `index`.
    pub fn take(
        &mut self,
        index: usize,
        kind: Option<Node<'_, '_>>,
        payload: Option<Node<'_, '_>>,
        stored: Option<Node<'_, '_>>,
    ) {
        self.count += 1;
        // That every event has a type, reading the package has shown.
        let Some(kind) = kind else { return };
        let recomputed = stored_event_digest(kind, payload);
        if !stored.is_some_and(|stored| is_digest(stored, recomputed)) {
            self.wrong.add(|| place(index, "digest"));
            self.first.get_or_insert_with(|| {
                (stored.map_or_else(|| Evidence::Json("null".to_owned()), Evidence::from), recomputed)
            });
        }
    }

    /// The check.
    pub fn check(self) -> Check {
        self.found().of("event_digests")
    }

    fn found(self) -> Finding {
        if self.count == 0 {
            return Finding::fail(NO_EVENTS).at([EVENTS]);
        }
        let Some((stored, recomputed)) = self.first else {
            return Finding::pass(format!("Recomputed the digest of each of {} events", self.count))
                .at([EVENTS]);
        };
        let what = self.wrong.counted("event");
        Finding::fail(format!("The digest of {what} is not that of its type and payload"))
            .compared(stored, recomputed.to_string())
            .at(self.wrong.into_pointers())
    }
}

/// Whether a stored digest is this one: raw, in lower-case hexadecimal.
fn is_digest(stored: Node<'_, '_>, digest: RawDigest) -> bool {
    match stored.plain_bytes() {
        Some(hex) => digest.is_written_in(hex),
        None => stored.as_str().is_some_and(|hex| digest.is_written_as(&hex)),
    }
}
