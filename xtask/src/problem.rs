//! The one error type: what is wrong, and what to do about it.

use std::fmt;

/// A reason why a step cannot succeed. Cloned where several steps fail for the same reason.
#[derive(Debug, Clone)]
pub struct Problem {
    what: String,
    remedy: String,
}

impl Problem {
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}\n  what to do: {}", self.what, self.remedy)
    }
}
