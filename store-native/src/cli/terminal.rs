//! What the terminal can show: colour, and how wide it is.

use std::io::{self, IsTerminal};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;

use super::text::Paint;

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set; elsewhere if `CLICOLOR_FORCE` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Colour {
    /// Whether text for standard output is coloured.
    pub fn on_stdout(self) -> Paint {
        self.paint(|| AutoStream::choice(&io::stdout()))
    }

    /// Whether text for standard error is coloured.
    pub fn on_stderr(self) -> Paint {
        self.paint(|| AutoStream::choice(&io::stderr()))
    }

    /// Whether text for a file is coloured: only on demand.
    pub fn in_file(self) -> Paint {
        self.paint(|| ColorChoice::Never)
    }

    fn paint(self, choice: impl FnOnce() -> ColorChoice) -> Paint {
        match self {
            Self::Auto if choice() == ColorChoice::Never => Paint::PLAIN,
            Self::Auto | Self::Always => Paint::COLOURED,
            Self::Never => Paint::PLAIN,
        }
    }
}

/// How many columns text may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width(usize);

impl Width {
    /// Longer lines are hard to read, shorter ones hard to fill.
    const BOUNDS: (usize, usize) = (30, 100);

    /// Where nothing is known.
    const DEFAULT: usize = 80;

    /// The width for standard output.
    pub fn of_stdout() -> Self {
        let stdout = io::stdout();
        Self::of(|| stdout.is_terminal().then(|| terminal_size::terminal_size_of(&stdout)).flatten())
    }

    /// The width for standard error.
    pub fn of_stderr() -> Self {
        let stderr = io::stderr();
        Self::of(|| stderr.is_terminal().then(|| terminal_size::terminal_size_of(&stderr)).flatten())
    }

    /// This width.
    #[cfg(test)]
    pub const fn exactly(columns: usize) -> Self {
        Self(columns)
    }

    /// The columns.
    pub const fn columns(self) -> usize {
        self.0
    }

    /// `COLUMNS` is what the user says, so it comes before what the terminal says.
    fn of(terminal: impl FnOnce() -> Option<(terminal_size::Width, terminal_size::Height)>) -> Self {
        let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let columns = said
            .filter(|columns| *columns > 0)
            .or_else(|| terminal().map(|(width, _)| usize::from(width.0)))
            .unwrap_or(Self::DEFAULT);
        Self(columns.clamp(Self::BOUNDS.0, Self::BOUNDS.1))
    }
}
