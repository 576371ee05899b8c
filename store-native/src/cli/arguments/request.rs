//! What `request` is asked.

use clap::Args;
use verifier_core::decision::Actor;

use super::policy::{ModeName, PolicyArguments};
use super::values::{ACTOR, actor};

/// Ask for something to be done
///
/// Records the request and the policy that it is under. Nothing runs yet: the request waits for
/// approvals. The store is created if it is not there.
#[derive(Debug, Args)]
#[command(after_help = REQUEST_EXAMPLES)]
pub struct RequestArguments {
    /// What is to be accomplished
    #[arg(long, value_name = "TEXT")]
    pub goal: String,

    /// Who asks
    #[arg(long, value_name = ACTOR, value_parser = actor)]
    pub actor: Actor,

    /// Whether it is to be tried or carried out
    #[arg(long, value_enum, value_name = "MODE", default_value = "dry_run", ignore_case = true)]
    pub mode: ModeName,

    /// How it is to be done: the text itself, or @FILE (@- for standard input); a text that begins with
    /// @ is written with @@
    #[arg(long, value_name = "TEXT|@FILE")]
    pub plan: Option<String>,

    /// Take the policy from this template; the options below then say what differs from it
    #[arg(long, value_name = "NAME")]
    pub template: Option<String>,

    #[command(flatten)]
    pub policy: PolicyArguments,
}

const REQUEST_EXAMPLES: &str = "\
Examples:
  nexus-attest request --goal \"Rotate the key\" --mode apply --actor human:alice
  nexus-attest request --goal \"Deploy 4.2\" --mode apply --actor system:ci \\
      --template production
  nexus-attest request --goal \"Try it\" --actor human:alice \\
      --plan @plan.txt --min-approvals 2
  ID=$(nexus-attest request --goal \"Try it\" --actor human:alice --json |
      jq -r .request_id)

Without a template one approval is enough, a request to apply may also be run as a dry run, and there is no limit \
to its steps.";
