//! The digests of everything that is published, as `sha256sum --check` reads them.

use std::path::Path;
use std::process::Command;

use super::files;
use crate::problem::Problem;
use crate::process;

/// The name of the file.
pub const FILE: &str = "SHA256SUMS";

/// Writes the digests of these products of a folder, each a file or a folder.
pub fn write<'n>(folder: &Path, products: impl Iterator<Item = &'n str>) -> Result<(), Problem> {
    let mut names = Vec::new();
    for product in products {
        let place = folder.join(product);
        if place.is_dir() {
            names.extend(files::below(&place)?.into_iter().map(|file| Path::new(product).join(file)));
        } else {
            names.push(product.into());
        }
    }
    names.sort();
    let mut command = Command::new("sha256sum");
    command.current_dir(folder).arg("--").args(&names);
    let sums = process::output(&mut command, "sha256sum is needed, as Debian has it")?;
    files::write(&folder.join(FILE), &sums)
}
