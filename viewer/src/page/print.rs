//! Before printing everything is unfolded, so that nothing is cut off; afterwards it is as it was.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::document;

thread_local! {
    static UNFOLDED: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
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
    for element in UNFOLDED.take() {
        drop(element.remove_attribute("open"));
    }
}
