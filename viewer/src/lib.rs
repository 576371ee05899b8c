//! The nexus-attest audit viewer: a page that runs in the browser alone, without a server.
//!
//! So far it is a shell that says what it cannot do yet. It reads no package and shows no
//! verdict, because a verdict without a verifier behind it would be worse than none.

mod app;

pub use app::App;
