//! What `status`, `inspect` and `list` are asked.

use clap::{Args, ValueEnum, value_parser};
use verifier_core::decision::State;

/// Say where a request stands
///
/// The state, the approvals, what stands in the way and what to do next.
#[derive(Debug, Args)]
#[command(after_help = STATUS_EXAMPLES)]
pub struct StatusArguments {
    /// The request
    #[arg(value_name = "ID")]
    pub id: String,

    /// Also show every event
    #[arg(long)]
    pub events: bool,
}

const STATUS_EXAMPLES: &str = "\
Examples:
  nexus-attest status ID
  nexus-attest status ID --json | jq -r .state";

/// Show everything about a request
///
/// The verdict first, then the decision, its approvals, policy and executions, the request to the router,
/// what happened when, and the digests.
#[derive(Debug, Args)]
#[command(after_help = INSPECT_EXAMPLES)]
pub struct InspectArguments {
    /// The request
    #[arg(value_name = "ID")]
    pub id: String,

    /// Also show every event
    #[arg(long)]
    pub events: bool,

    /// How many entries of the timeline to show, the latest ones
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = value_parser!(u32))]
    pub timeline: u32,

    /// Show the whole timeline
    #[arg(long, conflicts_with = "timeline")]
    pub all: bool,
}

const INSPECT_EXAMPLES: &str = "\
Examples:
  nexus-attest inspect ID
  nexus-attest inspect ID --all --events
  nexus-attest inspect ID --json | jq .lifecycle.blocking_reasons";

/// List the requests, the latest first
#[derive(Debug, Args)]
#[command(after_help = LIST_EXAMPLES)]
pub struct ListArguments {
    /// Only those in this state
    #[arg(long, value_enum, value_name = "STATE", ignore_case = true)]
    pub state: Option<StateName>,

    /// Only those with this label
    #[arg(long, value_name = "NAME")]
    pub label: Option<String>,

    /// How many at most
    #[arg(long, value_name = "N", default_value_t = Self::LIMIT, value_parser = value_parser!(u16).range(1..))]
    pub limit: u16,

    /// Only those behind this one: the next page
    #[arg(long, value_name = "ID")]
    pub after: Option<String>,

    /// The oldest first
    #[arg(long)]
    pub oldest_first: bool,
}

impl ListArguments {
    /// How many are listed where nobody says how many.
    pub const LIMIT: u16 = 20;
}

const LIST_EXAMPLES: &str = "\
Examples:
  nexus-attest list
  nexus-attest list --state pending_approval --label production
  nexus-attest list --limit 100 --json | jq -r '.requests[].request_id'";

/// A state, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum StateName {
    /// Without a policy
    Draft,
    /// With too few approvals
    #[value(alias = "pending-approval", alias = "pending")]
    PendingApproval,
    /// With enough approvals
    Approved,
    /// A run has begun
    Executing,
    /// The latest run ended well
    Completed,
    /// The latest run failed
    Failed,
}

impl From<StateName> for State {
    fn from(name: StateName) -> Self {
        match name {
            StateName::Draft => Self::Draft,
            StateName::PendingApproval => Self::PendingApproval,
            StateName::Approved => Self::Approved,
            StateName::Executing => Self::Executing,
            StateName::Completed => Self::Completed,
            StateName::Failed => Self::Failed,
        }
    }
}
