//! The decision store: one SQLite file that holds what was decided, event by event.
//!
//! Nothing in it is ever updated or deleted; the file itself refuses to. Each row that is recorded enters a
//! hash chain, so what was changed by other means is found. State is derived by replay alone.
//!
//! `docs/store.md` describes the file, column by column.

mod adopt;
mod backup;
mod chain;
mod check;
mod connection;
mod error;
mod index;
mod list;
mod log;
mod parsed;
mod rows;
mod schema;
mod stats;
mod template;
mod writing;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior};
use uuid::Uuid;
use verifier_core::decision::Timestamp;

use crate::clock::{Clock, SystemClock};
use connection::Stamp;

pub use adopt::Adopted;
pub use backup::BackedUp;
pub use chain::{Entry, Head};
pub use check::{Adoption, Checked, Finding, FindingCode};
pub use error::StoreError;
pub use index::Phase;
pub use list::{Direction, Filter, Listed, Page};
pub use log::Log;
pub use parsed::Parsed;
pub use rows::{Header, Recorded, StoredEvent};
pub use schema::{VERSION as SCHEMA_VERSION, migrations};
pub use stats::Stats;
pub use template::{NewTemplate, TemplateError};
pub use writing::{NewEvent, Writing};

/// How long to wait before opening is tried again.
const RETRY: Duration = Duration::from_millis(2);

/// How a store is opened.
#[derive(Clone)]
pub struct OpenOptions {
    /// Whether an absent file is created.
    pub create: bool,
    /// Whether it is enough to read: then a file that may not be written is opened too.
    pub read_only: bool,
    /// How long to wait while others hold the lock.
    pub wait: Duration,
    /// Where the time of day comes from.
    pub clock: Arc<dyn Clock>,
}

impl OpenOptions {
    /// How long to wait by default.
    pub const WAIT: Duration = Duration::from_secs(30);
}

impl Default for OpenOptions {
    /// An existing store, to be read and written, with the clock of the operating system.
    fn default() -> Self {
        Self { create: false, read_only: false, wait: Self::WAIT, clock: Arc::new(SystemClock) }
    }
}

impl fmt::Debug for OpenOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenOptions")
            .field("create", &self.create)
            .field("read_only", &self.read_only)
            .field("wait", &self.wait)
            .finish_non_exhaustive()
    }
}

