//! Files, or a folder, that are chosen. The fields stand in the document from the start, so that they can be used before
//! this program is loaded.

use wasm_bindgen::prelude::*;
use web_sys::{Blob, File, FileList, HtmlInputElement};

use super::document;
use super::elsewhere::arrive;
use super::state::State;
use crate::present::order::order;
use crate::texts;

const FILES: &str = "files";
const FOLDER: &str = "folder";

/// Takes in what is chosen from now on, and what was chosen already.
pub fn listen(state: State) {
    for field in [FILES, FOLDER] {
        let Some(field) = document::element::<HtmlInputElement>(field) else { continue };
        take(state, &field);
        let chosen = field.clone();
        let handler = Closure::<dyn Fn()>::new(move || take(state, &chosen));
        drop(field.add_event_listener_with_callback("change", handler.as_ref().unchecked_ref()));
        handler.forget();
    }
}

/// Opens the browser's own dialog for files.
pub fn ask() {
    open(FILES);
}

/// Opens the browser's own dialog for a folder.
pub fn ask_folder() {
    open(FOLDER);
}

fn open(field: &str) {
    if let Some(field) = document::element::<HtmlInputElement>(field) {
        field.click();
    }
}

fn take(state: State, field: &HtmlInputElement) {
    let Some(files) = field.files() else { return };
    let count = files.length();
    if count == 0 {
        return;
    }
    let in_folder = field.id() == FOLDER;
    let mut files: Vec<(String, Blob)> = (0..count)
        .filter_map(|index| files.get(index))
        .map(|file| (if in_folder { path(&file) } else { file.name() }, file.into()))
        .filter(|(name, _)| !in_folder || name.to_ascii_lowercase().ends_with(".json"))
        .collect();
    if in_folder {
        let name = |number: usize| files.get(number).map(|(name, _)| name);
        let by_name = order(files.len(), &|a, b| name(a).cmp(&name(b)));
        files = by_name.into_iter().filter_map(|number| files.get(number).cloned()).collect();
    }
    // So that the same file can be chosen again after it was changed.
    field.set_value("");
    let passed_over = u64::from(count) - files.len() as u64;
    arrive(state, files, if passed_over > 0 { texts::passed_over(passed_over) } else { String::new() });
}

/// Files by their names.
pub fn listed(files: &FileList) -> Vec<(String, Blob)> {
    (0..files.length()).filter_map(|index| files.get(index)).map(|file| (file.name(), file.into())).collect()
}

/// The name of a file with the folders that it lies in.
fn path(file: &File) -> String {
    let path =
        js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}
