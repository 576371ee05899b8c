//! What `diff` is asked.

use std::ffi::OsString;

use clap::{Args, ValueEnum, ValueHint};

use super::limits::LimitArguments;

/// Say what differs between two packages
///
/// Compares every member by its canonical form, and says in words what that changes: the decision, the policy, the
/// approvals, the runs, the events. It does not say which of the two is right, nor whether either is sound; `verify` does.
#[derive(Debug, Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub struct DiffArguments {
    /// A package, or - for standard input
    #[arg(value_name = "A", value_hint = ValueHint::FilePath)]
    pub a: OsString,

    /// The package that it is compared with
    #[arg(value_name = "B", value_hint = ValueHint::FilePath)]
    pub b: OsString,

    /// How to print it
    #[arg(long, short, value_enum, value_name = "FORMAT", default_value = "human")]
    pub format: DiffFormat,

    /// Show all differences, however many there are, instead of the first 20 of each kind
    #[arg(long)]
    pub all: bool,

    #[command(flatten)]
    pub limits: LimitArguments,
}

const DIFF_EXAMPLES: &str = "\
Examples:
  nexus-attest diff received.json ours.json
  nexus-attest diff received.json ours.json --format json | jq '.members[].pointer'

Exit status:
  0  there is no difference: the binding digest and every member agree
  1  there are differences
  2  the command line is wrong
  3  one of the two is malformed or cannot be read";

/// How `diff` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Text to read
    Human,
    /// Canonical JSON
    Json,
    /// Markdown
    Markdown,
}
