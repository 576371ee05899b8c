//! The words that a reader meets here for the first time.

use leptos::prelude::*;

use crate::texts;

#[component]
pub fn Glossary() -> impl IntoView {
    view! {
        <details class="glossary">
            <summary>{texts::WORDS}</summary>
            <dl>
                {texts::GLOSSARY.into_iter().map(|(word, meaning)| view! { <dt>{word}</dt><dd>{meaning}</dd> }).collect_view()}
            </dl>
        </details>
    }
}
