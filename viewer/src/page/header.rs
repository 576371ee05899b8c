//! The bar at the top.

use leptos::prelude::*;

use super::state::state;
use super::{choose, theme};
use crate::texts;

#[component]
pub fn Header() -> impl IntoView {
    let state = state();
    let theme = RwSignal::new(theme::Theme::System);
    view! {
        <header class="bar">
            <a href="#main" class="skip">"Skip to the content"</a>
            <b>{texts::PRODUCT}</b>
            <span class="soft">{texts::VIEWER}</span>
            <span class="grow"></span>
            {move || state.entries.with(|entries| !entries.is_empty()).then(|| view! {
                <button type="button" data-testid="open" on:click=move |_| choose::ask()>"Open…"</button>
                <button type="button" data-testid="open-paste" on:click=move |_| state.pasting.set(true)>"Paste"</button>
            })}
            <button
                type="button"
                data-testid="theme"
                aria-label=move || format!("Colours: {}", theme.get().name())
                title=move || format!("Colours: {}", theme.get().name())
                on:click=move |_| {
                    theme.update(|theme| *theme = theme.next());
                    theme.get_untracked().apply();
                }
            >
                <span aria-hidden="true">{move || theme.get().sign()}</span>
            </button>
        </header>
    }
}
