//! The viewer's page, built the way it is published, and used in a real browser.

mod driver;
mod walk;

use std::path::PathBuf;

use crate::dist::viewer;
use crate::problem::Problem;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

/// Builds both forms of the page, within their limits of size.
pub fn build(workspace: &Workspace, toolbox: &Toolbox<'_>) -> Result<(), Problem> {
    let folder = folder(workspace);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| {
            Problem::new(format!("{} cannot be removed: {error}", folder.display()), "remove it by hand")
        })?;
    }
    viewer::make_site(workspace, toolbox, &folder)?;
    viewer::make_file(workspace, toolbox, &folder.join(viewer::FILE))
}

/// Opens the single file, as a double click does, and verifies the samples in it.
pub fn samples(workspace: &Workspace, toolbox: &Toolbox<'_>) -> Result<(), Problem> {
    walk::samples(workspace, &toolbox.browser()?, &folder(workspace).join(viewer::FILE))
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target().join("xtask-viewer-page")
}
