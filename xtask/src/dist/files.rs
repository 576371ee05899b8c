//! Files of the distribution.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::problem::Problem;

/// All files below a folder, as paths within it, in order of their names.
pub fn below(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut files = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(within) = open.pop() {
        let place = folder.join(&within);
        for entry in fs::read_dir(&place).map_err(|error| unreadable(&place, &error))? {
            let entry = entry.map_err(|error| unreadable(&place, &error))?;
            let path = within.join(entry.file_name());
            if entry.path().is_dir() {
                open.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The length of a file in bytes.
pub fn size(path: &Path) -> Result<u64, Problem> {
    Ok(fs::metadata(path).map_err(|error| unreadable(path, &error))?.len())
}

/// The text of a file.
pub fn read(path: &Path) -> Result<String, Problem> {
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

/// Writes a file.
pub fn write(path: &Path, content: &str) -> Result<(), Problem> {
    fs::write(path, content).map_err(|error| unwritable(path, &error))
}

/// Copies a file into a folder, under a name.
pub fn copy(from: &Path, folder: &Path, name: &str) -> Result<(), Problem> {
    let bytes = fs::read(from).map_err(|error| unreadable(from, &error))?;
    let to = folder.join(name);
    fs::write(&to, bytes).map_err(|error| unwritable(&to, &error))
}

/// Removes a file or a folder, if it is there.
pub fn remove(path: &Path) -> Result<(), Problem> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unwritable(path, &error)),
        _ => Ok(()),
    }
}

/// What to say where a file or folder cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Problem {
    Problem::new(format!("{} cannot be written: {error}", path.display()), "make the folder writable")
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem::new(
        format!("{} cannot be read: {error}", path.display()),
        "run the command again; if the file belongs to the checkout, check it out again",
    )
}
