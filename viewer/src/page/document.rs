//! Small dealings with the document.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement, Window};

pub fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

pub fn element<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// What the window, a printed page and a PDF are called.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets a property that the style sheet uses.
pub fn set_style(name: &str, value: &str) {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        drop(root.style().set_property(name, value));
    }
}

/// Puts a view into the element `id`, in place of what is there.
pub fn fill<V: IntoView + 'static>(id: &str, view: impl FnOnce() -> V + 'static) {
    let Some(place) = element::<HtmlElement>(id) else { return };
    place.set_text_content(None);
    mount_to(place, view).forget();
}

/// Moves the focus to the element `id`, which scrolls to it.
pub fn focus(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        drop(element.focus());
    }
}

/// Whether nothing has the focus, or something that is going to lose it, because it went away with its dialog.
pub fn is_lost() -> bool {
    let Some(document) = document() else { return false };
    document.active_element().is_none_or(|active| {
        Some(&active) == document.body().as_deref()
            || active.closest("dialog:not([open])").is_ok_and(|dialog| dialog.is_some())
    })
}

/// Moves the focus to the element `id` and brings its beginning into view. A browser that finds a part of a long
/// element in view would leave it at that.
pub fn show(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        drop(element.focus());
        element.scroll_into_view();
    }
}

/// Calls `then` once the page shows what has changed.
pub fn after_update(then: impl FnOnce() + 'static) {
    request_animation_frame(then);
}

/// Calls `then` soon, after what is going on now; unlike [`after_update`] also while nobody looks at the page.
pub fn soon(then: impl FnOnce() + 'static) {
    set_timeout(then, core::time::Duration::ZERO);
}

thread_local! {
    static PENDING: Cell<bool> = const { Cell::new(false) };
}

/// Calls `then` soon, and once for all calls until then.
pub fn coalesced(then: impl FnOnce() + 'static) {
    if PENDING.replace(true) {
        return;
    }
    set_timeout(
        move || {
            PENDING.set(false);
            then();
        },
        core::time::Duration::from_millis(60),
    );
}

/// Listens for an event on the document for as long as the page is there.
pub fn listen<E: JsCast + 'static>(event: &str, handler: impl Fn(E) + 'static) {
    let Some(document) = document() else { return };
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        handler(event.unchecked_into());
    });
    drop(document.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()));
    closure.forget();
}
