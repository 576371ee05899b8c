//! The command line `nexus-attest`.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
