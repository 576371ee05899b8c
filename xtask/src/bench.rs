//! `cargo xtask bench`: the benchmarks, with whatever arguments they take.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace, arguments: &[OsString]) -> Result<ExitCode, Problem> {
    let mut bench = workspace.cargo("run --release --locked --package bench --");
    process::run(bench.args(arguments), "see the output above")?;
    Ok(ExitCode::SUCCESS)
}
