//! The tests of the npm package: from its tarball, in a project of their own, without a network.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

use super::compared::Compared;
use super::test_count::TestCount;
use crate::dist;
use crate::problem::Problem;
use crate::process;
use crate::setup::{Node, Toolbox};
use crate::workspace::Workspace;

/// Where the tests are, from the root.
const TESTS: &str = "verifier-wasm/tests/npm";

pub fn tests(
    workspace: &Workspace,
    toolbox: &Toolbox<'_>,
    compared: &Compared<'_>,
) -> Result<TestCount, Problem> {
    let node = toolbox.node()?;
    let tools = toolbox.npm_tools()?;
    let browser = toolbox.chromium()?;

    let place = workspace.target().join("xtask-npm");
    let published = place.join("published");
    let project = place.join("project");
    empty(&place).map_err(|error| unusable(&place, &error))?;
    dist::make_npm(workspace, toolbox, &published)?;
    install(workspace, &node, &published.join(dist::tarball_name(workspace)?), &project)?;
    copy(&workspace.root().join(TESTS), &project.join("tests"))
        .map_err(|error| unusable(&project, &error))?;

    let mut run = workspace.command(node.program);
    run.arg("tests/main.js").current_dir(&project);
    let settings: [(&str, OsString); 11] = [
        ("CLI", compared.command_line()?.into()),
        ("INPUTS", compared.inputs()?.into()),
        ("VECTORS", workspace.root().join("tests/vectors").into()),
        ("SAMPLES", workspace.root().join("samples").into()),
        ("PUBLISHED", published.into()),
        ("PRIVATE", private(workspace)),
        ("VERSION", workspace.locked_version("verifier-wasm")?.into()),
        ("TOOLS", tools.into()),
        ("NPM", node.npm.into()),
        ("CHROMEDRIVER", browser.driver.into()),
        ("WEBDRIVER_SETTINGS", workspace.root().join("xtask/webdriver.json").into()),
    ];
    for (name, value) in settings {
        run.env(format!("NEXUS_ATTEST_TEST_{name}"), value);
    }
    TestCount::of(&mut run)
}

/// A project in which the tarball is installed, offline and with a cache that holds nothing.
fn install(workspace: &Workspace, node: &Node, tarball: &Path, project: &Path) -> Result<(), Problem> {
    fs::create_dir_all(project)
        .and_then(|()| {
            let manifest = "{ \"name\": \"project\", \"private\": true, \"type\": \"module\" }\n";
            fs::write(project.join("package.json"), manifest)
        })
        .map_err(|error| unusable(project, &error))?;
    process::run(
        workspace
            .command(&node.npm)
            .args(["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"])
            .args(["--no-update-notifier", "--cache"])
            .arg(project.join("npm-cache"))
            .arg(tarball)
            .current_dir(project),
        "see npm's messages above",
    )
}

/// Folders of this machine, one a line. A name as short as `/src` stands in anything.
fn private(workspace: &Workspace) -> OsString {
    let mut folders = OsString::new();
    for folder in [workspace.root(), workspace.target()] {
        if folder.components().count() > 2 {
            folders.push(folder);
            folders.push("\n");
        }
    }
    folders.push("/.cargo/");
    folders
}

fn empty(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)
}

/// Copies a folder with what is in it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}

fn unusable(path: &Path, error: &io::Error) -> Problem {
    Problem::new(
        format!("{} cannot be used: {error}", path.display()),
        "make the folder writable, or remove it",
    )
}
