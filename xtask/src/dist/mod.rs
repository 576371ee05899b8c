//! `cargo xtask dist`: what is published, each product in a folder or file of its own, and the digests of
//! all of it. The same sources give the same bytes, whatever folder they lie in.

mod files;
mod notices;
mod npm;
mod reproducible;
mod sums;
mod tarball;
pub mod viewer;
mod viewer_page;
mod wasm;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use crate::problem::Problem;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

/// The npm package alone, and the name of its tarball.
pub use npm::{make as make_npm, tarball_name};

/// What is published: names of folders and of a file.
const PRODUCTS: [&str; 3] = [NPM, SITE, viewer::FILE];
const NPM: &str = "npm";
const SITE: &str = "site";

/// Makes everything in `dist/` and says what is there.
pub fn run(workspace: &Workspace) -> Result<ExitCode, Problem> {
    let folder = workspace.root().join("dist");
    make(workspace, &Toolbox::new(workspace), &folder)?;
    println!("\nIn {}:", folder.display());
    for file in files::below(&folder)? {
        println!("  {:>9}  {}", files::size(&folder.join(&file))?, file.display());
    }
    println!("\nTo check the files: cd {} && sha256sum --check {}", folder.display(), sums::FILE);
    Ok(ExitCode::SUCCESS)
}

/// Makes everything anew in a folder, which may hold what an earlier run has made there.
pub fn make(workspace: &Workspace, toolbox: &Toolbox<'_>, folder: &Path) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| files::unwritable(folder, &error))?;
    // The digests go first: while something is being made, none of them is true.
    files::remove(&folder.join(sums::FILE))?;
    let place = |name: &str| {
        println!("dist: {name} ...");
        let place = folder.join(name);
        files::remove(&place).map(|()| place)
    };
    npm::make(workspace, toolbox, &place(NPM)?)?;
    let built = viewer::build(workspace, toolbox)?;
    viewer::make_site(workspace, &built, &place(SITE)?)?;
    viewer::make_file(workspace, &built, &place(viewer::FILE)?)?;
    sums::write(folder, PRODUCTS.into_iter())
}

/// The digests of what was made in a folder, to be compared with those of another folder.
pub fn digests(folder: &Path) -> Result<String, Problem> {
    files::read(&folder.join(sums::FILE))
}
