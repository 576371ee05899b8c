//! Do the events replay, and to what the header says?

use super::EVENTS;
use crate::bundle::Bundle;
use crate::checks::finding::Finding;
use crate::chronicle::{Chronicle, Misplaced};
use crate::decision::{State, Timestamp};
use crate::json::Node;
use crate::report::Check;

/// Every event is of a known type, has what that type needs, and can follow those before it.
pub(super) fn event_types(chronicle: &Chronicle) -> Check {
    let finding = if let Some(fault) = &chronicle.fault {
        let what = format!("Event {} cannot be replayed: {} ({})", fault.seq, fault.message, fault.fault);
        let finding = if fault.is_unknown() { Finding::inconclusive(what) } else { Finding::fail(what) };
        finding.at([fault.in_package()])
    } else if let Some(misplaced) = &chronicle.misplaced {
        Finding::fail(format!("Event {} cannot follow those before it: {}", misplaced.seq, misplaced.why))
            .at([format!("{EVENTS}/{}", misplaced.seq)])
    } else if let Some(Misplaced { seq, why, .. }) = chronicle.unusual {
        Finding::warn(format!("Event {seq} leaves a question: {why}")).at([format!("{EVENTS}/{seq}")])
    } else if let Some(seq) = chronicle.foreign {
        Finding::inconclusive(format!(
            "Event {seq} belongs into the log of a template; here it has no effect"
        ))
        .at([format!("{EVENTS}/{seq}/type")])
    } else {
        Finding::pass(format!("Replayed {} events", chronicle.decision.event_count)).at([EVENTS])
    };
    finding.of("event_types")
}

/// The header says what the events replay to.
pub(super) fn replayed_state(bundle: &Bundle<'_, '_>, chronicle: &Chronicle) -> Check {
    const HEADER: &str = "/control_bundle/decision";
    let of = |finding: Finding| finding.of("replayed_state");
    if !chronicle.is_whole() {
        return of(Finding::inconclusive(chronicle.gap()).at([HEADER]));
    }
    let decision = &chronicle.decision;
    let text = |node: Option<Node<'_, '_>>| node.and_then(Node::as_str).map(std::borrow::Cow::into_owned);
    let place = |name: &str| format!("{HEADER}/{name}");

    let status = text(Some(bundle.decision.status));
    if !status
        .as_deref()
        .is_some_and(|status| possible_states(chronicle).any(|state| state.status() == status))
    {
        let expected = decision.state.status();
        return of(Finding::fail("The header has another status than the events replay to")
            .compared(expected, bundle.decision.status)
            .at([place("status")]));
    }
    if text(bundle.decision.goal) != decision.goal {
        let expected = decision.goal.clone().unwrap_or_default();
        return of(differs("goal", expected, bundle.decision.goal).at([place("goal")]));
    }
    if bundle.decision.mode.is_some()
        && text(bundle.decision.mode).as_deref() != Some(decision.mode().as_str())
    {
        return of(
            differs("mode", decision.mode().as_str().to_owned(), bundle.decision.mode).at([place("mode")])
        );
    }
    let created = text(Some(bundle.decision.created_at)).and_then(|text| Timestamp::parse(&text));
    if created.is_none() || created != decision.first_ts {
        let expected = decision.first_ts.map(|ts| ts.to_string()).unwrap_or_default();
        return of(
            differs("created_at", expected, Some(bundle.decision.created_at)).at([place("created_at")])
        );
    }
    if bundle.decision.mode.is_none() {
        return of(Finding::warn("The header has no mode; it was read as dry_run").at([place("mode")]));
    }
    of(Finding::pass("Status, goal, mode and creation of the header are what the events say")
        .at([HEADER, EVENTS]))
}

fn differs(what: &str, expected: String, found: Option<Node<'_, '_>>) -> Finding {
    let finding = Finding::fail(format!("The header has another {what} than the events"));
    match found {
        Some(found) => finding.compared(expected, found),
        None => finding,
    }
}

/// The states that the events leave the decision in, depending on when one looks: approvals expire.
fn possible_states(chronicle: &Chronicle) -> impl Iterator<Item = State> {
    let decision = &chronicle.decision;
    let expires =
        decision.approvals.values().any(|approval| !approval.revoked && approval.expires_at.is_some());
    let later = (decision.state == State::Approved && expires).then_some(State::PendingApproval);
    core::iter::once(decision.state).chain(later)
}
