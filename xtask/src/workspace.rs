//! The checkout this tool belongs to, and the cargo that started it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;

/// The workspace on disk.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
    cargo: OsString,
}

impl Workspace {
    pub fn find() -> Result<Self, Problem> {
        // Cargo says where this tool's sources are when it runs it; checkouts may share a target folder, so what was true
        // when it was compiled may be another one.
        let sources = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = sources
            .parent()
            .filter(|root| root.join("Cargo.lock").is_file())
            .ok_or_else(|| {
                Problem::new(
                    "the checkout this tool was built in is no longer there",
                    "run `cargo xtask` inside the checkout",
                )
            })?
            .to_owned();
        // This program is <target>/<profile>/xtask, wherever the user has put the target folder.
        let target = std::env::current_exe()
            .ok()
            .and_then(|program| Some(program.parent()?.parent()?.to_owned()))
            .unwrap_or_else(|| root.join("target"));
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Ok(Self { root, target, cargo })
    }

    /// The same sources in another folder, compiled into another one, by the same cargo.
    pub fn elsewhere(&self, root: PathBuf, target: PathBuf) -> Self {
        Self { root, target, cargo: self.cargo.clone() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn target(&self) -> &Path {
        &self.target
    }

    /// A program that runs in the workspace's root.
    pub fn command(&self, program: impl Into<OsString>) -> Command {
        let mut command = Command::new(program.into());
        command.current_dir(&self.root);
        command
    }

    /// Cargo, run in the workspace's root, with these words as its first arguments.
    pub fn cargo(&self, arguments: &str) -> Command {
        let mut command = self.command(&self.cargo);
        command.args(arguments.split_whitespace());
        command
    }

    /// The version of a dependency, from Cargo.lock: the one place that says which it is.
    pub fn locked_version(&self, package: &str) -> Result<String, Problem> {
        let path = self.root.join("Cargo.lock");
        let lock = fs::read_to_string(&path).map_err(|error| {
            Problem::new(format!("{} cannot be read: {error}", path.display()), "check out the file again")
        })?;
        version_in(&lock, package).ok_or_else(|| {
            Problem::new(format!("Cargo.lock has no package `{package}`"), "run `cargo update --workspace`")
        })
    }
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    lines.find(|line| *line == format!("name = \"{package}\""))?;
    Some(lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"0.2.3\"\n";
        assert_eq!(version_in(lock, "a").as_deref(), Some("0.2.3"));
        assert_eq!(version_in(lock, "b"), None);
    }
}
