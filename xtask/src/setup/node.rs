//! Node and npm, which the tests of the npm package need.

use std::path::PathBuf;
use std::process::Command;

use super::{announced, debian};
use crate::problem::Problem;
use crate::process;

/// The oldest version that the package supports, and that its tests run on.
const OLDEST: u32 = 18;

/// Node and its package manager.
#[derive(Debug, Clone)]
pub struct Node {
    pub program: PathBuf,
    pub npm: PathBuf,
}

pub fn ensure() -> Result<Node, Problem> {
    let node = match find() {
        Some(node) => node,
        None => {
            announced("node and npm, through apt-get", || debian::install(&["nodejs", "npm"]))?;
            find().ok_or_else(|| {
                Problem::new(
                    "node and npm are installed but not on the PATH",
                    "add the folder that holds them (usually /usr/bin) to the PATH",
                )
            })?
        }
    };
    let version = process::output(Command::new(&node.program).arg("--version"), "repair node")?;
    match major(&version) {
        Some(major) if major >= OLDEST => Ok(node),
        _ => Err(Problem::new(
            format!("node is {}, and {OLDEST} is the oldest version that will do", version.trim()),
            "put a newer node on the PATH, or remove this one to have Debian's installed",
        )),
    }
}

fn find() -> Option<Node> {
    Some(Node { program: process::find("node")?, npm: process::find("npm")? })
}

/// `20` of `v20.19.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v18.20.4\n"), Some(18));
        assert_eq!(major("20.1.0"), None);
        assert_eq!(major(""), None);
    }
}
