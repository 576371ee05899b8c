//! Who had approved when a run was requested: what the policy asked for and what counted, in words and as a picture.
//! The picture is for the eye alone; beside each lane stands the same in words.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::parts::{button, live, remark, soft};
use super::print::on_paper;
use super::sentence::{dotted, sentence};
use super::spine::{Sign, class};
use super::time::Time;
use super::value::Value;
use crate::present::authorization::{
    Authorization, Bar, Drawn, End, Lane, REQUEST, Run, Span, Standing, drawn,
};
use crate::present::summary::Outcome;
use crate::texts;

/// Lanes of each kind that are shown at first.
const FIRST: usize = 6;
/// Lanes that are printed although they are not shown.
const ON_PAPER: usize = 60;
/// Runs of which paper has the pictures that are folded on the screen.
const PRINTED: usize = 20;

/// Which run, and all there is to know about them.
#[component]
pub fn Allowed(authorization: StoredValue<Authorization>, seq: u64) -> impl IntoView {
    let run = authorization.with_value(|all| all.run(seq).cloned())?;
    let (lanes, is_last, few) = authorization.with_value(|all| {
        let is_last = all.runs.last().is_some_and(|run| run.seq == seq);
        (all.lanes.len(), is_last, all.runs.len() <= PRINTED)
    });
    let outcome = run.outcome();
    let is_open = is_last || outcome != Outcome::Pass;
    let seen = RwSignal::new(is_open);
    let picture = move || view! { <Lanes authorization seq/> }.into_any();
    let facts = [
        Some((run.approvals(), counted(&run))),
        run.asked.map(|_| (run.mode(), texts::mode_allowed(&run).into_any())),
        texts::steps_allowed(&run).map(|words| (run.steps(), words.into_any())),
    ];
    let facts = facts
        .into_iter()
        .flatten()
        .map(|(outcome, words)| view! { <li><Sign outcome/> <span>{words}</span></li> });
    let facts = facts.collect_view();
    Some(view! {
        <div class=format!("allowed {}", class(outcome)) data-testid="allowed" data-run=seq.to_string() data-outcome=outcome.as_str()>
            <p><b>{texts::allowed(&run)}</b></p>
            <ul class="asked">{facts}</ul>
            {if lanes == 0 { remark(texts::NOBODY_APPROVED) } else { view! {
                <details class="more" open=is_open on:toggle=move |event| {
                    let details = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
                    if details.is_some_and(|it| it.has_attribute("open")) { seen.set(true) }
                }>
                    <summary>{texts::who_approved(run.approvers())}</summary>
                    {live(move || seen.get().then(picture))}
                    {on_paper(move || if few && !seen.get_untracked() { picture() } else { ().into_any() })}
                </details>
            }.into_any() }}
        </div>
    })
}

/// The number of the event that a reader wants to see on the timeline.
pub type Wanted = RwSignal<Option<u64>>;

/// In one line: whether it was allowed, and how many approvals counted; with the way to the picture.
pub fn brief(run: &Run, wanted: Wanted) -> AnyView {
    let seq = run.seq;
    let outcome = run.outcome();
    let words = format!("{}. {}.", texts::allowed(run), texts::approvals_counted(run));
    view! { <div class="brief"><Sign outcome/> <span>{words} " " {button("link no-print", "", texts::ON_THE_TIMELINE, move || wanted.set(Some(seq)))}</span></div> }.into_any()
}

fn counted(run: &Run) -> AnyView {
    let others = texts::not_counted(run);
    let others = (!others.is_empty()).then(|| soft(format!(" · {}", others.join(" · "))));
    view! { {texts::approvals_counted(run)} {others} }.into_any()
}

