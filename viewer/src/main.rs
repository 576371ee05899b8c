//! Entry point of the page and of its worker.

fn main() {
    #[cfg(target_arch = "wasm32")]
    viewer::start();
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("The viewer runs in a browser: build it with `cargo xtask dist`.");
}
