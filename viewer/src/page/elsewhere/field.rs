//! The field to paste into, and files that are chosen instead.

use js_sys::futures::{JsFuture, spawn_local};
use leptos::html;
use leptos::prelude::*;

use super::super::choose::listed;
use super::super::parts::button;
use super::super::state::state;
use super::arrive::{decoded, misread, text_of};
use super::asked::said;
use super::take;
use crate::present::given::{Kind, Misread};
use crate::present::visible::visible;
use crate::texts;

#[component]
pub fn Field() -> impl IntoView {
    let state = state();
    let field: NodeRef<html::Textarea> = NodeRef::new();
    let files: NodeRef<html::Input> = NodeRef::new();
    let (wrong, done) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // As it was read, and a broken one as what it was meant to be.
    let read = move |from: Option<String>, text: &str| -> Result<&'static str, (String, Option<usize>)> {
        let kind = Kind::meant(text).ok_or_else(|| (texts::NOT_KNOWN.to_owned(), None))?;
        if kind == Kind::Attestation
            && text.contains("\"control_bundle\"")
            && Kind::of(text.as_bytes()).is_none()
        {
            return Err((texts::IS_A_PACKAGE.to_owned(), None));
        }
        take(state, from, kind, text, true).map_err(|why: Misread| (misread(&why, text), Some(why.offset)))
    };
    let add = move || {
        let Some(field) = field.get() else { return };
        let text = field.value();
        wrong.set(String::new());
        done.set(String::new());
        if text.trim().is_empty() {
            drop(field.focus());
            return;
        }
        match read(None, &text) {
            Ok(words) => {
                field.set_value("");
                done.set(words.to_owned());
            }
            Err((why, offset)) => {
                wrong.set(why);
                drop(field.focus());
                // The place, as the field counts.
                let place =
                    offset.and_then(|offset| text.get(..offset)).map(|head| head.encode_utf16().count());
                if let Some(place) = place.and_then(|place| u32::try_from(place).ok()) {
                    drop(field.set_selection_range(place, place + 1));
                }
            }
        }
    };
    let choose = move |_| {
        let Some(input) = files.get() else { return };
        let chosen = input.files().map(|files| listed(&files)).unwrap_or_default();
        input.set_value("");
        wrong.set(String::new());
        done.set(String::new());
        spawn_local(async move {
            for (name, blob) in chosen {
                let text = match text_of(&blob) {
                    Some(coming) => JsFuture::from(coming).await.ok(),
                    None => None,
                };
                let text = text.and_then(|text| decoded(&text)).unwrap_or_default();
                match read(Some(name.clone()), &text) {
                    Ok(words) => done.set(words.to_owned()),
                    Err((why, _)) => wrong.update(|wrong| {
                        *wrong += &(texts::of_file(&visible(&name), &why) + " ");
                    }),
                }
            }
        });
    };
    view! {
        <label class="field" for="elsewhere-field">{texts::FIELD}</label>
        <p class="soft" id="elsewhere-hint">{texts::FIELD_HINT}</p>
        <textarea
            node_ref=field
            id="elsewhere-field"
            data-testid="elsewhere-field"
            aria-describedby="elsewhere-hint elsewhere-wrong"
            aria-invalid=move || (!wrong.with(String::is_empty)).then_some("true")
            rows="4"
            spellcheck="false"
            autocomplete="off"
        ></textarea>
        <p class="wrong" id="elsewhere-wrong" role="alert" data-testid="elsewhere-wrong">{said(wrong)}</p>
        <div class="row">
            {button("primary", "elsewhere-add", texts::ADD, add)}
            {button("", "elsewhere-choose", texts::FROM_FILE, move || if let Some(input) = files.get() { input.click() })}
            <input node_ref=files class="hidden" type="file" multiple tabindex="-1" aria-label=texts::FILES_FIELD
                data-testid="elsewhere-files" on:change=choose/>
            <span role="status">{said(done)}</span>
        </div>
    }
}
