//! `nexus-attest export`, `import` and `audit`: what leaves the store and what comes into it.

mod audit;
mod candidates;
mod export;
mod handed_out;
mod import;
mod outcome;

use super::arguments::AuditCommand;
use super::problem::Problem;
use super::session::Session;
use super::status::Status;

pub use export::export;
pub use import::import;

/// Exports a package or a record.
pub fn audit(session: &Session, command: AuditCommand) -> Result<Status, Problem> {
    match command {
        AuditCommand::Export(arguments) => audit::package(session, &arguments),
        AuditCommand::Record(arguments) => audit::record(session, &arguments),
    }
}
