//! The tests in `viewer/tests/browser`, one file in one browser at a time.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::selection::BrowserName;
use super::{SITE, empty, folder};
use crate::dist::viewer;
use crate::problem::Problem;
use crate::process;
use crate::setup::Toolbox;
use crate::suite::compared::Compared;
use crate::suite::test_count::TestCount;
use crate::workspace::Workspace;

/// Where the tests are, from the root.
const TESTS: &str = "viewer/tests/browser";
/// How their names end.
const END: &str = ".test.js";

/// The names of all files with tests, without their ends, in order.
pub fn files(workspace: &Workspace) -> Result<Vec<String>, Problem> {
    let tests = workspace.root().join(TESTS);
    let entries = fs::read_dir(&tests).map_err(|error| {
        Problem::new(format!("{} cannot be read: {error}", tests.display()), "check out the folder again")
    })?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(END)?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Runs one file in one browser. The page has been built before.
pub fn run(
    workspace: &Workspace,
    toolbox: &Toolbox<'_>,
    compared: &Compared<'_>,
    browser: BrowserName,
    file: &str,
) -> Result<TestCount, Problem> {
    TestCount::of(&mut prepared(workspace, toolbox, compared, browser, &format!("{file}{END}"))?)
}

/// Takes a picture of each view in one browser, into a folder. The page has been built before.
pub fn take_pictures(
    workspace: &Workspace,
    toolbox: &Toolbox<'_>,
    compared: &Compared<'_>,
    browser: BrowserName,
    folder: &Path,
) -> Result<(), Problem> {
    let mut command = prepared(workspace, toolbox, compared, browser, "screenshots.js")?;
    command.env("NEXUS_ATTEST_TEST_SCREENSHOTS", folder);
    process::run(&mut command, "see the messages above")
}

/// A file of the folder, run by Node with all that the harness needs.
fn prepared(
    workspace: &Workspace,
    toolbox: &Toolbox<'_>,
    compared: &Compared<'_>,
    browser: BrowserName,
    file: &str,
) -> Result<Command, Problem> {
    let node = toolbox.node()?;
    let program = match browser {
        BrowserName::Chromium => toolbox.chromium()?,
        BrowserName::Firefox => toolbox.firefox()?,
    };
    let stem = file.split('.').next().unwrap_or(file);
    let scratch =
        workspace.target().join("xtask-viewer-scratch").join(format!("{stem}-{}", browser.as_str()));
    empty(&scratch)?;
    let page = folder(workspace);
    let settings: [(&str, OsString); 13] = [
        ("BROWSER", browser.as_str().into()),
        ("BROWSER_PROGRAM", program.program.into()),
        ("BROWSER_DRIVER", program.driver.into()),
        ("WEBDRIVER_SETTINGS", workspace.root().join("xtask/webdriver.json").into()),
        ("TOOLS", toolbox.npm_tools()?.into()),
        ("PDFTOTEXT", toolbox.pdftotext()?.into()),
        ("FILE", page.join(viewer::FILE).into()),
        ("SITE", page.join(SITE).into()),
        ("CLI", compared.command_line()?.into()),
        ("INPUTS", compared.inputs()?.into()),
        ("VECTORS", workspace.root().join("tests/vectors").into()),
        ("SAMPLES", workspace.root().join("samples").into()),
        ("SCRATCH", scratch.into()),
    ];
    let mut command = workspace.command(node.program);
    command.arg("--test-reporter=spec").arg(format!("{TESTS}/{file}"));
    for (name, value) in settings {
        command.env(format!("NEXUS_ATTEST_TEST_{name}"), value);
    }
    Ok(command)
}
