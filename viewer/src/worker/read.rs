//! Reading a file, piece by piece, into the memory of this program.

use std::collections::VecDeque;

use js_sys::Uint8Array;
use js_sys::futures::JsFuture;
use wasm_bindgen::prelude::*;
use web_sys::Blob;

use super::member;
use crate::texts;

/// Bytes that are read at a time, between two notes of progress.
const PIECE: f64 = 8_388_608.0;

/// Pieces that are asked for ahead, so that the browser reads while the last one is copied.
const AHEAD: usize = 4;

/// The most that the verifier reads by default: 1 GiB.
const LONGEST: f64 = 1_073_741_824.0;

/// The whole of a file. `then` is told how much of it is there, and how long it is.
///
/// # Errors
/// Why it cannot be read, in words.
pub async fn whole(blob: &Blob, then: impl Fn(f64, f64)) -> Result<Vec<u8>, String> {
    let total = blob.size();
    if total > LONGEST {
        return Err(texts::TOO_LARGE.to_owned());
    }
    let mut input = Vec::new();
    if total == 0.0 {
        // A file that is gone has no length any more in some browsers: whether it is empty, only reading shows.
        JsFuture::from(blob.array_buffer()).await.map_err(|error| described(&error))?;
        return Ok(input);
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 1 GiB")]
    let length = total as usize;
    input.try_reserve_exact(length).map_err(|_| texts::NO_MEMORY.to_owned())?;
    let (mut asked, mut coming) = (0.0, VecDeque::new());
    loop {
        while asked < total && coming.len() < AHEAD {
            let end = (asked + PIECE).min(total);
            let piece = blob.slice_with_f64_and_f64(asked, end).map_err(|error| described(&error))?;
            coming.push_back((end, JsFuture::from(piece.array_buffer())));
            asked = end;
        }
        let Some((end, piece)) = coming.pop_front() else { return Ok(input) };
        let buffer = piece.await.map_err(|error| described(&error))?;
        let piece = Uint8Array::new(&buffer);
        let (at, length) = (input.len(), piece.length());
        input.resize(at + length as usize, 0);
        piece.copy_to(input.get_mut(at..).unwrap_or_default());
        #[allow(clippy::cast_precision_loss, reason = "at most 1 GiB")]
        let done = input.len() as f64;
        if done < end {
            return Err(texts::CHANGED.to_owned());
        }
        then(done, total);
    }
}

/// What an error of the platform means; what the platform says about it, where that is not known.
fn described(error: &JsValue) -> String {
    let of = |name| member(error, name).and_then(|text| text.as_string()).unwrap_or_default();
    match of("name").as_str() {
        // The second is what Firefox says.
        "NotFoundError" | "AbortError" => texts::GONE.to_owned(),
        "NotReadableError" => texts::NOT_ALLOWED.to_owned(),
        _ => Some(of("message"))
            .filter(|it| !it.is_empty())
            .unwrap_or_else(|| texts::CANNOT_BE_READ.to_owned()),
    }
}
