//! Why a run came to nothing.

use core::fmt;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::time::Duration;

use super::response::ResponseError;
use super::tail::Tail;
use super::visible::one_line;

/// A run that gave no response: why, and what the router said last.
#[derive(Debug)]
pub struct RouterFailure {
    /// Why.
    pub cause: Cause,
    /// The end of what it wrote to standard error. It is shown and not recorded: what is recorded travels in
    /// packages and cannot be taken back, and nobody knows what a program writes there.
    pub stderr: Tail,
    /// If the router, or a process that it started, could not be killed, for example because it runs as
    /// another user: why. It may still be running.
    pub left_running: Option<io::Error>,
}

/// Why a run gave no response.
#[derive(Debug)]
#[non_exhaustive]
pub enum Cause {
    /// The program could not be started.
    NotStarted {
        /// Its name.
        program: String,
        /// Why.
        error: io::Error,
    },
    /// It ended with another status than 0.
    Exited(Ending),
    /// It took longer than this and was killed.
    TimedOut(Duration),
    /// It wrote more than so many bytes to standard output and was killed.
    OutputTooLarge(usize),
    /// This process got a signal, so the router was killed, or was not started any more.
    Interrupted {
        /// Its number.
        signal: i32,
        /// Whether the router was running.
        started: bool,
    },
    /// What it did could not be followed to the end, because the operating system refused something.
    Lost(io::Error),
    /// It ended well, but its answer is no response.
    Response(ResponseError),
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With this exit status.
    Status(i32),
    /// By the signal of this number.
    Signal(i32),
}

impl RouterFailure {
    /// Every code, for documentation and tests.
    pub const CODES: [&'static str; 8] = [
        "ROUTER_NOT_STARTED",
        "ROUTER_EXITED",
        "ROUTER_TIMED_OUT",
        "ROUTER_OUTPUT_TOO_LARGE",
        "ROUTER_RESPONSE_INVALID",
        "ROUTER_NO_RUN_ID",
        "ROUTER_INTERRUPTED",
        "ROUTER_LOST",
    ];

    /// Most characters of [`RouterFailure::message`].
    pub const MAX_MESSAGE: usize = 500;

    /// Most lines of standard error that `Display` shows.
    pub const SHOWN_LINES: usize = 20;

    /// The stable code: `error_code` of `EXECUTION_FAILED`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match &self.cause {
            Cause::NotStarted { .. } => "ROUTER_NOT_STARTED",
            Cause::Exited(_) => "ROUTER_EXITED",
            Cause::TimedOut(_) => "ROUTER_TIMED_OUT",
            Cause::OutputTooLarge(_) => "ROUTER_OUTPUT_TOO_LARGE",
            Cause::Interrupted { .. } => "ROUTER_INTERRUPTED",
            Cause::Lost(_) => "ROUTER_LOST",
            Cause::Response(error) => error.code(),
        }
    }

    /// What happened: `error_message` of `EXECUTION_FAILED`. One line of at most
    /// [`RouterFailure::MAX_MESSAGE`] characters, in which nothing is invisible.
    #[must_use]
    pub fn message(&self) -> String {
        let mut message = self.cause.to_string();
        match &self.left_running {
            Some(error) => {
                message.push_str("; it or what it started could not be killed and may still be running: ");
                message.push_str(&error.to_string());
            }
            None if self.cause.kills() => message.push_str("; it was killed"),
            None => {}
        }
        one_line(&message, Self::MAX_MESSAGE)
    }

    /// What to do about it, in a sentence or two.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match &self.cause {
            Cause::NotStarted { error, .. } => match error.kind() {
                io::ErrorKind::NotFound => {
                    "Name the program by its path, or by a name that is found in PATH. A script needs the \
                     interpreter that its first line names."
                }
                io::ErrorKind::PermissionDenied => "Make the file executable (chmod +x).",
                _ => "Check that the file is a program, or a script whose first line names its interpreter.",
            },
            Cause::Exited(_) => {
                "Look at what the router wrote to standard error, and find out what it did before it ended."
            }
            Cause::TimedOut(_) => {
                "Find out what the router did before it was killed; allow it more time with --timeout if that \
                 is all it needs."
            }
            Cause::OutputTooLarge(_) => {
                "Find out what the router did before it was killed; let it print the response and nothing \
                 else on standard output."
            }
            Cause::Interrupted { started: true, .. } => "Find out what the router did before it was killed.",
            Cause::Interrupted { started: false, .. } => "Nothing was run; start again when it suits.",
            Cause::Lost(_) => "Find out what the router did; its own log may tell.",
            Cause::Response(error) => error.remedy(),
        }
    }
}

