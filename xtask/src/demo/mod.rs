//! `cargo xtask demo`: the product at work, on the life of a decision and on the bundled packages.

mod life;
mod samples;
mod viewer;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

/// Shows everything, makes the viewer, and opens it if that is wanted.
pub fn run(workspace: &Workspace, open: bool) -> Result<ExitCode, Problem> {
    println!("Building the command line and the example router");
    process::run(
        &mut workspace.cargo(
            "build --release --locked --package store-native --bin nexus-attest --package example-router --bin \
             example-router",
        ),
        "see the compiler's messages above",
    )?;
    println!("\nPart 1: a decision, from the request to the audit package");
    let life = life::run(workspace)?;
    println!("\nPart 2: packages from elsewhere");
    let samples = samples::run(workspace)?;
    println!("\nPart 3: the audit viewer\n");
    let page = viewer::make(workspace)?;
    println!("\nDemo finished: {life}; {samples}.");
    viewer::name(workspace, &page);
    if open {
        viewer::open(&page)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A program of the release build.
fn program(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.target().join("release").join(name)
}
