//! `nexus-attest request`

use store_native::workflow::{NewRequest, Requested};
use verifier_core::canonical::Value;
use verifier_core::decision::Mode;

use super::plan::plan;
use super::standing::{approvals, next};
use crate::cli::arguments::RequestArguments;
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;
use crate::cli::text::excerpted;

/// Records a request.
pub fn request(session: &Session, arguments: RequestArguments) -> Result<Status, Problem> {
    let new = NewRequest {
        goal: arguments.goal,
        actor: arguments.actor,
        mode: Mode::from(arguments.mode),
        plan: arguments.plan.as_deref().map(plan).transpose()?,
        template: arguments.template,
        policy: arguments.policy.choices(),
    };
    // A store that is not there has no template.
    let access = if new.template.is_some() { Access::Write } else { Access::Create };
    let mut store = session.open(access)?;
    let requested = store.request(&new).map_err(|error| session.problem(error))?;
    answer(session, &requested)?;
    Ok(Status::Good)
}

fn answer(session: &Session, requested: &Requested) -> Result<(), Problem> {
    let decision = &requested.decision;
    let required = decision.policy.as_ref().map(|policy| policy.min_approvals);
    let mut members = vec![
        ("request_id", (&decision.decision_id).into()),
        ("state", decision.state.as_str().into()),
        ("min_approvals", required.into()),
        ("current_approvals", decision.active_approvals().into()),
    ];
    if let Some(template) = &requested.template {
        members.push(("template_name", (&template.name).into()));
        members.push(("template_digest", template.digest().to_string().into()));
        if !matches!(&requested.overrides, Value::Object(overrides) if overrides.is_empty()) {
            members.push(("overrides_applied", requested.overrides.clone()));
        }
    }
    let recorded = format!("request {} is recorded", decision.decision_id);
    session.answer_recorded(&recorded, members, |page| {
        page.done(&format!("Requested: {}", decision.decision_id));
        page.blank();
        let mut shown = vec![
            ("goal", excerpted(decision.goal.as_deref().unwrap_or_default()).into_owned()),
            ("mode", decision.mode().as_str().to_owned()),
            ("state", decision.state.as_str().to_owned()),
            ("approvals", approvals(decision)),
        ];
        if let Some(template) = &requested.template {
            shown.push(("template", excerpted(&template.name).into_owned()));
        }
        page.facts(&shown);
        next(page, session, decision);
    })
}
