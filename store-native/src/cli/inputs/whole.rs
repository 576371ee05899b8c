//! An input as a whole, for commands that look at one and stop at what is wrong with it.

use verifier_core::Refusal;

use super::{Input, read};
use crate::cli::codes;
use crate::cli::place::{Placed, placed};
use crate::cli::problem::Problem;
use crate::cli::status::Status;

impl Input {
    /// All of it, of at most so many bytes.
    pub fn content(&self, limit: usize) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        read(self, limit, &mut bytes, |_| ()).map_err(|unreadable| unreadable.problem(self))?;
        Ok(bytes)
    }

    /// What the verifier finds wrong in this content of it, and where.
    pub fn refused(&self, bytes: &[u8], error: &Refusal) -> Problem {
        let Placed { what, excerpt } =
            placed(&self.shown(), &error.message, bytes, &error.pointer, error.offset);
        Problem {
            code: error.code.as_str(),
            what,
            excerpt,
            status: Status::NotJudged,
            ..Problem::usage("", codes::remedy(error.code))
        }
    }
}
