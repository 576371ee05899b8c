//! Parts of the tool chain that rustup adds.

use super::announced;
use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

/// Makes sure that `cargo <subcommand>` works, which the rustup component of that name brings.
pub fn ensure(workspace: &Workspace, component: &str, subcommand: &str) -> Result<(), Problem> {
    let is_there = || process::succeeds(workspace.cargo(subcommand).arg("--version"));
    if is_there() {
        return Ok(());
    }
    let remedy = format!("add the component {component} to the tool chain that rust-toolchain.toml names");
    announced(&format!("rustup component {component}"), || {
        process::run(workspace.command("rustup").args(["component", "add", component]), &remedy)
    })?;
    if is_there() {
        Ok(())
    } else {
        Err(Problem::new(
            format!("`cargo {subcommand}` does not work after rustup added {component}"),
            remedy,
        ))
    }
}
