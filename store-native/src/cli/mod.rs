//! The command line: reads the arguments, runs a command, says how it ended.

mod arguments;
mod canonical_form;
mod codes;
mod explain;
mod generate;
mod inputs;
mod output;
mod problem;
mod render;
mod status;
mod terminal;
mod text;
mod verify;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use problem::Problem;
use status::Status;
use terminal::Colour;

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(error) => return problem::of_usage(&error).into(),
    };
    let colour = arguments.color;
    match dispatch(arguments.command, colour) {
        Ok(status) => status.into(),
        Err(problem) => problem.report(colour).into(),
    }
}

fn dispatch(command: Command, colour: Colour) -> Result<Status, Problem> {
    match command {
        Command::Verify(arguments) => verify::run(arguments, colour),
        Command::Canonicalize(arguments) => canonical_form::canonicalize(&arguments),
        Command::Digest(arguments) => canonical_form::digest(&arguments),
        Command::Explain(arguments) => explain::run(&arguments, colour),
        Command::Completions { shell } => generate::completions(shell),
        Command::Man { dir } => generate::man(dir.as_deref()),
    }
}
