//! The whole page.

use leptos::prelude::*;

/// How to verify a package today; run from a checkout of this repository.
const VERIFY_COMMAND: &str = "cargo run --release -p store-native --bin nexus-attest -- verify package.json";

/// The page: what this viewer is for, that it cannot do it yet, and what to do instead.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <main>
            <h1>"nexus-attest audit viewer"</h1>
            <p class="notice" role="note">
                <strong>"This viewer does not verify packages yet."</strong>
                " It reads no files and makes no statement about any package."
            </p>
            <section aria-labelledby="today">
                <h2 id="today">"Verify a package today"</h2>
                <p>
                    "Use the command line, from a checkout of the repository. It prints the report, and its
                    exit status says whether the package holds:"
                </p>
                <pre>
                    <code>{VERIFY_COMMAND}</code>
                </pre>
            </section>
        </main>
        <footer>{concat!("nexus-attest ", env!("CARGO_PKG_VERSION"))}</footer>
    }
}
