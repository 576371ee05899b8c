//! What happened when.

use leptos::prelude::*;

use super::time::Time;
use super::value::Value;
use crate::present::number::grouped;
use crate::present::timeline::{Entry, Timeline as Entries};

/// Entries shown at first, and added at a time.
const PORTION: usize = 50;

#[component]
pub fn Timeline(timeline: Entries) -> impl IntoView {
    let total = timeline.entries.len();
    let left_out = timeline.left_out;
    let shown = RwSignal::new(PORTION.min(total));
    let entries = StoredValue::new_local(timeline.entries);
    view! {
        <section aria-labelledby="happened">
            <h2 id="happened">"How it went"</h2>
            <p class="soft">"Going by the events in the package. Times in UTC, your own beside them."</p>
            <ol class="time">
                {move || entries.with_value(|entries| {
                    entries.iter().take(shown.get()).map(|entry| view! { <Line entry=entry.clone()/> }).collect_view()
                })}
            </ol>
            {move || (shown.get() < total).then(|| view! {
                <button type="button" on:click=move |_| shown.update(|shown| *shown = (*shown + 4 * PORTION).min(total))>
                    "Show more of " {grouped(total as u64)}
                </button>
            })}
            {move || (left_out > 0 && shown.get() == total).then(|| view! {
                <p class="soft">{grouped(left_out)} " later events are in the tree below."</p>
            })}
        </section>
    }
}

#[component]
fn Line(entry: Entry) -> impl IntoView {
    let dot = if entry.is_turn { "dot key" } else { "dot" };
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
                {entry.actor.map(|actor| view! { <small>"by "<Value text=actor/></small> })}
                <small class="event">"event " {grouped(entry.seq)} " · " {event_type}</small>
            </span>
        </li>
    }
}
