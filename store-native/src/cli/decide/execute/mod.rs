//! `nexus-attest execute`

mod abandon;
mod answer;
mod preview;
mod router;
mod waiting;

use store_native::router::{Interrupt, Response, RouterFailure};
use store_native::store::Store;
use store_native::workflow::{Claim, Claimed, Executed, WorkflowError};
use verifier_core::decision::{Actor, Mode};

use crate::cli::arguments::ExecuteArguments;
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;
use router::Router;

/// Runs a request, or shows what would be run, or closes a run whose process is gone.
///
/// 1. The rules are asked.
/// 2. If the policy requires capabilities, the router is asked for them.
/// 3. The execution is claimed: the rules are asked again and it is recorded, in one transaction.
/// 4. The router runs.
/// 5. What came of it is recorded.
pub fn execute(session: &Session, arguments: ExecuteArguments) -> Result<Status, Problem> {
    if arguments.abandon {
        return abandon::abandon(session, arguments);
    }
    let router = Router::of(&arguments)?;
    if arguments.preview {
        return preview::preview(session, arguments, router.as_ref());
    }
    let Some(router) = router else {
        return Err(Problem::usage(
            "nothing says which router runs the request",
            "Name it with --router-command, or its response with --router-response.",
        ));
    };
    let id = arguments.id.clone();
    let about = |error: WorkflowError| session.problem_about(Some(&id), error);
    let mut store = session.open(Access::Write)?;
    let mut claim = claim_of(arguments);
    let (policy, _) = store.plan_execution(&id, &claim).map_err(about)?;
    let declared = router.declared(&policy, &claim.adapter_id);
    if let Some(note) = declared.note(&policy) {
        session.note(&note);
    }
    claim.capabilities = declared.capabilities();

    // From here on a signal does not end this process before the outcome is recorded.
    let interrupt = Interrupt::on_signals().map_err(|error| {
        Problem::output(format!("signals cannot be caught: {error}"), "Nothing was recorded. Try again.")
    })?;
    let claimed = store.claim(&id, &claim).map_err(about)?;
    let outcome = waiting::while_running(|| router.run(&interrupt, &claimed));
    let executed = settle(session, &mut store, &claimed, outcome.as_ref())?;
    match &outcome {
        Ok(response) => answer::completed(session, &claimed, &executed, response, &declared),
        Err(failure) => Err(answer::failed(session, &claimed, &executed, failure)),
    }
}

/// What is asked for; what the router declares is not known yet.
fn claim_of(arguments: ExecuteArguments) -> Claim {
    Claim {
        adapter_id: arguments.adapter.unwrap_or_default(),
        // The actor may be missing where nothing is recorded.
        actor: arguments.actor.unwrap_or_else(Actor::control),
        mode: arguments.dry_run.then_some(Mode::DryRun),
        capabilities: arguments.router_capabilities,
    }
}

/// Records what came of the router. An answer that cannot be recorded is shown, so that it is not lost.
fn settle(
    session: &Session,
    store: &mut Store,
    claimed: &Claimed,
    outcome: Result<&Response, &RouterFailure>,
) -> Result<Executed, Problem> {
    store.settle(claimed, outcome).map_err(|error| {
        let mut problem = session.problem_about(Some(&claimed.decision_id), error);
        answer::keep(&mut problem, claimed, outcome);
        problem
    })
}
