//! Moving through the tree with the keyboard.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Moves through the tree as trees are moved through: up and down, right to open, left to close, and to the
/// beginning and the end.
pub fn on_key(event: KeyboardEvent) {
    let Some(current) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
        .filter(|target| target.get_attribute("role").as_deref() == Some("treeitem"))
    else {
        return;
    };
    let expanded = current.get_attribute("aria-expanded");
    let twist = || {
        if let Ok(Some(twist)) = current.query_selector(".twist") {
            twist.unchecked_into::<web_sys::HtmlElement>().click();
        } else {
            current.click();
        }
    };
    let to: Option<web_sys::Element> = match event.key().as_str() {
        "ArrowDown" => current.next_element_sibling(),
        "ArrowUp" => current.previous_element_sibling(),
        "Home" => current.parent_element().and_then(|tree| tree.first_element_child()),
        "End" => current.parent_element().and_then(|tree| tree.last_element_child()),
        "ArrowRight" if expanded.as_deref() == Some("true") => current.next_element_sibling(),
        "ArrowLeft" if expanded.as_deref() != Some("true") => parent(&current),
        "ArrowRight" if expanded.is_some() => {
            event.prevent_default();
            refocus(&current);
            return twist();
        }
        "ArrowLeft" | "Enter" | " " => {
            event.prevent_default();
            refocus(&current);
            return twist();
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = to {
        drop(to.unchecked_into::<web_sys::HtmlElement>().focus());
    }
}

/// A line that opens or closes is drawn anew: the focus goes to the new one, which stands in the same place.
fn refocus(current: &web_sys::HtmlElement) {
    let Some(tree) = current.parent_element() else { return };
    let index = (0..tree.children().length()).find(|index| {
        tree.children().item(*index).as_ref() == Some(current.unchecked_ref::<web_sys::Element>())
    });
    let focus = move || {
        if let Some(line) = index.and_then(|index| tree.children().item(index)) {
            drop(line.unchecked_into::<web_sys::HtmlElement>().focus());
        }
    };
    set_timeout(focus, core::time::Duration::from_millis(120));
}

/// The nearest line above that stands less deep.
fn parent(current: &web_sys::HtmlElement) -> Option<web_sys::Element> {
    let level = |element: &web_sys::Element| element.get_attribute("aria-level")?.parse::<u64>().ok();
    let own = level(current)?;
    let mut above = current.previous_element_sibling();
    while let Some(element) = above {
        if level(&element)? < own {
            return Some(element);
        }
        above = element.previous_element_sibling();
    }
    None
}
