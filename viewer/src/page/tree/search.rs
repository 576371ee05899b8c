//! The search through the package.

use leptos::prelude::*;

use super::ask;
use super::line::Found;
use crate::page::parts::{button, live};
use crate::page::state::Entry;
use crate::present::explorer::{Query, Row, Rows};
use crate::texts;

/// What is searched for, and what was found.
#[derive(Clone, Copy)]
pub struct Search {
    entry: StoredValue<Entry>,
    wanted: RwSignal<String>,
    /// Whether only what no digest covers is listed.
    unsealed: RwSignal<bool>,
    /// The members found so far, and how many more there are; `None` while nothing is searched for.
    found: RwSignal<Option<(Vec<Row>, u64)>>,
}

impl Search {
    pub fn new(entry: StoredValue<Entry>) -> Self {
        Self {
            entry,
            wanted: RwSignal::new(String::new()),
            unsealed: RwSignal::new(false),
            found: RwSignal::new(None),
        }
    }

    /// Whether something was searched for.
    pub fn is_on(self) -> bool {
        self.found.with(Option::is_some)
    }

    /// Nothing is searched for any more.
    pub fn end(self) {
        self.wanted.set(String::new());
        self.unsealed.set(false);
        self.found.set(None);
    }

    /// What is asked for, after so many that were found; nothing where nothing is searched for.
    fn query(self, from: u64) -> Option<Query> {
        if self.unsealed.try_get_untracked()? {
            return Some(Query::Unsealed(from));
        }
        self.wanted.try_get_untracked().filter(|text| !text.is_empty()).map(|text| Query::Search(text, from))
    }

    /// Looks for members after the first `from` that were found.
    fn look(self, from: usize) {
        let query = self.query(from as u64);
        let Some(asked) = query.clone() else { return self.found.set(None) };
        ask(self.entry, asked, move |rows: Rows| {
            // The reader may have typed on, or gone on to something else.
            if self.query(from as u64) != query {
                return;
            }
            self.found.update(|found| {
                let mut all = found.take().map(|(all, _)| all).filter(|_| from > 0).unwrap_or_default();
                all.extend(rows.rows);
                *found = Some((all, rows.more));
            });
        });
    }

    /// The field to type into.
    pub fn field(self) -> impl IntoView {
        view! {
            <div class="row search">
                <label for="search">{texts::SEARCH}</label>
                <input
                    id="search"
                    type="search"
                    data-testid="tree-search"
                    placeholder=texts::SEARCH_HINT
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || self.wanted.get()
                    on:input=move |event| {
                        self.unsealed.set(false);
                        self.wanted.set(event_target_value(&event));
                        self.look(0);
                    }
                />
                <button
                    type="button"
                    data-testid="unsealed-only"
                    aria-pressed=move || self.unsealed.get().to_string()
                    on:click=move |_| {
                        self.wanted.set(String::new());
                        self.unsealed.update(|on| *on = !*on);
                        self.look(0);
                    }
                >{texts::UNSEALED_ONLY}</button>
                <span class="soft" role="status">
                    {live(move || self.found.with(|found| found.as_ref().map(|(all, more)| {
                        texts::found(all.len() as u64 + more)
                    })))}
                </span>
            </div>
        }
    }
}

/// What was found, as a list.
#[component]
pub fn Results(search: Search) -> impl IntoView {
    view! {
        <ul class="tree results" aria-label=texts::FOUND>
            {live(move || search.found.with(|found| found.as_ref().map(|(all, more)| {
                let (from, more) = (all.len(), *more);
                view! {
                    {all.iter().map(|row| view! { <Found row=row.clone()/> }).collect_view()}
                    {(more > 0).then(|| view! {
                        <li>{button("link", "", texts::more(more), move || search.look(from))}</li>
                    })}
                }
            })))}
        </ul>
    }
}
