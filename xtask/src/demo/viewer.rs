//! The audit viewer, and what to drop on it.

use std::path::{Path, PathBuf};

use crate::dist::viewer::{self, FILE};
use crate::problem::Problem;
use crate::process;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

/// Makes the page, one HTML file that needs nothing else, in the folder where the demo has played.
pub fn make(workspace: &Workspace) -> Result<PathBuf, Problem> {
    let file = workspace.target().join("demo").join(FILE);
    viewer::make_file(workspace, &viewer::build(workspace, &Toolbox::new(workspace))?, &file)?;
    Ok(file)
}

/// Names the page and packages, those of the demo's own decision first.
pub fn name(workspace: &Workspace, page: &Path) {
    let own = ["reference.json", "embedded.json", "tampered.json"];
    let own = own.map(|name| workspace.target().join("demo").join(name));
    println!(
        "\nOpen this file by double click. It is the audit viewer, and needs no network:\n\n  {}",
        page.display()
    );
    println!("\nDrop one of these packages on it, or a whole folder:\n");
    for package in own.iter().filter(|package| package.is_file()) {
        println!("  {}", package.display());
    }
    for (name, about) in [
        ("good-template.json", "three people approved, by the rules of a template"),
        ("tampered-approval-comment-edited.json", "a word in an approval was changed"),
        ("malformed-duplicate-key.json", "no package: it says one thing twice"),
        ("", "all of them"),
    ] {
        println!("  {}  ({about})", workspace.root().join("samples").join(name).display());
    }
}

/// Opens the page with the program that the desktop has for it.
pub fn open(page: &Path) -> Result<(), Problem> {
    let by_hand = format!("open it by hand: {}", page.display());
    let opener = ["xdg-open", "open"].into_iter().find_map(process::find).ok_or_else(|| {
        Problem::new("neither xdg-open nor open is on the PATH, so nothing opens the page", by_hand.clone())
    })?;
    process::run(std::process::Command::new(opener).arg(page), &by_hand)
}
