//! The WebAssembly of a package, and the script that wasm-bindgen makes for it.

use std::path::Path;

use super::reproducible;
use crate::problem::Problem;
use crate::process;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

const TARGET: &str = "wasm32-unknown-unknown";

/// Almost all of the code reads and hashes, so it is as small when it is optimised for speed. Nothing is
/// stripped: wasm-bindgen reads from a section of its own which features it may use.
const PROFILE: &str = "release";

/// Compiles a library and writes `NAME.js` and `NAME_bg.wasm` into a folder.
pub fn build(
    workspace: &Workspace,
    toolbox: &Toolbox<'_>,
    package: &str,
    folder: &Path,
    name: &str,
) -> Result<(), Problem> {
    toolbox.wasm_std()?;
    let wasm_bindgen = toolbox.wasm_bindgen()?;
    let mut build = workspace.cargo("build --locked --lib --target");
    build.args([TARGET, "--profile", PROFILE, "--package", package]);
    reproducible::compile(workspace, &mut build)?;
    process::run(&mut build, "see the compiler's messages above")?;

    let library = format!("{}.wasm", package.replace('-', "_"));
    process::run(
        workspace
            .command(wasm_bindgen)
            .args(["--target", "web", "--no-typescript", "--omit-default-module-path"])
            // Without the names of functions it is smaller.
            .args(["--remove-name-section", "--remove-producers-section"])
            // So that an instance that grew large, or stopped, can be replaced.
            .arg("--experimental-reset-state-function")
            .args(["--out-name", name, "--out-dir"])
            .arg(folder)
            .arg(workspace.target().join(TARGET).join(PROFILE).join(library)),
        "see the messages of wasm-bindgen above",
    )
}
