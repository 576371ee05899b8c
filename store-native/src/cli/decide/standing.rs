//! Where a decision stands, in a line, and what makes sense next.

use verifier_core::decision::lifecycle::BlockingReason;
use verifier_core::decision::{Decision, Execution, Mode, Outcome};

use crate::cli::session::{Session, quoted};
use crate::cli::text::{Page, Paint, excerpted, moment};

/// Where a decision stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    standing: Standing,
    sentence: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It can be run, or it was run well.
    Good,
    /// It is on its way.
    Open,
    /// It cannot be run, or it failed.
    Bad,
}

impl Verdict {
    pub fn of(decision: &Decision) -> Self {
        let (standing, sentence) = if let Some(execution) = decision.pending_execution() {
            let since = moment(execution.requested_at);
            (Standing::Open, format!("Execution in progress since {since}, for {}", execution.requested_by))
        } else if let Some(execution) = decision.completed_apply() {
            (Standing::Good, format!("Executed: run {} ended well", run_id(execution)))
        } else {
            match (BlockingReason::of(decision), decision.latest_execution()) {
                (Some(BlockingReason::AlreadyExecuted { .. }), Some(execution)) => {
                    (Standing::Good, format!("Dry run done: run {} ended well", run_id(execution)))
                }
                (Some(BlockingReason::ExecutionFailed { error_code, error_message }), _) => {
                    let code = error_code.unwrap_or_default();
                    (Standing::Bad, format!("Execution failed: {code}: {error_message}"))
                }
                (Some(BlockingReason::NoPolicy), _) => {
                    (Standing::Bad, "Not executable: there is no policy".to_owned())
                }
                (Some(reason), _) => (Standing::Bad, format!("Not executable: {}", said(&reason))),
                (None, _) => (Standing::Good, "Approved: ready to execute".to_owned()),
            }
        };
        Self { standing, sentence: excerpted(&sentence).into_owned() }
    }

    /// Shows the verdict, with a symbol before it.
    pub fn show(&self, page: &mut Page<'_>) {
        let (symbol, paint): (_, fn(Paint, &str) -> String) = match self.standing {
            Standing::Good => ("✓", |paint, text| paint.good(text)),
            Standing::Open => ("…", |paint, text| paint.notable(text)),
            Standing::Bad => ("✗", |paint, text| paint.bad(text)),
        };
        page.outcome(&format!("{symbol} {}", self.sentence), paint);
    }
}

fn run_id(execution: &Execution) -> &str {
    execution.run_id.as_deref().unwrap_or("without an id")
}

/// What stands in the way, in our words: those of the library are fixed by the format.
fn said(reason: &BlockingReason) -> String {
    match reason {
        BlockingReason::MissingApprovals { current, required } => needed(*current, *required),
        BlockingReason::ApprovalExpired { expired, current, required } => {
            format!("{} ({expired} expired)", needed(*current, *required))
        }
        other => other.to_string(),
    }
}

/// `1 of 2 approvals, 1 more is needed`
fn needed(current: usize, required: u64) -> String {
    let missing = required.saturating_sub(current as u64);
    let (noun, verb) =
        (if required == 1 { "approval" } else { "approvals" }, if missing == 1 { "is" } else { "are" });
    format!("{current} of {required} {noun}, {missing} more {verb} needed")
}

/// How many approvals there are: `1 of 2`.
pub fn approvals(decision: &Decision) -> String {
    match &decision.policy {
        Some(policy) => format!("{} of {}", decision.active_approvals(), policy.min_approvals),
        None => decision.active_approvals().to_string(),
    }
}

/// Shows what makes sense next, if anything does.
pub fn next(page: &mut Page<'_>, session: &Session, decision: &Decision) {
    let id = quoted(&decision.decision_id);
    let Some(step) = step(decision) else { return };
    let (said, command) = match step {
        Step::Approve => ("", format!("approve {id} --actor human:WHO")),
        Step::Execute => {
            ("", format!("execute {id} --adapter NAME --actor system:WHO --router-command PROGRAM"))
        }
        Step::Package => ("", format!("audit export {id} -o package.json")),
        Step::Wait => (
            "  Wait for it to end. Only if its process is gone:",
            format!("execute {id} --abandon --actor human:WHO"),
        ),
    };
    page.blank();
    page.heading("Next");
    if !said.is_empty() {
        page.line(said);
    }
    // A command that is broken into lines cannot be copied.
    page.line(&format!("  {}", session.command(&command)));
}

/// What can be done with a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Approve,
    Execute,
    /// Nothing but to wait.
    Wait,
    /// It is done, and can be packed up.
    Package,
}

fn step(decision: &Decision) -> Option<Step> {
    let policy = decision.policy.as_ref()?;
    if decision.pending_execution().is_some() {
        return Some(Step::Wait);
    }
    if decision.completed_apply().is_some() {
        return Some(Step::Package);
    }
    let latest = decision.latest_execution();
    let is_tried = latest.is_some_and(|execution| execution.outcome == Outcome::Success);
    if is_tried && (decision.mode().is_dry_run() || !policy.allows(Mode::Apply)) {
        return Some(Step::Package);
    }
    if decision.is_approved() {
        return Some(Step::Execute);
    }
    decision.state.awaits_execution().then_some(Step::Approve)
}
