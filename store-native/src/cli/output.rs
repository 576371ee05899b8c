//! Where a report goes: standard output, or a file that appears whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::problem::Problem;
use super::text::visible;

/// Bytes that gather before they are written.
const BUFFER: usize = 1 << 16;

/// Something to write a report to.
#[derive(Debug)]
pub enum Output {
    Standard { writer: BufWriter<io::Stdout>, is_terminal: bool },
    File(NewFile),
}

impl Output {
    /// Standard output.
    pub fn standard() -> Self {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        Self::Standard { writer: BufWriter::with_capacity(BUFFER, stdout), is_terminal }
    }

    /// A file, of which nothing is to be seen before [`Output::finish`].
    pub fn file(path: &Path) -> Result<Self, Problem> {
        NewFile::beside(path).map(Self::File).map_err(|error| unwritable(path, &error, NOT_OPENED))
    }

    /// Whether somebody sees what is written as soon as it is flushed.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Standard { is_terminal: true, .. })
    }

    pub fn write(&mut self, text: &str) -> Result<(), Problem> {
        let written = match self {
            Self::Standard { writer, .. } => writer.write_all(text.as_bytes()),
            Self::File(file) => file.writer.write_all(text.as_bytes()),
        };
        written.map_err(|error| self.problem(&error))
    }

    pub fn flush(&mut self) -> Result<(), Problem> {
        let flushed = match self {
            Self::Standard { writer, .. } => writer.flush(),
            Self::File(file) => file.writer.flush(),
        };
        flushed.map_err(|error| self.problem(&error))
    }

    /// Everything was written: shows it.
    pub fn finish(mut self) -> Result<(), Problem> {
        self.flush()?;
        match self {
            Self::Standard { .. } => Ok(()),
            Self::File(mut file) => {
                file.appear().map_err(|error| unwritable(&file.path, &error, file.remedy()))
            }
        }
    }

    fn problem(&self, error: &io::Error) -> Problem {
        match self {
            Self::Standard { .. } => Problem::standard_output(error),
            Self::File(file) => unwritable(&file.path, error, file.remedy()),
        }
    }
}

const NOT_OPENED: &str =
    "Check that the folder is there, and that it and the file may be written to. Nothing was written.";

fn unwritable(path: &Path, error: &io::Error, remedy: &str) -> Problem {
    Problem::output(format!("{} cannot be written: {error}", visible(&path.to_string_lossy())), remedy)
}

/// A file that is written under another name in the same folder, and renamed when it is complete.
#[derive(Debug)]
pub struct NewFile {
    writer: BufWriter<File>,
    path: PathBuf,
    /// The name under which it is written; none for what cannot be replaced, such as a device.
    temporary: Option<PathBuf>,
}

impl NewFile {
    fn beside(path: &Path) -> io::Result<Self> {
        let existing = match fs::metadata(path) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let Some(metadata) = existing else {
            return Self::temporary(path.to_owned(), None);
        };
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !metadata.is_file() {
            // A pipe or a device is written to; replacing it would destroy it.
            let file = OpenOptions::new().write(true).open(path)?;
            return Ok(Self::writing(file, path.to_owned(), None));
        }
        // Where a file may not be written it must not be replaced either.
        OpenOptions::new().write(true).open(path)?;
        // What a link points to is replaced, not the link.
        Self::temporary(fs::canonicalize(path)?, Some(metadata.permissions()))
    }

    fn temporary(path: PathBuf, permissions: Option<fs::Permissions>) -> io::Result<Self> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        let mut temporary_name = OsString::from(".");
        temporary_name.push(name);
        temporary_name.push(format!(".{}.tmp", std::process::id()));
        let temporary = path.with_file_name(temporary_name);
        let file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        let new = Self::writing(file, path, Some(temporary));
        if let Some(permissions) = permissions {
            new.writer.get_ref().set_permissions(permissions)?;
        }
        Ok(new)
    }

    fn writing(file: File, path: PathBuf, temporary: Option<PathBuf>) -> Self {
        Self { writer: BufWriter::with_capacity(BUFFER, file), path, temporary }
    }

    /// What to do where writing fails, and what is left of the report then.
    fn remedy(&self) -> &'static str {
        match self.temporary {
            Some(_) => {
                "Look at the disk: is it full? Nothing of this report was left behind, and what stood under \
                 this name before still does."
            }
            None => {
                "It is a pipe or a device, which is written to directly: it may have got a part of the report."
            }
        }
    }

    /// Gives the complete file its name.
    fn appear(&mut self) -> io::Result<()> {
        let Some(temporary) = &self.temporary else { return Ok(()) };
        self.writer.get_ref().sync_all()?;
        fs::rename(temporary, &self.path)?;
        self.temporary = None;
        // That the name survives a crash is the folder's affair; some file systems cannot promise it.
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            // There is nobody to tell: the error that led here is on its way.
            let _ = fs::remove_file(temporary);
        }
    }
}
