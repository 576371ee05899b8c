//! `nexus-attest keygen`.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use store_native::keys::PrivateKey;

use super::{key_problem, passphrase};
use crate::cli::arguments::KeygenArguments;
use crate::cli::inputs::Input;
use crate::cli::problem::Problem;
use crate::cli::status::Status;
use crate::cli::terminal::Colour;
use crate::cli::text::visible;

/// Makes a key and writes it.
pub fn run(arguments: &KeygenArguments, colour: Colour) -> Result<Status, Problem> {
    let private = arguments.output.as_path();
    Input::file(private)?;
    let public = with_pub(private);
    // Asked before anybody types a passphrase for nothing; creating the files asks again.
    for path in [private, &public] {
        if path.symlink_metadata().is_ok() {
            return Err(exists(path));
        }
    }
    let passphrase = if arguments.no_passphrase {
        None
    } else {
        Some(passphrase::new(arguments.passphrase.passphrase_file.as_deref(), private, colour)?)
    };
    let wrong = |error| key_problem(&error, private);
    let key = PrivateKey::generate().map_err(wrong)?;
    let pem = key.to_pem(passphrase.as_deref().map(String::as_str)).map_err(wrong)?;
    let verifying = key.public().map_err(wrong)?;

    write_new(private, pem.as_bytes(), 0o600)?;
    if let Err(problem) = write_new(&public, format!("{verifying}\n").as_bytes(), 0o644) {
        // Half a pair is of no use, and would stand in the way of the next attempt.
        let _ = fs::remove_file(private);
        return Err(problem);
    }
    let text = format!("{verifying}\n");
    io::stdout().write_all(text.as_bytes()).map_err(|error| Problem::standard_output(&error))?;
    Ok(Status::Good)
}

/// `KEY.pub`
fn with_pub(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".pub");
    name.into()
}

fn exists(path: &Path) -> Problem {
    Problem {
        code: "KEY_EXISTS",
        ..Problem::output(
            format!("{} is there already", visible(&path.to_string_lossy())),
            "Choose another name. A key is never replaced: what it signed could no longer be told.",
        )
    }
}

/// Writes a file that is not there yet; nothing is left of it where that fails.
fn write_new(path: &Path, content: &[u8], mode: u32) -> Result<(), Problem> {
    let failed = |error: &io::Error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            return exists(path);
        }
        Problem::output(
            format!("{} cannot be written: {error}", visible(&path.to_string_lossy())),
            "Check that the folder is there and may be written to. No key was left behind.",
        )
    };
    let mut file = create_new(path, mode).map_err(|error| failed(&error))?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(|error| {
        let _ = fs::remove_file(path);
        failed(&error)
    })
}

#[cfg(unix)]
fn create_new(path: &Path, mode: u32) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

#[cfg(not(unix))]
fn create_new(path: &Path, _mode: u32) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
