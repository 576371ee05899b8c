//! How the parts are bound: a drawing, and the same in words.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{fact, remark, section, soft};
use super::spine::{self, Sign, class};
use super::value::Value;
use crate::present::Text;
use crate::present::summary::{CheckView, Contents, Outcome, Summary};
use crate::present::verdict::check_word;
use crate::present::visible::visible;
use crate::texts;

/// A part of the drawing.
struct Part {
    title: &'static str,
    note: String,
    x: i32,
    y: i32,
    /// The check of the part itself: its digest, recomputed.
    own: Option<Outcome>,
}

/// For each of the edges: its check, its way, and where its sign stands.
type Edges = [(&'static str, &'static str, i32, i32); 10];

const WIDTH: i32 = 216;
const HEIGHT: i32 = 66;

/// Where the parts stand: the control bundle, the link, the run, the template, the binding, who vouches.
type Places = [(i32, i32); 6];

/// The parts in a row, the binding digest below.
const WIDE: (Places, Edges) = (
    [(8, 8), (302, 8), (596, 8), (8, 190), (302, 190), (596, 190)],
    [
        ("binding_control_match", "M116 74 C116 150 370 120 370 190", 196, 126),
        ("binding_link_match", "M410 74 V190", 410, 126),
        ("binding_router_match", "M704 74 C704 150 450 120 450 190", 624, 126),
        ("router_link", "M224 27 H302", 263, 27),
        ("router_request", "M224 55 H302", 263, 55),
        ("router_run", "M518 27 H596", 557, 27),
        ("router_result", "M518 55 H596", 557, 55),
        ("template", "M52 74 V190", 52, 132),
        ("pinned_digest", "M518 209 H596", 557, 209),
        ("attestation", "M518 237 H596", 557, 237),
    ],
);
/// The parts below each other; their edges go down beside them.
const NARROW: (Places, Edges) = (
    [(8, 114), (8, 220), (8, 326), (8, 8), (118, 452), (118, 558)],
    [
        ("binding_control_match", "M224 147 H296 Q312 147 312 163 V452", 312, 422),
        ("binding_link_match", "M224 253 H264 Q280 253 280 269 V452", 280, 422),
        ("binding_router_match", "M224 359 H232 Q248 359 248 375 V452", 248, 422),
        ("router_link", "M60 180 V220", 60, 200),
        ("router_request", "M116 180 V220", 116, 200),
        ("router_run", "M60 286 V326", 60, 306),
        ("router_result", "M116 286 V326", 116, 306),
        ("template", "M60 74 V114", 60, 94),
        ("pinned_digest", "M190 518 V558", 190, 538),
        ("attestation", "M246 518 V558", 246, 538),
    ],
);

/// What the list says: the checks of the edges, and those of the parts.
const LISTED: [&str; 15] = [
    "control_bundle_digest",
    "template",
    "router_link",
    "router_request",
    "link_digest",
    "router_run",
    "router_result",
    "router_digest",
    "router_bundle_digest",
    "binding_control_match",
    "binding_link_match",
    "binding_router_match",
    "binding_digest",
    "pinned_digest",
    "attestation",
];

#[component]
pub fn Diagram(summary: Arc<Summary>, contents: Contents) -> impl IntoView {
    let words = LISTED.into_iter().filter_map(|name| {
        let check = summary.checks().find(|check| check.name == name)?;
        // What there is not need not be said to be right, but that nobody was asked to vouch is.
        let outcome = shown(check);
        (outcome != Outcome::NotApplicable || check.is_unasked).then(|| {
            view! {
                <li class=class(outcome)>
                    <Sign outcome/>
                    <span>{texts::shows(name)}</span>
                    <span class="word">{check_word(check)}</span>
                </li>
            }
        })
    });
    let words = words.collect_view();
    let content = view! {
            {remark(texts::BOUND_HOW)}
            <svg class="diagram wide" viewBox="0 0 820 264" role="img" aria-labelledby="binding-title">
                {drawn(&summary, &contents, WIDE)}
            </svg>
            <svg class="diagram narrow" viewBox="0 0 342 632" role="img" aria-labelledby="binding-title">
                {drawn(&summary, &contents, NARROW)}
            </svg>
            <ul class="legend">{words}</ul>
            <dl class="facts">
                {digest(texts::CONTROL_DIGEST, Some(&contents.control_digest))}
                {digest(texts::LINK_DIGEST, contents.link_digest.as_ref())}
                {digest(texts::ROUTER_DIGEST, contents.router_digest.as_ref())}
                {digest(texts::LINKED_RUN_ID, contents.linked_run_id.as_ref())}
                {digest(texts::ROUTER_RUN_ID, contents.run_id.as_ref())}
            </dl>
    };
    section("binding", texts::BOUND, content.into_any())
}

