//! What `export`, `import` and `audit` are asked.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum, ValueHint};

/// Export a decision as a bundle
///
/// Prints the bundle and nothing else: canonical JSON in one line, with its digest in it. Exporting the
/// same decision again gives the same digest, here and wherever the bundle was imported.
#[derive(Debug, Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub struct ExportArguments {
    /// The request
    #[arg(value_name = "ID")]
    pub id: String,

    #[command(flatten)]
    pub output: OutputArgument,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  nexus-attest export ID > bundle.json
  nexus-attest export ID -o bundle.json
  nexus-attest export ID | nexus-attest import - --store elsewhere.sqlite";

/// Where an export goes.
#[derive(Debug, Args)]
pub struct OutputArgument {
    /// Write it to this file, whole or not at all, instead of standard output (-)
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

impl OutputArgument {
    /// The file, if it is not standard output.
    pub fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }
}

/// Import decision bundles
///
/// Each bundle is checked before anything of it is stored: its form, its digest, its events, and that it
/// would export again with the same digest. One that is refused does not stop the others. The store is
/// created if it is not there.
#[derive(Debug, Args)]
#[command(after_help = IMPORT_EXAMPLES)]
pub struct ImportArguments {
    /// A bundle, a file *.jsonl with one bundle in each line, a folder (every *.json below it), or - for
    /// standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub files: Vec<OsString>,

    /// What to do about a decision that is there already
    #[arg(long, value_enum, value_name = "MODE", default_value = "reject")]
    pub on_conflict: OnConflict,
}

/// What to do about a decision that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OnConflict {
    /// Refuse the bundle
    #[value(alias = "reject_on_conflict")]
    Reject,
    /// Import it with a new id; what happened is the same
    #[value(alias = "new_decision_id")]
    NewId,
    /// Let it take the place of the log that is there, which is archived
    Overwrite,
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  nexus-attest import bundle.json
  nexus-attest import exports/ --on-conflict new-id
  nexus-attest import bundles.jsonl --json | jq -c 'select(.ok | not)'

Exit status:
  0  every bundle was imported
  1  a bundle was refused: its digest is wrong, its events do not replay, or it is there already
  2  the command line is wrong
  3  a bundle is malformed or cannot be read, or the store cannot be written
  Where 1 and 3 both apply it is 3.";

/// Audit packages and records of a decision
#[derive(Debug, Subcommand)]
#[command(after_help = AUDIT_EXAMPLES)]
pub enum AuditCommand {
    Export(AuditExportArguments),
    Record(AuditRecordArguments),
}

const AUDIT_EXAMPLES: &str = "\
Examples:
  nexus-attest audit export ID -o package.json
  nexus-attest verify package.json
  nexus-attest audit record ID > record.json";

/// Export an audit package: the decision, bound to its run
///
/// Prints the package and nothing else. It is verified before it is written; one that does not verify is
/// never produced. The decision must have been executed.
#[derive(Debug, Args)]
#[command(after_help = AUDIT_EXPORT_EXAMPLES)]
pub struct AuditExportArguments {
    /// The request
    #[arg(value_name = "ID")]
    pub id: String,

    /// Put this record of the run into the package: a bundle of the router, as a file, or - for standard
    /// input
    #[arg(long, value_name = "ROUTER_BUNDLE", value_hint = ValueHint::FilePath)]
    pub embed: Option<OsString>,

    /// Embed it although its digest is not the recorded digest of the router's answer
    #[arg(long, requires = "embed")]
    pub no_cross_check: bool,

    /// Refer to the run by this digest instead of the recorded one
    #[arg(long, value_name = "DIGEST", conflicts_with = "embed")]
    pub router_digest: Option<String>,

    #[command(flatten)]
    pub output: OutputArgument,
}

const AUDIT_EXPORT_EXAMPLES: &str = "\
Examples:
  nexus-attest audit export ID -o package.json
  nexus-attest audit export ID --embed run.json -o package.json
  nexus-attest audit export ID | nexus-attest verify -";

/// Print everything that is known about a decision, with a digest over it
///
/// For archives: canonical JSON in one line, with approvals, executions and events.
#[derive(Debug, Args)]
#[command(after_help = AUDIT_RECORD_EXAMPLES)]
pub struct AuditRecordArguments {
    /// The request
    #[arg(value_name = "ID")]
    pub id: String,

    #[command(flatten)]
    pub output: OutputArgument,
}

const AUDIT_RECORD_EXAMPLES: &str = "\
Examples:
  nexus-attest audit record ID -o record.json
  nexus-attest audit record ID | jq .audit_record.approvals";
