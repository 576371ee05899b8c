//! Entry point of the page: puts the application into the document's body.

fn main() {
    leptos::mount::mount_to_body(viewer::App);
}
