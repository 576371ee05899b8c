//! Passphrases: from the terminal without echo, or from a file.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use zeroize::Zeroizing;

use crate::cli::inputs::Input;
use crate::cli::problem::{Problem, warn};
use crate::cli::status::Status;
use crate::cli::terminal::Colour;
use crate::cli::text::visible;

/// A passphrase is no longer than this, in bytes.
const LONGEST: u64 = 1 << 16;

/// The passphrase of a key that is there.
pub fn known(file: Option<&Path>, key: &Path, colour: Colour) -> Result<Zeroizing<String>, Problem> {
    match file {
        Some(file) => in_file(file, colour),
        None => asked(&format!("Passphrase of {}: ", visible(&key.to_string_lossy()))),
    }
}

/// The passphrase of a new key, which is asked for twice.
pub fn new(file: Option<&Path>, key: &Path, colour: Colour) -> Result<Zeroizing<String>, Problem> {
    if let Some(file) = file {
        return in_file(file, colour);
    }
    let first = asked(&format!("Passphrase for {}: ", visible(&key.to_string_lossy())))?;
    if first.is_empty() {
        return Err(invalid("the passphrase is empty", "Choose one, or say --no-passphrase."));
    }
    let second = asked("The same again: ")?;
    if *first == *second {
        Ok(first)
    } else {
        Err(invalid("the two passphrases differ", "Try again. No key was made."))
    }
}

fn asked(prompt: &str) -> Result<Zeroizing<String>, Problem> {
    let needed = |why: String| Problem {
        code: "PASSPHRASE_NEEDED",
        ..Problem::usage(
            why,
            "Run it on a terminal, or give the passphrase in a file with --passphrase-file.",
        )
    };
    // A terminal may be there although nobody sits at it.
    if !io::stdin().is_terminal() && !io::stderr().is_terminal() {
        return Err(needed("a passphrase is needed, and there is no terminal to ask for it".to_owned()));
    }
    rpassword::prompt_password(prompt)
        .map(Zeroizing::new)
        .map_err(|error| needed(format!("the passphrase cannot be asked for: {error}")))
}

/// The first line of a file.
fn in_file(path: &Path, colour: Colour) -> Result<Zeroizing<String>, Problem> {
    let shown = visible(&path.to_string_lossy()).into_owned();
    let unreadable = |error: io::Error| {
        Problem::output(format!("{shown} cannot be read: {error}"), "Check the name, and who may read it.")
    };
    Input::file(path)?;
    warn_if_open(path, colour);
    let file = File::open(path).map_err(unreadable)?;
    // Large enough from the start: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(LONGEST).unwrap_or_default() + 1));
    file.take(LONGEST).read_to_end(&mut bytes).map_err(unreadable)?;
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match std::str::from_utf8(line) {
        Ok(text) if !text.is_empty() => Ok(Zeroizing::new(text.to_owned())),
        Ok(_) => Err(invalid(&format!("the first line of {shown} is empty"), "Write the passphrase there.")),
        Err(_) => {
            Err(invalid(&format!("the first line of {shown} is not UTF-8"), "Write the passphrase as text."))
        }
    }
}

fn invalid(what: &str, help: &str) -> Problem {
    Problem { code: "PASSPHRASE_INVALID", status: Status::Usage, ..Problem::usage(what, help) }
}

/// Says so where others can read a secret.
#[cfg(unix)]
pub fn warn_if_open(path: &Path, colour: Colour) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(metadata) = fs::metadata(path) else { return };
    let mode = metadata.permissions().mode();
    if metadata.is_file() && mode & 0o077 != 0 {
        let shown = visible(&path.to_string_lossy()).into_owned();
        warn(&format!("others than its owner may read {shown} (its mode is {:o})", mode & 0o777), colour);
    }
}

#[cfg(not(unix))]
pub fn warn_if_open(_path: &Path, _colour: Colour) {}
