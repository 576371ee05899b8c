//! The policy of a request or a template.

use clap::{Args, ValueEnum, value_parser};
use store_native::workflow::PolicyChoices;
use verifier_core::decision::Mode;

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
