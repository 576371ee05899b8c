//! Programs that `cargo install` builds, in exact versions.

use std::path::PathBuf;

use super::announced;
use super::cache::{Cache, put};
use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

/// These programs run for seconds: a quick build is worth more than a fast program.
const QUICK_BUILD: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

/// One version of a package, and the program it is wanted for.
pub struct CargoTool<'a> {
    pub package: &'a str,
    pub program: &'a str,
    pub version: &'a str,
}

impl CargoTool<'_> {
    /// The path of the program, which is built if the cache does not hold it.
    pub fn ensure(&self, workspace: &Workspace, cache: &Cache) -> Result<PathBuf, Problem> {
        let home = cache.tool(self.package, self.version);
        let program = home.join("bin").join(self.program);
        if program.is_file() {
            return Ok(program);
        }
        let what = format!("{} {} (built once, takes minutes)", self.package, self.version);
        announced(&what, || {
            let workshop = cache.workshop()?;
            // Another process may have installed it while this one waited for the workshop.
            if !program.is_file() {
                let finished = workshop.path().join("installed");
                let mut install = workspace.cargo("install --locked");
                install
                    .args(["--version", self.version, self.package])
                    .arg("--root")
                    .arg(&finished)
                    .env("CARGO_TARGET_DIR", workshop.path().join("target"))
                    .envs(QUICK_BUILD)
                    // Not in the checkout, whose settings are not meant for other people's programs.
                    .current_dir(workshop.path());
                process::run(
                    &mut install,
                    &format!(
                        "see the messages above; the package registry must be reachable, or put the program at {}",
                        program.display()
                    ),
                )?;
                put(&finished, &home)?;
            }
            Ok(())
        })?;
        Ok(program)
    }
}
