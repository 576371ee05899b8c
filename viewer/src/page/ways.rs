//! The ways through the page: a long one begins with what is on it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::present::Summary;
use crate::texts;

#[component]
pub fn Ways(
    summary: Arc<Summary>,
    /// Whether the members of the file are shown.
    tree: bool,
) -> impl IntoView {
    let read = summary.refusal.is_none();
    let parts = [
        ("#refusal", texts::REFUSED, summary.refusal.is_some()),
        ("#checks", texts::CHECKED, read),
        ("#decision", texts::DECIDED, read),
        ("#timeline", texts::HAPPENED, read),
        ("#binding", texts::BOUND, read),
        ("#contents", texts::CONTENTS, tree),
        ("#text", texts::TEXT, true),
    ];
    let links = parts
        .into_iter()
        .filter(|(_, _, shown)| *shown)
        .map(|(place, name, _)| view! { <li><a href=place>{name}</a></li> })
        .collect_view();
    view! {
        <nav class="ways no-print" aria-labelledby="ways">
            <p class="soft" id="ways">{texts::ON_THIS_PAGE}</p>
            <ul>{links}</ul>
        </nav>
    }
}
