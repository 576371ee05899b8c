//! The viewer's page, built the way it is published.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::problem::Problem;
use crate::process;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

pub fn build(workspace: &Workspace, toolbox: &Toolbox<'_>) -> Result<(), Problem> {
    toolbox.wasm_std()?;
    let trunk = toolbox.trunk()?;
    let wasm_bindgen = toolbox.wasm_bindgen()?;
    // Not `dist`, which may hold something that is being looked at.
    let dist = workspace.target().join("xtask-viewer");
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(|error| {
            Problem::new(format!("{} cannot be removed: {error}", dist.display()), "remove it by hand")
        })?;
    }
    process::run(
        workspace
            .command(trunk)
            .args(["build", "--release", "--offline", "--skip-version-check", "--dist"])
            .arg(&dist)
            .env("CARGO_TARGET_DIR", workspace.target())
            // Trunk would download a wasm-bindgen that it does not find on the PATH.
            .env("PATH", path_with(&wasm_bindgen))
            // Trunk takes the variable for a switch and refuses the values that everybody gives it.
            .env_remove("NO_COLOR"),
        "see trunk's messages above",
    )?;
    require_page(&dist)
}

fn path_with(program: &Path) -> OsString {
    let mut path = program.parent().map(|folder| folder.as_os_str().to_owned()).unwrap_or_default();
    if let Some(rest) = std::env::var_os("PATH") {
        path.push(":");
        path.push(rest);
    }
    path
}

fn require_page(dist: &Path) -> Result<(), Problem> {
    let missing = |what: &str| {
        Problem::new(format!("trunk succeeded, but {} holds no {what}", dist.display()), "look at index.html")
    };
    let files: Vec<_> = fs::read_dir(dist)
        .map_err(|_| missing("file"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    for (what, suffix) in
        [("page", ".html"), ("WebAssembly", ".wasm"), ("script", ".js"), ("style sheet", ".css")]
    {
        if !files.iter().any(|file| file.ends_with(suffix)) {
            return Err(missing(what));
        }
    }
    Ok(())
}