#[component]
fn Lanes(authorization: StoredValue<Authorization>, seq: u64) -> impl IntoView {
    let all =
        authorization.with_value(|all| all.run(seq).map(|run| (drawn(&all.lanes, run), run.approvers())));
    let (all, people) = all.unwrap_or_default();
    let first = Standing::ALL
        .iter()
        .flat_map(|standing| all.iter().filter(move |it| it.standing == *standing).take(FIRST).cloned());
    let first: Vec<Drawn> = first.collect();
    let (some, total) = (first.len(), all.len());
    let beyond = people.saturating_sub(total as u64);
    let whole = RwSignal::new(some == total);
    let row = move |drawn: Drawn| {
        let lane = authorization.with_value(|all| all.lanes.get(drawn.lane).cloned());
        lane.map(|lane| row(lane, drawn))
    };
    let listed = move |drawn: Vec<Drawn>| {
        let rows = drawn.into_iter().map(row).collect_view();
        view! { <ul class="lanes" aria-label=texts::lanes_at(seq)>{rows}</ul> }.into_any()
    };
    // Paper has all of them, where they are not very many.
    let is_printed = total <= ON_PAPER;
    let on_paper = on_paper({
        let all = all.clone();
        move || if is_printed && !whole.get_untracked() { listed(all.clone()) } else { ().into_any() }
    });
    let rows = live(move || {
        let (drawn, class) = match (whole.get(), is_printed) {
            (true, _) => (&all, ""),
            (false, true) => (&first, "no-print"),
            (false, false) => (&first, ""),
        };
        view! { <div class=class>{listed(drawn.clone())}</div> }
    });
    view! {
        {remark(texts::LANES_HOW)}
        <div class="lane head" aria-hidden="true">
            <span class="track"><svg>
                <text y="12">{texts::EARLIER}</text>
                <text class="at" x=per_cent(REQUEST) y="12">{texts::REQUESTED}</text>
                <text class="end" x="100%" y="12">{texts::LATER}</text>
            </svg></span>
        </div>
        {rows} {on_paper}
        {live(move || (!whole.get()).then(|| view! {
            {button("link", "all-approvers", texts::show_all_approvers(total as u64), move || whole.set(true))}
            {(!is_printed).then(|| view! { <p class="print-only">{texts::approvers_left_out(people - some as u64)}</p> })}
        }))}
        {live(move || (beyond > 0 && whole.get()).then(|| remark(texts::approvers_left_out(beyond))))}
    }
}

fn row(lane: Lane, drawn: Drawn) -> AnyView {
    let Drawn { standing, bars, decisive, .. } = drawn;
    let (sign, class) = match standing {
        Standing::Counted => ("✓", "lane counts"),
        Standing::Unclear => ("?", "lane"),
        Standing::Revoked => ("✕", "lane not"),
        Standing::Expired => ("◷", "lane not"),
        Standing::DatedLater | Standing::Late => ("→", "lane not"),
    };
    let is_human = lane.kind.shown == "human";
    view! {
        <li class=class>
            <span class="standing" aria-hidden="true">{sign}</span>
            <span class="approver">
                <b class="who"><Value text=lane.actor/></b>
                {(!is_human).then(|| view! { " " {soft(view! { "("<Value text=lane.kind/>")" })} })}
                {lane.is_creator.then(|| view! { " " {soft(texts::CREATOR)} })}
                " " <span class="word">{texts::stood(standing)}</span>
                {decisive.map(times)}
            </span>
            {track(&bars, standing)}
        </li>
    }
    .into_any()
}

/// When an approval was granted, and when it ended.
fn times(span: Span) -> AnyView {
    let time = |moment| view! { <Time moment/> };
    let mut times = vec![sentence(texts::GRANTED, time(span.granted_at))];
    times.extend(span.expires_at.map(|at| sentence(texts::EXPIRES, time(at))));
    times.extend(span.revoked_at.map(|at| sentence(texts::REVOKED, time(at))));
    view! { <small>{dotted(times)}</small> }.into_any()
}

fn per_cent(place: u64) -> String {
    format!("{}.{:02}%", place / 100, place % 100)
}

fn track(bars: &[Bar], standing: Standing) -> AnyView {
    let bars = bars.iter().map(|bar| {
        let (from, to) = (per_cent(bar.from), per_cent(bar.to));
        let class = if bar.counts { "span counts" } else { "span" };
        let end = match bar.end {
            End::Revoked => Some("M-4-4 4 4M4-4-4 4"),
            End::Expired => Some("M0-6V6"),
            End::Open | End::Renewed => None,
        };
        view! {
            <line class=class x1=from.clone() x2=to.clone() y1="50%" y2="50%"/>
            <circle cx=from cy="50%" r="3"/>
            {end.map(|path| view! { <svg x=to y="50%"><path d=path/></svg> })}
        }
    });
    let bars = bars.collect_view();
    let request = per_cent(REQUEST);
    view! {
        <span class="track" aria-hidden="true"><svg>
            <line class="base" x2="100%" y1="50%" y2="50%"/>
            <line class="request" x1=request.clone() x2=request.clone() y2="100%"/>
            {bars}
            {(standing == Standing::Counted).then(|| view! { <circle class="counts" cx=request cy="50%" r="5"/> })}
        </svg></span>
    }
    .into_any()
}
