//! A folder that is being walked.

use std::ffi::OsString;
use std::path::PathBuf;
use std::{fs, io};

use super::is_package;

/// A folder and what of it is still to be visited.
#[derive(Debug)]
pub struct Folder {
    pub path: PathBuf,
    /// Names stay until the folder is left. Were each freed by the thread that takes it, that thread would
    /// put memory of the one that listed the folder to use, and both would wait for the same allocator.
    entries: Vec<(OsString, Kind)>,
    next: usize,
}

/// What an entry is, as far as the folder itself knows: no entry is looked at for this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    Link,
    Special,
}

impl Folder {
    /// Lists a folder: folders and packages, in order of their names.
    pub fn open(path: PathBuf) -> io::Result<Self> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&path)? {
            let entry = entry?;
            let file_type = entry.file_type()?;
            let kind = match file_type {
                _ if file_type.is_dir() => Kind::Folder,
                _ if file_type.is_file() => Kind::File,
                _ if file_type.is_symlink() => Kind::Link,
                _ => Kind::Special,
            };
            let name = entry.file_name();
            if kind == Kind::Folder || is_package(&name) {
                entries.push((name, kind));
            }
        }
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(Self { path, entries, next: 0 })
    }

    /// How many packages are still to come, those in folders below not counted.
    pub fn remaining(&self) -> usize {
        self.entries.len() - self.next
    }
}

impl Iterator for Folder {
    type Item = (PathBuf, Kind);

    /// What comes next in the folder, by its path.
    fn next(&mut self) -> Option<(PathBuf, Kind)> {
        let (name, kind) = self.entries.get(self.next)?;
        self.next += 1;
        Some((self.path.join(name), *kind))
    }
}
