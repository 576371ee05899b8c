//! The whole page.

use leptos::prelude::*;

use super::detail::Detail;
use super::elsewhere::Bring;
use super::footer::Footer;
use super::header::Header;
use super::list::List;
use super::parts::live;
use super::paste::Paste;
use super::state::state;
use super::welcome::Welcome;
use crate::texts;

#[component]
pub fn App() -> impl IntoView {
    let state = state();
    let count = Memo::new(move |_| state.entries.with(Vec::len));
    let empty = Memo::new(move |_| count.get() == 0);
    let several = Memo::new(move |_| count.get() > 1);
    view! {
        <Header/>
        <main id="main" tabindex="-1">
            {live(move || {
                let notice = state.notice.get();
                (!notice.is_empty()).then(|| view! {
                    <p class="notice" role="alert">{super::value::inline(&notice)}</p>
                })
            })}
            {live(move || empty.get().then(|| view! { <Welcome/> }))}
            {live(move || several.get().then(|| view! { <List/> }))}
            {live(move || state.chosen.get().and_then(|id| state.entry_untracked(id)).map(|entry| view! { <Detail entry/> }))}
        </main>
        <Footer/>
        <Paste/>
        <Bring/>
        <div class="hidden" role="status" aria-live="polite" data-testid="status">{live(move || state.said.get())}</div>
        {live(move || state.dragging.get().then(|| view! {
            <div class="overlay" aria-hidden="true"><p>{texts::DROP}</p></div>
        }))}
    }
}
