//! A connection to the file, with the settings that everything else relies on.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::StoreError;

/// Statements that stay prepared. There are fewer of them than this.
const PREPARED: usize = 64;

/// Memory for pages, in KiB; it is used as it is needed.
const CACHE_KIB: i64 = 65_536;

/// Opens the file. Nothing is written to it, but an absent one is created, empty, if `create` says so.
pub fn open(path: &Path, create: bool, wait: Duration) -> Result<Connection, StoreError> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(StoreError::NotAStore { why: "it is no file".to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if !create {
                return Err(StoreError::NotFound);
            }
        }
        Err(source) => return Err(StoreError::Io { doing: "looking at the file", source }),
    }
    let path = &resolved(path)?;
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
    let connection = match Connection::open_with_flags(plain(path), flags) {
        Ok(connection) => connection,
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::CannotOpen) => {
            return Err(StoreError::ReadOnly);
        }
        Err(error) => return Err(error.into()),
    };
    settle(connection, wait)
}

/// Opens a file that may not be written, in a folder that may not be written either. SQLite needs to be
/// told that nobody else writes to it; a write-ahead log beside it would not be seen, so there must be none.
pub fn open_immutable(path: &Path, wait: Duration) -> Result<Connection, StoreError> {
    let path = &resolved(path)?;
    if fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0) {
        return Err(StoreError::ReadOnly);
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    settle(Connection::open_with_flags(immutable_uri(path), flags)?, wait)
}

/// The file itself, where the path is a link: its write-ahead log stands beside it and not beside the link.
fn resolved(path: &Path) -> Result<PathBuf, StoreError> {
    match fs::canonicalize(path) {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        Err(source) => Err(StoreError::Io { doing: "looking at the file", source }),
    }
}

/// What a file looks like from outside. While nobody writes to it, it stays the same.
#[derive(Debug, PartialEq, Eq)]
pub struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
    log: u64,
}

impl Stamp {
    /// What the file looks like now.
    pub fn of(path: &Path) -> Result<Self, StoreError> {
        let io = |source| StoreError::Io { doing: "looking at the file", source };
        let path = resolved(path)?;
        let metadata = fs::metadata(&path).map_err(io)?;
        let log = fs::metadata(beside(&path, "-wal")).map_or(0, |log| log.len());
        Ok(Self { bytes: metadata.len(), modified: metadata.modified().ok(), log })
    }
}

/// The files that SQLite keeps beside the database have its name with something behind it.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

fn settle(connection: Connection, wait: Duration) -> Result<Connection, StoreError> {
    connection.busy_timeout(wait)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    // The triggers ask it before anything enters a table that is this program's alone.
    connection
        .create_scalar_function("nexus_attest_writes", 0, FunctionFlags::SQLITE_INNOCUOUS, |_| Ok(1))?;
    // A file can come from anywhere: its schema gets no functions with side effects, and no statement of
    // ours may bend the schema itself.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Plans that do not depend on what is bound: without it SQLite prepares some statements anew each time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // An acknowledged event must survive a loss of power: each commit reaches the disk before it returns.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // Savepoints keep their journals in memory, and many imports in one transaction most of their pages.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(connection)
}

/// SQLite gives some names a meaning of their own (`:memory:`); behind `./` they are files.
fn plain(path: &Path) -> PathBuf {
    if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) }
}

/// `file:PATH?immutable=1`, with what has a meaning in a URI escaped (RFC 3986).
fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in plain(path).as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(*byte));
            }
            _ => {
                uri.push('%');
                uri.extend([byte >> 4, byte & 15].map(|digit| {
                    char::from_digit(digit.into(), 16).unwrap_or_default().to_ascii_uppercase()
                }));
            }
        }
    }
    uri.push_str("?immutable=1");
    uri
}
