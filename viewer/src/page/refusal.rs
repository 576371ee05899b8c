//! Why a file is no package: what, where and why.

use leptos::prelude::*;

use super::parts::{fact, section};
use super::sentence::filled;
use super::value::{Value, rendered};
use crate::present::summary::RefusalView;
use crate::present::visible::{Piece, coalesced};
use crate::texts;

#[component]
pub fn Refused(refusal: RefusalView) -> impl IntoView {
    let RefusalView { code, message, remedy, pointer, offset, excerpt } = refusal;
    let part = |pieces: &[Piece]| view! { <span class="value">{rendered(coalesced(pieces))}</span> };
    let at = match &excerpt.at {
        Some(at) => part(core::slice::from_ref(at)).into_any(),
        None => texts::END_OF_FILE.into_any(),
    };
    let place = texts::place(offset, excerpt.line, excerpt.column);
    let pointer = if pointer.shown.is_empty() {
        texts::THE_DOCUMENT.into_any()
    } else {
        view! { <code><Value text=pointer/></code> }.into_any()
    };
    let content = view! {
            <dl class="facts">
                {fact(texts::WHAT, view! { <span data-testid="error-message"><Value text=message/> " " <code class="soft">{code}</code></span> })}
                {fact(texts::WHERE, filled(texts::AT, vec![pointer, place.into_any()]))}
                {fact(texts::WHAT_TO_DO, remedy)}
            </dl>
            <h3 class="sub" id="around">{texts::AROUND}</h3>
            <pre class="excerpt" tabindex="0" role="region" aria-labelledby="around" data-testid="excerpt">
                {excerpt.cut_before.then_some("…")}
                {part(&excerpt.before)}
                <mark title=texts::HERE>{at}</mark>
                {part(&excerpt.behind)}
                {excerpt.cut_behind.then_some("…")}
            </pre>
    };
    section("refusal", texts::REFUSED, content.into_any())
}
