//! Runs a router, which is a program of its own: the compiled request goes to its standard input as JSON,
//! the response comes back on its standard output as JSON. The contract is `docs/router-contract.md`.
//!
//! [`run`] starts the program without a shell, in a process group of its own, and returns when it has ended:
//! by itself, at the time limit, or because it wrote too much. Nothing here records anything; what is to be
//! recorded follows from the [`Response`] or the [`RouterFailure`].

mod capabilities;
mod command;
mod failure;
mod interrupt;
mod process;
mod response;
mod tail;
mod visible;

pub use capabilities::{Declared, capabilities};
pub use command::{CommandError, RouterCommand};
pub use failure::{Cause, Ending, RouterFailure};
pub use interrupt::Interrupt;
pub use response::{Response, ResponseError};
pub use tail::Tail;

use std::time::Duration;

use process::supervise;

/// Bounds on a router.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long the router may take, from its start to the end of its output. Default ten minutes.
    pub timeout: Duration,
    /// Most bytes on its standard output; so many are still good. Default 16 MiB; no response may be longer
    /// than [`Response::LIMITS`] allows.
    pub max_output: usize,
    /// How many bytes of its standard error are kept, from the end. Default 16 KiB.
    pub max_stderr: usize,
}

impl Limits {
    /// The bounds on the question for capabilities, which is quickly answered: 30 seconds, 1 MiB, 16 KiB.
    pub const CAPABILITIES: Self =
        Self { timeout: Duration::from_secs(30), max_output: 1 << 20, max_stderr: 16 << 10 };
}

impl Default for Limits {
    fn default() -> Self {
        Self { timeout: Duration::from_mins(10), max_output: 16 << 20, max_stderr: 16 << 10 }
    }
}

/// Runs the router with `request`, the canonical JSON of the compiled request, on its standard input.
///
/// A signal that ends this process does not reach the router; see [`run_until`].
///
/// # Errors
/// The router did not start, did not end well, or did not answer as the contract says. After an error, as
/// after a response, nothing of its process group is left ([`RouterFailure::left_running`] is the exception).
pub fn run(command: &RouterCommand, request: &[u8], limits: &Limits) -> Result<Response, RouterFailure> {
    respond(command, request, limits, None)
}

/// Like [`run`], but a signal to this process ends the router too.
///
/// # Errors
/// Those of [`run`], and [`Cause::Interrupted`].
pub fn run_until(
    interrupt: &Interrupt,
    command: &RouterCommand,
    request: &[u8],
    limits: &Limits,
) -> Result<Response, RouterFailure> {
    respond(command, request, limits, Some(interrupt))
}

fn respond(
    command: &RouterCommand,
    request: &[u8],
    limits: &Limits,
    interrupt: Option<&Interrupt>,
) -> Result<Response, RouterFailure> {
    let finished = supervise(&command.program, &command.arguments, request, limits, interrupt)?;
    Response::read(&finished.stdout)
        .map_err(|error| RouterFailure { stderr: finished.stderr, ..Cause::Response(error).into() })
}
