//! The link between the decision and its run, and what the run was asked to do.

use crate::bundle::Bundle;
use crate::canonical::Value;
use crate::checks::finding::{Finding, Places};
use crate::chronicle::{Chronicle, Request};
use crate::digest::RawDigest;
use crate::report::{Check, Evidence};

const LINK: &str = "/control_bundle/router_link";

/// The members of the link that the events know; its digest is a check of its own.
const MEMBERS: [&str; 4] = ["run_id", "adapter_id", "router_request_digest", "router_result_digest"];

/// The link is that of the latest execution.
pub(super) fn router_link(bundle: &Bundle<'_, '_>, chronicle: &Chronicle) -> Check {
    let of = |finding: Finding| finding.of("router_link");
    if !chronicle.is_whole() {
        return of(Finding::inconclusive(chronicle.gap()).at([LINK]));
    }
    let Some(execution) = chronicle.decision.latest_execution() else {
        return of(Finding::fail("No run was ever requested, so there is nothing that the link could be to")
            .at([LINK]));
    };
    let replayed = chronicle.decision.router_link();
    let expected = |name: &str| match &replayed {
        Value::Object(members) => members.get(name),
        _ => None,
    };
    let stated = |name: &str| bundle.link_member(name);
    let same = |name: &str| match (expected(name), stated(name)) {
        (Some(Value::String(expected)), Some(stated)) => {
            stated.as_str().is_some_and(|stated| stated == *expected)
        }
        (None, None) => true,
        _ => false,
    };
    let seq = execution.requested_seq;
    let digests = [&execution.request_digest, &execution.response_digest];
    let all_are_digests = digests.into_iter().flatten().all(|digest| RawDigest::is_written(digest));
    match MEMBERS.into_iter().find(|name| !same(name)) {
        None if !all_are_digests => of(Finding::inconclusive(format!(
            "The link is that of the latest execution, requested by event {seq}, but what stands there as a digest \
             of its request or its result is no SHA-256 digest"
        ))
        .at([LINK.to_owned(), format!("/control_bundle/events/{seq}")])),
        None => {
            of(Finding::pass(format!("The link is that of the latest execution, requested by event {seq}"))
                .at([LINK.to_owned(), format!("/control_bundle/events/{seq}")]))
        }
        Some(name) => of(Finding::fail(format!(
            "`{name}` of the link is not that of the latest execution, requested by event {seq}"
        ))
        .compared(
            expected(name).map_or_else(|| Evidence::Json("null".to_owned()), Evidence::from),
            stated(name).map_or_else(|| Evidence::Json("null".to_owned()), Evidence::from),
        )
        .at([format!("{LINK}/{name}"), format!("/control_bundle/events/{seq}")])),
    }
}

/// The digest of the link is that of the decision, the run, its request and its result.
pub(super) fn link_digest(bundle: &Bundle<'_, '_>, chronicle: &Chronicle) -> Check {
    const PLACE: &str = "/control_bundle/router_link/control_router_link_digest";
    let of = |finding: Finding| finding.at([PLACE]).of("link_digest");
    if !chronicle.is_whole() {
        return of(Finding::inconclusive(chronicle.gap()));
    }
    let stated = bundle.link_member("control_router_link_digest");
    let Some(recomputed) = chronicle.decision.link_digest() else {
        return of(match stated {
            None => Finding::not_applicable("The latest execution has no run, so there is no link"),
            Some(_) => {
                Finding::fail("The latest execution has no run, and yet there is the digest of a link to one")
            }
        });
    };
    let recomputed = recomputed.prefixed().to_string();
    of(match stated {
        Some(stated) if stated.as_str().is_some_and(|stated| stated == recomputed) => Finding::pass(
            "Recomputed the digest of the link from the decision, the run, its request and its result",
        )
        .compared(stated, recomputed),
        Some(stated) => Finding::fail(
            "The digest of the link is not that of the decision, the run, its request and its result",
        )
        .compared(stated, recomputed),
        None => {
            Finding::fail("The link has no digest").compared(Evidence::Json("null".to_owned()), recomputed)
        }
    })
}

/// Each run was asked to do what the decision and its policy say.
pub(super) fn router_request(chronicle: &Chronicle) -> Check {
    let mut wrong = Places::default();
    let mut undefined = Places::default();
    let mut unknown = Places::default();
    let mut first = None;
    let mut started = 0;
    for (run, execution) in chronicle.runs.iter().zip(&chronicle.decision.executions) {
        let (Some(request), Some(seq)) = (&run.request, execution.started_seq) else { continue };
        started += 1;
        let place = || format!("/control_bundle/events/{seq}/payload/router_request_digest");
        match request {
            Request::Digest(recomputed) => {
                let recorded = execution.request_digest.as_deref().unwrap_or_default();
                if !recomputed.is_written_as(recorded) {
                    wrong.add(place);
                    first.get_or_insert_with(|| (recorded.to_owned(), recomputed.to_string()));
                }
            }
            Request::Undefined => undefined.add(place),
            Request::TooMuch => unknown.add(place),
        }
    }
    let finding = if let Some((recorded, recomputed)) = first {
        let what = wrong.counted("run");
        Finding::fail(format!(
            "{what} started with another request than the goal, plan, adapter, mode and policy of the decision give"
        ))
        .compared(recorded, recomputed)
        .at(wrong.into_pointers())
    } else if !undefined.is_empty() {
        let what = undefined.counted("run");
        Finding::fail(format!(
            "{what} started without a policy or a goal, so nothing was allowed that it could ask for"
        ))
        .at(undefined.into_pointers())
    } else if !unknown.is_empty() {
        let what = unknown.counted("request");
        Finding::inconclusive(format!(
            "{what} not recomputed: together they are many times as long as the file"
        ))
        .at(unknown.into_pointers())
    } else if !chronicle.is_whole() {
        Finding::inconclusive(chronicle.gap())
    } else if started == 0 {
        Finding::not_applicable("No run was started")
    } else {
        let runs = if started == 1 { "the run".to_owned() } else { format!("each of {started} runs") };
        Finding::pass(format!(
            "Recomputed what {runs} was asked to do from goal, plan, adapter, mode and policy"
        ))
        .at(["/control_bundle/events"])
    };
    finding.of("router_request")
}
