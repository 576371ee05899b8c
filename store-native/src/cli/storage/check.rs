//! `nexus-attest store check`

use super::findings;
use crate::cli::arguments::CheckArguments;
use crate::cli::problem::Problem;
use crate::cli::progress::Counted;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;

/// Checks the whole store.
pub fn check(session: &Session, arguments: &CheckArguments) -> Result<Status, Problem> {
    let store = session.open(Access::Read)?;
    let mut progress = Counted::new("checked");
    let checked = store.check(arguments.expect_head, |done, total| progress.at(done, total));
    progress.end();
    let checked = checked.map_err(|error| session.problem(error))?;
    session.print(checked.is_sound(), findings::members(&checked), |page| {
        findings::show(page, &checked, &session.shown_path());
    })?;
    Ok(if checked.is_sound() { Status::Good } else { Status::Failed })
}
