//! The decision: what was asked, by which rules, who approved, what ran.

use leptos::prelude::*;

use super::time::Time;
use super::value::Value;
use crate::present::Text;
use crate::present::decision::{ApprovalView, DecisionView, ExecutionView, PolicyView, Replayed, Standing};
use crate::present::number::{counted, grouped};
use crate::texts;

#[component]
pub fn Decision(decision: DecisionView) -> impl IntoView {
    let DecisionView { id, goal, mode, status, created_at, replayed, unreplayable, events, .. } = decision;
    let requested_by = replayed.as_ref().and_then(|replayed| replayed.requested_by.clone());
    view! {
        <section aria-labelledby="decided">
            <h2 id="decided">"What was decided"</h2>
            <p class="soft">{texts::SAID_BY_THE_PACKAGE}</p>
            <dl class="facts">
                <dt>"Goal"</dt>
                <dd class="goal">{match goal {
                    Some(goal) => view! { <Value text=goal/> }.into_any(),
                    None => view! { <span class="soft">"none is stated"</span> }.into_any(),
                }}</dd>
                <dt>"Mode"</dt>
                <dd>{stored_mode(mode)}</dd>
                {requested_by.map(|actor| view! { <dt>"Requested by"</dt><dd><Value text=actor/></dd> })}
                <dt>"Created"</dt>
                <dd><Time moment=created_at/></dd>
                <dt>"Status"</dt>
                <dd>{stored_status(status)}</dd>
                {replayed.as_ref().map(rules)}
                <dt>"Decision"</dt>
                <dd class="mono"><Value text=id/></dd>
            </dl>
            {unreplayable.map(|reason| view! {
                <p class="notice">
                    "Policy, approvals and runs are derived from the "{counted(events, "event")}
                    ", which make no sense together: "<Value text=reason/>
                    ". They are listed below as they stand."
                </p>
            })}
            {replayed.map(|replayed| view! { <Approvals replayed=replayed.clone()/> <Runs runs=replayed.executions left_out=replayed.executions_left_out/> })}
        </section>
    }
}

fn stored_mode(mode: Text) -> AnyView {
    match mode.shown.as_str() {
        "dry_run" | "apply" => texts::mode(&mode.shown).to_owned().into_any(),
        _ => view! { <Value text=mode/> }.into_any(),
    }
}

/// A status that the format knows, in words; anything else as it stands, and as text of the package.
fn stored_status(status: Text) -> AnyView {
    match texts::status(&status.shown) {
        Some(words) => words.into_any(),
        None => view! { <Value text=status/> }.into_any(),
    }
}

fn rules(replayed: &Replayed) -> impl IntoView + use<> {
    let policy = replayed.policy.clone();
    let (labels, more_labels) = (replayed.labels.clone(), replayed.labels_left_out);
    let plan = replayed.plan.clone();
    view! {
        <dt>"Policy"</dt>
        <dd>{match policy {
            Some(policy) => view! { <Policy policy/> }.into_any(),
            None => view! { <span class="soft">"none was attached"</span> }.into_any(),
        }}</dd>
        {(!labels.is_empty()).then(|| view! { <dt>"Labels"</dt><dd>{listed(labels, more_labels)}</dd> })}
        {plan.map(|plan| view! { <dt>"Plan"</dt><dd><Value text=plan/></dd> })}
    }
}

#[component]
fn Policy(policy: PolicyView) -> impl IntoView {
    let modes: Vec<_> = policy.modes.iter().map(|mode| texts::mode(mode)).collect();
    let steps = policy.max_steps.map(|steps| format!("; at most {}", counted(steps, "step")));
    view! {
        {counted(policy.min_approvals, "approval")} "; " {modes.join(" or ")} {steps}
        {(!policy.capabilities.is_empty()).then(|| view! { "; the adapter has to support " {listed(policy.capabilities, policy.capabilities_left_out)} })}
        {policy.template.map(|template| view! { <br/><span class="soft">"from the template "</span><Value text=template/> })}
        {policy.template_digest.map(|digest| view! { <br/><span class="mono soft"><Value text=digest/></span> })}
    }
}

