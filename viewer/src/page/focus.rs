//! The focus does not get lost: where the element that has it goes away, what it stood in gets it.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;
use web_sys::{FocusEvent, HtmlElement, MutationObserver, MutationObserverInit};

use super::document;

thread_local! {
    /// The element that has the focus, and what it stands in, from the inside out.
    static CHAIN: RefCell<Vec<HtmlElement>> = const { RefCell::new(Vec::new()) };
}

/// Looks after the focus from now on.
pub fn keep() {
    document::listen("focusin", |event: FocusEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let around = |element: &HtmlElement| element.parent_element()?.dyn_into().ok();
        CHAIN.set(std::iter::successors(target, around).collect());
    });
    let changed = Closure::<dyn Fn()>::new(restore);
    let observe = || {
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        observer.observe_with_options(document::document()?.body()?.as_ref(), &options).ok()
    };
    observe();
    changed.forget();
}

fn restore() {
    if !document::is_lost() {
        return;
    }
    let body = document::document().and_then(|document| document.body());
    let chain = CHAIN.take();
    // Where the reader has left by a click beside everything, the element is still there.
    if chain.first().is_none_or(|element| element.is_connected()) {
        return;
    }
    if let Some(left) = chain.iter().find(|element| element.is_connected() && Some(*element) != body.as_ref())
    {
        if !left.has_attribute("tabindex") {
            drop(left.set_attribute("tabindex", "-1"));
        }
        drop(left.focus());
    }
}