/// An open store.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    clock: Arc<dyn Clock>,
    /// Whether the file has a hash chain. Every file has once it was open where it may be written.
    chained: bool,
    writable: bool,
    /// What the file looked like when it was opened, where no lock can be taken on it.
    stamp: Option<Stamp>,
    adopted: Option<Adopted>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens a store, and brings its file up to the present schema.
    ///
    /// A file that the reference implementation wrote gets the further tables, and everything that is in
    /// it enters the hash chain; that this was so is recorded as an adoption.
    ///
    /// # Errors
    /// `STORE_NOT_FOUND`, `NOT_A_STORE`, `STORE_TOO_NEW`, `STORE_READ_ONLY`, `STORE_BUSY`, or what the
    /// database says.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Self, StoreError> {
        // While a file gets its write-ahead log, or loses it, SQLite says at once that it is busy; whoever
        // waits for a lock would not understand why this one cannot be waited for.
        let deadline = Instant::now() + options.wait;
        loop {
            match Self::open_once(path, options) {
                Err(StoreError::Busy) if Instant::now() < deadline => thread::sleep(RETRY),
                opened => return opened,
            }
        }
    }

    fn open_once(path: &Path, options: &OpenOptions) -> Result<Self, StoreError> {
        let opened = connection::open(path, options.create, options.wait)
            .and_then(|connection| Ok((version_of(&connection)?, connection)));
        let (version, connection, stamp) = match opened {
            // In a folder that may not be written SQLite cannot even set up what readers share.
            Err(StoreError::ReadOnly) if options.read_only => {
                let stamp = Stamp::of(path)?;
                let connection = connection::open_immutable(path, options.wait)?;
                (version_of(&connection)?, connection, Some(stamp))
            }
            opened => opened.map(|(version, connection)| (version, connection, None))?,
        };
        let writable = !connection.is_readonly("main")?;
        if !writable && !options.read_only {
            return Err(StoreError::ReadOnly);
        }
        let mut store = Self {
            connection,
            path: path.to_owned(),
            clock: Arc::clone(&options.clock),
            chained: version > 0,
            writable,
            stamp,
            adopted: None,
        };
        if writable {
            store.use_write_ahead_log()?;
            if version < schema::VERSION {
                store.migrate()?;
            }
        }
        Ok(store)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What stood in the file and was taken into the hash chain when it was opened, because it had none.
    #[must_use]
    pub const fn adopted(&self) -> Option<Adopted> {
        self.adopted
    }

    /// The present instant, by the clock of this store.
    ///
    /// # Errors
    /// `CLOCK_OUT_OF_RANGE`.
    pub fn now(&self) -> Result<Timestamp, StoreError> {
        Timestamp::from_unix_micros(self.clock.unix_micros()).ok_or(StoreError::Clock)
    }

    /// Does some work in one transaction. What it records is there, on the disk, when this returns; where
    /// it returns an error, nothing was recorded.
    ///
    /// # Errors
    /// What the work returns; `STORE_BUSY` while others write for too long; `STORE_FULL`.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if !self.writable {
            return Err(StoreError::ReadOnly.into());
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let mut writing = Writing::begin(transaction, &*self.clock)?;
        let outcome = work(&mut writing)?;
        writing.commit()?;
        Ok(outcome)
    }

    /// Reads the log of a decision.
    ///
    /// # Errors
    /// `DECISION_NOT_FOUND`; `STORE_TAMPERED` where a row is not the one that was recorded.
    pub fn log(&self, decision_id: &str) -> Result<Log, StoreError> {
        self.reading(|connection| Log::read(connection, decision_id, self.chained))
    }

    /// Reads the logs of a decision that were replaced, the first one first.
    ///
    /// # Errors
    /// `DECISION_NOT_FOUND`, or where the file cannot be read.
    pub fn archived(&self, decision_id: &str) -> Result<Vec<Log>, StoreError> {
        if !self.chained {
            return Ok(Vec::new());
        }
        self.reading(|connection| Log::archived(connection, decision_id))
    }

    /// The end of the hash chain.
    ///
    /// # Errors
    /// `STORE_UNCHAINED` where there is no chain yet.
    pub fn head(&self) -> Result<Head, StoreError> {
        self.need_chain()?;
        self.reading(|connection| chain::head(connection)?.ok_or(StoreError::Unchained))
    }

    /// What durability rests on: the journal mode, and `synchronous` (2 is FULL).
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn durability(&self) -> Result<(String, i64), StoreError> {
        Ok((
            self.connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?,
            self.connection.pragma_query_value(None, "synchronous", |row| row.get(0))?,
        ))
    }

    /// Reads with one view of the file, whatever others write meanwhile.
    fn reading<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let outcome = {
            let snapshot = self.snapshot()?;
            work(&snapshot)
        };
        match &self.stamp {
            // Where no lock can be taken, a writer is only noticed by what it leaves behind.
            Some(stamp) if *stamp != Stamp::of(&self.path)? => Err(StoreError::Busy),
            _ => outcome,
        }
    }

    /// One view of the file, whatever others write meanwhile.
    fn snapshot(&self) -> Result<rusqlite::Transaction<'_>, StoreError> {
        Ok(self.connection.unchecked_transaction()?)
    }

    const fn need_chain(&self) -> Result<(), StoreError> {
        if self.chained { Ok(()) } else { Err(StoreError::Unchained) }
    }

    fn use_write_ahead_log(&self) -> Result<(), StoreError> {
        let mode: String =
            self.connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
        if mode == "wal" {
            return Ok(());
        }
        Err(StoreError::NotAStore { why: format!("its file system cannot keep a write-ahead log ({mode})") })
    }

    /// Brings the file up to the present schema, in one transaction. Another process may have done it
    /// while this one waited for the lock.
    fn migrate(&mut self) -> Result<(), StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version = schema::version(&transaction)?;
        if version < schema::VERSION {
            schema::migrate(&transaction, version)?;
            let mut writing = Writing::begin(transaction, &*self.clock)?;
            if writing.head().is_none() {
                let adopted = begin_chain(&mut writing)?;
                self.adopted = Some(adopted).filter(|adopted| !adopted.is_empty());
            }
            writing.commit()?;
        }
        self.chained = true;
        Ok(())
    }
}

fn version_of(connection: &Connection) -> Result<i64, StoreError> {
    schema::version(&*connection.unchecked_transaction()?)
}

/// The first entry of the chain says what store this is; rows that are there already follow.
fn begin_chain(writing: &mut Writing<'_>) -> Result<Adopted, StoreError> {
    let store_id = Uuid::new_v4().to_string();
    let created_at = writing.now()?.to_string();
    writing.connection().execute(
        "INSERT INTO origin (id, store_id, created_at) VALUES (0, ?1, ?2)",
        [&store_id, &created_at],
    )?;
    let row = [0_i64.into(), (&store_id).into(), created_at.into()];
    writing.chain(Recorded::Origin, &store_id, 0, rows::record_digest(Recorded::Origin, row))?;
    adopt::adopt(writing, &adopt::program(), "they were there before the hash chain was begun")
}
