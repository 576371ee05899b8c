//! What is published, made as `cargo xtask dist` makes it, for the tests that try it.

use std::cell::OnceCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::dist;
use crate::problem::Problem;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

/// Made at most once in a run.
pub struct Distribution<'a> {
    workspace: &'a Workspace,
    toolbox: &'a Toolbox<'a>,
    folder: OnceCell<Result<PathBuf, Problem>>,
}

impl<'a> Distribution<'a> {
    pub fn new(workspace: &'a Workspace, toolbox: &'a Toolbox<'a>) -> Self {
        Self { workspace, toolbox, folder: OnceCell::new() }
    }

    /// The folder with everything in it. Not `dist`, which may hold something that is being looked at.
    pub fn folder(&self) -> Result<PathBuf, Problem> {
        let make = || {
            let folder = self.workspace.target().join("xtask-dist");
            dist::make(self.workspace, self.toolbox, &folder)?;
            Ok(folder)
        };
        self.folder.get_or_init(make).clone()
    }

    /// Makes it once more from a copy of the sources in another folder, compiled into another folder,
    /// and requires the same bytes.
    pub fn is_the_same_from_elsewhere(&self) -> Result<(), Problem> {
        let here = dist::digests(&self.folder()?)?;
        let elsewhere = self.workspace.target().join("xtask-elsewhere");
        // Longer than the folder of this checkout, and with a space in it.
        let root = elsewhere.join("a copy of the sources");
        let target = elsewhere.join("target");
        copy_sources(self.workspace.root(), &root, self.workspace.target()).map_err(|error| {
            Problem::new(
                format!("the sources cannot be copied to {}: {error}", root.display()),
                "make room there, or remove the folder",
            )
        })?;
        let copy = self.workspace.elsewhere(root, target);
        let folder = elsewhere.join("dist");
        dist::make(&copy, &Toolbox::new(&copy), &folder)?;
        compare(&here, &dist::digests(&folder)?)
    }
}

/// Copies the checkout without what is made from it.
fn copy_sources(from: &Path, to: &Path, target: &Path) -> io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    let mut open = vec![(from.to_owned(), to.to_owned())];
    while let Some((from, to)) = open.pop() {
        fs::create_dir_all(&to)?;
        for entry in fs::read_dir(&from)? {
            let entry = entry?;
            let (path, name) = (entry.path(), entry.file_name());
            let is_made = [".git", "target", "dist", "node_modules"].iter().any(|made| name == *made);
            if is_made || path == target {
                continue;
            }
            if path.is_dir() {
                open.push((path, to.join(name)));
            } else {
                fs::copy(&path, to.join(name))?;
            }
        }
    }
    Ok(())
}

/// Two lists of digests, as `sha256sum` writes them.
fn compare(here: &str, elsewhere: &str) -> Result<(), Problem> {
    let different: Vec<&str> = here
        .lines()
        .filter(|line| !elsewhere.lines().any(|other| other == *line))
        .filter_map(|line| line.split_whitespace().last())
        .collect();
    if here == elsewhere {
        println!("{} files, the same bytes", here.lines().count());
        return Ok(());
    }
    Err(Problem::new(
        format!("made from another folder, other bytes came out: {}", different.join(", ")),
        "compare the files in target/xtask-dist with those in target/xtask-elsewhere/dist; \
         xtask/src/dist/reproducible.rs says what is kept out of them",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_named() {
        let here = "aa  npm/a.js\nbb  npm/b.js\n";
        assert!(compare(here, here).is_ok());
        let result = compare(here, "aa  npm/a.js\ncc  npm/b.js\n");
        assert!(result.is_err_and(|problem| problem.to_string().contains("came out: npm/b.js\n")));
        assert!(compare(here, "aa  npm/a.js\n").is_err());
        assert!(compare("aa  npm/a.js\n", here).is_err());
    }
}
