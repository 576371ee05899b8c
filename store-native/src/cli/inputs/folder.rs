//! A folder that is being walked.

use std::ffi::OsString;
use std::path::PathBuf;
use std::{fs, io, vec};

use super::is_package;

/// A folder and what of it is still to be visited.
#[derive(Debug)]
pub struct Folder {
    pub path: PathBuf,
    entries: vec::IntoIter<Entry>,
}

/// What stands in a folder.
#[derive(Debug)]
pub struct Entry {
    pub name: OsString,
    pub kind: Kind,
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
                entries.push(Entry { name, kind });
            }
        }
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { path, entries: entries.into_iter() })
    }

    /// How many packages are still to come, those in folders below not counted.
    pub fn remaining(&self) -> usize {
        self.entries.len()
    }
}

impl Iterator for Folder {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        self.entries.next()
    }
}
