//! The decision: what was asked, by which rules, who approved, what ran.

use leptos::prelude::*;

use super::authorization::{Allowed, Wanted, brief};
use super::parts::{fact, remark, section, soft};
use super::sentence::{dotted, filled, sentence};
use super::time::Time;
use super::value::Value;
use crate::present::authorization::Authorization;
use crate::present::decision::{ApprovalView, DecisionView, ExecutionView, PolicyView, Replayed, Standing};
use crate::present::timeline::MOST as TIMELINE;
use crate::present::{Moment, Text};
use crate::texts;

#[component]
pub fn Decision(
    decision: DecisionView,
    authorization: StoredValue<Authorization>,
    wanted: Wanted,
) -> impl IntoView {
    let DecisionView { id, goal, mode, status, created_at, replayed, unreplayable, .. } = decision;
    let requested_by = replayed.as_ref().and_then(|replayed| replayed.requested_by.clone());
    let goal = match goal {
        Some(goal) => view! { <span class="goal">{value(goal)}</span> }.into_any(),
        None => soft(texts::NO_GOAL),
    };
    let mut facts = vec![fact(texts::GOAL, goal), fact(texts::MODE, stored_mode(mode))];
    facts.extend(requested_by.map(|actor| fact(texts::REQUESTED_BY, name(actor))));
    facts.push(fact(texts::CREATED, time(created_at)));
    facts.push(fact(texts::STATUS, stored_status(status)));
    facts.extend(replayed.as_ref().into_iter().flat_map(rules));
    facts.push(fact(texts::DECISION_ID, mono(id)));
    let content = view! {
        {remark(texts::SAID_BY_THE_PACKAGE)}
        <dl class="facts">{facts}</dl>
        {unreplayable.map(|reason| view! { <p class="notice">{sentence(texts::UNREPLAYABLE, value(reason))}</p> })}
        {replayed.map(|replayed| view! { <Approvals replayed=replayed.clone()/> <Runs runs=replayed.executions left_out=replayed.executions_left_out authorization wanted/> })}
    };
    section("decision", texts::DECIDED, content.into_any())
}

fn mono(text: Text) -> AnyView {
    view! { <span class="mono">{value(text)}</span> }.into_any()
}

/// Who or what: in letters of which no two look the same.
fn name(text: Text) -> AnyView {
    view! { <span class="who">{value(text)}</span> }.into_any()
}

fn value(text: Text) -> AnyView {
    view! { <Value text/> }.into_any()
}

fn time(moment: Moment) -> AnyView {
    view! { <Time moment/> }.into_any()
}

fn stored_mode(mode: Text) -> AnyView {
    match mode.shown.as_str() {
        "dry_run" | "apply" => texts::mode(&mode.shown).to_owned().into_any(),
        _ => value(mode),
    }
}

/// A status that the format knows, in words; anything else as it stands, and as text of the package.
fn stored_status(status: Text) -> AnyView {
    match texts::status(&status.shown) {
        Some(words) => words.into_any(),
        None => value(status),
    }
}

fn rules(replayed: &Replayed) -> Vec<AnyView> {
    let policy = replayed.policy.clone();
    let mut facts = vec![fact(texts::POLICY, policy.map_or_else(|| soft(texts::NO_POLICY), self::policy))];
    if !replayed.labels.is_empty() {
        facts.push(fact(texts::LABELS, listed(replayed.labels.clone(), replayed.labels_left_out)));
    }
    facts.extend(replayed.plan.clone().map(|plan| fact(texts::PLAN, value(plan))));
    facts
}

fn policy(policy: PolicyView) -> AnyView {
    let mut rules =
        vec![texts::approvals(policy.min_approvals).into_any(), texts::modes(&policy.modes).into_any()];
    rules.extend(policy.max_steps.map(|steps| texts::at_most(steps).into_any()));
    if !policy.capabilities.is_empty() {
        rules.push(sentence(texts::CAPABILITIES, listed(policy.capabilities, policy.capabilities_left_out)));
    }
    view! {
        {dotted(rules)}
        {policy.template.map(|template| view! { <br/>{soft(sentence(texts::FROM_TEMPLATE, value(template)))} })}
        {policy.template_digest.map(|digest| view! { <br/>{soft(mono(digest))} })}
    }
    .into_any()
}

fn listed(texts: Vec<Text>, left_out: u64) -> AnyView {
    let tags = texts.into_iter().map(|text| view! { <span class="tag">{value(text)}</span> " " });
    view! { {tags.collect_view()} {beyond(left_out)} }.into_any()
}

