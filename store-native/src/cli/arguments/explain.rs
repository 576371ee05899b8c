//! What `explain` is asked.

use clap::{Args, ValueEnum};

/// Explain a check, a layer or an error code
///
/// Without an argument: the list of all checks and codes.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub struct ExplainArguments {
    /// A check such as `binding_digest`, a layer such as `history`, or an error code such as `DUPLICATE_KEY`
    #[arg(value_name = "NAME")]
    pub name: Option<String>,

    /// How to print it
    #[arg(long, short, value_enum, value_name = "FORMAT", default_value = "human")]
    pub format: ExplainFormat,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  nexus-attest explain
  nexus-attest explain control_bundle_digest
  nexus-attest explain history
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
