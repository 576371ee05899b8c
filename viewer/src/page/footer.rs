//! Which version this is, and how to check the page itself.

use leptos::prelude::*;

use crate::present::visible::visible;

#[component]
pub fn Footer() -> impl IntoView {
    let is_file = super::document::window()
        .and_then(|window| window.location().protocol().ok())
        .is_some_and(|protocol| protocol == "file:");
    let name = super::document::window()
        .and_then(|window| window.location().pathname().ok())
        .and_then(|path| path.rsplit('/').next().map(visible))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "index.html".to_owned());
    view! {
        <footer>
            <p>
                "Checked on this computer by verifier " <b data-testid="version">{verifier_core::VERSION}</b>
                "; nothing left this page. Its own security policy forbids it any connection"
                {if is_file { "." } else { " but to its own WebAssembly." }}
            </p>
            <details>
                <summary>"How to check this page itself"</summary>
                <p>
                    "Compute the SHA-256 of the file that you opened and compare it with the one that is published with \
                     the release, in SHA256SUMS:"
                </p>
                <ul>
                    <li>"Linux: " <code>"sha256sum "{name.clone()}</code></li>
                    <li>"macOS: " <code>"shasum -a 256 "{name.clone()}</code></li>
                    <li>"Windows: " <code>"certutil -hashfile "{name}" SHA256"</code></li>
                </ul>
                <p>
                    "A page cannot vouch for itself, so do it outside of the browser, and get the published sum in another \
                     way than the page. The same sources give the same file, to the byte."
                </p>
            </details>
        </footer>
    }
}
