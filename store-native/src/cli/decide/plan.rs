//! The plan of a request, as it is given: the text itself or a file.

use crate::cli::inputs::{Input, Unreadable, read};
use crate::cli::problem::Problem;

/// The longest plan in bytes. It is kept in the log and travels in every package.
const LONGEST: usize = 16 << 20;

/// The plan that `--plan` names: a text, `@FILE`, or a text that begins with `@` behind another `@`.
pub fn plan(given: &str) -> Result<String, Problem> {
    let Some(rest) = given.strip_prefix('@') else { return Ok(given.to_owned()) };
    if rest.starts_with('@') {
        return Ok(rest.to_owned());
    }
    if rest.is_empty() {
        return Err(Problem::usage("`--plan @` names no file", "Write @FILE, or @- for standard input."));
    }
    let input = Input::named(rest.into());
    let mut bytes = Vec::new();
    read(&input, LONGEST, &mut bytes, |_| ()).map_err(|unreadable| unreadable.problem(&input))?;
    String::from_utf8(bytes).map_err(|_| {
        Unreadable::new(crate::cli::codes::ReadCode::Unreadable, "a plan is text, and this is not UTF-8")
            .problem(&input)
    })
}
