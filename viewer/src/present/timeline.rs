//! What happened when.

use std::collections::BTreeSet;

use verifier_core::bundle::Bundle;
use verifier_core::canonical;
use verifier_core::decision::lifecycle::{self, Category};
use verifier_core::decision::{Decision, Event, EventType};
use verifier_core::json::Node;

use super::{Moment, Text};
use crate::texts;
use crate::wire::wired;

wired! {
    /// What happened, by the events of a package.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Timeline {
        /// The first entries, the earliest first.
        pub entries: Vec<Entry>,
        /// How many more there are.
        pub left_out: u64,
    }
}

wired! {
    /// One line of a timeline.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Entry {
        /// When.
        pub moment: Moment,
        /// What happened, in this page's own words.
        pub what: String,
        /// What the package says of it, in its words: a comment, a reason, a name.
        pub said: Option<Text>,
        /// Who did it, with `system:` before a program; `None` for what happened by itself.
        pub actor: Option<Text>,
        /// The type of the event, or `THRESHOLD_MET`.
        pub event_type: Text,
        /// The number of the event.
        pub seq: u64,
        /// Whether the decision goes on to another state with it.
        pub is_turn: bool,
    }
}

/// What happened, with the page's words apart from those of the package: a name or a comment could go on in words
/// that look like the page's.
fn worded(entry: &lifecycle::Entry, event: Option<&Event<'_, '_>>) -> (String, Option<Text>) {
    let is_apply = entry.summary.starts_with("Execution requested (apply)");
    let Some((words, alone, name)) = texts::happened(entry.event_type, is_apply) else {
        // The others have no words of the package in them.
        return (entry.summary.clone(), None);
    };
    let text = event.and_then(|event| event.payload?.member(name)?.as_str()).filter(|text| !text.is_empty());
    match text {
        Some(text) => {
            let pointer = format!("/control_bundle/events/{}/payload/{name}", entry.seq);
            (words.to_owned(), Some(Text::at(&text, pointer)))
        }
        None => (alone.to_owned(), None),
    }
}

/// That as many approvals were granted as the policy asks for, and by how many people: several can be by one.
fn threshold(decision: &Decision, events: &[Event<'_, '_>], seq: u64) -> String {
    let granted = events.iter().take_while(|event| event.seq <= seq);
    let granted = granted.filter(|event| event.kind == EventType::ApprovalGranted);
    let people: BTreeSet<&str> = granted.map(|event| event.actor.id.as_str()).collect();
    let wanted = decision.policy.as_ref().map_or(0, |policy| policy.min_approvals);
    texts::threshold(wanted, people.len() as u64)
}

/// Entries of a timeline at most; what is beyond is in the tree.
pub const MOST: usize = 2_000;

/// Bytes that all entries together have for what is only printed.
const ON_PAPER: usize = 2 << 20;

/// Leaves away what all entries together have too much of for paper. Each says how much of its text is there.
fn fitting(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut budget = ON_PAPER;
    for entry in &mut entries {
        for text in entry.said.iter_mut().chain(&mut entry.actor).chain([&mut entry.event_type]) {
            text.spend(&mut budget);
        }
    }
    entries
}

impl Timeline {
    /// The timeline of events that replay to `decision`.
    #[must_use]
    pub fn of(decision: &Decision, events: &[Event<'_, '_>]) -> Self {
        // An event makes two entries at most.
        let all = lifecycle::timeline(decision, events.get(..MOST).unwrap_or(events));
        let shown = all.len().min(MOST);
        let left_out = (all.len() - shown) + events.len().saturating_sub(MOST);
        let entries = all.into_iter().take(shown).map(|entry| {
            let event = usize::try_from(entry.seq).ok().and_then(|seq| events.get(seq));
            let (what, said) = match entry.event_type {
                "THRESHOLD_MET" => (threshold(decision, events, entry.seq), None),
                _ => worded(&entry, event),
            };
            Entry {
                is_turn: entry.event_type == "THRESHOLD_MET" || entry.category == Category::Execution,
                what,
                said,
                actor: entry.actor.as_deref().map(Text::of),
                event_type: Text::of(entry.event_type),
                seq: entry.seq,
                moment: entry.ts.into(),
            }
        });
        Self { entries: fitting(entries.collect()), left_out: left_out as u64 }
    }

    /// The events as they stand, where they do not replay: nothing is derived from them.
    #[must_use]
    pub fn as_it_stands(bundle: &Bundle<'_, '_>) -> Self {
        let events = || bundle.events.into_iter().flat_map(Node::elements);
        let text = |node: Option<Node<'_, '_>>| match node {
            None => String::new(),
            Some(node) => match node.as_str() {
                Some(text) => text.into_owned(),
                None => canonical::to_string(node),
            },
        };
        let entries = events().take(MOST).enumerate().map(|(index, event)| {
            let actor = event.member("actor").map(|actor| text(Some(actor.member("id").unwrap_or(actor))));
            let event_type = text(event.member("type"));
            Entry {
                moment: Moment::of(&text(event.member("ts"))),
                what: String::new(),
                said: Some(Text::of(&event_type)),
                actor: actor.as_deref().map(Text::of),
                event_type: Text::of(&event_type),
                seq: index as u64,
                is_turn: false,
            }
        });
        Self { entries: fitting(entries.collect()), left_out: events().count().saturating_sub(MOST) as u64 }
    }
}
