//! Checks of the text of the code and of its dependencies.

use crate::problem::Problem;
use crate::process;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

/// What also has to compile for the browser. The other crates use the operating system.
const WASM_PACKAGES: [&str; 4] = ["verifier-core", "verifier-wasm", "viewer", "conformance"];

pub fn formatting(workspace: &Workspace, toolbox: &Toolbox<'_>) -> Result<(), Problem> {
    toolbox.rustfmt()?;
    process::run(&mut workspace.cargo("fmt --all -- --check"), "run `cargo fmt --all`")?;
    // A workspace of its own, which `--all` does not reach.
    if workspace.root().join("fuzz/Cargo.toml").is_file() {
        process::run(
            &mut workspace.cargo("fmt --manifest-path fuzz/Cargo.toml -- --check"),
            "run `cargo fmt --manifest-path fuzz/Cargo.toml`",
        )?;
    }
    Ok(())
}

pub fn clippy_native(workspace: &Workspace, toolbox: &Toolbox<'_>) -> Result<(), Problem> {
    toolbox.clippy()?;
    process::run(
        &mut workspace.cargo("clippy --workspace --all-targets --locked -- -D warnings"),
        "repair what clippy reports above",
    )
}

pub fn clippy_wasm(workspace: &Workspace, toolbox: &Toolbox<'_>) -> Result<(), Problem> {
    toolbox.clippy()?;
    toolbox.wasm_std()?;
    let mut clippy = workspace.cargo("clippy --all-targets --locked --target wasm32-unknown-unknown");
    for package in WASM_PACKAGES {
        clippy.args(["--package", package]);
    }
    process::run(clippy.args(["--", "-D", "warnings"]), "repair what clippy reports above")
}

/// Licences, bans and sources, by the rules of deny.toml. They need no network, unlike advisories.
pub fn dependencies(workspace: &Workspace, toolbox: &Toolbox<'_>) -> Result<(), Problem> {
    let deny = toolbox.cargo_deny()?;
    process::run(
        workspace.command(deny).args([
            "--locked",
            "--offline",
            "check",
            "--hide-inclusion-graph",
            "bans",
            "licenses",
            "sources",
        ]),
        "replace the dependency, or change the rule in deny.toml and say there why",
    )
}
