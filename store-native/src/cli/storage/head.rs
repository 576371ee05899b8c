//! `nexus-attest store head`

use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;

/// Prints the end of the hash chain, and nothing else.
pub fn head(session: &Session) -> Result<Status, Problem> {
    let store = session.open(Access::Read)?;
    let head = store.head().map_err(|error| session.problem(error))?;
    let members = vec![("head", head.to_string().into()), ("position", head.position.into())];
    session.answer(members, |page| page.line(&head.to_string()))?;
    Ok(Status::Good)
}
