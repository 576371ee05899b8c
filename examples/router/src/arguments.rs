//! The arguments, and how they are explained.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// A small router for nexus-attest, to try it and to start from.
///
/// It reads a compiled request from standard input, checks it, and goes through its plan: each line that is
/// not empty is a step; without a plan the goal is the only one. A step does nothing but say what it is. The
/// response goes to standard output as JSON, everything else to standard error.
#[derive(Debug, Parser)]
#[command(name = "example-router", version, after_help = EXAMPLES)]
pub struct Arguments {
    /// Also write a record of the run, as nexus-router 0.3 exports it, to this file
    #[arg(long, value_name = "FILE")]
    pub bundle: Option<PathBuf>,

    /// A capability to declare and to accept as required; may be repeated
    #[arg(long = "capability", value_name = "NAME", default_values = ["apply", "dry_run"])]
    capabilities: Vec<String>,

    /// Fail with this message and status 1 instead of running
    #[arg(long, value_name = "MESSAGE")]
    pub fail: Option<String>,

    /// Wait so many seconds before answering
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub delay: u64,

    /// What to do instead of running a request
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be asked for instead of a run.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print what an adapter can do, without running anything
    Capabilities {
        /// The adapter
        adapter: String,
    },
}

impl Arguments {
    /// The capabilities of every adapter, in order and once each.
    pub fn capabilities(&self) -> Vec<String> {
        let mut capabilities = self.capabilities.clone();
        capabilities.sort();
        capabilities.dedup();
        capabilities
    }
}

const EXAMPLES: &str = "\
Examples:
  echo '{\"goal\":\"rotate the key\",\"adapter_id\":\"demo\",\"dry_run\":true}' | example-router
  example-router capabilities demo
  nexus-attest execute ID --adapter demo --actor system:ci --router-command 'example-router --bundle run.json'

To see what nexus-attest makes of a failure:
  --router-command 'example-router --fail \"no such host\"'
  --router-command 'example-router --delay 60' --timeout 5

Exit status:
  0  the response is on standard output
  1  the request was refused or the run failed; standard error says why
  2  the command line is wrong";
