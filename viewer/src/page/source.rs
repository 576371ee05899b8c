//! The text of the package, as it is and in its canonical form.

use leptos::prelude::*;

use super::parts::{live, remark, section};
use super::value::Chunks;
use crate::present::explorer::{Query, Source};
use crate::texts;

#[component]
pub fn SourceText(
    /// Whether the file could be read as JSON: only then it has a canonical form.
    canonical: bool,
) -> impl IntoView {
    let content = view! {
            <Unfolded
                title=texts::RAW
                hint=texts::RAW_HOW
                source=Source::Raw
            />
            {canonical.then(|| view! {
                <Unfolded
                    title=texts::CANONICAL
                    hint=texts::CANONICAL_HOW
                    source=Source::Canonical
                />
            })}
    };
    section("text", texts::TEXT, content.into_any())
}

/// A text that is fetched when it is unfolded.
#[component]
fn Unfolded(title: &'static str, hint: &'static str, source: Source) -> impl IntoView {
    let seen = RwSignal::new(false);
    view! {
        <details class="text" on:toggle=move |_| seen.set(true)>
            <summary>{title}</summary>
            {remark(hint)}
            {live(move || seen.get().then(|| view! { <Chunks query=move |from| Query::Chunk(source, from) label=title/> }))}
        </details>
    }
}
