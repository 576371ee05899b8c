//! The page before the first package.

use leptos::prelude::*;

use super::state::state;
use super::{choose, examples};
use crate::present::examples::{BROKEN, GOOD, RESEALED, TAMPERED};

#[component]
pub fn Welcome() -> impl IntoView {
    let state = state();
    view! {
        <section class="drop" id="welcome" tabindex="-1" aria-labelledby="welcome-title">
            <h1 id="welcome-title">"Drop an audit package here"</h1>
            <p class="lede">
                "It is checked on this computer. Nothing leaves this page, which is why it works without a network."
            </p>
            <div class="row">
                <button type="button" class="primary" data-testid="choose" on:click=move |_| choose::ask()>"Choose files…"</button>
                <button type="button" data-testid="paste" on:click=move |_| state.pasting.set(true)>"Paste JSON"</button>
            </div>
            <p class="soft">"One file, several, or a whole folder."</p>
            <div class="row examples">
                <span class="soft">"No package at hand?"</span>
                <button type="button" class="link" data-testid="example-good" on:click=move |_| examples::show(state, &[GOOD])>
                    "A sound example"
                </button>
                <button type="button" class="link" data-testid="example-tampered" on:click=move |_| examples::show(state, &[TAMPERED])>
                    "A tampered one"
                </button>
                <button
                    type="button"
                    class="link"
                    data-testid="example-all"
                    on:click=move |_| examples::show(state, &[GOOD, TAMPERED, RESEALED, BROKEN])
                >
                    "Several at once"
                </button>
            </div>
        </section>
        <section class="about-page" aria-labelledby="what-it-does">
            <h2 id="what-it-does">"What you will see"</h2>
            <ol>
                <li><b>"A verdict in words. "</b>"What was established, what does not hold, and what a file alone cannot show."</li>
                <li><b>"Every check. "</b>"What was compared with what, where they first differ, what that means, and what to ask next."</li>
                <li><b>"The decision. "</b>"Who asked for what, by which rules, who approved it, and what ran."</li>
                <li><b>"The whole file. "</b>"Each member with the digest that covers it, or a note that none does."</li>
            </ol>
        </section>
    }
}
