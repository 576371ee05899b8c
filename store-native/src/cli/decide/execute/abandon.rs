//! `nexus-attest execute --abandon`

use verifier_core::decision::Actor;

use crate::cli::arguments::ExecuteArguments;
use crate::cli::decide::standing::next;
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;
use crate::cli::text::{excerpted, visible};

/// Closes an execution whose process is gone, as failed.
pub fn abandon(session: &Session, arguments: ExecuteArguments) -> Result<Status, Problem> {
    let id = &arguments.id;
    // The command line requires an actor but for a preview.
    let actor = arguments.actor.unwrap_or_else(Actor::control);
    let mut store = session.open(Access::Write)?;
    let executed = store
        .abandon(id, &actor, arguments.reason.as_deref())
        .map_err(|error| session.problem_about(Some(id), error))?;
    let (decision, execution) = (&executed.decision, &executed.execution);
    let members = vec![
        ("request_id", id.into()),
        ("state", decision.state.as_str().into()),
        ("execution_error_code", execution.error_code.as_deref().into()),
        ("execution_error", execution.error_message.as_deref().into()),
    ];
    session.answer_recorded("the execution is closed", members, |page| {
        page.done("Closed the execution as failed");
        page.blank();
        let message = execution.error_message.as_deref().unwrap_or_default();
        page.facts(&[
            ("request", visible(id).into_owned()),
            ("state", decision.state.as_str().to_owned()),
            ("recorded", excerpted(message).into_owned()),
        ]);
        next(page, session, decision);
    })?;
    Ok(Status::Good)
}
