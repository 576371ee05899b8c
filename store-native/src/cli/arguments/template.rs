//! What `template` is asked.

use clap::{Args, Subcommand, value_parser};
use verifier_core::decision::Actor;

use super::policy::PolicyArguments;
use super::values::{ACTOR, actor};

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
