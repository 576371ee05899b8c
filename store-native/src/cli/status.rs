//! The exit status.

use std::process::ExitCode;

/// How a command ended. Where several apply, the gravest one counts: what could not be judged at all
/// weighs more than a check that failed, because nothing is known about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 0: nothing failed.
    Good,
    /// 1: a check failed; with `--strict` also: something needs attention.
    Failed,
    /// 3: an input was malformed or could not be read, or an output could not be written.
    NotJudged,
    /// 2: the command line was wrong; nothing was done.
    Usage,
}

impl Status {
    /// The number that the operating system gets.
    pub const fn number(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NotJudged => 3,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.number())
    }
}
