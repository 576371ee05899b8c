//! The page before the first package.

use leptos::prelude::*;

use super::elsewhere::opener;
use super::glossary::Glossary;
use super::parts::{button, soft};
use super::state::state;
use super::{choose, examples};
use crate::present::examples::{BROKEN, Example, GOOD, RESEALED, TAMPERED};
use crate::texts;

#[component]
pub fn Welcome() -> impl IntoView {
    let state = state();
    let example = move |id: &'static str, name: &'static str, examples: &'static [Example]| {
        button("link", id, name, move || examples::show(state, examples))
    };
    view! {
        <section class="drop" id="welcome" tabindex="-1" aria-labelledby="welcome-title">
            <h1 id="welcome-title">{texts::WELCOME}</h1>
            <p class="lede">{texts::WELCOME_HOW}</p>
            <div class="row">
                {button("primary", "choose", texts::CHOOSE, choose::ask)}
                {button("", "choose-folder", texts::CHOOSE_FOLDER, choose::ask_folder)}
                {button("", "paste", texts::PASTE_JSON, move || state.pasting.set(true))}
            </div>
            <div class="row">{opener("link", "bring")}</div>
            <div class="row examples">
                {soft(texts::EXAMPLES)}
                {example("example-good", texts::EXAMPLE_SOUND, &[GOOD])}
                {example("example-tampered", texts::EXAMPLE_TAMPERED, &[TAMPERED])}
                {example("example-all", texts::EXAMPLE_ALL, &[GOOD, TAMPERED, RESEALED, BROKEN])}
            </div>
        </section>
        <section class="about-page" aria-labelledby="what-it-is">
            <h2 id="what-it-is">{texts::ABOUT}</h2>
            <p>{texts::ABOUT_PACKAGE}</p>
            <h2>{texts::WILL_SEE}</h2>
            <ol>
                {texts::WILL_SEE_LIST.into_iter().map(|(word, meaning)| view! { <li><b>{word}</b> " " {meaning}</li> }).collect_view()}
            </ol>
            <Glossary/>
        </section>
    }
}
