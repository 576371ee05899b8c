//! What `inspect` shows people.

use verifier_core::decision::lifecycle::Entry;
use verifier_core::decision::{Actor, Approval, Decision, Execution, Outcome};

use super::Inspected;
use super::sections::request;
use crate::cli::decide::standing::Verdict;
use crate::cli::decide::{named, policy_facts};
use crate::cli::text::{Page, counted, excerpted, moment, visible};

/// Lines of a plan that are shown.
const PLAN_LINES: usize = 20;

/// The verdict, then the sections.
pub fn show(page: &mut Page<'_>, inspected: &Inspected) {
    let decision = &inspected.decision;
    Verdict::of(decision).show(page);
    section(page, "Decision");
    page.facts(&header(decision));
    plan(page, decision);
    section(page, "Progress");
    page.facts(&progress(inspected));
    section(page, "Approvals");
    approvals(page, decision);
    section(page, "Policy");
    match &decision.policy {
        Some(policy) => page.facts(&policy_facts(policy)),
        None => page.line("  none"),
    }
    if let Some(template) = &decision.template {
        section(page, "Template");
        let overrides = template.overrides.as_ref();
        page.facts(&[
            ("name", excerpted(&template.name).into_owned()),
            ("digest", digest(&template.digest)),
            (
                "differs",
                overrides.map_or_else(|| "in nothing".to_owned(), |it| excerpted(it.as_str()).into_owned()),
            ),
        ]);
    }
    executions(page, decision);
    router_request(page, decision);
    timeline(page, inspected);
    section(page, "Integrity");
    page.facts(&integrity(inspected));
}

fn section(page: &mut Page<'_>, title: &str) {
    page.blank();
    page.heading(title);
}

fn header(decision: &Decision) -> Vec<(&'static str, String)> {
    let mut shown = vec![
        ("id", visible(&decision.decision_id).into_owned()),
        ("goal", excerpted(decision.goal.as_deref().unwrap_or("none")).into_owned()),
        ("mode", decision.mode().as_str().to_owned()),
        ("state", decision.state.as_str().to_owned()),
        ("labels", named(&decision.labels)),
    ];
    shown.extend(decision.first_ts.map(|time| ("created", moment(time))));
    shown.extend(decision.last_ts.map(|time| ("last event", moment(time))));
    shown
}

/// The plan, line by line: that is how it was written.
fn plan(page: &mut Page<'_>, decision: &Decision) {
    let text = match (&decision.plan_text, &decision.plan) {
        (Some(text), _) => text.as_str(),
        (None, Some(plan)) => plan.as_str(),
        (None, None) => return,
    };
    section(page, "Plan");
    for line in text.lines().take(PLAN_LINES) {
        page.indented(2, &excerpted(line));
    }
    let more = text.lines().count().saturating_sub(PLAN_LINES);
    if more > 0 {
        page.indented(2, &format!("… ({})", counted(more, "more line")));
    }
}

fn progress(inspected: &Inspected) -> Vec<(&'static str, String)> {
    let lifecycle = &inspected.lifecycle;
    let progress = &lifecycle.progress;
    let blocked = lifecycle.blocking.as_ref().map_or_else(
        || "no".to_owned(),
        |reason| format!("{}: {}", reason.code(), excerpted(&reason.to_string())),
    );
    vec![
        ("approvals", format!("{} of {}", progress.approvals_current, progress.approvals_required)),
        ("ready", if progress.ready_to_execute { "yes" } else { "no" }.to_owned()),
        ("blocked", blocked),
    ]
}

fn approvals(page: &mut Page<'_>, decision: &Decision) {
    if decision.approvals.is_empty() {
        page.line("  none yet");
        return;
    }
    for approval in decision.approvals.values() {
        let who = excerpted(&approval.actor.to_string()).into_owned();
        page.indented(2, &format!("{who}: {}", standing(approval, decision)));
        if let Some(comment) = &approval.comment {
            page.indented(4, &format!("\"{}\"", excerpted(comment)));
        }
    }
}

fn standing(approval: &Approval, decision: &Decision) -> String {
    let granted = moment(approval.granted_at);
    if approval.revoked {
        let at = approval.revoked_at.map(moment).unwrap_or_default();
        let reason = approval.reason.as_deref().filter(|reason| !reason.is_empty());
        let reason = reason.map(|reason| format!(", \"{}\"", excerpted(reason))).unwrap_or_default();
        return format!("revoked at {at}{reason} (given at {granted})");
    }
    match approval.expires_at {
        None => format!("counts, given at {granted}"),
        Some(time) if approval.is_expired_at(decision.as_of) => {
            format!("expired at {} (given at {granted})", moment(time))
        }
        Some(time) => format!("counts until {}, given at {granted}", moment(time)),
    }
}

