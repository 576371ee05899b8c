//! The command line: reads the arguments, runs a command, says how it ended.

mod arguments;
mod canonical_form;
mod codes;
mod decide;
mod diff;
mod exchange;
mod explain;
mod generate;
mod inputs;
mod output;
mod place;
mod problem;
mod progress;
mod refusal;
mod render;
mod session;
mod sign;
mod status;
mod storage;
mod terminal;
mod text;
mod trust;
mod verify;

use std::process::ExitCode;

use arguments::{Arguments, Command, StoreArguments};
use problem::Problem;
use session::Session;
use status::Status;

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(error) => return problem::of_usage(&error, asks_for_json()).into(),
    };
    let (json, colour) = (arguments.store.json, arguments.color);
    match dispatch(arguments) {
        Ok(status) => status.into(),
        Err(problem) => problem.answer(json, colour).into(),
    }
}

/// Whether the command line, which cannot be understood, asks for JSON.
fn asks_for_json() -> bool {
    std::env::args_os().skip(1).take_while(|argument| argument != "--").any(|argument| argument == "--json")
}

fn dispatch(arguments: Arguments) -> Result<Status, Problem> {
    let Arguments { color: colour, store, command } = arguments;
    if !command.uses_store() {
        without_store(&store)?;
    }
    let session = Session::new(&store, colour);
    match command {
        Command::Request(arguments) => decide::request(&session, arguments),
        Command::Approve(arguments) => decide::approve(&session, arguments),
        Command::Revoke(arguments) => decide::revoke(&session, &arguments),
        Command::Execute(arguments) => decide::execute(&session, *arguments),
        Command::Status(arguments) => decide::status(&session, &arguments),
        Command::Inspect(arguments) => decide::inspect(&session, &arguments),
        Command::List(arguments) => decide::list(&session, &arguments),
        Command::Template(command) => decide::template(&session, command),
        Command::Export(arguments) => exchange::export(&session, &arguments),
        Command::Import(arguments) => exchange::import(&session, arguments),
        Command::Audit(command) => exchange::audit(&session, command),
        Command::Store(command) => storage::run(&session, command),
        Command::Verify(arguments) => verify::run(arguments, colour),
        Command::Diff(arguments) => diff::run(&arguments, colour),
        Command::Attest(arguments) => sign::attest(&arguments, colour),
        Command::Keygen(arguments) => sign::keygen(&arguments, colour),
        Command::Canonicalize(arguments) => canonical_form::canonicalize(&arguments),
        Command::Digest(arguments) => canonical_form::digest(&arguments),
        Command::Explain(arguments) => explain::run(&arguments, colour),
        Command::Completions { shell } => generate::completions(shell),
        Command::Man { dir } => generate::man(dir.as_deref()),
    }
}

/// A command that reads no store cannot be told about one.
fn without_store(store: &StoreArguments) -> Result<(), Problem> {
    match store.given() {
        None => Ok(()),
        Some("--json") => Err(Problem::usage(
            "`--json` is for the commands on a store",
            "`verify`, `diff` and `explain` take `--format json`.",
        )),
        Some(option) => Err(Problem::usage(
            format!("`{option}` says something about a store, and this command uses none"),
            "Leave it out.",
        )),
    }
}
