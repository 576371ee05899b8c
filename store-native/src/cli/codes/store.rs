//! What is wrong with a store, or with the file that it is in.

use std::io;

use store_native::store::{FindingCode, StoreError};

use super::Explanation;

/// The codes, with the remedies of the library.
pub fn explanations() -> Vec<Explanation> {
    let explain = |error: StoreError, means| Explanation::new(error.code(), means, error.remedy());
    let text = String::new;
    let other = || io::Error::from(io::ErrorKind::Other);
    vec![
        explain(StoreError::NotFound, "There is no store of this name."),
        explain(
            StoreError::NotAStore { why: text() },
            "The file is no SQLite database, or it belongs to another program.",
        ),
        explain(
            StoreError::TooNew { found: 0, known: 0 },
            "A later version of this program wrote the store.",
        ),
        explain(StoreError::Busy, "Others kept the store locked for longer than --wait."),
        explain(StoreError::ReadOnly, "The store, or its folder, may not be written to."),
        explain(StoreError::Full, "The disk is full. Nothing was recorded."),
        explain(
            StoreError::Tampered { place: text(), what: text() },
            "A row is not what was recorded: the file was changed by other means than this program.",
        ),
        explain(
            StoreError::Unreplayable { place: text(), what: text() },
            "An event does not fit the rules of the format, or a bundle holds what a store could not give back as it \
             came.",
        ),
        explain(
            StoreError::Unchained,
            "The store was written by another program, and may not be written to so that it gets its hash chain.",
        ),
        explain(StoreError::Clock, "The clock of this machine shows no time that can be written."),
        explain(
            StoreError::Database { source: rusqlite::Error::InvalidQuery },
            "The database refused for another reason.",
        ),
        explain(
            StoreError::Io { doing: "", source: other() },
            "The operating system refused to read or write the file.",
        ),
    ]
}

/// What a check can find.
pub fn findings() -> Vec<Explanation> {
    let compare = "Compare with a backup, and with heads that were kept elsewhere (`store check --expect-head`). \
                   Do not go on with this file before you know what happened.";
    FindingCode::ALL
        .iter()
        .map(|code| {
            let remedy = match code {
                FindingCode::DatabaseDamaged => {
                    "Look at the disk. Restore a backup, or let SQLite recover what it can (`sqlite3 FILE .recover`)."
                }
                FindingCode::RowAdded => {
                    "Find out who appended it. If it is right that it is there, `nexus-attest store adopt` takes it \
                     in and records who answers for that; else go back to a backup."
                }
                FindingCode::IndexWrong => {
                    "Only `list` reads the index; the log itself is not concerned. Find out who changed it."
                }
                FindingCode::NotReplayable => {
                    "The event was recorded like this, perhaps by another program. The decision cannot be used; \
                     make a new request."
                }
                _ => compare,
            };
            Explanation::new(code.as_str(), meaning(*code), remedy)
        })
        .collect()
}

const fn meaning(code: FindingCode) -> &'static str {
    match code {
        FindingCode::DatabaseDamaged => "SQLite finds the file itself damaged.",
        FindingCode::SchemaChanged => {
            "A table, an index or a trigger is missing, or is not the one of this program."
        }
        FindingCode::ChainEntryChanged => "An entry of the hash chain is not what was written.",
        FindingCode::ChainEntryMissing => "Entries of the hash chain are missing.",
        FindingCode::RowChanged => "A row is not what was recorded.",
        FindingCode::RowMissing => "A row that was recorded is not there.",
        FindingCode::RowAdded => "A row is there that was not recorded.",
        FindingCode::RowMoved => "A row is there with its content unchanged, but in another place.",
        FindingCode::SequenceBroken => "An event is not the next one of its log, or a log has gaps.",
        FindingCode::DigestWrong => "An event digest or a template digest is not that of the content.",
        FindingCode::NotReplayable => "An event does not replay.",
        FindingCode::IndexWrong => "The index that lists are read from is not what the log says.",
        FindingCode::HeadMismatch => {
            "The head that was kept elsewhere is not in the chain: something before it was changed or cut off."
        }
    }
}
