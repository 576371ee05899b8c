//! Taking the report away.

use std::sync::Arc;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::document;
use super::parts::{button, soft};
use super::state::Entry;
use crate::present::{Summary, markdown};
use crate::texts;

#[component]
pub fn Export(entry: Entry, summary: Arc<Summary>) -> impl IntoView {
    let stem = stem(&entry.name);
    let json = {
        let (summary, stem) = (summary.clone(), stem.clone());
        move || save(&format!("{stem}.report.json"), "application/json", &summary.report)
    };
    let markdown = move || {
        save(
            &format!("{stem}.report.md"),
            "text/markdown",
            &markdown::report(&entry.name, entry.is_pasted, &summary),
        );
    };
    view! {
        <div class="row take-away" role="group" aria-label=texts::TAKE_AWAY>
            {soft(texts::REPORT)}
            {button("", "export-json", texts::JSON, json)}
            {button("", "export-markdown", texts::MARKDOWN, markdown)}
            {button("", "print", texts::PRINT, || drop(document::window().map(|it| it.print())))}
        </div>
    }
}

/// The name of a file without its folder and its end, of characters that every system allows in names.
fn stem(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    let name = name.strip_suffix(".json").unwrap_or(name);
    let kept: String = name
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() || "-_.() ".contains(it) { it } else { '_' })
        .take(80)
        .collect();
    if kept.trim_matches(['.', ' ']).is_empty() { "package".to_owned() } else { kept }
}

/// Saves a text as a file.
pub fn save(name: &str, kind: &str, text: &str) {
    let saved = || {
        let properties = BlobPropertyBag::new();
        properties.set_type(kind);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &properties).ok()?;
        let url = Url::create_object_url_with_blob(&blob).ok()?;
        let anchor: HtmlAnchorElement = document::document()?.create_element("a").ok()?.dyn_into().ok()?;
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
        // The browser has to have begun by then.
        set_timeout(move || drop(Url::revoke_object_url(&url)), core::time::Duration::from_mins(1));
        Some(())
    };
    saved();
}
