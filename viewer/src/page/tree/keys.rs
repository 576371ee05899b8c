//! Moving through the tree with the keyboard.

use leptos::ev::{FocusEvent, KeyboardEvent};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::page::document;

/// The id of the tree.
const TREE: &str = "tree";

/// Moves through the tree as trees are moved through: up and down, right to open, left to close, and to the
/// beginning and the end.
pub fn on_key(event: KeyboardEvent) {
    let Some(current) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
        .filter(|target| target.get_attribute("role").as_deref() == Some("treeitem"))
    else {
        return;
    };
    let expanded = current.get_attribute("aria-expanded");
    let twist = || {
        if let Ok(Some(twist)) = current.query_selector(".twist") {
            twist.unchecked_into::<HtmlElement>().click();
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
        "ArrowRight" if expanded.is_none() => return,
        "ArrowLeft" | "ArrowRight" | "Enter" | " " => {
            event.prevent_default();
            return twist();
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = to {
        drop(to.unchecked_into::<HtmlElement>().focus());
    }
}

/// The line that has the focus is the one that the tabulator comes back to.
pub fn on_focus(event: FocusEvent) {
    let Some(line) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let Some(tree) = line.parent_element().filter(|tree| tree.id() == TREE) else { return };
    if let Ok(Some(other)) = tree.query_selector("[tabindex='0']") {
        drop(other.set_attribute("tabindex", "-1"));
    }
    drop(line.set_attribute("tabindex", "0"));
}

/// Moves the focus to the line with this number.
pub fn focus_line(index: usize) {
    let line = document::element::<HtmlElement>(TREE)
        .and_then(|tree| tree.children().item(u32::try_from(index).ok()?))
        .and_then(|line| line.dyn_into::<HtmlElement>().ok());
    if let Some(line) = line {
        drop(line.focus());
    }
}

/// The nearest line above that stands less deep.
fn parent(current: &HtmlElement) -> Option<web_sys::Element> {
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
