//! JSON that is pasted: anywhere on the page, or into a field made for it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, ClipboardEvent, HtmlElement};

use super::choose::listed;
use super::document;
use super::elsewhere::{arrive, arrive_text};
use super::parts::button;
use super::state::{State, state};
use crate::texts;

/// Takes in what is pasted anywhere but into a field.
pub fn listen(state: State) {
    document::listen("paste", move |event: ClipboardEvent| {
        let in_field = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlElement>().ok())
            .is_some_and(|target| matches!(target.tag_name().as_str(), "TEXTAREA" | "INPUT"));
        if in_field {
            return;
        }
        let Some(data) = event.clipboard_data() else { return };
        let files = data.files().map(|files| listed(&files)).unwrap_or_default();
        if !files.is_empty() {
            event.prevent_default();
            arrive(state, files, String::new());
        } else if let Ok(text) = data.get_data("text/plain")
            && !text.trim().is_empty()
        {
            event.prevent_default();
            take(state, &text);
        }
    });
}

fn take(state: State, text: &str) {
    if arrive_text(state, text) {
        return;
    }
    if let Ok(blob) = Blob::new_with_str_sequence(&js_sys::Array::of1(&text.into())) {
        state.take_in_text(blob);
    }
}

/// The field to paste into.
#[component]
pub fn Paste() -> impl IntoView {
    let state = state();
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    let field: NodeRef<html::Textarea> = NodeRef::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if state.pasting.get() {
            drop(dialog.show_modal());
        } else if dialog.open() {
            dialog.close();
        }
    });
    let verify = move || {
        let Some(field) = field.get() else { return };
        let text = field.value();
        if text.trim().is_empty() {
            drop(field.focus());
            return;
        }
        field.set_value("");
        state.pasting.set(false);
        take(state, &text);
    };
    view! {
        <dialog node_ref=dialog class="paste" aria-labelledby="paste-title" on:close=move |_| state.pasting.set(false)>
            <h2 id="paste-title">{texts::PASTE_TITLE}</h2>
            <p class="soft" id="paste-hint">{texts::PASTE_HINT}</p>
            <textarea
                node_ref=field
                data-testid="paste-input"
                aria-labelledby="paste-title"
                aria-describedby="paste-hint"
                rows="12"
                spellcheck="false"
                autocomplete="off"
            ></textarea>
            <div class="row end">
                {button("", "", texts::CLOSE, move || state.pasting.set(false))}
                {button("primary", "paste-verify", texts::VERIFY, verify)}
            </div>
        </dialog>
    }
}
