//! What the tests that are written in JavaScript compare with: the inputs of the conformance tests as files, and the
//! command line.

use std::cell::OnceCell;
use std::fs;
use std::path::PathBuf;

use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

/// Each thing is made at most once in a run.
pub struct Compared<'a> {
    workspace: &'a Workspace,
    inputs: OnceCell<Result<PathBuf, Problem>>,
    command_line: OnceCell<Result<PathBuf, Problem>>,
}

impl<'a> Compared<'a> {
    pub fn new(workspace: &'a Workspace) -> Self {
        Self { workspace, inputs: OnceCell::new(), command_line: OnceCell::new() }
    }

    /// A folder with `packages/`, `tampered/` and `canonical/`: everything that the conformance tests verify.
    pub fn inputs(&self) -> Result<PathBuf, Problem> {
        let write = || {
            let folder = self.workspace.target().join("xtask-inputs");
            if folder.exists() {
                fs::remove_dir_all(&folder).map_err(|error| {
                    Problem::new(
                        format!("{} cannot be removed: {error}", folder.display()),
                        "remove it by hand",
                    )
                })?;
            }
            process::run(
                self.workspace
                    .cargo("run --quiet --locked --package conformance --example inputs --")
                    .arg(&folder),
                "see the messages above",
            )?;
            Ok(folder)
        };
        self.inputs.get_or_init(write).clone()
    }

    /// `nexus-attest`; the native tests have built it already.
    pub fn command_line(&self) -> Result<PathBuf, Problem> {
        let build = || {
            process::run(
                &mut self.workspace.cargo("build --locked --package store-native --bin nexus-attest"),
                "see the compiler's messages above",
            )?;
            Ok(self.workspace.target().join("debug/nexus-attest"))
        };
        self.command_line.get_or_init(build).clone()
    }
}
