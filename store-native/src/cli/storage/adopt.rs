//! `nexus-attest store adopt`

use verifier_core::canonical::Value;

use crate::cli::arguments::AdoptArguments;
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;
use crate::cli::text::{counted, visible};

/// Takes rows into the chain that another program appended.
pub fn adopt(session: &Session, arguments: &AdoptArguments) -> Result<Status, Problem> {
    let mut store = session.open(Access::Write)?;
    let adopted = store.adopt(&arguments.actor, &arguments.reason).map_err(|error| session.problem(error))?;
    let rows = [
        ("decisions", adopted.decisions),
        ("events", adopted.events),
        ("templates", adopted.templates),
        ("template_events", adopted.template_events),
    ];
    let members =
        vec![("adopted", rows.into_iter().map(|(name, count)| (name, Value::from(count))).collect())];
    session.answer_recorded("the adoption is recorded", members, |page| {
        if adopted.is_empty() {
            page.prose("There is nothing to take in: every row is in the hash chain.");
            return;
        }
        let total = counted(rows.iter().map(|(_, count)| count).sum(), "row");
        let who = visible(&arguments.actor.id);
        page.done(&format!("Took {total} into the hash chain; {who} answers for that"));
    })?;
    Ok(Status::Good)
}
