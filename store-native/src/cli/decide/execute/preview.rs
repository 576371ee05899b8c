//! `nexus-attest execute --preview`: what the router would get.

use super::claim_of;
use super::router::Router;
use crate::cli::arguments::ExecuteArguments;
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;
use crate::cli::text::visible;

/// Asks the rules and shows the request; claims and runs nothing.
pub fn preview(
    session: &Session,
    arguments: ExecuteArguments,
    router: Option<&Router>,
) -> Result<Status, Problem> {
    let id = arguments.id.clone();
    let store = session.open(Access::Read)?;
    let mut claim = claim_of(arguments);
    let plan = |claim: &_| store.plan_execution(&id, claim);
    let about = |error| session.problem_about(Some(&id), error);
    let (policy, request) = plan(&claim).map_err(about)?;
    let declared = router.map(|router| router.declared(&policy, &claim.adapter_id));
    if let Some(declared) = &declared {
        claim.capabilities = declared.capabilities();
        plan(&claim).map_err(about)?;
        if let Some(note) = declared.note(&policy) {
            session.note(&note);
        }
    }
    let text = request.value.to_canonical();
    let mut members = vec![
        ("request_id", (&id).into()),
        ("request", request.value),
        ("request_digest", request.digest.to_string().into()),
    ];
    members.extend(declared.and_then(|declared| declared.to_value()).map(|value| ("capabilities", value)));
    session.answer(members, |page| {
        page.line("The rules allow it. The router would get:");
        page.blank();
        // It is there to be copied, so it is not broken into lines.
        page.line(&visible(&text));
        page.blank();
        page.facts(&[("digest", request.digest.prefixed().to_string())]);
    })?;
    Ok(Status::Good)
}
