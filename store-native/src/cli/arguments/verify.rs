//! What `verify` is asked.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint, value_parser};

use super::limits::LimitArguments;
use super::trust::{Deny, TrustArguments, deny};

/// Check audit packages
///
/// Runs every check on every input and says what came of it. An input that cannot be read or is no
/// package is reported in its place and does not stop the others.
#[derive(Debug, Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub struct VerifyArguments {
    /// A package, a folder (every *.json below it, in order of the names; links to folders are not
    /// followed), or - for standard input
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<OsString>,

    /// How to report
    #[arg(long, short, value_enum, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,

    /// Write the report to this file, whole or not at all, instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// How many inputs to check at once [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,

    /// Also fail where something needs attention: a warning, or what could not be established
    #[arg(long)]
    pub strict: bool,

    /// Count the warning of this check as a failure, or with `warnings` every warning; may be given several times
    #[arg(long = "deny", value_name = "CHECK", value_parser = deny)]
    pub denied: Vec<Deny>,

    /// Show every check of every input in full, with what it proves and what not
    #[arg(long)]
    pub details: bool,

    #[command(flatten)]
    pub trust: TrustArguments,

    #[command(flatten)]
    pub limits: LimitArguments,
}

const VERIFY_EXAMPLES: &str = "\
Examples:
  nexus-attest verify package.json
  nexus-attest verify package.json --pin sha256:HEX
  nexus-attest verify package.json --attestation package.att.json --trust auditor.pub
  nexus-attest verify exports/ --pins digests.txt --strict
  nexus-attest verify exports/ --deny separation_of_duties
  nexus-attest verify package.json --format markdown --output report.md
  nexus-attest verify exports/ --format jsonl | jq -c '[.path, .report.verdict]'
  nexus-attest verify - < package.json

Exit status:
  0  nothing failed (with --strict: and nothing needs attention)
  1  a check failed (with --strict also: something needs attention)
  2  the command line is wrong
  3  an input is malformed or cannot be read, or the output cannot be written
  Where 1 and 3 both apply it is 3: nothing is known about what was not judged.";

/// How `verify` reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Text to read
    Human,
    /// The report of one input as one line of canonical JSON
    Json,
    /// One line of canonical JSON for each input
    Jsonl,
    /// Text to attach to a ticket
    Markdown,
    #[value(help = "JUnit XML, for continuous integration")]
    Junit,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}
