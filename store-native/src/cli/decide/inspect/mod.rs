//! `nexus-attest inspect`

mod page;
mod sections;

use store_native::exchange::export_bundle;
use store_native::store::{Head, Log, Parsed, StoreError};
use verifier_core::decision::{Decision, Event, Lifecycle};
use verifier_core::digest::PrefixedDigest;

use super::standing::next;
use super::status::events;
use crate::cli::arguments::InspectArguments;
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;

/// A decision with everything that follows from its log.
struct Inspected {
    log: Log,
    decision: Decision,
    lifecycle: Lifecycle,
    /// The digest that `export` would give to the bundle, or the code of what stands against it.
    control_digest: Result<PrefixedDigest, &'static str>,
    /// The end of the hash chain of the store, where it has one.
    head: Option<Head>,
}

/// Shows everything about a request.
pub fn inspect(session: &Session, arguments: &InspectArguments) -> Result<Status, Problem> {
    let limit = (!arguments.all).then_some(arguments.timeline as usize);
    let inspected = read(session, &arguments.id, limit)?;
    let members = sections::members(&inspected, arguments.events);
    session.answer(members, |page| {
        page::show(page, &inspected);
        if arguments.events {
            events(page, &inspected.log);
        }
        next(page, session, &inspected.decision);
    })?;
    Ok(Status::Good)
}

fn read(session: &Session, id: &str, limit: Option<usize>) -> Result<Inspected, Problem> {
    let store = session.open(Access::Read)?;
    let read = || {
        let (log, now) = (store.log(id)?, store.now()?);
        let decision = log.decision(now)?;
        let exported = export_bundle(&log, now, None);
        let control_digest = exported.map(|exported| exported.digest).map_err(|error| error.code());
        let lifecycle = lifecycle(&log, &decision, limit)?;
        // A file that may not be written to may be without a chain; that is no reason not to show it.
        Ok(Inspected { lifecycle, control_digest, head: store.head().ok(), log, decision })
    };
    read().map_err(|error: StoreError| session.problem_about(Some(id), error))
}

fn lifecycle(log: &Log, decision: &Decision, limit: Option<usize>) -> Result<Lifecycle, StoreError> {
    let parsed = log.events.iter().map(Parsed::read).collect::<Result<Vec<_>, _>>()?;
    let events: Vec<Event<'_, '_>> = (0..).zip(&parsed).map(|(seq, parsed)| parsed.event(seq)).collect();
    Ok(Lifecycle::of(decision, &events, limit))
}
