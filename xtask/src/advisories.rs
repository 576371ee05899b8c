//! `cargo xtask advisories`: published vulnerabilities in the dependencies.

use std::process::ExitCode;

use crate::problem::Problem;
use crate::process;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace) -> Result<ExitCode, Problem> {
    let deny = Toolbox::new(workspace).cargo_deny()?;
    process::run(
        workspace.command(deny).args(["--locked", "check", "advisories"]),
        "see the output above; the advisory database comes from the network, so this needs a connection",
    )?;
    Ok(ExitCode::SUCCESS)
}
