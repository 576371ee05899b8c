//! `cargo xtask test`: every check of this repository, the quick ones first.

mod browser_tests;
mod compared;
mod distribution;
mod lints;
mod native;
mod npm_package;
mod report;
mod test_count;
mod viewer;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::problem::Problem;
use crate::process;
use crate::purity;
use crate::setup::Toolbox;
use crate::workspace::Workspace;
use compared::Compared;
use distribution::Distribution;
use report::Report;
pub use viewer::Selection;

/// Runs all steps, also after one has failed: whoever repairs something wants to see all of it.
pub fn run(workspace: &Workspace) -> ExitCode {
    let toolbox = Toolbox::new(workspace);
    let mut report = Report::new();

    report.check("formatting", || lints::formatting(workspace, &toolbox));
    report.check("Cargo.lock and downloads", || fetch(workspace));
    report.check("purity of verifier-core", || purity::check(workspace));
    report.check("clippy", || lints::clippy_native(workspace, &toolbox));
    report.check("clippy, wasm32", || lints::clippy_wasm(workspace, &toolbox));
    report.check("verifier-core for wasm32", || native::core_for_wasm(workspace, &toolbox));
    report.tests("native tests", || native::tests(workspace));
    report.check("documentation", || native::documentation(workspace));
    for package in browser_tests::PACKAGES {
        let name = format!("browser tests of {package}");
        report.tests(&name, || browser_tests::run(workspace, &toolbox, package));
    }
    let compared = Compared::new(workspace);
    report.tests("npm package", || npm_package::tests(workspace, &toolbox, &compared));
    viewer_steps(workspace, &toolbox, &compared, &Selection::default(), &mut report);
    let distribution = Distribution::new(workspace, &toolbox);
    report.check("distribution", || distribution.folder().map(drop));
    report.check("distribution from another folder", || distribution.is_the_same_from_elsewhere());
    report.check("licences, bans, sources", || lints::dependencies(workspace, &toolbox));

    report.conclude()
}

/// The tests of the viewer in real browsers alone: `cargo xtask test viewer`.
pub fn run_viewer(workspace: &Workspace, selection: &Selection) -> ExitCode {
    let mut report = Report::new();
    let compared = Compared::new(workspace);
    viewer_steps(workspace, &Toolbox::new(workspace), &compared, selection, &mut report);
    report.conclude()
}

/// `cargo xtask screenshots`: builds the page, and takes a picture of each of its views in each browser.
pub fn take_pictures(workspace: &Workspace, folder: Option<PathBuf>) -> Result<ExitCode, Problem> {
    let toolbox = Toolbox::new(workspace);
    let compared = Compared::new(workspace);
    let folder = folder.unwrap_or_else(|| workspace.target().join("screenshots"));
    let folder = std::path::absolute(&folder).map_err(|error| {
        Problem::new(format!("{} cannot be used: {error}", folder.display()), "name another folder")
    })?;
    viewer::build(workspace, &toolbox)?;
    for browser in viewer::BROWSERS {
        viewer::take_pictures(workspace, &toolbox, &compared, browser, &folder)?;
    }
    println!("\nThe pictures are in {}", folder.display());
    Ok(ExitCode::SUCCESS)
}

/// Builds the page, and runs each file of its tests in each browser.
fn viewer_steps(
    workspace: &Workspace,
    toolbox: &Toolbox<'_>,
    compared: &Compared<'_>,
    selection: &Selection,
    report: &mut Report,
) {
    if !report.check("viewer's page", || viewer::build(workspace, toolbox)) {
        return;
    }
    match viewer::files(workspace).and_then(|all| selection.files(all)) {
        Ok(files) => {
            for browser in selection.browsers() {
                for file in &files {
                    let name = format!("viewer in {}: {file}", browser.as_str());
                    report.tests(&name, || viewer::run(workspace, toolbox, compared, browser, file));
                }
            }
        }
        Err(problem) => {
            report.check("tests of the viewer", || Err(problem));
        }
    }
}

/// Everything is downloaded here, so that no later step depends on the network; and a Cargo.lock
/// that does not fit the manifests is found before anything is compiled.
fn fetch(workspace: &Workspace) -> Result<(), Problem> {
    process::run(
        &mut workspace.cargo("fetch --locked"),
        "if Cargo.lock is out of date, run `cargo update --workspace` and commit it; else look at the network",
    )
}
