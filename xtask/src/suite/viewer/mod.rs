//! The viewer's page, built the way it is published, and used in real browsers.

mod selection;
mod tests;

use std::path::{Path, PathBuf};

pub use selection::{BROWSERS, Selection};
pub use tests::{files, run, take_pictures};

use crate::dist::viewer;
use crate::problem::Problem;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

/// Builds both forms of the page, within their limits of size.
pub fn build(workspace: &Workspace, toolbox: &Toolbox<'_>) -> Result<(), Problem> {
    let folder = folder(workspace);
    empty(&folder)?;
    let built = viewer::build(workspace, toolbox)?;
    viewer::make_site(workspace, &built, &folder.join(SITE))?;
    viewer::make_file(workspace, &built, &folder.join(viewer::FILE))
}

/// The site, in the folder with both forms.
const SITE: &str = "site";

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target().join("xtask-viewer-page")
}

/// Leaves a folder with nothing in it.
fn empty(folder: &Path) -> Result<(), Problem> {
    let removed = if folder.exists() { std::fs::remove_dir_all(folder) } else { Ok(()) };
    removed.and_then(|()| std::fs::create_dir_all(folder)).map_err(|error| {
        Problem::new(format!("{} cannot be emptied: {error}", folder.display()), "remove it by hand")
    })
}
