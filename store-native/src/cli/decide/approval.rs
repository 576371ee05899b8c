//! `nexus-attest approve` and `nexus-attest revoke`

use store_native::store::Store;
use store_native::workflow::NewApproval;
use verifier_core::canonical::Value;
use verifier_core::decision::{Decision, Timestamp};

use super::standing::{approvals, next};
use crate::cli::arguments::{ApproveArguments, Expiry, RevokeArguments};
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;
use crate::cli::text::{moment, visible};

/// Records an approval.
pub fn approve(session: &Session, arguments: ApproveArguments) -> Result<Status, Problem> {
    let mut store = session.open(Access::Write)?;
    let expires_at = arguments.expires_at.map(|expiry| until(session, &store, expiry)).transpose()?;
    let new = NewApproval { actor: arguments.actor, comment: arguments.comment, expires_at };
    let id = &arguments.id;
    let decision = store.approve(id, &new).map_err(|error| session.problem_about(Some(id), error))?;
    let mut members = progress(&decision);
    members.push(("expires_at", expires_at.map(|time| time.to_string()).into()));
    let said = match expires_at {
        Some(time) => format!("Approved by {} until {}", new.actor, moment(time)),
        None => format!("Approved by {}", new.actor),
    };
    answer(session, &decision, "the approval is recorded", &said, members)
}

/// Records that an approval is taken back.
pub fn revoke(session: &Session, arguments: &RevokeArguments) -> Result<Status, Problem> {
    let mut store = session.open(Access::Write)?;
    let id = &arguments.id;
    let decision = store
        .revoke(id, &arguments.actor, &arguments.reason)
        .map_err(|error| session.problem_about(Some(id), error))?;
    let said = format!("Revoked the approval of {}", arguments.actor);
    answer(session, &decision, "the revocation is recorded", &said, progress(&decision))
}

/// The point in time that an expiry names.
fn until(session: &Session, store: &Store, expiry: Expiry) -> Result<Timestamp, Problem> {
    let span = match expiry {
        Expiry::At(time) => return Ok(time),
        Expiry::After(span) => span,
    };
    let now = store.now().map_err(|error| session.problem(error))?;
    let micros = i64::try_from(span.as_micros()).ok();
    now.unix_micros()
        .zip(micros)
        .and_then(|(now, span)| Timestamp::from_unix_micros(now.checked_add(span)?))
        .ok_or_else(|| Problem::usage("`--expires-at` is beyond the year 9999", "Give a shorter time."))
}

fn progress(decision: &Decision) -> Vec<(&'static str, Value)> {
    vec![
        ("request_id", (&decision.decision_id).into()),
        ("state", decision.state.as_str().into()),
        ("current_approvals", decision.active_approvals().into()),
        ("required_approvals", decision.policy.as_ref().map(|policy| policy.min_approvals).into()),
        ("is_approved", decision.is_approved().into()),
    ]
}

fn answer(
    session: &Session,
    decision: &Decision,
    recorded: &str,
    said: &str,
    members: Vec<(&'static str, Value)>,
) -> Result<Status, Problem> {
    session.answer_recorded(recorded, members, |page| {
        page.done(&visible(said));
        page.blank();
        page.facts(&[
            ("request", visible(&decision.decision_id).into_owned()),
            ("state", decision.state.as_str().to_owned()),
            ("approvals", approvals(decision)),
        ]);
        next(page, session, decision);
    })?;
    Ok(Status::Good)
}
