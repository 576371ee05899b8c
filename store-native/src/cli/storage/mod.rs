//! `nexus-attest store`: the store itself.

mod adopt;
mod backup;
mod check;
mod findings;
mod head;
mod stats;

use super::arguments::StoreCommand;
use super::problem::Problem;
use super::session::Session;
use super::status::Status;

/// Checks, copies or describes the store.
pub fn run(session: &Session, command: StoreCommand) -> Result<Status, Problem> {
    match command {
        StoreCommand::Check(arguments) => check::check(session, &arguments),
        StoreCommand::Head => head::head(session),
        StoreCommand::Backup(arguments) => backup::back_up(session, &arguments),
        StoreCommand::Stats => stats::stats(session),
        StoreCommand::Adopt(arguments) => adopt::adopt(session, &arguments),
    }
}
