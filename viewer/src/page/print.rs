//! The printed report. Before printing everything is unfolded, so that nothing is cut off; afterwards it is as it was.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::document;
use super::parts::{fact, soft};
use super::value::{Value, beginning, inline};
use crate::present::Summary;
use crate::present::visible::visible;
use crate::texts;

/// Characters of a digest that stand on each page.
const SHORT: usize = 16;
/// Characters of a name in the title of the document.
const LONGEST_NAME: usize = 80;

/// What stands on paper alone: the head of the report, and the foot of each page.
#[component]
pub fn Printed(name: Arc<str>, summary: Arc<Summary>, is_pasted: bool) -> impl IntoView {
    let digest = summary.sha256.get(..SHORT).unwrap_or_default();
    let whole = name.clone();
    let name: String = visible(&name).chars().take(LONGEST_NAME).collect();
    document::set_title(&texts::document_title(summary.verdict, &name, digest));
    on_cleanup(|| document::set_title(texts::TITLE));
    let foot = texts::printed_foot(verifier_core::VERSION, digest);
    document::set_style("--foot", &format!("\"{foot}\""));
    let binding = summary.binding_digest.clone();
    let goal = summary.contents.as_ref().and_then(|contents| contents.decision.goal.clone());
    view! {
        <div class="print-only printed">
            <p><b>{texts::PRINTED}</b></p>
            <p>{texts::printed_by(verifier_core::VERSION)}</p>
            <dl class="facts">
                {goal.map(|text| fact(texts::GOAL, beginning(&text.shown, text.chars)))}
                {fact(texts::FILE, view! { {inline(&whole)} " " {soft(texts::bytes(summary.bytes))} })}
                {fact(texts::input_digest(is_pasted), view! { <span class="mono">{summary.sha256.clone()}</span> })}
                {binding.map(|text| fact(texts::BINDING_DIGEST, view! { <span class="mono"><Value text/></span> }))}
            </dl>
        </div>
        <p class="print-only print-foot" aria-hidden="true">{foot}</p>
    }
}

thread_local! {
    static UNFOLDED: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
    static PRINTING: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Whether what is shown now is for paper: views that leave something out follow this.
pub fn printing() -> bool {
    PRINTING.with(ArcRwSignal::clone).get()
}

fn set_printing(is_printing: bool) {
    PRINTING.with(ArcRwSignal::clone).set(is_printing);
}

/// Opens the browser's dialog for printing.
pub fn print() {
    // Views follow after what is going on now, which would be too late for a browser that prints at once.
    set_printing(true);
    document::soon(|| drop(document::window().map(|window| window.print())));
}

pub fn listen() {
    let Some(window) = document::window() else { return };
    let before = Closure::<dyn Fn()>::new(unfold);
    let after = Closure::<dyn Fn()>::new(fold);
    window.set_onbeforeprint(Some(before.as_ref().unchecked_ref()));
    window.set_onafterprint(Some(after.as_ref().unchecked_ref()));
    before.forget();
    after.forget();
}

fn unfold() {
    // When the browser calls, views have followed before it goes on.
    set_printing(true);
    let Some(document) = document::document() else { return };
    // The text of the file is not part of the report.
    let Ok(folded) = document.query_selector_all("details:not([open]):not(.text)") else { return };
    let mut unfolded = Vec::new();
    for index in 0..folded.length() {
        if let Some(element) = folded.item(index).and_then(|node| node.dyn_into::<Element>().ok()) {
            drop(element.set_attribute("open", ""));
            unfolded.push(element);
        }
    }
    UNFOLDED.with_borrow_mut(|all| all.extend(unfolded));
}

fn fold() {
    set_printing(false);
    for element in UNFOLDED.take() {
        drop(element.remove_attribute("open"));
    }
}
