//! Copying a value.

use js_sys::futures::{JsFuture, spawn_local};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use super::document;
use super::parts::live;
use super::state::state;
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
    let state = state();
    let label = RwSignal::new(texts::COPY);
    let name = what.clone();
    let copy = move |_| {
        let (text, what) = (text.clone(), what.clone());
        spawn_local(async move {
            let copied = write(&text).await;
            state.said.set(texts::spoken_copied(&what, copied));
            // The button may be gone by then.
            label.try_set(if copied { texts::COPIED } else { texts::NOT_COPIED });
            let reset = move || {
                label.try_set(texts::COPY);
            };
            set_timeout(reset, core::time::Duration::from_secs(2));
        });
    };
    view! {
        <button type="button" class="copy" on:click=copy>
            {live(move || label.get())}
            <span class="hidden">" "{name}</span>
        </button>
    }
}

/// Copies by the clipboard's own way, and by the old way where the browser does not allow it. Whether it did.
async fn write(text: &str) -> bool {
    let Some(window) = document::window() else { return false };
    // It is not there on a site without encryption.
    let has_clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into())
        .is_ok_and(|clipboard| !clipboard.is_undefined());
    if has_clipboard && JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok() {
        return true;
    }
    fallback(text).unwrap_or(false)
}

/// Copies what is marked in a field, which has the focus for that moment.
fn fallback(text: &str) -> Option<bool> {
    let document = document::document()?;
    let focused = document.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_class_name("hidden");
    document.body()?.append_child(&field).ok()?;
    field.select();
    let command = js_sys::Reflect::get(&document, &"execCommand".into()).ok();
    let command = command.and_then(|command| command.dyn_into::<js_sys::Function>().ok());
    let copied = command.and_then(|command| command.call1(&document, &"copy".into()).ok());
    field.remove();
    if let Some(focused) = focused {
        drop(focused.focus());
    }
    copied?.as_bool()
}
