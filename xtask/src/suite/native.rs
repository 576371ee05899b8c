//! Compiling and testing with cargo alone.

use super::test_count::TestCount;
use crate::problem::Problem;
use crate::process;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

pub fn tests(workspace: &Workspace) -> Result<TestCount, Problem> {
    TestCount::of(&mut workspace.cargo("test --workspace --locked --no-fail-fast"))
}

/// On its own, because in a bigger build other crates may switch on what the core needs.
pub fn core_for_wasm(workspace: &Workspace, toolbox: &Toolbox<'_>) -> Result<(), Problem> {
    toolbox.wasm_std()?;
    process::run(
        &mut workspace.cargo("build --package verifier-core --target wasm32-unknown-unknown --locked"),
        "see the compiler's messages above",
    )
}

pub fn documentation(workspace: &Workspace) -> Result<(), Problem> {
    process::run(
        workspace.cargo("doc --workspace --no-deps --locked").env("RUSTDOCFLAGS", "-D warnings"),
        "repair what rustdoc reports above",
    )
}
