//! The page: what the worker computed, rendered; and what the reader does, passed on.

#![allow(clippy::needless_pass_by_value, reason = "a component owns what it shows")]

mod app;
mod authorization;
mod checker;
mod choose;
mod compared;
mod copy;
mod decision;
mod detail;
mod diagram;
mod document;
mod drop;
mod elsewhere;
mod examples;
mod explore;
mod export;
mod focus;
mod folder;
mod footer;
mod glossary;
mod header;
mod link;
mod list;
mod parts;
mod paste;
mod print;
mod refusal;
mod reveal;
mod sentence;
mod source;
mod spine;
mod state;
mod theme;
mod time;
mod timeline;
mod tree;
mod value;
mod verdict;
mod ways;
mod welcome;

use leptos::prelude::*;

/// Puts the page into the document and starts to listen.
pub fn start() {
    let state = state::State::new();
    explore::start(state);
    checker::start(state);
    document::fill("app", move || {
        provide_context(state);
        app::App()
    });
    choose::listen(state);
    drop::listen(state);
    paste::listen(state);
    print::listen();
    focus::keep();
    reveal::listen();
}
