//! Packages that come with the page, so that a first visitor sees it work.

use web_sys::Blob;

use super::state::State;

use crate::present::examples::Example;

/// Shows examples.
pub fn show(state: State, examples: &[Example]) {
    let files = examples.iter().filter_map(|example| {
        let blob = Blob::new_with_str_sequence(&js_sys::Array::of1(&example.text().into())).ok()?;
        Some((example.name.to_owned(), blob))
    });
    state.take_in(files.collect());
}
