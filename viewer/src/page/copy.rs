//! Copying a value.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::document;
use super::parts::live;
use crate::texts;

/// A button that copies a text, and says that it did.
#[component]
pub fn Copy(
    /// What is copied, to the byte.
    #[prop(into)]
    text: String,
    /// What that is, for whoever does not see where the button stands.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let done = RwSignal::new(false);
    let copy = move |_| {
        write(&text);
        done.set(true);
        set_timeout(move || done.try_set(false).map_or((), drop), core::time::Duration::from_secs(2));
    };
    view! {
        <button type="button" class="copy" on:click=copy>
            <span aria-live="polite">{live(move || if done.get() { texts::COPIED } else { texts::COPY })}</span>
            <span class="hidden">" "{what}</span>
        </button>
    }
}

/// Copies by the clipboard's own way, and by the old way where the browser does not allow it.
pub fn write(text: &str) {
    let Some(window) = document::window() else { return };
    let clipboard =
        js_sys::Reflect::get(&window.navigator(), &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    if clipboard.is_undefined() {
        fallback(text);
        return;
    }
    let owned = text.to_owned();
    let refused = Closure::once_into_js(move |_: JsValue| fallback(&owned));
    let promise = window.navigator().clipboard().write_text(text);
    if let Ok(then) = js_sys::Reflect::get(&promise, &"then".into()) {
        drop(then.unchecked_into::<js_sys::Function>().call2(&promise, &JsValue::UNDEFINED, &refused));
    }
}

fn fallback(text: &str) {
    let copied = || {
        let document = document::document()?;
        let field: web_sys::HtmlTextAreaElement =
            document.create_element("textarea").ok()?.dyn_into().ok()?;
        field.set_value(text);
        field.set_class_name("hidden");
        document.body()?.append_child(&field).ok()?;
        field.select();
        let command = js_sys::Reflect::get(&document, &"execCommand".into()).ok()?;
        drop(command.unchecked_into::<js_sys::Function>().call1(&document, &"copy".into()));
        field.remove();
        Some(())
    };
    copied();
}
