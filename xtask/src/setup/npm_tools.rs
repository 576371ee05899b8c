//! What npm installs, in the versions that `xtask/npm/package-lock.json` names with their digests. No script of
//! a package is run, and nothing in them is made for one platform but a program of selenium-webdriver that is never
//! started: it would look for browsers and drivers, which are passed in.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::announced;
use super::cache::{Cache, put};
use super::node::Node;
use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

const FILES: [&str; 2] = ["package.json", "package-lock.json"];

/// The folder `node_modules` with them in it, which is made if the cache does not hold it.
pub fn ensure(workspace: &Workspace, cache: &Cache, node: &Node) -> Result<PathBuf, Problem> {
    let source = workspace.root().join("xtask/npm");
    let home = cache.tool("npm-tools", &version(&source)?);
    let modules = home.join("node_modules");
    if modules.is_dir() {
        return Ok(modules);
    }
    announced("the tools of xtask/npm, through npm", || {
        let workshop = cache.workshop()?;
        // Another process may have installed them while this one waited for the workshop.
        if modules.is_dir() {
            return Ok(());
        }
        let finished = workshop.path().join("installed");
        copy(&source, &finished)?;
        process::run(
            workspace
                .command(&node.npm)
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"])
                .current_dir(&finished),
            "see npm's messages above; its package registry must be reachable",
        )?;
        put(&finished, &home)
    })?;
    Ok(modules)
}

/// A name for exactly these versions: tools are kept beside those of another checkout.
fn version(source: &Path) -> Result<String, Problem> {
    let mut hasher = DefaultHasher::new();
    for name in FILES {
        let path = source.join(name);
        fs::read(&path).map_err(|error| unusable(&path, &error))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn copy(source: &Path, folder: &Path) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| unusable(folder, &error))?;
    for name in FILES {
        fs::copy(source.join(name), folder.join(name)).map_err(|error| unusable(folder, &error))?;
    }
    Ok(())
}

fn unusable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(
        format!("{} cannot be used: {error}", path.display()),
        "check out the file again, or make the folder writable",
    )
}
