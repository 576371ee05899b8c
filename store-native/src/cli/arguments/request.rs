//! What `request` and `template` are asked.

use clap::{Args, Subcommand, ValueEnum, value_parser};
use store_native::workflow::PolicyChoices;
use verifier_core::decision::{Actor, Mode};

use super::values::actor;

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

/// How people see who acts.
pub const ACTOR: &str = "human:ID|system:ID";

/// A policy, or what differs from a template.
#[derive(Debug, Args)]
#[command(next_help_heading = "Policy")]
pub struct PolicyArguments {
    /// How many people or systems have to approve
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST))]
    pub min_approvals: Option<u64>,

    /// A mode that it may be run in; may be repeated
    #[arg(long = "allow-mode", value_enum, value_name = "MODE", num_args = 1.., value_delimiter = ',',
          ignore_case = true)]
    pub allow_modes: Option<Vec<ModeName>>,

    /// What the adapter must be able to do; may be repeated
    #[arg(long = "require-capability", value_name = "NAME", num_args = 1..)]
    pub require_capabilities: Option<Vec<String>>,

    /// How many steps a run may take at most
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=MOST))]
    pub max_steps: Option<u64>,

    /// A name to find it by; may be repeated
    #[arg(long = "label", value_name = "NAME", num_args = 1..)]
    pub labels: Option<Vec<String>>,
}

/// The largest count that a store holds: 2^63 - 1.
const MOST: u64 = i64::MAX.unsigned_abs();

impl PolicyArguments {
    /// What was chosen.
    pub fn choices(self) -> PolicyChoices {
        PolicyChoices {
            min_approvals: self.min_approvals,
            allowed_modes: self.allow_modes.as_deref().map(modes),
            require_adapter_capabilities: self.require_capabilities.map(each_once),
            max_steps: self.max_steps,
            labels: self.labels.map(each_once),
        }
    }
}

/// The modes that were named, each once, in the order in which the format lists them.
fn modes(names: &[ModeName]) -> Vec<Mode> {
    Mode::ALL.into_iter().filter(|mode| names.iter().any(|name| Mode::from(*name) == *mode)).collect()
}

fn each_once(names: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

/// A mode, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum ModeName {
    /// Try it; nothing is changed
    #[value(alias = "dry-run")]
    DryRun,
    /// Carry it out
    Apply,
}

impl From<ModeName> for Mode {
    fn from(name: ModeName) -> Self {
        match name {
            ModeName::DryRun => Self::DryRun,
            ModeName::Apply => Self::Apply,
        }
    }
}

/// Policies with a name, to make requests from
///
/// A template never changes: every decision that was made from it says by which rules, and the digest of
/// the template proves it.
#[derive(Debug, Subcommand)]
#[command(after_help = TEMPLATE_EXAMPLES)]
pub enum TemplateCommand {
    Create(TemplateCreateArguments),
    List(TemplateListArguments),
    Get(TemplateGetArguments),
}

const TEMPLATE_EXAMPLES: &str = "\
Examples:
  nexus-attest template create production --actor human:alice \\
      --min-approvals 2 --allow-mode apply
  nexus-attest template list
  nexus-attest request --goal \"Deploy 4.2\" --mode apply --actor system:ci \\
      --template production";

/// Create a template
///
/// The store is created if it is not there.
#[derive(Debug, Args)]
#[command(after_help = TEMPLATE_CREATE_EXAMPLES)]
pub struct TemplateCreateArguments {
    /// Its name; no other template has it
    #[arg(value_name = "NAME")]
    pub name: String,

    /// Who creates it
    #[arg(long, value_name = ACTOR, value_parser = actor)]
    pub actor: Actor,

    /// What it is for
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub description: String,

    #[command(flatten)]
    pub policy: PolicyArguments,
}

const TEMPLATE_CREATE_EXAMPLES: &str = "\
Examples:
  nexus-attest template create production --actor human:alice \\
      --min-approvals 2 --allow-mode dry_run --allow-mode apply \\
      --label production --description \"Needs two people\"

Without options: one approval, dry runs only, nothing required, no limit, no labels.";

/// List the templates, in order of their names
#[derive(Debug, Args)]
#[command(after_help = TEMPLATE_LIST_EXAMPLES)]
pub struct TemplateListArguments {
    /// Only those with this label
    #[arg(long, value_name = "NAME")]
    pub label: Option<String>,

    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = value_parser!(u16).range(1..))]
    pub limit: u16,

    /// Only those behind this one
    #[arg(long, value_name = "NAME")]
    pub after: Option<String>,
}

const TEMPLATE_LIST_EXAMPLES: &str = "\
Examples:
  nexus-attest template list
  nexus-attest template list --label production --json";

/// Show a template
#[derive(Debug, Args)]
#[command(after_help = TEMPLATE_GET_EXAMPLES)]
pub struct TemplateGetArguments {
    /// Its name
    #[arg(value_name = "NAME")]
    pub name: String,
}

const TEMPLATE_GET_EXAMPLES: &str = "\
Examples:
  nexus-attest template get production
  nexus-attest template get production --json";
