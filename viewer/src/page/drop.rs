//! Files and folders that are dropped anywhere on the page.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{
    Blob, DragEvent, File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};

use super::document;
use super::state::State;
use crate::present::order::order;
use crate::present::visible::visible;
use crate::texts;

/// Takes in what is dropped.
pub fn listen(state: State) {
    let over = move |event: DragEvent| {
        if carries_files(&event) {
            event.prevent_default();
            state.dragging.set(true);
        }
    };
    document::listen("dragenter", over);
    document::listen("dragover", over);
    document::listen("dragleave", move |event: DragEvent| {
        // Left for good, and not for another element of the page.
        if event.related_target().is_none() {
            state.dragging.set(false);
        }
    });
    document::listen("drop", move |event: DragEvent| {
        if carries_files(&event) {
            event.prevent_default();
            state.dragging.set(false);
            take(state, &event);
        }
    });
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}

fn take(state: State, event: &DragEvent) {
    let Some(transfer) = event.data_transfer() else { return };
    let items = transfer.items();
    let walk = Rc::new(Walk { state, found: RefCell::default(), open: RefCell::new(1) });
    for index in 0..items.length() {
        let Some(item) = items.get(index) else { continue };
        match item.webkit_get_as_entry() {
            Ok(Some(entry)) => walk.visit(&entry, false),
            _ => {
                if let Ok(Some(file)) = item.get_as_file() {
                    walk.found.borrow_mut().files.push((file.name(), file.into()));
                }
            }
        }
    }
    walk.left();
}

/// How many of the files that cannot be read are named.
const NAMED: usize = 5;

/// A walk through what was dropped. Folders list themselves later, so it ends when nothing is open.
struct Walk {
    state: State,
    found: RefCell<Found>,
    open: RefCell<usize>,
}

#[derive(Default)]
struct Found {
    files: Vec<(String, Blob)>,
    /// Files in folders that are not named like packages.
    passed_over: u64,
    /// Files and folders that the browser could not read.
    unreadable: Vec<String>,
}

impl Walk {
    fn visit(self: &Rc<Self>, entry: &FileSystemEntry, within: bool) {
        if entry.is_directory() {
            let reader = entry.unchecked_ref::<FileSystemDirectoryEntry>().create_reader();
            *self.open.borrow_mut() += 1;
            self.list(reader, entry.full_path());
        } else if !within || entry.name().to_ascii_lowercase().ends_with(".json") {
            self.open(entry.unchecked_ref());
        } else {
            self.found.borrow_mut().passed_over += 1;
        }
    }

    /// A folder lists itself in portions, until one is empty.
    fn list(self: &Rc<Self>, reader: FileSystemDirectoryReader, path: String) {
        let (walk, again) = (self.clone(), reader.clone());
        let failed = self.on_failure(path.clone());
        let listed = Closure::once_into_js(move |portion: js_sys::Array| {
            if portion.length() == 0 {
                walk.left();
                return;
            }
            for entry in portion.iter() {
                walk.visit(entry.unchecked_ref(), true);
            }
            walk.list(again, path);
        });
        drop(reader.read_entries_with_callback_and_callback(listed.unchecked_ref(), failed.unchecked_ref()));
    }

    fn open(self: &Rc<Self>, entry: &FileSystemFileEntry) {
        *self.open.borrow_mut() += 1;
        let path = entry.full_path();
        let path = path.strip_prefix('/').unwrap_or(&path).to_owned();
        let failed = self.on_failure(path.clone());
        let walk = self.clone();
        let opened = Closure::once_into_js(move |file: File| {
            walk.found.borrow_mut().files.push((path, file.into()));
            walk.left();
        });
        entry.file_with_callback_and_callback(opened.unchecked_ref(), failed.unchecked_ref());
    }

    fn on_failure(self: &Rc<Self>, path: String) -> JsValue {
        let walk = self.clone();
        Closure::once_into_js(move |_: JsValue| {
            walk.found.borrow_mut().unreadable.push(path);
            walk.left();
        })
    }

    /// One thing less is open.
    fn left(&self) {
        let open = self.open.replace_with(|open| *open - 1) - 1;
        if open > 0 {
            return;
        }
        let mut found = self.found.take();
        let name = |number: usize| found.files.get(number).map(|(name, _)| name);
        let by_name = order(found.files.len(), &|a, b| name(a).cmp(&name(b)));
        found.files = by_name.into_iter().filter_map(|number| found.files.get(number).cloned()).collect();
        let mut notice = Vec::new();
        if found.passed_over > 0 {
            notice.push(texts::passed_over(found.passed_over));
        }
        if !found.unreadable.is_empty() {
            notice.push({
                let named = found.unreadable.iter().take(NAMED).map(|name| visible(name)).collect::<Vec<_>>();
                texts::not_readable(&named, found.unreadable.len().saturating_sub(NAMED) as u64)
            });
        }
        if found.files.is_empty() && notice.is_empty() {
            notice.push(texts::NO_FILE.to_owned());
        }
        self.state.take_in(found.files);
        self.state.notice.set(notice.join(" "));
    }
}
