//! Links to a check lead to it although it is folded: what it stands in is unfolded, and so is the check.

use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::document;

/// Looks after such links from now on.
pub fn listen() {
    document::listen("click", |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href^='#']").ok().flatten());
        if let Some(id) = link.and_then(|link| link.get_attribute("href")) {
            reveal(id.trim_start_matches('#'));
        }
    });
}

/// Unfolds what stands around the element `id`, and what it begins with.
fn reveal(id: &str) {
    let Some(place) = document::element::<Element>(id) else { return };
    let own = place.query_selector(":scope > details").ok().flatten();
    let around = std::iter::successors(own.or(Some(place)), |element| element.parent_element());
    for element in around.filter(|element| element.tag_name() == "DETAILS") {
        drop(element.set_attribute("open", ""));
    }
}
