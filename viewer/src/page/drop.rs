//! Files and folders that are dropped anywhere on the page.

use js_sys::futures::spawn_local;
use leptos::prelude::Set;
use web_sys::DragEvent;

use super::document;
use super::elsewhere::arrive;
use super::folder::{Folder, Found};
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
    let (mut found, mut folders) = (Found::default(), Vec::new());
    for index in 0..items.length() {
        let Some(item) = items.get(index) else { continue };
        if let Some(folder) = Folder::of(&item) {
            folders.push(folder);
        } else if let Ok(Some(file)) = item.get_as_file() {
            found.files.push((file.name(), file.into()));
        }
    }
    spawn_local(async move {
        let count = folders.len();
        Folder::walk(folders, &mut found).await;
        settle(state, found, count);
    });
}

/// How many of the files that cannot be read are named.
const NAMED: usize = 5;

/// Takes in what was found, in the order of the names where it comes from folders, and says what was not.
fn settle(state: State, mut found: Found, folders: usize) {
    if folders > 0 {
        let name = |number: usize| found.files.get(number).map(|(name, _)| name);
        let by_name = order(found.files.len(), &|a, b| name(a).cmp(&name(b)));
        found.files = by_name.into_iter().filter_map(|number| found.files.get(number).cloned()).collect();
    }
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
    arrive(state, found.files, notice.join(" "));
}
