//! A pointer to a member, which leads to it in the tree.

use leptos::prelude::*;

use crate::page::parts::button;
use crate::page::value::Value;
use crate::present::Text;
use crate::texts;

/// The pointer of a member that a reader wants to see in the tree.
#[derive(Clone, Copy)]
pub struct Sought(pub RwSignal<Option<String>>);

/// A pointer. One that is too long to be here whole leads nowhere.
#[component]
pub fn Pointer(text: Text) -> impl IntoView {
    let whole = text.on_paper();
    let is_whole = whole.chars().count() as u64 == text.chars;
    let pointer = view! { <code><Value text/></code> };
    match use_context::<Sought>().filter(|_| is_whole) {
        Some(Sought(sought)) => view! {
            <span class="pointer" title=texts::SHOW_IN_TREE>
                {button("link", "", pointer, move || sought.set(Some(whole.clone())))}
            </span>
        }
        .into_any(),
        None => pointer.into_any(),
    }
}
