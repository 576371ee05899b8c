//! How a plan is run.

use core::fmt;

/// How a plan is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// `dry_run`: nothing is changed.
    DryRun,
    /// `apply`: it is done.
    Apply,
}

impl Mode {
    /// Both modes.
    pub const ALL: [Self; 2] = [Self::DryRun, Self::Apply];

    /// The mode as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DryRun => "dry_run",
            Self::Apply => "apply",
        }
    }

    /// The mode that is stored as `text`, to the character.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == text)
    }

    /// The mode of an execution whose `dry_run` is this.
    #[must_use]
    pub const fn of_dry_run(dry_run: bool) -> Self {
        if dry_run { Self::DryRun } else { Self::Apply }
    }

    /// Whether nothing is changed.
    #[must_use]
    pub const fn is_dry_run(self) -> bool {
        matches!(self, Self::DryRun)
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
