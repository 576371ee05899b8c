//! Why a file is no package: what, where and why.

use leptos::prelude::*;

use super::value::{Value, rendered};
use crate::present::number::grouped;
use crate::present::summary::RefusalView;
use crate::present::visible::{Piece, coalesced};

#[component]
pub fn Refused(refusal: RefusalView) -> impl IntoView {
    let RefusalView { code, message, remedy, pointer, offset, excerpt } = refusal;
    let part = |pieces: &[Piece]| view! { <span class="value">{rendered(coalesced(pieces))}</span> };
    let at = match &excerpt.at {
        Some(at) => part(core::slice::from_ref(at)).into_any(),
        None => "end of the file".into_any(),
    };
    let place = format!(
        "byte {} (line {}, column {})",
        grouped(offset),
        grouped(excerpt.line),
        grouped(excerpt.column)
    );
    let pointer = if pointer.shown.is_empty() {
        "the document itself".into_any()
    } else {
        view! { <code><Value text=pointer/></code> }.into_any()
    };
    view! {
        <section aria-labelledby="refused">
            <h2 id="refused">"Why it was refused"</h2>
            <dl class="facts">
                <dt>"What"</dt>
                <dd data-testid="error-message"><Value text=message/> " " <code class="soft">{code}</code></dd>
                <dt>"Where"</dt>
                <dd>{pointer} ", at " {place}</dd>
                <dt>"What to do"</dt>
                <dd>{remedy}</dd>
            </dl>
            <pre class="excerpt" data-testid="excerpt">
                {excerpt.cut_before.then_some("…")}
                {part(&excerpt.before)}
                <mark title="here">{at}</mark>
                {part(&excerpt.behind)}
                {excerpt.cut_behind.then_some("…")}
            </pre>
        </section>
    }
}
