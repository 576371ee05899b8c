//! The printed report. Before printing everything is unfolded, so that nothing is cut off; afterwards it is as it was.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::document;
use super::elsewhere::held;
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
    let goal = summary.goal.clone();
    view! {
        <div class="print-only printed">
            <p><b>{texts::PRINTED}</b></p>
            <p>{texts::printed_by(verifier_core::VERSION)}</p>
            <dl class="facts">
                {goal.map(|text| fact(texts::GOAL, beginning(&text.shown, text.chars)))}
                {fact(texts::FILE, view! { {inline(&whole)} " " {soft(texts::bytes(summary.bytes))} })}
                {fact(texts::input_digest(is_pasted), view! { <span class="mono">{summary.sha256.clone()}</span> })}
                {binding.map(|text| fact(texts::BINDING_DIGEST, view! { <span class="mono"><Value text/></span> }))}
                {(!summary.held.is_nothing()).then(|| fact(texts::HELD_AGAINST, held(&summary.held)))}
            </dl>
        </div>
        <p class="print-only print-foot" aria-hidden="true">{foot}</p>
    }
}

thread_local! {
    static UNFOLDED: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
    /// What is rendered once it is printed, and where.
    static PAPER: RefCell<BTreeMap<u64, Paper>> = const { RefCell::new(BTreeMap::new()) };
    static NEXT: Cell<u64> = const { Cell::new(0) };
    static RENDERED: RefCell<Vec<Box<dyn Any>>> = const { RefCell::new(Vec::new()) };
}

#[derive(Clone)]
struct Paper {
    place: NodeRef<html::Div>,
    owner: Option<Owner>,
    view: Rc<dyn Fn() -> AnyView>,
}

/// A view for paper alone, rendered when the page is printed: at once, because a browser that prints does not wait for
/// views that follow.
pub fn on_paper(view: impl Fn() -> AnyView + 'static) -> AnyView {
    let place = NodeRef::new();
    let number = NEXT.replace(NEXT.get() + 1);
    PAPER.with_borrow_mut(|paper| {
        paper.insert(number, Paper { place, owner: Owner::current(), view: Rc::new(view) })
    });
    on_cleanup(move || drop(PAPER.with_borrow_mut(|paper| paper.remove(&number))));
    view! { <div node_ref=place class="print-only"></div> }.into_any()
}

fn render() {
    let mut from = 0;
    // What is rendered may have such views in it.
    loop {
        let next =
            PAPER.with_borrow(|paper| paper.range(from..).next().map(|(at, paper)| (*at, paper.clone())));
        let Some((number, paper)) = next else { return };
        from = number + 1;
        if let Some(place) = paper.place.get_untracked() {
            let mount = move || mount_to(place.unchecked_into(), move || (paper.view)());
            let handle = match paper.owner {
                Some(owner) => owner.with(mount),
                None => mount(),
            };
            RENDERED.with_borrow_mut(|rendered| rendered.push(Box::new(handle)));
        }
    }
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
    // Some browsers print without having said that it is over.
    fold();
    render();
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
    drop(RENDERED.take());
    for element in UNFOLDED.take() {
        drop(element.remove_attribute("open"));
    }
}