fn listed(texts: Vec<Text>, left_out: u64) -> impl IntoView {
    let tags = texts.into_iter().map(|text| view! { <span class="tag"><Value text/></span> " " });
    view! { {tags.collect_view()} {beyond(left_out)} }
}

/// Says that more is there than is shown.
fn beyond(left_out: u64) -> impl IntoView {
    (left_out > 0)
        .then(|| view! { <span class="soft">"And "{grouped(left_out)}" more: see the tree."</span> })
}

#[component]
fn Approvals(replayed: Replayed) -> impl IntoView {
    let needed = replayed.policy.map(|policy| counted(policy.min_approvals, "approval"));
    let left_out = replayed.approvals_left_out;
    let none = replayed.approvals.is_empty();
    view! {
        <h3 class="sub" id="approvals">"Approvals"</h3>
        {needed.map(|needed| view! { <p class="soft">"The policy asks for "{needed}"."</p> })}
        {none.then(|| view! { <p>"Nobody approved."</p> })}
        <ul class="approvals" aria-labelledby="approvals">
            {replayed.approvals.into_iter().map(|approval| view! { <Approval approval/> }).collect_view()}
        </ul>
        {beyond(left_out)}
    }
}

#[component]
fn Approval(approval: ApprovalView) -> impl IntoView {
    let (sign, class) = match approval.standing {
        Standing::Granted => ("✓", "granted"),
        Standing::Revoked => ("✕", "revoked"),
        Standing::Expired => ("◷", "revoked"),
        Standing::Late => ("→", "revoked"),
    };
    let is_human = approval.actor_kind.shown == "human";
    view! {
        <li class=class>
            <div>
                <span class="standing" aria-hidden="true">{sign}</span>
                <b><Value text=approval.actor/></b>
                {(!is_human).then(|| view! { <span class="soft">" ("<Value text=approval.actor_kind/>")"</span> })}
                <span class="word">{texts::standing(approval.standing)}</span>
            </div>
            {approval.comment.map(|comment| view! { <blockquote><Value text=comment/></blockquote> })}
            <div class="soft when">
                "Granted " <Time moment=approval.granted_at/>
                {match approval.expires_at {
                    Some(expiry) => view! { " · expires " <Time moment=expiry/> }.into_any(),
                    None => " · does not expire".into_any(),
                }}
                {approval.revoked_at.map(|at| view! { " · revoked " <Time moment=at/> })}
                {approval.reason.map(|reason| view! { " · reason: " <Value text=reason/> })}
            </div>
        </li>
    }
}

#[component]
fn Runs(runs: Vec<ExecutionView>, left_out: u64) -> impl IntoView {
    let none = runs.is_empty();
    view! {
        <h3 class="sub" id="runs">"Runs"</h3>
        {none.then(|| view! { <p>"None was requested."</p> })}
        <ul class="approvals" aria-labelledby="runs">
            {runs.into_iter().map(|run| view! { <Run run/> }).collect_view()}
        </ul>
        {beyond(left_out)}
    }
}

#[component]
fn Run(run: ExecutionView) -> impl IntoView {
    let outcome = match run.outcome.as_str() {
        "success" => "completed",
        "failed" => "failed",
        _ => "not ended",
    };
    view! {
        <li>
            <div>
                <b>{match run.run_id {
                    Some(id) => view! { <span class="mono"><Value text=id/></span> }.into_any(),
                    None => "no run id".into_any(),
                }}</b>
                <span class="word">{outcome}</span>
            </div>
            <div>
                {texts::mode(&run.mode).to_owned()} " through " <Value text=run.adapter/>
                {run.steps.map(|steps| format!(", {}", counted(steps, "step")))}
            </div>
            {run.error.map(|error| view! { <blockquote><Value text=error/></blockquote> })}
            <div class="soft when">
                "Requested " <Time moment=run.requested_at/> " by " <Value text=run.requested_by/>
                {run.ended_at.map(|at| view! { " · ended " <Time moment=at/> })}
            </div>
        </li>
    }
}
