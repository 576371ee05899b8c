//! The viewer's page, built the way it is published.

use crate::dist::viewer;
use crate::problem::Problem;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

pub fn build(workspace: &Workspace, toolbox: &Toolbox<'_>) -> Result<(), Problem> {
    let folder = workspace.target().join("xtask-viewer-page");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| {
            Problem::new(format!("{} cannot be removed: {error}", folder.display()), "remove it by hand")
        })?;
    }
    viewer::make_site(workspace, toolbox, &folder)?;
    viewer::make_file(workspace, toolbox, &folder.join(viewer::FILE))
}
