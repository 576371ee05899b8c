//! Which version this is, and how to check the page itself.

use leptos::prelude::*;

use super::document;
use super::sentence::sentence;
use crate::present::visible::visible;
use crate::texts;

/// A part of an address as the file system has it; as it stands, where it is not an encoded text.
fn decoded(part: &str) -> String {
    js_sys::decode_uri_component(part).map_or_else(|_| part.to_owned(), String::from)
}

#[component]
pub fn Footer() -> impl IntoView {
    let location = document::window().map(|window| window.location());
    let is_file =
        location.as_ref().and_then(|it| it.protocol().ok()).is_some_and(|protocol| protocol == "file:");
    let name = location
        .and_then(|location| location.pathname().ok())
        .and_then(|path| path.rsplit('/').next().map(decoded))
        .map(|name| visible(&name))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "index.html".to_owned());
    let version = view! { <b data-testid="version">{verifier_core::VERSION}</b> };
    let pattern = if is_file { texts::CHECKED_HERE } else { texts::CHECKED_HERE_SITE };
    view! {
        <footer>
            <p>{sentence(pattern, version)}</p>
            <details>
                <summary>{texts::CHECK_PAGE}</summary>
                <p>{texts::CHECK_PAGE_HOW}</p>
                <ul>
                    {texts::sums(&name).into_iter().map(|(system, command)| view! {
                        <li>{system} ": " <code>{command}</code></li>
                    }).collect_view()}
                </ul>
                <p>{texts::CHECK_PAGE_WHY}</p>
            </details>
        </footer>
    }
}
