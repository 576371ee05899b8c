//! `nexus-attest export`

use store_native::exchange::{ExportError, export_bundle};

use super::handed_out::{HandedOut, spare};
use crate::cli::arguments::ExportArguments;
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;

/// Exports a decision as a bundle. Nothing about the time of the export stands in it, so the same log gives
/// the same bytes.
pub fn export(session: &Session, arguments: &ExportArguments) -> Result<Status, Problem> {
    spare(&arguments.output, session, None)?;
    let store = session.open(Access::Read)?;
    let id = &arguments.id;
    let exported = || export_bundle(&store.log(id)?, store.now()?, None);
    let exported = exported().map_err(|error: ExportError| session.problem_about(Some(id), error))?;
    let members = vec![
        ("request_id", (&exported.decision_id).into()),
        ("state", exported.state.as_str().into()),
        ("event_count", exported.event_count.into()),
    ];
    let digest = exported.digest.to_string();
    HandedOut { what: "bundle", digest, line: exported.line(), members }.to(session, &arguments.output)
}