/// Says that more is there than is shown.
fn beyond(left_out: u64) -> Option<AnyView> {
    (left_out > 0).then(|| soft(texts::more_in_the_tree(left_out)))
}

#[component]
fn Approvals(replayed: Replayed) -> impl IntoView {
    let needed = replayed.policy.map(|policy| texts::policy_asks_for(policy.min_approvals));
    let left_out = replayed.approvals_left_out;
    let none = replayed.approvals.is_empty();
    view! {
        <h3 class="sub" id="approvals">{texts::APPROVALS}</h3>
        {needed.map(remark)}
        {if none {
            view! { <p>{texts::NO_APPROVALS}</p> }.into_any()
        } else {
            let approvals = replayed.approvals.into_iter().map(|approval| view! { <Approval approval/> });
            view! { <ul class="approvals" aria-labelledby="approvals">{approvals.collect_view()}</ul> }.into_any()
        }}
        {beyond(left_out)}
    }
}

#[component]
fn Approval(approval: ApprovalView) -> impl IntoView {
    let (sign, class) = match approval.standing {
        Standing::Granted => ("✓", "granted"),
        Standing::Revoked | Standing::RevokedLater => ("✕", "revoked"),
        Standing::Expired => ("◷", "revoked"),
        Standing::Late => ("→", "revoked"),
    };
    let is_human = approval.actor_kind.shown == "human";
    let mut when = vec![
        sentence(texts::GRANTED, time(approval.granted_at)),
        match approval.expires_at {
            Some(expiry) => sentence(texts::EXPIRES, time(expiry)),
            None => texts::NEVER_EXPIRES.into_any(),
        },
    ];
    when.extend(approval.revoked_at.map(|at| sentence(texts::REVOKED, time(at))));
    when.extend(approval.reason.map(|reason| sentence(texts::REASON, value(reason))));
    view! {
        <li class=class>
            <div>
                <span class="standing" aria-hidden="true">{sign}</span>
                <b>{name(approval.actor)}</b>
                {(!is_human).then(|| view! { {soft(view! { "("{value(approval.actor_kind)}")" })} })}
                <span class="word">{texts::standing(approval.standing)}</span>
            </div>
            {approval.comment.map(|comment| view! { <blockquote>{value(comment)}</blockquote> })}
            <div class="soft when">{dotted(when)}</div>
        </li>
    }
}

#[component]
fn Runs(
    runs: Vec<ExecutionView>,
    left_out: u64,
    authorization: StoredValue<Authorization>,
    wanted: Wanted,
) -> impl IntoView {
    view! {
        <h3 class="sub" id="runs">{texts::RUNS}</h3>
        {if runs.is_empty() {
            view! { <p>{texts::NO_RUNS}</p> }.into_any()
        } else {
            let runs = runs.into_iter().map(|run| view! { <Run run authorization wanted/> });
            view! { <ul class="approvals" aria-labelledby="runs">{runs.collect_view()}</ul> }.into_any()
        }}
        {beyond(left_out)}
    }
}

#[component]
fn Run(run: ExecutionView, authorization: StoredValue<Authorization>, wanted: Wanted) -> impl IntoView {
    let mode = texts::mode(&run.mode).to_owned().into_any();
    let mut how = vec![filled(texts::THROUGH, vec![mode, name(run.adapter)])];
    how.extend(run.steps.map(|steps| texts::steps(steps).into_any()));
    let mut when = vec![filled(texts::RUN_REQUESTED, vec![time(run.requested_at), name(run.requested_by)])];
    when.extend(run.ended_at.map(|at| sentence(texts::RUN_ENDED, time(at))));
    view! {
        <li>
            <div>
                <b>{match run.run_id {
                    Some(id) => mono(id),
                    None => texts::NO_RUN_ID.into_any(),
                }}</b>
                <span class="word">{texts::ended(&run.outcome)}</span>
            </div>
            <div>{dotted(how)}</div>
            {run.error.map(|error| view! { <blockquote>{value(error)}</blockquote> })}
            <div class="soft when">{dotted(when)}</div>
            {if run.seq + 1 < TIMELINE as u64 {
                authorization.with_value(|all| all.run(run.seq).map(|run| brief(run, wanted))).into_any()
            } else {
                view! { <Allowed authorization seq=run.seq/> }.into_any()
            }}
        </li>
    }
}
