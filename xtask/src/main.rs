//! `cargo xtask`: set-up, tests, demo, distribution and benchmarks of this repository.
//!
//! Start with `cargo xtask --help`. The tool has no dependencies, so that it builds in seconds on a
//! machine that has nothing but cargo, a C compiler and git; whatever else a step needs, the
//! step installs itself (see [`setup`]).

mod advisories;
mod bench;
mod command;
mod demo;
mod dist;
mod elapsed;
mod problem;
mod process;
mod purity;
mod setup;
mod suite;
mod workspace;

use std::process::ExitCode;

use command::Command;
use problem::Problem;
use workspace::Workspace;

fn main() -> ExitCode {
    match Command::from_arguments(std::env::args_os().skip(1)).and_then(run) {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Problem> {
    if command == Command::Help {
        print!("{}", command::HELP);
        return Ok(ExitCode::SUCCESS);
    }
    let workspace = Workspace::find()?;
    match command {
        Command::Help => Ok(ExitCode::SUCCESS),
        Command::Test => Ok(suite::run(&workspace)),
        Command::TestViewer(selection) => Ok(suite::run_viewer(&workspace, &selection)),
        Command::Screenshots { folder } => suite::take_pictures(&workspace, folder),
        Command::Demo { open } => demo::run(&workspace, open),
        Command::Bench { arguments } => bench::run(&workspace, &arguments),
        Command::Dist => dist::run(&workspace),
        Command::Setup => setup::everything(&workspace),
        Command::Advisories => advisories::run(&workspace),
    }
}
