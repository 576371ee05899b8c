//! The page's own words, in one place, so that they can be translated: a sentence a constant, or a function where it
//! counts or names something. What a check is called, proves and means is said by the core's catalog alone.
//!
//! Words that are there before the program is, while it is loaded, stand in `index.html`.
//!
//! Some sentences have things in them that are more than text, such as a time. Those are patterns: `{0}` stands for the
//! first of the things, `{1}` for the second, in the order that the language wants ([`crate::present::pattern`]).

mod authorization;
mod bound;
mod checks;
mod contents;
mod decision;
mod elsewhere;
mod frame;
mod glossary;
mod intake;
mod list;
mod markdown;
mod refusal;
mod verdict;
mod visible;

pub use authorization::*;
pub use bound::*;
pub use checks::*;
pub use contents::*;
pub use decision::*;
pub use elsewhere::*;
pub use frame::*;
pub use glossary::GLOSSARY;
pub use intake::*;
pub use list::*;
pub use markdown::*;
pub use refusal::*;
pub use verdict::*;
pub use visible::*;

use crate::present::number::grouped;

/// A number and what it counts: one of it, or several.
fn counted(number: u64, one: &str, several: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { several })
}
