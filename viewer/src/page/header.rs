//! The bar at the top.

use leptos::prelude::*;

use super::parts::{button, live, soft};
use super::state::state;
use super::{choose, theme};
use crate::texts;

#[component]
pub fn Header() -> impl IntoView {
    let state = state();
    let theme = RwSignal::new(theme::Theme::System);
    view! {
        <header class="bar">
            <a href="#main" class="skip">{texts::SKIP}</a>
            <b>{texts::PRODUCT}</b>
            {soft(texts::VIEWER)}
            <span class="grow"></span>
            {live(move || state.entries.with(|entries| !entries.is_empty()).then(|| view! {
                {button("", "open", texts::OPEN, choose::ask)}
                {button("", "open-paste", texts::PASTE, move || state.pasting.set(true))}
            }))}
            <button
                type="button"
                class="theme"
                data-testid="theme"
                aria-label=move || texts::colours(theme.get().name())
                title=move || texts::colours(theme.get().name())
                on:click=move |_| {
                    theme.update(|theme| *theme = theme.next());
                    theme.get_untracked().apply();
                }
            >
                <span aria-hidden="true">{live(move || theme.get().sign())}</span>
                <span class="name">{live(move || theme.get().name())}</span>
            </button>
        </header>
    }
}
