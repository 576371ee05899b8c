//! The text of the package, as it is and in its canonical form.

use leptos::prelude::*;

use super::value::Chunks;
use crate::present::explorer::{Query, Source};

#[component]
pub fn SourceText(
    /// Whether the file could be read as JSON: only then it has a canonical form.
    canonical: bool,
) -> impl IntoView {
    view! {
        <section aria-labelledby="text-title" class="no-print-body">
            <h2 id="text-title">"The text itself"</h2>
            <Unfolded
                title="As it is in the file"
                hint="What cannot be seen in a text is written out."
                source=Source::Raw
            />
            {canonical.then(|| view! {
                <Unfolded
                    title="In canonical form"
                    hint="Keys in order, no white space: the form that digests are computed over, here of the whole file."
                    source=Source::Canonical
                />
            })}
        </section>
    }
}

/// A text that is fetched when it is unfolded.
#[component]
fn Unfolded(title: &'static str, hint: &'static str, source: Source) -> impl IntoView {
    let seen = RwSignal::new(false);
    view! {
        <details class="text" on:toggle=move |_| seen.set(true)>
            <summary>{title}</summary>
            <p class="soft">{hint}</p>
            {move || seen.get().then(|| view! { <Chunks query=move |from| Query::Chunk(source, from) label=title/> })}
        </details>
    }
}
