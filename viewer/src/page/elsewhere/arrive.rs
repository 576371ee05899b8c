//! Whatever comes in: packages are taken in, and what vouches for them goes where it belongs, by its content.

use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Promise, Uint8Array};
use leptos::prelude::Set;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::super::state::State;
use super::take;
use crate::present::excerpt::Excerpt;
use crate::present::given::{Kind, LONGEST, Misread};
use crate::present::visible::visible;
use crate::texts;

/// Files that are looked at side by side.
const BESIDE: usize = 128;
/// Files from which on it takes a while.
const MANY: usize = 1_000;

/// Takes in files; `notice` says what else there is to say about them.
pub fn arrive(state: State, files: Vec<(String, Blob)>, notice: String) {
    if files.len() >= MANY {
        state.notice.set(texts::looking_at(files.len() as u64));
    }
    spawn_local(async move {
        let (mut packages, mut others) = (Vec::new(), Vec::new());
        for files in files.chunks(BESIDE) {
            let coming: Vec<Option<Promise>> = files.iter().map(|(_, blob)| text_of(blob)).collect();
            for ((name, blob), coming) in files.iter().zip(coming) {
                let found = match coming {
                    Some(coming) => {
                        JsFuture::from(coming).await.ok().and_then(|buffer| of_another_kind(&buffer))
                    }
                    None => None,
                };
                match found {
                    Some((kind, text)) => others.push((name.clone(), kind, text)),
                    None => packages.push((name.clone(), blob.clone())),
                }
            }
        }
        let mut notices = vec![notice];
        state.notice.set(String::new());
        state.take_in(packages);
        for (name, kind, text) in others {
            match take(state, Some(name.clone()), kind, &text, false) {
                Ok(_) if kind == Kind::Attestation => notices.push(texts::ATTESTATION_CAME.to_owned()),
                Ok(_) => {}
                Err(why) => notices.push(texts::of_file(&visible(&name), &misread(&why, &text))),
            }
        }
        notices.retain(|notice| !notice.is_empty());
        notices.dedup();
        state.notice.set(notices.join(" "));
    });
}

/// Takes in text that was pasted; whether it is something else than a package.
pub fn arrive_text(state: State, text: &str) -> bool {
    let Some(kind) = Kind::of(text.as_bytes()) else { return false };
    let notice = match take(state, None, kind, text, false) {
        Ok(_) if kind == Kind::Attestation => texts::ATTESTATION_CAME.to_owned(),
        Ok(_) => String::new(),
        Err(why) => misread(&why, text),
    };
    state.notice.set(notice);
    true
}

/// The content of a file, if it is no longer than anything but a package is.
pub fn text_of(blob: &Blob) -> Option<Promise> {
    #[allow(clippy::cast_precision_loss, reason = "it is small")]
    (blob.size() <= LONGEST as f64).then(|| blob.array_buffer())
}

/// The text in a buffer, if it is one.
pub fn decoded(buffer: &JsValue) -> Option<String> {
    String::from_utf8(Uint8Array::new(buffer).to_vec()).ok()
}

fn of_another_kind(buffer: &JsValue) -> Option<(Kind, String)> {
    let text = decoded(buffer)?;
    Some((Kind::of(text.as_bytes())?, text))
}

/// Why something cannot be used, and where.
pub fn misread(why: &Misread, text: &str) -> String {
    let place = Excerpt::of(text.as_bytes(), why.offset);
    texts::misread(why.code, &visible(&why.message), place.line, place.column)
}
