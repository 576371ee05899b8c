//! What `store` is asked.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};
use store_native::store::Head;
use verifier_core::decision::Actor;

use super::values::{ACTOR, actor};

/// Check, copy and describe the store itself
#[derive(Debug, Subcommand)]
#[command(after_help = STORE_EXAMPLES)]
pub enum StoreCommand {
    Check(CheckArguments),
    /// Print the end of the hash chain, POSITION:sha256:HEX
    ///
    /// Keep it where whoever can write to the store cannot: `store check --expect-head` then proves that
    /// nothing up to there was changed or cut off.
    #[command(after_help = HEAD_EXAMPLES)]
    Head,
    Backup(BackupArguments),
    /// Say how much there is in the store
    #[command(after_help = STATS_EXAMPLES)]
    Stats,
    Adopt(AdoptArguments),
}

const STORE_EXAMPLES: &str = "\
Examples:
  nexus-attest store check
  nexus-attest store head > head.txt
  nexus-attest store backup copy.sqlite";

const HEAD_EXAMPLES: &str = "\
Examples:
  nexus-attest store head > head.txt
  nexus-attest store check --expect-head \"$(cat head.txt)\"";

const STATS_EXAMPLES: &str = "\
Examples:
  nexus-attest store stats
  nexus-attest store stats --json | jq .events";

/// Check that everything in the store is what was recorded
///
/// Recomputes the digest of every event, the hash chain over all rows, every sequence and every replay, and
/// names each row that is wrong, missing, added or moved.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArguments {
    /// Also check that this head, which was kept elsewhere, is still there
    #[arg(long, value_name = "POSITION:sha256:HEX", value_parser = head)]
    pub expect_head: Option<Head>,
}

fn head(text: &str) -> Result<Head, String> {
    text.trim().parse().map_err(|why: &str| format!("{why}; `nexus-attest store head` prints one"))
}

const CHECK_EXAMPLES: &str = "\
Examples:
  nexus-attest store check
  nexus-attest store check --expect-head \"$(cat head.txt)\"

Exit status:
  0  the store is sound
  1  something is wrong with it
  2  the command line is wrong
  3  the store cannot be read";

/// Copy the store while it is in use, and check the copy
///
/// A copy with findings is kept too, because a damaged store is worth a copy more than any other.
#[derive(Debug, Args)]
#[command(after_help = BACKUP_EXAMPLES)]
pub struct BackupArguments {
    /// The copy; there must be no such file yet
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
}

const BACKUP_EXAMPLES: &str = "\
Examples:
  nexus-attest store backup copy.sqlite
  nexus-attest store backup \"backups/$(date +%F).sqlite\"";

/// Take rows into the hash chain that another program appended
///
/// Events that were appended by other means than this program are findings of `store check`. Whoever
/// knows where they come from can answer for them; that is recorded.
#[derive(Debug, Args)]
#[command(after_help = ADOPT_EXAMPLES)]
pub struct AdoptArguments {
    /// Who answers for the rows
    #[arg(long, value_name = ACTOR, value_parser = actor)]
    pub actor: Actor,

    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

const ADOPT_EXAMPLES: &str = "\
Examples:
  nexus-attest store adopt --actor human:alice \\
      --reason \"Appended by the old service on 3 May\"";
