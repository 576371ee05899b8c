//! verifier-core takes bytes and returns a report, and nothing else: no files, no network, no clock, no
//! environment, no output. This check reads its sources and its dependencies and fails if that stops
//! being so.
//!
//! It works on tokens, so comments and strings may name what they like. It does not resolve names and
//! does not have to: the crate can reach the outside only through `std`, through macros, through foreign
//! code or through a dependency, and each of these ways has a name that the rules know.

mod dependencies;
mod rules;
mod token;

use std::fs;
use std::path::{Path, PathBuf};

use crate::problem::Problem;
use crate::workspace::Workspace;
use dependencies::Dependencies;

const CRATE: &str = "verifier-core";

pub fn check(workspace: &Workspace) -> Result<(), Problem> {
    let dependencies = Dependencies::of(workspace, CRATE)?;
    let mut findings = dependencies.unexpected;
    for root in &dependencies.local {
        findings.extend(sources_that_reach_out(workspace, root)?);
    }
    if !rules::forbids_unsafe_code(&read(&workspace.root().join(CRATE).join("src/lib.rs"))?) {
        findings.push(format!("{CRATE}/src/lib.rs: `#![forbid(unsafe_code)]` is missing"));
    }
    if findings.is_empty() {
        return Ok(());
    }
    Err(Problem::new(
        format!("{CRATE} is not pure:\n  {}", findings.join("\n  ")),
        "move it to a crate that may touch the outside and hand the result to the core as an argument",
    ))
}

/// Violations in one crate of this checkout: the core, or one that it is built from.
fn sources_that_reach_out(workspace: &Workspace, root: &Path) -> Result<Vec<String>, Problem> {
    let shown = |file: &Path| file.strip_prefix(workspace.root()).unwrap_or(file).display().to_string();
    let mut findings = Vec::new();
    for file in sources(&root.join("src"))? {
        let found = rules::violations(&read(&file)?);
        findings.extend(found.iter().map(|found| format!("{}:{}: {}", shown(&file), found.line, found.what)));
    }
    let script = root.join("build.rs");
    if script.exists() {
        findings.push(format!("{}: a build script can do anything", shown(&script)));
    }
    Ok(findings)
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::new(format!("{} cannot be read: {error}", folder.display()), "check out the folder again")
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            files.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> Result<String, Problem> {
    fs::read_to_string(file).map_err(|error| {
        Problem::new(format!("{} cannot be read: {error}", file.display()), "check out the file again")
    })
}
