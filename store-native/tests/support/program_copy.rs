//! A copy of a program, to be run where its original is not.

use std::path::Path;
use std::process::Command;

/// Copies a program. Another process writes it: of a file that this one has open for writing, a child that another test
/// starts at that moment has a copy of the descriptor for a while, and the kernel runs no program that is written to.
pub fn copy_program(from: impl AsRef<Path>, to: impl AsRef<Path>) {
    let status = Command::new("cp").arg(from.as_ref()).arg(to.as_ref()).status().expect("cp");
    assert!(status.success(), "{} is not copied", from.as_ref().display());
}
