//! `nexus-attest list`

use std::fmt::Write as _;

use store_native::store::{Direction, Filter, Listed, Page as Listing};
use verifier_core::canonical::Value;
use verifier_core::decision::{Mode, State};

use super::standing::approvals;
use crate::cli::arguments::ListArguments;
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session, quoted};
use crate::cli::status::Status;
use crate::cli::text::{Column, Page, Table, counted, moment_of};

/// Lists requests, page by page.
pub fn list(session: &Session, arguments: &ListArguments) -> Result<Status, Problem> {
    let store = session.open(Access::Read)?;
    let filter = Filter { state: arguments.state.map(State::from), label: arguments.label.clone() };
    let direction = if arguments.oldest_first { Direction::OldestFirst } else { Direction::NewestFirst };
    let limit = usize::from(arguments.limit);
    let listing = store
        .now()
        .and_then(|now| store.list(&filter, direction, arguments.after.as_deref(), limit, now))
        .map_err(|error| session.problem(error))?;
    let is_whole = listing.decisions.iter().all(|listed| listed.decision.is_ok());
    let members = vec![
        ("requests", Value::array(listing.decisions.iter().map(summary))),
        ("count", listing.decisions.len().into()),
        ("limit", limit.into()),
        ("next", listing.next.clone().into()),
    ];
    session.print(is_whole, members, |page| show(page, session, arguments, &listing))?;
    Ok(if is_whole { Status::Good } else { Status::Failed })
}

/// A request as the reference implementation lists it, and what else is known without another question.
fn summary(listed: &Listed) -> Value {
    let header = [
        ("request_id", Value::from(&listed.header.decision_id)),
        ("created_at", (&listed.header.created_at).into()),
    ];
    let members = match &listed.decision {
        Ok(decision) => vec![
            ("state", decision.state.as_str().into()),
            ("goal", decision.goal.as_deref().into()),
            ("requested_mode", decision.requested_mode.map(Mode::as_str).into()),
            ("labels", Value::array(&decision.labels)),
            ("current_approvals", decision.active_approvals().into()),
            ("required_approvals", decision.policy.as_ref().map(|policy| policy.min_approvals).into()),
            ("is_approved", decision.is_approved().into()),
        ],
        Err(error) => vec![("error_code", error.code().into()), ("error", error.to_string().into())],
    };
    header.into_iter().chain(members).collect()
}

fn show(page: &mut Page<'_>, session: &Session, arguments: &ListArguments, listing: &Listing) {
    let mut table = Table::new([
        Column::whole("ID"),
        Column::whole("STATE"),
        Column::whole("APPROVALS"),
        Column::optional("CREATED"),
        Column::rest("GOAL"),
    ]);
    for listed in &listing.decisions {
        let id = listed.header.decision_id.clone();
        // The day says enough in a list.
        let created: String = moment_of(&listed.header.created_at).chars().take(10).collect();
        match &listed.decision {
            Ok(decision) => table.row(&[
                id,
                decision.state.as_str().to_owned(),
                approvals(decision),
                created,
                decision.goal.clone().unwrap_or_default(),
            ]),
            Err(error) => {
                table.row(&[id, error.code().to_owned(), String::new(), created, error.to_string()]);
            }
        }
    }
    table.show(page);
    if !listing.decisions.is_empty() {
        page.blank();
    }
    page.prose(&format!("{}.", counted(listing.decisions.len(), "request")));
    if let Some(next) = &listing.next {
        page.line(&format!("There are more: {}", session.command(&next_page(arguments, next))));
    }
}

/// The command that lists the next page.
fn next_page(arguments: &ListArguments, after: &str) -> String {
    let mut command = format!("list --after {}", quoted(after));
    if let Some(state) = arguments.state {
        command.push_str(" --state ");
        command.push_str(State::from(state).as_str());
    }
    if let Some(label) = &arguments.label {
        command.push_str(" --label ");
        command.push_str(&quoted(label));
    }
    if arguments.limit != ListArguments::LIMIT {
        let _ = write!(command, " --limit {}", arguments.limit);
    }
    if arguments.oldest_first {
        command.push_str(" --oldest-first");
    }
    command
}
