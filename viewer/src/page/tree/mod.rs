//! The package as a tree, with a search; each member says which digest covers it.

mod items;
mod keys;
mod line;
mod search;

use leptos::prelude::*;

use super::explore;
use super::state::Entry;
use crate::present::explorer::{Query, Rows};
use items::{Item, close, with_more};
use line::Line;
use search::{Results, Search};

#[component]
pub fn Tree() -> impl IntoView {
    let search = Search::new(expect_context());
    view! {
        <section aria-labelledby="tree-title" class="no-print-body">
            <h2 id="tree-title">"Everything in the file"</h2>
            <p class="soft">
                "Each member with the digest that covers it. " <b>"File only"</b>
                " means that no digest inside the package does: it could be changed without any of them noticing."
            </p>
            {search.field()}
            {move || if search.is_on() { view! { <Results search/> }.into_any() } else { view! { <Members/> }.into_any() }}
        </section>
    }
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
            }),
        }
    };
    view! {
        <ul class="tree" role="tree" aria-label="Members of the package" on:keydown=keys::on_key data-testid="tree">
            <ForEnumerate
                each=move || items.get()
                key=Item::key
                children=move |index, item| view! { <Line item index toggle/> }
            />
        </ul>
    }
}

fn ask(entry: StoredValue<Entry>, query: Query, then: impl FnOnce(Rows) + 'static) {
    entry.with_value(|entry| explore::ask(entry, &query, then));
}
