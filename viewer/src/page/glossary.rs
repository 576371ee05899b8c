//! The words that a reader meets here for the first time.

use leptos::prelude::*;

use crate::texts;

#[component]
pub fn Glossary() -> impl IntoView {
    explained(texts::WORDS, &texts::GLOSSARY)
}

/// Terms, each with its meaning, to be unfolded.
pub fn explained(summary: &'static str, terms: &[(&'static str, &'static str)]) -> AnyView {
    view! {
        <details class="glossary">
            <summary>{summary}</summary>
            <dl>
                {terms.iter().map(|(word, meaning)| view! { <dt>{*word}</dt><dd>{*meaning}</dd> }).collect_view()}
            </dl>
        </details>
    }
    .into_any()
}
