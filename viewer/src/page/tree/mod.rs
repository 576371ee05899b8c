//! The package as a tree, with a search; each member says which digest covers it.

mod items;
mod keys;
mod line;
mod pointer;
mod search;

use leptos::prelude::*;

use super::document;
use super::explore;
use super::glossary::explained;
use super::parts::{keyed, live, remark, section};
use super::sentence::sentence;
use super::state::Entry;
use crate::present::coverage::Cover;
use crate::present::explorer::{Query, Rows, Way};
use crate::texts;
use crate::wire::Wire;
use items::{Item, close};
use line::Line;
pub use pointer::Pointer;
pub use pointer::Sought;
use search::{Results, Search};

#[component]
pub fn Tree() -> impl IntoView {
    let search = Search::new(expect_context());
    let is_on = Memo::new(move |_| search.is_on());
    let Sought(sought) = expect_context();
    // Who follows a pointer is done with what was searched for.
    Effect::new(move || {
        if sought.with(Option::is_some) {
            search.end();
        }
    });
    let content = view! {
            {remark(sentence(texts::CONTENTS_HOW, view! { <b>{texts::UNSEALED}</b> }))}
            {explained(texts::COVERS, &Cover::ALL.map(|cover| (texts::cover(cover), texts::cover_meaning(cover))))}
            {search.field()}
            {live(move || if is_on.get() { view! { <Results search/> }.into_any() } else { view! { <Members/> }.into_any() })}
    };
    section("contents", texts::CONTENTS, content.into_any())
}

/// The tree itself. What is unfolded is asked for then.
#[component]
fn Members() -> impl IntoView {
    let entry: StoredValue<Entry> = expect_context();
    let items = RwSignal::new(Vec::<Item>::new());
    let Sought(sought) = expect_context();
    if sought.with_untracked(Option::is_none) {
        ask(entry, Query::Members(0, 0), move |rows| drop(items.try_set(items::all(rows, 0, 1))));
    }
    Effect::new(move || {
        let Some(pointer) = sought.get() else { return };
        sought.set(None);
        // What is unfolded stays so where the member is to be seen already.
        let there = items.with_untracked(|items| items.iter().position(|item| item.stands_at(&pointer)));
        if let Some(line) = there {
            return document::after_update(move || keys::focus_line(line));
        }
        ask(entry, Query::Way(pointer), move |way: Way| {
            let (along, line) = items::along(way);
            if !along.is_empty() && items.try_set(along).is_none() {
                document::after_update(move || keys::focus_line(line));
            }
        });
    });
    let toggle = move |index: usize| {
        let Some(item) = items.with_untracked(|items| items.get(index).cloned()) else { return };
        match item {
            Item::Row { row, open: true, .. } => items.update(|items| close(items, index, row.depth)),
            Item::Row { row, open: false, .. } if row.members > 0 => {
                let (id, depth) = (row.id, row.depth);
                ask(entry, Query::Members(id, 0), move |rows: Rows| {
                    items.try_update(|items| items::open(items, rows, id, depth));
                });
            }
            Item::Row { .. } => {}
            Item::More { id, from, depth, .. } => ask(entry, Query::Members(id, from), move |rows: Rows| {
                items.try_update(|items| items::go_on(items, rows, id, from, depth));
                document::after_update(move || keys::focus_line(index));
            }),
        }
    };
    view! {
        <ul class="tree" role="tree" aria-label=texts::MEMBERS id="tree" on:keydown=keys::on_key on:focusin=keys::on_focus data-testid="tree">
            {keyed(move || items.with(|items| items.iter().map(Item::key).collect()), move |_, index| {
                let open = Memo::new(move |_| {
                    items.with(|items| matches!(items.get(index.get()), Some(Item::Row { open: true, .. })))
                });
                let item = items.with_untracked(|items| items.get(index.get_untracked()).cloned());
                item.map(|item| view! { <Line item index open toggle/> }).into_any()
            })}
        </ul>
    }
}

fn ask<T: Wire + Default>(entry: StoredValue<Entry>, query: Query, then: impl FnOnce(T) + 'static) {
    entry.with_value(|entry| explore::ask(entry, &query, then));
}
