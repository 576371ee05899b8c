//! The arguments, and how they are explained.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, ValueHint, value_parser};
use clap_complete::Shell;
use verifier_core::{Code, Limits};

use super::terminal::{Colour, Width};

/// Checks audit packages: who decided, who approved, what ran.
///
/// A package is one JSON file. What is in it is checked against the digests that seal it; each check says
/// what it proves and what it does not. Nothing is sent anywhere: the file and this program are enough.
#[derive(Debug, Parser)]
#[command(
    name = "nexus-attest",
    version,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = MAIN_EXAMPLES
)]
pub struct Arguments {
    /// When to use colour; words and symbols say the same without it
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// Reads the command line; help is as wide as our own texts.
    pub fn read() -> Result<Self, clap::Error> {
        let command = Self::command().term_width(Width::of_stdout().columns());
        Self::from_arg_matches(&command.try_get_matches()?)
    }
}

const MAIN_EXAMPLES: &str = "\
Examples:
  nexus-attest verify package.json      check one package
  nexus-attest verify exports/          check every *.json below a folder
  nexus-attest explain binding_digest   what a check proves, and what not
  nexus-attest digest < package.json    the digest of the canonical form

Exit status:
  0  nothing failed
  1  a check failed (with `verify --strict` also: something needs attention)
  2  the command line is wrong
  3  an input is malformed or cannot be read, or the output cannot be written";

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    Verify(VerifyArguments),
    /// Print the canonical form of a JSON text
    ///
    /// The canonical form is what digests are computed over: members in order of their keys, no white
    /// space, one spelling for every value. No line feed is added.
    #[command(after_help = CANONICALIZE_EXAMPLES)]
    Canonicalize(OneInput),
    /// Print the digest of the canonical form of a JSON text
    ///
    /// Two texts with the same digest say the same, however they are laid out. The digest of a file as it
    /// stands is what `sha256sum` prints.
    #[command(after_help = DIGEST_EXAMPLES)]
    Digest(OneInput),
    Explain(ExplainArguments),
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// Write one page for each command into this folder instead
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        dir: Option<PathBuf>,
    },
}

const CANONICALIZE_EXAMPLES: &str = "\
Examples:
  nexus-attest canonicalize package.json > canonical.json
  nexus-attest canonicalize package.json | sha256sum";

const DIGEST_EXAMPLES: &str = "\
Examples:
  nexus-attest digest package.json
  nexus-attest digest < package.json";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  nexus-attest completions bash > ~/.local/share/bash-completion/completions/nexus-attest
  nexus-attest completions zsh > ~/.zfunc/_nexus-attest
  nexus-attest completions fish > ~/.config/fish/completions/nexus-attest.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  nexus-attest man | man -l -
  nexus-attest man --dir ~/.local/share/man/man1";

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

    /// Show every check of every input, not only of those that do not pass
    #[arg(long)]
    pub details: bool,

    #[command(flatten)]
    pub limits: LimitArguments,
}

const VERIFY_EXAMPLES: &str = "\
Examples:
  nexus-attest verify package.json
  nexus-attest verify exports/ --strict
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

/// The one input of a command.
#[derive(Debug, Args)]
pub struct OneInput {
    /// A file, or - for standard input
    #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub path: OsString,

    #[command(flatten)]
    pub limits: LimitArguments,
}

/// Explain a check or an error code
///
/// Without an argument: the list of all checks and codes.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub struct ExplainArguments {
    /// A check such as `binding_digest`, or an error code such as `DUPLICATE_KEY`
    #[arg(value_name = "CHECK")]
    pub name: Option<String>,

    /// How to print it
    #[arg(long, short, value_enum, value_name = "FORMAT", default_value = "human")]
    pub format: ExplainFormat,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  nexus-attest explain
  nexus-attest explain control_bundle_digest
  nexus-attest explain DUPLICATE_KEY
  nexus-attest explain --format markdown > checks.md";

/// How `explain` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// Text to read
    Human,
    /// Canonical JSON
    Json,
    /// Markdown
    Markdown,
}

/// Bounds on an input.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
// The names are those of the flags.
#[allow(clippy::struct_field_names)]
pub struct LimitArguments {
    /// Largest input in bytes
    #[arg(long, value_name = "N", default_value_t = Limits::default().bytes, value_parser = bytes)]
    max_bytes: usize,

    /// Deepest nesting of arrays and objects
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth)]
    max_depth: usize,

    /// Most digits in an integer
    #[arg(long, value_name = "N", default_value_t = Limits::default().integer_digits)]
    max_integer_digits: usize,

    /// Most members and elements in one document
    #[arg(long, value_name = "N", default_value_t = Limits::default().members)]
    max_members: usize,
}

impl LimitArguments {
    /// The limits.
    pub fn limits(&self) -> Limits {
        Limits {
            bytes: self.max_bytes,
            depth: self.max_depth,
            integer_digits: self.max_integer_digits,
            members: self.max_members,
        }
    }

    /// The flag that raises the limit that a refusal speaks of.
    pub const fn flag(code: Code) -> Option<&'static str> {
        match code {
            Code::TooLarge => Some("--max-bytes"),
            Code::TooDeep => Some("--max-depth"),
            Code::NumberTooLong => Some("--max-integer-digits"),
            Code::TooManyMembers => Some("--max-members"),
            _ => None,
        }
    }
}

fn bytes(text: &str) -> Result<usize, String> {
    let bytes: usize = text.parse().map_err(|_| "not a number of bytes".to_owned())?;
    if bytes > Limits::MAX_BYTES {
        return Err(format!("at most {} bytes can be read", Limits::MAX_BYTES));
    }
    Ok(bytes)
}
