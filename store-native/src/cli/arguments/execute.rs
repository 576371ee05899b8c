//! What `execute` is asked.

use std::ffi::OsString;
use std::time::Duration;

use clap::{ArgGroup, Args, ValueHint, value_parser};
use verifier_core::decision::Actor;

use super::values::{ACTOR, actor, time_limit_above_zero};

/// Run an approved request through a router
///
/// Asks the policy, claims the execution so that nobody else can run it, starts the router, and records what
/// came of it. After a run in the mode `apply` that ended well, the request cannot be executed again.
///
/// The router is a program: it gets the request as JSON on standard input and answers with JSON on standard
/// output (docs/router-contract.md).
#[derive(Debug, Args)]
#[command(
    override_usage = EXECUTE_USAGE,
    after_help = EXECUTE_EXAMPLES,
    group = ArgGroup::new("what").args(["router_command", "router_response", "preview", "abandon"]).multiple(true)
        .required(true)
)]
pub struct ExecuteArguments {
    /// The request
    #[arg(value_name = "ID")]
    pub id: String,

    /// The adapter that the router is to use
    #[arg(long, value_name = "NAME", required_unless_present = "abandon")]
    pub adapter: Option<String>,

    /// Who runs it
    #[arg(long, value_name = ACTOR, value_parser = actor, required_unless_present = "preview")]
    pub actor: Option<Actor>,

    /// Only try it, whatever mode was requested
    #[arg(long)]
    pub dry_run: bool,

    /// The router: a program and its arguments in one text, split into words as a shell does, but without a
    /// shell
    #[arg(long, value_name = "PROGRAM ARG ...", value_hint = ValueHint::CommandString)]
    pub router_command: Option<String>,

    /// The response of a router that ran elsewhere: a file, or - for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "router_command")]
    pub router_response: Option<OsString>,

    /// How long the router may take: seconds, or a duration such as 30m
    #[arg(long, value_name = "DURATION", default_value = "10m", value_parser = time_limit_above_zero)]
    pub timeout: Duration,

    /// How many bytes the router may answer
    #[arg(long, value_name = "BYTES", default_value_t = 16 << 20, value_parser = value_parser!(u32).range(1..))]
    pub max_output: u32,

    /// A capability that the adapter has, instead of asking the router; may be repeated
    #[arg(long = "router-capability", value_name = "NAME")]
    pub router_capabilities: Option<Vec<String>>,

    /// Show the request that the router would get, and claim and run nothing
    #[arg(long, visible_alias = "plan-only", conflicts_with = "router_response")]
    pub preview: bool,

    /// Close an execution whose process is gone, as failed
    #[arg(
        long,
        conflicts_with_all = [
            "adapter", "dry_run", "router_command", "router_response", "router_capabilities", "preview"
        ]
    )]
    pub abandon: bool,

    /// Why it is abandoned
    #[arg(long, value_name = "TEXT", requires = "abandon")]
    pub reason: Option<String>,
}

const EXECUTE_USAGE: &str = "\
nexus-attest execute [OPTIONS] ID --adapter NAME --actor ACTOR
           (--router-command 'PROGRAM ARG ...' | --router-response FILE)
       nexus-attest execute [OPTIONS] ID --adapter NAME --preview
       nexus-attest execute [OPTIONS] ID --abandon --actor ACTOR";

const EXECUTE_EXAMPLES: &str = "\
Examples:
  nexus-attest execute ID --adapter keys --actor system:ci \\
      --router-command './router --verbose'
  nexus-attest execute ID --adapter keys --actor system:ci \\
      --router-command ./router --dry-run
  nexus-attest execute ID --adapter keys --actor human:alice \\
      --router-response response.json
  nexus-attest execute ID --adapter keys --preview
  nexus-attest execute ID --abandon --actor human:alice \\
      --reason \"The machine was restarted\"

Exit status:
  0  the router ran and its answer is recorded
  1  the rules say no, or the run failed, which is recorded
  2  the command line is wrong
  3  the store or the response cannot be read or written";