impl From<Cause> for RouterFailure {
    fn from(cause: Cause) -> Self {
        Self { cause, stderr: Tail::default(), left_running: None }
    }
}

impl fmt::Display for RouterFailure {
    /// For people: the message, and in further lines the end of standard error, safe to show.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())?;
        let lines = self.stderr.lines(Self::SHOWN_LINES);
        if lines.is_empty() {
            return Ok(());
        }
        f.write_str("\nthe last that it wrote to standard error:")?;
        for line in lines {
            write!(f, "\n  {line}")?;
        }
        Ok(())
    }
}

impl core::error::Error for RouterFailure {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.cause {
            Cause::NotStarted { error, .. } | Cause::Lost(error) => Some(error),
            Cause::Response(error) => Some(error),
            _ => None,
        }
    }
}

impl Cause {
    /// Whether the router is killed for this reason.
    const fn kills(&self) -> bool {
        matches!(self, Self::TimedOut(_) | Self::OutputTooLarge(_) | Self::Interrupted { started: true, .. })
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted { program, error } => {
                write!(f, "the router {program:?} could not be started: {error}")
            }
            Self::Exited(Ending::Status(status)) => write!(f, "the router ended with status {status}"),
            Self::Exited(Ending::Signal(signal)) => {
                write!(f, "the router was ended by signal {}", signal_name(*signal))
            }
            Self::TimedOut(limit) => write!(f, "the router did not end within {limit:?}"),
            Self::OutputTooLarge(limit) => {
                write!(f, "the router wrote more than {limit} bytes to standard output")
            }
            Self::Interrupted { signal, started: true } => {
                write!(
                    f,
                    "nexus-attest was told to stop by signal {} while the router ran",
                    signal_name(*signal)
                )
            }
            Self::Interrupted { signal, started: false } => {
                let signal = signal_name(*signal);
                write!(f, "nexus-attest was told to stop by signal {signal} before the router was started")
            }
            Self::Lost(error) => write!(f, "the router could not be followed to its end: {error}"),
            Self::Response(error) => error.fmt(f),
        }
    }
}

impl Ending {
    /// How a program ended that did not end well; `None` if it did.
    pub(super) fn of(status: ExitStatus) -> Option<Self> {
        match (status.code(), status.signal()) {
            (Some(0), _) => None,
            (Some(code), _) => Some(Self::Status(code)),
            (None, Some(signal)) => Some(Self::Signal(signal)),
            // Only a status that says neither, which waiting for the end does not give.
            (None, None) => Some(Self::Status(status.into_raw())),
        }
    }
}

/// `9 (SIGKILL)`: the number of a signal, and its name if it is known.
fn signal_name(signal: i32) -> String {
    match signal_hook::low_level::signal_name(signal) {
        Some(name) => format!("{signal} ({name})"),
        None => signal.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends whoever reads the log from believing that a run is over that may not be.
    #[test]
    fn a_router_that_could_not_be_killed_is_said_to_be_left() {
        let refused = || Some(io::ErrorKind::PermissionDenied.into());
        let left =
            RouterFailure { left_running: refused(), ..Cause::TimedOut(Duration::from_secs(5)).into() };
        assert_eq!(
            left.message(),
            "the router did not end within 5s; it or what it started could not be killed and may still be \
             running: permission denied"
        );
        let left = RouterFailure { left_running: refused(), ..Cause::Exited(Ending::Status(3)).into() };
        assert!(left.message().contains("may still be running"), "{}", left.message());
    }
}
