//! A place in an input, said to people.

use super::render;
use super::terminal::Width;
use super::text::{Excerpt, grouped, visible};

/// What is wrong in an input, and the lines that show where.
pub struct Placed {
    pub what: String,
    pub excerpt: String,
}

/// Says what is wrong in the input `name`, at `offset` of `bytes`, which is where `pointer` leads to.
pub fn placed(name: &str, message: &str, bytes: &[u8], pointer: &str, offset: usize) -> Placed {
    let place = Excerpt::of(bytes, offset, Width::of_stderr().columns().saturating_sub(2));
    Placed {
        what: format!(
            "{name}: {}, at {}, byte {} (line {}, column {})",
            visible(message),
            render::place(pointer),
            grouped(offset),
            grouped(place.line),
            grouped(place.column)
        ),
        excerpt: format!("  {}\n  {}^ here", place.text, " ".repeat(place.caret)),
    }
}

/// Says what is wrong at `offset` of a text that is no JSON.
pub fn in_text(name: &str, message: &str, bytes: &[u8], offset: usize) -> Placed {
    let place = Excerpt::of(bytes, offset, Width::of_stderr().columns().saturating_sub(2));
    Placed {
        what: format!(
            "{name}: line {}, column {}: {}",
            grouped(place.line),
            grouped(place.column),
            visible(message)
        ),
        excerpt: format!("  {}\n  {}^ here", place.text, " ".repeat(place.caret)),
    }
}