fn digest(name: &'static str, text: Option<&Text>) -> AnyView {
    let value = match text {
        Some(text) => view! { <span class="mono"><Value text=text.clone()/></span> }.into_any(),
        None => soft(texts::NONE),
    };
    fact(name, value)
}

/// What came of a check, as it is shown. Who was not asked has not answered.
fn shown(check: &CheckView) -> Outcome {
    if check.is_unasked { Outcome::NotApplicable } else { check.outcome }
}

fn outcome_of(summary: &Summary, name: &str) -> Option<Outcome> {
    summary.checks().find(|check| check.name == name).map(shown)
}

fn parts(summary: &Summary, contents: &Contents, places: Places) -> [Part; 6] {
    let short = |text: Option<&Text>| text.map_or_else(|| texts::NONE.to_owned(), |text| brief(&text.shown));
    let [control, link, router, template, binding, elsewhere] = places;
    let run = contents.run_id.as_ref().or(contents.router_digest.as_ref());
    let policy = contents.decision.replayed.as_ref().and_then(|replayed| replayed.policy.as_ref());
    let part = |title, note, (x, y), check: &str| {
        let own = outcome_of(summary, check).filter(|outcome| *outcome != Outcome::NotApplicable);
        Part { title, note, x, y, own }
    };
    // That a digest is stated is no reason for a sign that says that it is right.
    let stated = outcome_of(summary, "router_digest").filter(|outcome| *outcome == Outcome::Fail);
    let router = part(texts::ROUTER_RUN, short(run), router, "router_bundle_digest");
    let is_asked = |name: &str| summary.checks().any(|check| check.name == name && !check.is_unasked);
    let vouching = texts::vouched_with(is_asked("pinned_digest"), is_asked("attestation")).to_owned();
    [
        part(texts::CONTROL_BUNDLE, short(Some(&contents.control_digest)), control, "control_bundle_digest"),
        part(texts::LINK, short(contents.link_digest.as_ref()), link, "link_digest"),
        Part { own: router.own.max(stated), ..router },
        part(texts::TEMPLATE, short(policy.and_then(|policy| policy.template.as_ref())), template, ""),
        part(texts::BINDING_DIGEST, short(summary.binding_digest.as_ref()), binding, "binding_digest"),
        part(texts::WHO_VOUCHES, vouching, elsewhere, ""),
    ]
}

/// A digest as it is recognised: its beginning.
fn brief(text: &str) -> String {
    let shown = visible(text);
    match shown.char_indices().nth(24) {
        Some((end, _)) => format!("{}…", shown.get(..end).unwrap_or_default()),
        None => shown,
    }
}

fn drawn(summary: &Summary, contents: &Contents, (places, edges): (Places, Edges)) -> impl IntoView + use<> {
    let parts = parts(summary, contents, places);
    let edges = edges.map(|(check, path, x, y)| (outcome_of(summary, check), path, x, y));
    let lines = edges.map(|(outcome, path, ..)| {
        let class = outcome.map_or("none", class);
        view! { <path class=format!("edge {class}") d=path/> }
    });
    let lines = lines.into_iter().collect_view();
    let boxes = parts.into_iter().map(|part| {
        let Part { title, note, x, y, own } = part;
        view! {
            <g>
                <rect x=x y=y width=WIDTH height=HEIGHT rx="10"/>
                <text x=x + 14 y=y + 27>{title}</text>
                // Text of the package cannot leave its box, however wide its characters are.
                <svg x=x + 14 y=y + 36 width=WIDTH - 28 height="22"><text class="m value" y="13">{note}</text></svg>
                {own.map(|own| sign(own, x + WIDTH - 20, y + 22))}
            </g>
        }
    });
    let boxes = boxes.collect_view();
    let signs = edges.into_iter().map(|(outcome, _, x, y)| outcome.map(|outcome| sign(outcome, x, y)));
    view! { <g aria-hidden="true">{lines} {boxes} {signs.collect_view()}</g> }
}

/// The sign of an outcome, by shape too.
fn sign(outcome: Outcome, x: i32, y: i32) -> impl IntoView {
    let corner = if outcome == Outcome::Fail { "3" } else { "11" };
    view! {
        <g class=format!("mark {}", class(outcome))>
            <rect x=x - 11 y=y - 11 width="22" height="22" rx=corner/>
            <text x=x y=y + 5>{spine::sign(outcome)}</text>
        </g>
    }
}
