//! Whether a file that is about to be replaced is among what there is to verify.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use super::{Input, Inputs};

/// Whether one of the inputs that `paths` name is the file at `output`, which need not be there.
pub fn is_among(paths: &[OsString], output: &Path) -> bool {
    let Ok(output) = fs::canonicalize(output) else { return false };
    if !output.is_file() {
        // A pipe or a device is not replaced.
        return false;
    }
    Inputs::new(paths.to_vec()).any(|input| match input {
        Input::Stdin => is_same(Path::new("/dev/stdin"), &output),
        Input::File(path) => is_same(&path, &output),
        Input::Refused(..) => false,
    })
}

/// Only a link can stand for a file of another name; to look at no more than that keeps large folders fast.
fn is_same(path: &Path, output: &Path) -> bool {
    let same_name = match (path.file_name(), output.file_name()) {
        (Some(name), Some(other)) => name.eq_ignore_ascii_case(other),
        _ => false,
    };
    (same_name || path.is_symlink()) && fs::canonicalize(path).is_ok_and(|path| path == output)
}
