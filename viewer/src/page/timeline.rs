//! What happened when.

use leptos::prelude::*;

use super::authorization::{Allowed, Wanted};
use super::document;
use super::parts::{button, keyed, live, remark, section};
use super::print::on_paper;
use super::sentence::sentence;
use super::time::Time;
use super::value::Value;
use crate::present::authorization::Authorization;
use crate::present::timeline::{Entry, Timeline as Entries};
use crate::texts;

/// Entries shown at first, and added at a time.
const PORTION: usize = 50;

#[component]
pub fn Timeline(
    timeline: Entries,
    events: u64,
    authorization: StoredValue<Authorization>,
    wanted: Wanted,
) -> impl IntoView {
    let total = timeline.entries.len();
    let left_out = timeline.left_out;
    let shown = RwSignal::new(PORTION.min(total));
    let entries = StoredValue::new(timeline.entries);
    Effect::new(move || {
        let Some(seq) = wanted.get() else { return };
        wanted.set(None);
        let place = entries.with_value(|all| all.iter().rposition(|entry| entry.seq == seq));
        shown.update(|shown| *shown = place.map_or(0, |place| place + 1).max(*shown));
        document::after_update(move || document::show(&format!("event-{seq}")));
    });
    let line = move |number: u64| {
        let entry = entries.with_value(|entries| entries.get(usize::try_from(number).ok()?).cloned());
        entry.map(|entry| view! { <Line entry authorization/> }).into_any()
    };
    let content = view! {
            {remark(texts::happened_how(events))}
            <ol class="time">
                {keyed(move || (0..shown.get() as u64).collect(), move |number, _| line(number))}
            </ol>
            // On paper, where nobody can ask for more, are all of them.
            {on_paper(move || {
                let others = (shown.get_untracked()..total).map(|number| line(number as u64));
                view! { <ol class="time">{others.collect_view()}</ol> }.into_any()
            })}
            {live(move || (shown.get() < total).then(|| {
                let more = move || shown.update(|shown| *shown = (*shown + 4 * PORTION).min(total));
                button("", "", texts::show_more_of(total as u64), more)
            }))}
            {live(move || (left_out > 0 && shown.get() == total).then(|| view! {
                <p class="soft no-print">{texts::later_events(left_out)}</p>
            }))}
            {(left_out > 0).then(|| view! {
                <p class="print-only">{texts::on_this_paper(total as u64, total as u64 + left_out)} " " {texts::ALL_IN_THE_FILE}</p>
            })}
    };
    section("timeline", texts::HAPPENED, content.into_any())
}

#[component]
fn Line(entry: Entry, authorization: StoredValue<Authorization>) -> impl IntoView {
    let is_run = authorization.with_value(|all| all.run(entry.seq).is_some());
    let dot = if entry.is_turn { "dot turn" } else { "dot" };
    // Where the page has words for it, the type is one that the format knows.
    let event_type = if entry.what.is_empty() {
        view! { <Value text=entry.event_type/> }.into_any()
    } else {
        entry.event_type.shown.into_any()
    };
    view! {
        <li id=is_run.then(|| format!("event-{}", entry.seq)) tabindex=is_run.then_some("-1")>
            <span class="when"><Time moment=entry.moment/></span>
            <span class=dot aria-hidden="true"></span>
            <span class="what">
                {entry.what} " " {entry.said.map(|said| view! { <Value text=said/> })}
                {entry.actor.map(|actor| view! { <small>{sentence(texts::BY, view! { <span class="who"><Value text=actor/></span> })}</small> })}
                <small class="event">{texts::event(entry.seq)} " · " {event_type}</small>
            </span>
            {is_run.then(|| view! { <Allowed authorization seq=entry.seq/> })}
        </li>
    }
}
