//! The package as a tree, with a search; each member says which digest covers it.

mod items;
mod keys;
mod line;
mod search;

use leptos::prelude::*;

use super::document;
use super::explore;
use super::glossary::explained;
use super::parts::{keyed, live, remark, section};
use super::sentence::sentence;
use super::state::Entry;
use crate::present::coverage::Cover;
use crate::present::explorer::{Query, Rows};
use crate::texts;
use items::{Item, close, with_more};
use line::Line;
use search::{Results, Search};

#[component]
pub fn Tree() -> impl IntoView {
    let search = Search::new(expect_context());
    let content = view! {
            {remark(sentence(texts::CONTENTS_HOW, view! { <b>{texts::FILE_ONLY}</b> }))}
            {explained(texts::COVERS, &Cover::ALL.map(|cover| (texts::cover(cover), texts::cover_meaning(cover))))}
            {search.field()}
            {live(move || if search.is_on() { view! { <Results search/> }.into_any() } else { view! { <Members/> }.into_any() })}
    };
    section("contents", texts::CONTENTS, content.into_any())
}

/// The tree itself. What is unfolded is asked for then.
#[component]
fn Members() -> impl IntoView {
    let entry: StoredValue<Entry> = expect_context();
    let items = RwSignal::new(Vec::<Item>::new());
    ask(entry, Query::Members(0, 0), move |rows| drop(items.try_set(with_more(rows, 0, 0, 1))));
    let toggle = move |index: usize| {
        let Some(item) = items.with_untracked(|items| items.get(index).cloned()) else { return };
        match item {
            Item::Row { row, open: true, .. } => items.update(|items| close(items, index, row.depth)),
            Item::Row { row, open: false, .. } if row.members > 0 => {
                let (id, depth) = (row.id, row.depth);
                ask(entry, Query::Members(id, 0), move |rows| {
                    items.try_update(|items| items::open(items, rows, id, depth));
                });
            }
            Item::Row { .. } => {}
            Item::More { id, from, depth, .. } => ask(entry, Query::Members(id, from), move |rows| {
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

fn ask(entry: StoredValue<Entry>, query: Query, then: impl FnOnce(Rows) + 'static) {
    entry.with_value(|entry| explore::ask(entry, &query, then));
}
