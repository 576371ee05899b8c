//! What is done to a store, as data.
//!
//! A sequence of commands can be shortened and run again: what a command is about is counted back from what
//! was made last, and taken modulo what there is, so each makes sense after any others.

use store_native::exchange::ConflictMode;
use store_native::store::Direction;
use verifier_core::decision::{Mode, State};

/// One command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Ask for something to be done.
    Request(Request),
    /// Create a template.
    CreateTemplate { name: &'static str, policy: Rules },
    /// Approve, perhaps until so many microseconds from now.
    Approve { subject: Nth, actor: Who, comment: Option<&'static str>, expires_in: Option<i64> },
    /// Take an approval back.
    Revoke { subject: Nth, actor: Who },
    /// Claim an execution, after asking what it would be.
    Claim {
        subject: Nth,
        mode: Option<Mode>,
        adapter: &'static str,
        capabilities: Option<&'static [&'static str]>,
    },
    /// Close the execution of a claim that was made.
    Settle { claim: usize, answer: Answer },
    /// Close an execution without its claim.
    Abandon { subject: Nth, reason: Option<&'static str> },
    /// Move the clock by so many microseconds.
    MoveClock(i64),
    /// Export a decision, and keep the bundle.
    Export(Nth),
    /// Export an audit package.
    Package(Nth),
    /// Import a bundle that was kept.
    Import { bundle: usize, variant: Variant, mode: ConflictMode },
    /// Close the file and open it again.
    Reopen,
    /// Go on with the other one of two connections to the file.
    Switch,
    /// List decisions page by page, and templates.
    List { state: Option<State>, label: Option<&'static str>, direction: Direction, limit: usize },
    /// Replay some events of a decision.
    Replay { subject: Nth, events: usize },
    /// Check the whole file, with a head that was kept.
    Check { head: usize },
    /// Record an approval without asking the rules, and without the model knowing. Only the tests of the
    /// tests do that.
    Slip,
}

/// A decision or a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nth {
    /// The last one but so many.
    Last(usize),
    /// One that is not there.
    Unknown,
}

/// An actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    pub kind: &'static str,
    pub id: &'static str,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub goal: &'static str,
    pub mode: Mode,
    pub plan: Option<&'static str>,
    pub template: Option<Nth>,
    pub min_approvals: Option<u64>,
    pub modes: Option<Vec<Mode>>,
    pub capabilities: Option<Vec<&'static str>>,
    pub max_steps: Option<u64>,
    pub labels: Option<Vec<&'static str>>,
}

/// A policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    pub min_approvals: u64,
    pub modes: Vec<Mode>,
    pub capabilities: Vec<&'static str>,
    pub max_steps: Option<u64>,
    pub labels: Vec<&'static str>,
}

/// What came of a router.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A response.
    Response { run_id: &'static str, steps: Option<u64> },
    /// None.
    Failure(Failure),
}

/// Why there was no response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    NotStarted,
    Exited,
    Killed,
    TimedOut,
    OutputTooLarge,
    Interrupted,
    Lost,
    Empty,
    NoRunId,
}

/// What is done to a bundle before it is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// Nothing.
    Whole,
    /// Its last events, so many modulo all of them and one, are left out, and the rest is made to fit: a
    /// bundle of the same decision as it was earlier.
    Without(usize),
    /// Where it states that the decision is approved, it states that it is not, and the other way round.
    OtherState,
    /// A member is added that no digest covers.
    Unsealed,
    /// Its end is cut off.
    Truncated,
    /// The goal in the header is another one.
    Altered,
    /// The same, and the digest is that of what it says now.
    Resealed,
}

impl Command {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Request(_) => "request",
            Self::CreateTemplate { .. } => "create template",
            Self::Approve { .. } => "approve",
            Self::Revoke { .. } => "revoke",
            Self::Claim { .. } => "claim",
            Self::Settle { .. } => "settle",
            Self::Abandon { .. } => "abandon",
            Self::MoveClock(_) => "move the clock",
            Self::Export(_) => "export",
            Self::Package(_) => "package",
            Self::Import { .. } => "import",
            Self::Reopen => "reopen",
            Self::Switch => "switch",
            Self::List { .. } => "list",
            Self::Replay { .. } => "replay",
            Self::Check { .. } => "check",
            Self::Slip => "slip",
        }
    }
}

impl Request {
    /// A request for a dry run, by a policy in which nothing was chosen.
    pub fn new(goal: &'static str) -> Self {
        Self {
            goal,
            mode: Mode::DryRun,
            plan: None,
            template: None,
            min_approvals: None,
            modes: None,
            capabilities: None,
            max_steps: None,
            labels: None,
        }
    }
}

impl Failure {
    pub const ALL: [Self; 9] = [
        Self::NotStarted,
        Self::Exited,
        Self::Killed,
        Self::TimedOut,
        Self::OutputTooLarge,
        Self::Interrupted,
        Self::Lost,
        Self::Empty,
        Self::NoRunId,
    ];
}
