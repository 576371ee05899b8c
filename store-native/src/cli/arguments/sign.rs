//! What `keygen` and `attest` are asked.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueHint};
use verifier_core::decision::Timestamp;

use super::exchange::OutputArgument;
use super::limits::LimitArguments;

/// Make a key to sign attestations with
///
/// Writes the private key to KEY and the public one to KEY.pub. The private key is encrypted with a passphrase, which is
/// asked for twice, and readable by its owner alone. Neither file may be there already.
#[derive(Debug, Args)]
#[command(after_help = KEYGEN_EXAMPLES)]
pub struct KeygenArguments {
    /// Where the private key goes; the public one goes to KEY.pub
    #[arg(long, short, value_name = "KEY", value_hint = ValueHint::FilePath)]
    pub output: PathBuf,

    #[command(flatten)]
    pub passphrase: PassphraseArgument,

    /// Do not encrypt the key: whoever can read the file can sign with it
    #[arg(long, conflicts_with = "passphrase_file")]
    pub no_passphrase: bool,
}

const KEYGEN_EXAMPLES: &str = "\
Examples:
  nexus-attest keygen -o auditor.key
  nexus-attest keygen -o ci.key --passphrase-file /run/secrets/passphrase

Hand out auditor.key.pub in a way that those who get it can trust, such as in person.
Keep auditor.key. `openssl pkey -in auditor.key -text` reads it as well.";

/// Where a passphrase comes from. It is no argument: those can be seen by others on the machine.
#[derive(Debug, Args)]
pub struct PassphraseArgument {
    /// Read the passphrase from the first line of this file, instead of asking for it on the terminal
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub passphrase_file: Option<PathBuf>,
}

/// Vouch for a package with a signature
///
/// Verifies the package first, says what is going to be signed, and writes an attestation: a signed statement over
/// the binding digest of the package, which stands for all that the package binds.
#[derive(Debug, Args)]
#[command(after_help = ATTEST_EXAMPLES)]
pub struct AttestArguments {
    /// The package, or - for standard input
    #[arg(value_name = "PACKAGE", value_hint = ValueHint::FilePath)]
    pub package: OsString,

    /// The private key
    #[arg(long, short, value_name = "KEY", value_hint = ValueHint::FilePath)]
    pub key: PathBuf,

    #[command(flatten)]
    pub passphrase: PassphraseArgument,

    /// What you claim about the package, in your own words, such as `reviewed`; may be given several times
    #[arg(long = "claim", value_name = "TEXT", required = true, value_parser = said)]
    pub claims: Vec<String>,

    /// Who claims it, such as a mail address
    #[arg(long, value_name = "ID", value_parser = said)]
    pub attestor: String,

    /// What you call the key [default: the first 16 digits of the public key]
    #[arg(long, value_name = "ID", value_parser = said)]
    pub key_id: Option<String>,

    /// When it is signed [default: now]
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub signed_at: Option<Timestamp>,

    /// Write an in-toto statement in a DSSE envelope, which other tools read, instead of the format's own envelope
    #[arg(long)]
    pub dsse: bool,

    /// Attest a package that fails a check. What you sign then is that you claim this about a package that fails
    #[arg(long)]
    pub force_attest_failed_package: bool,

    #[command(flatten)]
    pub output: OutputArgument,

    #[command(flatten)]
    pub limits: LimitArguments,
}

const ATTEST_EXAMPLES: &str = "\
Examples:
  nexus-attest attest package.json --key auditor.key --claim reviewed \\
      --attestor auditor@example.com -o package.att.json
  nexus-attest attest package.json --key ci.key --passphrase-file pass --claim built \\
      --attestor ci --dsse > package.dsse.json

Who gets the attestation checks it with:
  nexus-attest verify package.json --attestation package.att.json --trust auditor.key.pub";

/// A text in which something is said.
fn said(text: &str) -> Result<String, &'static str> {
    if text.trim().is_empty() { Err("it is empty") } else { Ok(text.to_owned()) }
}

/// Reads a point in time.
fn time(text: &str) -> Result<Timestamp, &'static str> {
    let time = Timestamp::parse(text).ok_or("it is not a time such as 2026-12-31T18:00:00Z")?;
    time.offset().map(|_| time).ok_or("a time needs its offset: Z for UTC, or one such as +02:00")
}
