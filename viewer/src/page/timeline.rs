//! What happened when.

use leptos::prelude::*;

use super::parts::{button, live, remark, section};
use super::sentence::sentence;
use super::time::Time;
use super::value::Value;
use crate::present::timeline::{Entry, Timeline as Entries};
use crate::texts;

/// Entries shown at first, and added at a time.
const PORTION: usize = 50;

#[component]
pub fn Timeline(timeline: Entries, events: u64) -> impl IntoView {
    let total = timeline.entries.len();
    let left_out = timeline.left_out;
    let shown = RwSignal::new(PORTION.min(total));
    let entries = StoredValue::new_local(timeline.entries);
    let content = view! {
            {remark(texts::happened_how(events))}
            <ol class="time">
                {live(move || entries.with_value(|entries| {
                    entries.iter().take(shown.get()).map(|entry| view! { <Line entry=entry.clone()/> }).collect_view()
                }))}
            </ol>
            {live(move || (shown.get() < total).then(|| {
                let more = move || shown.update(|shown| *shown = (*shown + 4 * PORTION).min(total));
                button("", "", texts::show_more_of(total as u64), more)
            }))}
            {live(move || (left_out > 0 && shown.get() == total).then(|| remark(texts::later_events(left_out))))}
    };
    section("timeline", texts::HAPPENED, content.into_any())
}

#[component]
fn Line(entry: Entry) -> impl IntoView {
    let dot = if entry.is_turn { "dot turn" } else { "dot" };
    // Where the page has words for it, the type is one that the format knows.
    let event_type = if entry.what.is_empty() {
        view! { <Value text=entry.event_type/> }.into_any()
    } else {
        entry.event_type.shown.into_any()
    };
    view! {
        <li>
            <span class="when"><Time moment=entry.moment/></span>
            <span class=dot aria-hidden="true"></span>
            <span class="what">
                {entry.what} " " {entry.said.map(|said| view! { <Value text=said/> })}
                {entry.actor.map(|actor| view! { <small>{sentence(texts::BY, view! { <span class="who"><Value text=actor/></span> })}</small> })}
                <small class="event">{texts::event(entry.seq)} " · " {event_type}</small>
            </span>
        </li>
    }
}
