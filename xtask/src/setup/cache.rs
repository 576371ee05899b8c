//! Where installed tools are kept: a folder of the user, not the checkout, so that several checkouts
//! share them and `cargo clean` does not throw minutes of work away.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::problem::Problem;

const VARIABLE: &str = "NEXUS_ATTEST_CACHE";

/// The cache's folder, which exists.
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    pub fn find() -> Result<Self, Problem> {
        let root = root(|name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from))
            .ok_or_else(|| {
            Problem::new(
                "there is no place for the tools: HOME is not set",
                format!("set HOME or {VARIABLE}"),
            )
        })?;
        let root = std::path::absolute(&root).map_err(|error| unusable(&root, &error))?;
        fs::create_dir_all(&root).map_err(|error| unusable(&root, &error))?;
        Ok(Self { root })
    }

    /// The folder of one version of one tool, whether it is there or not.
    pub fn tool(&self, package: &str, version: &str) -> PathBuf {
        self.root.join("tools").join(format!("{package}-{version}"))
    }

    /// An empty folder to work in, for one process at a time.
    pub fn workshop(&self) -> Result<Workshop, Problem> {
        let path = self.root.join("workshop");
        let result = lock(&self.root.join("workshop.lock")).and_then(|lock| {
            remove(&path)?;
            fs::create_dir_all(&path)?;
            Ok(lock)
        });
        match result {
            Ok(lock) => Ok(Workshop { path, _lock: lock }),
            Err(error) => Err(unusable(&path, &error)),
        }
    }
}

/// The folder in which something is built. What is left in it when the work ends is removed; what an
/// aborted run left is removed when the next one begins.
pub struct Workshop {
    path: PathBuf,
    _lock: File,
}

impl Workshop {
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // Left over files cost space and nothing else: the next workshop starts by removing them.
        remove(&self.path).ok();
    }
}

/// Puts a tool that is complete where it is looked for: a rename, so that a half-built one is never taken
/// for a whole one.
pub fn put(finished: &Path, home: &Path) -> Result<(), Problem> {
    let moved = match home.parent() {
        Some(parent) => fs::create_dir_all(parent),
        None => Ok(()),
    }
    .and_then(|()| remove(home))
    .and_then(|()| fs::rename(finished, home));
    moved.map_err(|error| {
        Problem::new(
            format!("the tool cannot be put at {}: {error}", home.display()),
            "make the folder writable, or remove it",
        )
    })
}

fn root(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    variable(VARIABLE)
        .or_else(|| Some(variable("XDG_CACHE_HOME")?.join("nexus-attest")))
        .or_else(|| Some(variable("HOME")?.join(".cache/nexus-attest")))
}

fn lock(path: &Path) -> io::Result<File> {
    let file = File::create(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            println!("set-up: waiting for another set-up on this machine to end ...");
            file.lock()?;
        }
        Err(TryLockError::Error(error)) => return Err(error),
    }
    Ok(file)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn unusable(path: &Path, error: &io::Error) -> Problem {
    Problem::new(
        format!("the tool cache {} cannot be used: {error}", path.display()),
        format!("make the folder writable, or set {VARIABLE} to another one"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_variable_decides() {
        let all = |name: &str| Some(PathBuf::from(format!("/{name}")));
        assert_eq!(root(all), Some("/NEXUS_ATTEST_CACHE".into()));
        assert_eq!(
            root(|name| all(name).filter(|_| name != VARIABLE)),
            Some("/XDG_CACHE_HOME/nexus-attest".into())
        );
        assert_eq!(
            root(|name| all(name).filter(|_| name == "HOME")),
            Some("/HOME/.cache/nexus-attest".into())
        );
        assert_eq!(root(|_| None), None);
    }
}
