//! A copy of a store that is in use.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::chain::{self, Head};
use super::check::Checked;
use super::error::StoreError;
use super::{OpenOptions, Store};

/// Pages that are copied before others get a turn at the file.
const PAGES: i32 = 1024;

/// A copy that was made.
#[derive(Debug)]
pub struct BackedUp {
    /// Bytes of the copy.
    pub bytes: u64,
    /// The end of its hash chain.
    pub head: Head,
    /// What a check of the copy found.
    pub checked: Checked,
}

impl Store {
    /// Copies the store to a file that is not there yet, while others may go on writing, and checks the
    /// copy. The file appears when it is complete and was checked; a copy with findings appears too,
    /// because a damaged store is worth a copy more than any other, and the findings are returned.
    ///
    /// `progress` is told how many pages there are and how many of them are left.
    ///
    /// # Errors
    /// `STORE_IO` where there is such a file already, `STORE_UNCHAINED`, `STORE_FULL`, or what the database
    /// says. Then nothing is left behind.
    pub fn back_up(
        &self,
        destination: &Path,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<BackedUp, StoreError> {
        self.need_chain()?;
        if fs::symlink_metadata(destination).is_ok() {
            let source = io::Error::from(io::ErrorKind::AlreadyExists);
            return Err(StoreError::Io { doing: "creating the copy", source });
        }
        let partial = Partial::beside(destination)?;
        self.copy(&partial.path, &mut progress)?;
        let options = OpenOptions { read_only: true, ..OpenOptions::default() };
        let copy = Self::open(&partial.path, &options)?;
        let checked = copy.check(None, |_, _| ())?;
        let head = copy.head()?;
        // With the last connection the write-ahead log goes, and the copy is one file.
        drop(copy);
        let bytes = partial.appear(destination)?;
        Ok(BackedUp { bytes, head, checked })
    }

    fn copy(&self, path: &Path, progress: &mut impl FnMut(u64, u64)) -> Result<(), StoreError> {
        // Without a snapshot the copy would begin anew each time that somebody writes.
        let snapshot = self.snapshot()?;
        chain::head(&snapshot)?;
        let mut copy = Connection::open(path)?;
        let backup = Backup::new(&snapshot, &mut copy)?;
        loop {
            let step = backup.step(PAGES)?;
            let at = backup.progress();
            progress(count(at.pagecount), count(at.remaining));
            match step {
                StepResult::Done => return Ok(()),
                StepResult::More => {}
                // Nobody else has the copy open, and a snapshot waits for nobody.
                _ => return Err(StoreError::Busy),
            }
        }
    }
}

fn count(pages: i32) -> u64 {
    u64::try_from(pages).unwrap_or_default()
}

/// A file that is not complete yet: it goes where it does not get its name.
struct Partial {
    path: PathBuf,
    complete: bool,
}

impl Partial {
    fn beside(destination: &Path) -> Result<Self, StoreError> {
        let Some(name) = destination.file_name() else {
            let source = io::Error::from(io::ErrorKind::InvalidFilename);
            return Err(StoreError::Io { doing: "creating the copy", source });
        };
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.tmp", std::process::id()));
        let path = destination.with_file_name(hidden);
        File::create_new(&path).map_err(|source| StoreError::Io { doing: "creating the copy", source })?;
        Ok(Self { path, complete: false })
    }

    fn appear(mut self, destination: &Path) -> Result<u64, StoreError> {
        let io = |source| StoreError::Io { doing: "completing the copy", source };
        let file = File::open(&self.path).map_err(io)?;
        file.sync_all().map_err(io)?;
        let bytes = file.metadata().map_err(io)?.len();
        // A hard link never replaces a file that came to be in the meantime, as a rename would.
        fs::hard_link(&self.path, destination).map_err(io)?;
        fs::remove_file(&self.path).map_err(io)?;
        self.complete = true;
        let folder = destination.parent().filter(|folder| !folder.as_os_str().is_empty());
        // That the name survives a crash is the folder's affair; some file systems cannot promise it.
        if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
            let _ = folder.sync_all();
        }
        Ok(bytes)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.complete {
            for suffix in ["", "-wal", "-shm", "-journal"] {
                let mut name = OsString::from(&self.path);
                name.push(suffix);
                // There is nobody to tell: the error that led here is on its way.
                let _ = fs::remove_file(name);
            }
        }
    }
}
