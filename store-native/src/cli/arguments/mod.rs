//! The arguments, and how they are explained.

mod approve;
mod diff;
mod exchange;
mod execute;
mod explain;
mod groups;
mod limits;
mod look;
mod policy;
mod request;
mod sign;
mod store;
mod template;
mod trust;
mod values;
mod verify;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Command as Parser, CommandFactory, FromArgMatches, Subcommand, ValueHint};
use clap_complete::Shell;
use store_native::store::OpenOptions;

use super::terminal::{Colour, Width};
use values::time_limit;

pub use approve::{ApproveArguments, RevokeArguments};
pub use diff::{DiffArguments, DiffFormat};
pub use exchange::{
    AuditCommand, AuditExportArguments, AuditRecordArguments, ExportArguments, ImportArguments, OnConflict,
    OutputArgument,
};
pub use execute::ExecuteArguments;
pub use explain::{ExplainArguments, ExplainFormat};
pub use limits::{LimitArguments, OneInput};
pub use look::{InspectArguments, ListArguments, StatusArguments};
pub use request::RequestArguments;
pub use sign::{AttestArguments, KeygenArguments};
pub use store::{AdoptArguments, BackupArguments, CheckArguments, StoreCommand};
pub use template::{TemplateCommand, TemplateCreateArguments, TemplateGetArguments, TemplateListArguments};
pub use trust::{Deny, TrustArguments};
pub use values::Expiry;
pub use verify::{ReportFormat, VerifyArguments};

/// Who decided, who approved, what ran: records it, packs it into one file, and checks such files.
///
/// Decisions are kept in a store, one file that nobody can quietly change. An audit package is one JSON file that
/// anyone can check: each check says what it proves and what it does not. Nothing is sent anywhere: the files and
/// this program are enough.
#[derive(Debug, clap::Parser)]
#[command(
    name = "nexus-attest",
    version,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = MAIN_EXAMPLES
)]
pub struct Arguments {
    /// When to use colour: `auto` (on a terminal, unless `NO_COLOR` is set; elsewhere if `CLICOLOR_FORCE` is),
    /// `always` or `never`; words and symbols say the same without it
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        display_order = 900
    )]
    pub color: Colour,

    #[command(flatten)]
    pub store: StoreArguments,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What every command on a store is told.
#[derive(Debug, Clone, clap::Args)]
pub struct StoreArguments {
    /// The store [default: what `NEXUS_ATTEST_STORE` says, or else nexus-attest.sqlite]
    #[arg(long = "store", id = "store", global = true, value_name = "PATH", value_hint = ValueHint::FilePath,
          help_heading = "Store")]
    pub path: Option<PathBuf>,

    /// How long to wait while others write to the store: seconds, or a duration such as 2m [default: 30s]
    #[arg(long, global = true, value_name = "DURATION", value_parser = time_limit, help_heading = "Store")]
    pub wait: Option<Duration>,

    /// Answer with one line of canonical JSON, errors too
    #[arg(long, global = true, help_heading = "Store")]
    pub json: bool,
}

impl StoreArguments {
    /// How long to wait.
    pub fn patience(&self) -> Duration {
        self.wait.unwrap_or(OpenOptions::WAIT)
    }

    /// The first of the options that was given.
    pub fn given(&self) -> Option<&'static str> {
        let given =
            [("--store", self.path.is_some()), ("--wait", self.wait.is_some()), ("--json", self.json)];
        given.into_iter().find_map(|(option, is_given)| is_given.then_some(option))
    }
}

impl Arguments {
    /// Reads the command line; help is as wide as our own texts.
    pub fn read() -> Result<Self, clap::Error> {
        let command = Self::parser().term_width(Width::of_stdout().columns());
        Self::from_arg_matches(&command.try_get_matches()?)
    }

    /// The parser. The options of a store are accepted everywhere, so that they may stand before the command,
    /// but shown only where there is a store.
    pub fn parser() -> Parser {
        let command = Self::command();
        let help = groups::help(&command);
        let of_store: Vec<_> = command
            .get_arguments()
            .filter(|argument| argument.get_help_heading() == Some("Store"))
            .map(|argument| argument.clone().hide(true))
            .collect();
        groups::WITHOUT_STORE
            .iter()
            .fold(command, |command, name| {
                command.mut_subcommand(name, |subcommand| subcommand.args(&of_store))
            })
            .help_template(help)
    }
}

const MAIN_EXAMPLES: &str = "\
A decision, from the request to the package:
  nexus-attest request --goal \"Rotate the key\" --mode apply --actor human:alice
  nexus-attest approve ID --actor human:bob
  nexus-attest execute ID --adapter keys --actor system:ci \\
      --router-command ./router
  nexus-attest audit export ID -o package.json
  nexus-attest verify package.json

`nexus-attest COMMAND --help` explains each with examples.

Exit status:
  0  done; nothing failed
  1  the rules say no, or a check failed
  2  the command line is wrong
  3  a file is malformed, or cannot be read or written";

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    Request(RequestArguments),
    Approve(ApproveArguments),
    Revoke(RevokeArguments),
    Execute(Box<ExecuteArguments>),
    Status(StatusArguments),
    Inspect(InspectArguments),
    List(ListArguments),
    #[command(subcommand, subcommand_required = true, arg_required_else_help = true)]
    Template(TemplateCommand),
    Export(ExportArguments),
    Import(ImportArguments),
    #[command(subcommand, subcommand_required = true, arg_required_else_help = true)]
    Audit(AuditCommand),
    Verify(VerifyArguments),
    Diff(DiffArguments),
    Attest(Box<AttestArguments>),
    Keygen(KeygenArguments),
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
    #[command(subcommand, subcommand_required = true, arg_required_else_help = true)]
    Store(StoreCommand),
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

impl Command {
    /// Whether it is about a store.
    pub const fn uses_store(&self) -> bool {
        !matches!(
            self,
            Self::Verify(_)
                | Self::Diff(_)
                | Self::Attest(_)
                | Self::Keygen(_)
                | Self::Canonicalize(_)
                | Self::Digest(_)
                | Self::Explain(_)
                | Self::Completions { .. }
                | Self::Man { .. }
        )
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the definition of the command line against contradictions that clap finds at run time only.
    #[test]
    fn the_command_line_is_consistent() {
        Arguments::parser().debug_assert();
    }
}
