//! Files that are chosen. The field stands in the document from the start, so that it can be used before this
//! program is loaded.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::document;
use super::state::State;

const FIELD: &str = "files";

/// Takes in what is chosen from now on, and what was chosen already.
pub fn listen(state: State) {
    let Some(field) = document::element::<HtmlInputElement>(FIELD) else { return };
    take(state, &field);
    let handler =
        wasm_bindgen::prelude::Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            {
                take(state, &field);
            }
        });
    drop(field.add_event_listener_with_callback("change", handler.as_ref().unchecked_ref()));
    handler.forget();
}

/// Opens the browser's own dialog.
pub fn ask() {
    if let Some(field) = document::element::<HtmlInputElement>(FIELD) {
        field.click();
    }
}

fn take(state: State, field: &HtmlInputElement) {
    let Some(files) = field.files() else { return };
    let files: Vec<_> = (0..files.length())
        .filter_map(|index| files.get(index))
        .map(|file| (file.name(), file.into()))
        .collect();
    if files.is_empty() {
        return;
    }
    // So that the same file can be chosen again after it was changed.
    field.set_value("");
    state.take_in(files);
}
