//! `cargo xtask bench`: the benchmarks, with whatever arguments they take.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace, arguments: &[OsString]) -> Result<ExitCode, Problem> {
    // Some figures are about the command line as a whole.
    process::run(
        &mut workspace.cargo("build --release --locked --package store-native --bin nexus-attest"),
        "see the compiler's messages above",
    )?;
    let mut bench = workspace.cargo("run --release --locked --package bench --");
    process::run(bench.args(arguments), "see the output above")?;
    Ok(ExitCode::SUCCESS)
}
