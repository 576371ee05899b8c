//! The command that a router is started with.

use core::fmt;

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouterCommand {
    /// The program: a path, or a name that is looked up in `PATH`.
    pub program: String,
    /// Its arguments, as it gets them.
    pub arguments: Vec<String>,
}

impl RouterCommand {
    /// Splits a text into words as a shell does: at white space, with single quotes, double quotes and
    /// backslashes, and a comment from a word that begins with `#` on. Nothing is expanded: `$HOME`, `~`,
    /// `*`, `;` and `|` are text like any other.
    ///
    /// # Errors
    /// A quote is not closed, or there is no program.
    pub fn parse(text: &str) -> Result<Self, CommandError> {
        let mut words = shell_words::split(text).map_err(|_| CommandError::UnclosedQuote)?.into_iter();
        let program = words.next().filter(|program| !program.is_empty()).ok_or(CommandError::NoProgram)?;
        Ok(Self { program, arguments: words.collect() })
    }
}

impl fmt::Display for RouterCommand {
    /// The command as [`RouterCommand::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = core::iter::once(&self.program).chain(&self.arguments);
        f.write_str(&shell_words::join(words))
    }
}

/// Why a text is no command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandError {
    /// A quote is opened and not closed.
    UnclosedQuote,
    /// There is no program in it.
    NoProgram,
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnclosedQuote => "a quote in the router command is not closed",
            Self::NoProgram => "the router command names no program",
        })
    }
}

impl core::error::Error for CommandError {}