fn executions(page: &mut Page<'_>, decision: &Decision) {
    let count = decision.executions.len();
    if count == 0 {
        section(page, "Execution");
        page.line("  none yet");
        return;
    }
    for (number, execution) in decision.executions.iter().enumerate() {
        let title =
            if count == 1 { "Execution".to_owned() } else { format!("Execution {} of {count}", number + 1) };
        section(page, &title);
        page.facts(&execution_facts(execution));
    }
    if let Some(link) = decision.link_digest() {
        section(page, "Router link");
        let latest = decision.latest_execution();
        let of = |text: Option<&String>| text.map_or_else(|| "none".to_owned(), |text| digest(text));
        page.facts(&[
            ("request", of(latest.and_then(|execution| execution.request_digest.as_ref()))),
            ("response", of(latest.and_then(|execution| execution.response_digest.as_ref()))),
            ("link", link.prefixed().to_string()),
        ]);
    }
}

fn execution_facts(execution: &Execution) -> Vec<(&'static str, String)> {
    let outcome = match execution.outcome {
        Outcome::Pending => "in progress",
        Outcome::Success => "ended well",
        Outcome::Failed => "failed",
    };
    let by = excerpted(&execution.requested_by.to_string()).into_owned();
    let mut shown = vec![
        ("outcome", outcome.to_owned()),
        ("mode", execution.mode().as_str().to_owned()),
        ("adapter", excerpted(&execution.adapter_id).into_owned()),
        ("requested", format!("{} by {by}", moment(execution.requested_at))),
    ];
    shown.extend(execution.completed_at.map(|time| ("ended", moment(time))));
    shown.extend(execution.run_id.as_ref().map(|run_id| ("run id", excerpted(run_id).into_owned())));
    shown.extend(execution.steps_executed.map(|steps| ("steps", steps.to_string())));
    if let Some(code) = &execution.error_code {
        let message = execution.error_message.as_deref().unwrap_or_default();
        shown.push(("error", format!("{}: {}", visible(code), excerpted(message))));
    }
    shown
}

fn router_request(page: &mut Page<'_>, decision: &Decision) {
    let Some((request, is_known)) = request(decision) else { return };
    section(page, "Request to the router");
    let mut shown = vec![("request", excerpted(&request.value.to_canonical()).into_owned())];
    if is_known {
        shown.push(("digest", request.digest.prefixed().to_string()));
    } else {
        shown.push(("digest", "known when the adapter is chosen".to_owned()));
    }
    page.facts(&shown);
}

fn timeline(page: &mut Page<'_>, inspected: &Inspected) {
    let lifecycle = &inspected.lifecycle;
    section(page, "Timeline");
    let left_out = lifecycle.timeline_total - lifecycle.timeline.len();
    if left_out > 0 {
        let said = format!(
            "({}; --all shows them)",
            counted(left_out, "earlier entry").replace("entrys", "entries")
        );
        page.indented(2, &said);
    }
    for entry in &lifecycle.timeline {
        let time = moment(entry.ts);
        page.item(&time, 20, &said(entry));
    }
}

fn said(entry: &Entry) -> String {
    let summary = excerpted(&entry.summary);
    match &entry.actor {
        // That is always this program.
        Some(actor) if *actor == Actor::control().to_string() => summary.into_owned(),
        Some(actor) if !entry.summary.contains(actor.trim_start_matches("system:")) => {
            format!("{summary} ({})", excerpted(actor))
        }
        _ => summary.into_owned(),
    }
}

fn integrity(inspected: &Inspected) -> Vec<(&'static str, String)> {
    let latest = inspected.log.events.last();
    // Reading the log compared every event with the chain, where there is one.
    let compared = match inspected.head {
        Some(_) => "each is the one that was recorded",
        None => "but the store has no hash chain that could tell whether they were changed",
    };
    let mut shown = vec![
        ("events", format!("{}, {compared}", inspected.decision.event_count)),
        ("latest", latest.map_or_else(|| "none".to_owned(), |event| digest(&event.digest))),
    ];
    shown.push((
        "bundle",
        match inspected.control_digest {
            Ok(digest) => digest.to_string(),
            Err(code) => format!("cannot be exported: {code}"),
        },
    ));
    shown.extend(inspected.head.map(|head| ("store head", head.to_string())));
    shown
}

/// A raw digest as it stands in an event, with its algorithm.
fn digest(raw: &str) -> String {
    format!("sha256:{}", excerpted(raw))
}
