//! What a reader does, done by a program: the verdict, the checks and the report that is taken away have to be those of
//! the command line.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::driver::Driver;
use crate::problem::Problem;
use crate::setup::Browser;
use crate::workspace::Workspace;

/// Brings each sample in by the field for files, and compares with the command line.
pub fn samples(workspace: &Workspace, browser: &Browser, page: &Path) -> Result<(), Problem> {
    let samples = packages(&workspace.root().join("samples"))?;
    let driver = Driver::start(browser)?;
    for sample in &samples {
        let expected = report(workspace, sample)?;
        driver.open(&format!("file://{}", page.display()))?;
        driver.until(READY)?;
        driver.choose("[data-testid=file-input]", &sample.display().to_string())?;
        driver.until(VERDICT)?;
        let verdict = driver.run(VERDICT)?;
        if !expected.contains(&format!("\"verdict\":\"{verdict}\"")) {
            return Err(differs(sample, "verdict", &verdict));
        }
        for check in driver.run(CHECKS)?.split(' ').filter(|check| !check.is_empty()) {
            let Some((name, outcome)) = check.split_once(':') else {
                return Err(differs(sample, "check", check));
            };
            let reported =
                format!("\"name\":\"{name}\",\"ok\":{},\"outcome\":\"{outcome}\"", outcome != "fail");
            if !expected.contains(&reported) {
                return Err(differs(sample, "check", check));
            }
        }
        driver.run(EXPORT)?;
        driver.until(EXPORTED)?;
        let exported = driver.run(EXPORTED)?;
        if exported != expected {
            return Err(differs(sample, "report", &exported));
        }
    }
    println!("{} samples, each as on the command line", samples.len());
    Ok(())
}

/// Empty until the page can be used.
const READY: &str = "return document.querySelector('[data-testid=choose]') ? 'ready' : ''";
/// Empty until there is a verdict.
const VERDICT: &str = "return document.querySelector('[data-testid=verdict]')?.dataset.verdict ?? ''";
/// Names and outcomes.
const CHECKS: &str = "return [...document.querySelectorAll('[data-check]')]\
    .map((row) => row.dataset.check + ':' + row.dataset.outcome).join(' ')";
/// Takes the report away, and keeps what is saved.
const EXPORT: &str = "window.exported = '';
    const original = URL.createObjectURL;
    URL.createObjectURL = (blob) => { blob.text().then((text) => { window.exported = text; }); return original(blob); };
    document.querySelector('[data-testid=export-json]').click();
    URL.createObjectURL = original;
    return ''";
/// Empty until it was saved.
const EXPORTED: &str = "return window.exported";

fn packages(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let entries = fs::read_dir(folder).map_err(|error| {
        Problem::new(format!("{} cannot be read: {error}", folder.display()), "check out the folder again")
    })?;
    let mut packages: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    packages.sort();
    if packages.is_empty() {
        return Err(Problem::new("there are no samples", "check out samples/ again"));
    }
    Ok(packages)
}

/// What the command line prints. How it ends says what it found, so that is no error here.
fn report(workspace: &Workspace, package: &Path) -> Result<String, Problem> {
    let mut command = workspace.cargo("run --quiet --locked --package store-native --bin nexus-attest");
    let output = command
        .args(["--", "verify", "--format", "json"])
        .arg(package)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .ok()
        .filter(|output| !output.stdout.is_empty());
    match output {
        Some(output) => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        None => Err(Problem::new("`nexus-attest verify` printed no report", "see the messages above")),
    }
}

fn differs(sample: &Path, what: &str, found: &str) -> Problem {
    Problem::new(
        format!("{}: the page's {what} is not that of the command line: {found}", sample.display()),
        "open dist/nexus-attest-viewer.html and look at the sample",
    )
}
