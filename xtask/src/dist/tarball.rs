//! The tarball of an npm package: what `npm pack` makes, without npm and always with the same bytes.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::files;
use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

/// The time that npm gives every file: 26 October 1985.
const TIME: &str = "@499162500";

/// Packs the files of a folder into a tarball in the same folder.
pub fn pack(workspace: &Workspace, folder: &Path, name: &str) -> Result<(), Problem> {
    let content = files::below(folder)?;
    let tar = folder.join("package.tar");
    process::run(&mut tar_command(workspace, folder, &tar, &content), "GNU tar is needed, as Debian has it")?;
    process::run(
        workspace.command("gzip").args(["-9", "--no-name", "--force"]).arg(&tar),
        "gzip is needed, as Debian has it",
    )?;
    let packed = folder.join("package.tar.gz");
    std::fs::rename(&packed, folder.join(name)).map_err(|error| files::unwritable(&packed, &error))
}

/// Names in order, no owner, no time of day and no permissions of this machine.
fn tar_command(workspace: &Workspace, folder: &Path, tar: &Path, content: &[PathBuf]) -> Command {
    let mut command = workspace.command("tar");
    command
        .args(["--create", "--format=ustar", "--numeric-owner", "--owner=0", "--group=0"])
        .args(["--mode=u=rw,go=r", "--transform=s,^,package/,"])
        .arg(format!("--mtime={TIME}"))
        .arg("--file")
        .arg(tar)
        .arg("--directory")
        .arg(folder)
        .arg("--")
        .args(content);
    command
}
