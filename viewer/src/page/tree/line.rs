//! Lines of the tree.

use leptos::prelude::*;

use super::Pointer;
use super::items::Item;
use crate::page::parts::live;
use crate::page::state::Entry;
use crate::page::value::{Value, inline};
use crate::present::coverage::Cover;
use crate::present::explorer::{Row, RowKind};
use crate::present::summary::Outcome;
use crate::present::visible::visible;
use crate::texts;

#[component]
pub fn Line(
    item: Item,
    index: ReadSignal<usize>,
    open: Memo<bool>,
    toggle: impl Fn(usize) + Copy + 'static,
) -> impl IntoView {
    let indent = format!("in{}", item.depth().min(24));
    let first = move || if index.get() == 0 { "0" } else { "-1" };
    let Item::Row { row, .. } = item else {
        let Item::More { count, depth, .. } = item else { return ().into_any() };
        return view! {
            <li role="treeitem" prop:ariaLevel=depth.to_string() tabindex="-1" class=indent on:click=move |_| toggle(index.get_untracked())>
                <span class="link">{texts::more(count)}</span>
            </li>
        }
        .into_any();
    };
    let is_container = row.members > 0;
    let twist = move || match (is_container, open.get()) {
        (false, _) => "",
        (true, false) => "▸",
        (true, true) => "▾",
    };
    let title = visible(&row.pointer.shown);
    let deeper = (row.depth > 24).then(|| texts::depth(row.depth));
    view! {
        <li
            role="treeitem"
            prop:ariaLevel=row.depth.to_string()
            aria-expanded=move || is_container.then(|| open.get().to_string())
            tabindex=first
            class=indent
            title=title
        >
            <span class="twist" aria-hidden="true" on:click=move |_| toggle(index.get_untracked())>{live(twist)}</span>
            <span class="member">
                <span class="name" on:click=move |_| toggle(index.get_untracked())>
                    {deeper.map(|deeper| view! { <span class="soft">{deeper}</span> })}
                    <Name row=row.clone()/>
                </span>
                <Held row=row.clone()/>
            </span>
            <Covers covers=row.covers pointer=row.pointer.shown/>
        </li>
    }
    .into_any()
}

#[component]
fn Name(row: Row) -> impl IntoView {
    // A key may look like another key with a value of its own.
    let is_odd = !row.key.shown.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    view! { <span class=if is_odd { "key odd" } else { "key" }>{inline(&row.key.shown)} {(row.key.hidden() > 0).then_some("…")}</span> }
}

/// What a row holds: the value, or how many members.
#[component]
fn Held(row: Row) -> impl IntoView {
    let class = match row.shape {
        RowKind::Word => "held word",
        RowKind::Number => "held number",
        RowKind::String => "held string",
        RowKind::Array | RowKind::Object => {
            let count = if row.shape == RowKind::Array { texts::elements } else { texts::members };
            let kind = (!row.value.shown.is_empty())
                .then(|| view! { <span class="kind"><Value text=row.value/></span> " " });
            return view! { {kind} <span class="soft">{count(row.members)}</span> }.into_any();
        }
    };
    view! { <span class=class><Value text=row.value/></span> }.into_any()
}

/// What covers a member. A digest that does not agree, or that nobody recomputed, seals nothing.
#[component]
fn Covers(covers: Vec<Cover>, pointer: String) -> impl IntoView {
    let entry: StoredValue<Entry> = expect_context();
    let summary = entry.with_value(Entry::verified);
    let tags = covers.into_iter().map(|cover| {
        let outcome = summary.as_ref().and_then(|summary| cover.outcome(summary, &pointer));
        let class = match (cover, outcome) {
            (_, Some(Outcome::Fail)) => "cover broken",
            (Cover::Unsealed, _) => "cover un",
            (Cover::Expected, _) => "cover expected",
            (Cover::Partly | Cover::Compared, _)
            | (_, None | Some(Outcome::Inconclusive | Outcome::NotApplicable)) => "cover in-part",
            _ => "cover",
        };
        view! { <em class=class title=texts::cover_meaning(cover)>{texts::covered(cover, outcome)}</em> }
    });
    view! { <span class="covers"><span class="hidden">{texts::COVERED_BY}</span>{tags.collect_view()}</span> }
}

/// What a search found.
#[component]
pub fn Found(row: Row) -> impl IntoView {
    view! {
        <li>
            <span class="member">
                <span class="path"><Pointer text=row.pointer.clone()/></span>
                <Held row=row.clone()/>
            </span>
            <Covers covers=row.covers pointer=row.pointer.shown/>
        </li>
    }
}
