//! The nexus-attest audit viewer: a page that runs in the browser alone, without a server.
//!
//! The page and its worker are one program. The worker reads and verifies packages and computes what is
//! shown ([`present`]); the page (`page`, in the browser only) renders it. They hand each other
//! bytes ([`wire`]).

pub mod present;
pub mod texts;
pub mod wire;

#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod worker;

/// Starts the page or the worker, whichever this is loaded in.
#[cfg(target_arch = "wasm32")]
pub fn start() {
    if web_sys::window().is_some() {
        page::start();
    } else {
        worker::serve();
    }
}
