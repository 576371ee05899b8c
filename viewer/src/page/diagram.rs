//! How the parts are bound: a drawing, and the same in words.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{fact, remark, section, soft};
use super::spine::{self, Sign, class};
use super::value::Value;
use crate::present::Text;
use crate::present::summary::{Contents, Outcome, Summary};
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

/// For each of the four edges: its check, its way, and where its sign stands.
type Edges = [(&'static str, &'static str, i32, i32); 4];

const WIDTH: i32 = 216;
const HEIGHT: i32 = 66;

/// The parts in a row, the binding digest below.
const WIDE: Edges = [
    ("binding_control_match", "M116 74 C116 150 370 120 370 190", 196, 126),
    ("binding_link_match", "M410 74 V190", 410, 126),
    ("binding_router_match", "M704 74 C704 150 450 120 450 190", 624, 126),
    ("router_run", "M518 41 H596", 557, 41),
];
/// The parts below each other; their edges go down beside them.
const NARROW: Edges = [
    ("binding_control_match", "M224 41 H296 Q312 41 312 57 V346", 312, 316),
    ("binding_link_match", "M224 147 H264 Q280 147 280 163 V346", 280, 316),
    ("binding_router_match", "M224 253 H232 Q248 253 248 269 V346", 248, 316),
    ("router_run", "M60 180 V220", 60, 200),
];

/// What the list says: the checks of the edges, and those of the parts.
const LISTED: [&str; 7] = [
    "control_bundle_digest",
    "binding_control_match",
    "binding_link_match",
    "binding_router_match",
    "router_digest",
    "router_run",
    "binding_digest",
];

#[component]
pub fn Diagram(summary: Arc<Summary>, contents: Contents) -> impl IntoView {
    let wide = parts(&summary, &contents, [(8, 8), (302, 8), (596, 8), (302, 190)]);
    let narrow = parts(&summary, &contents, [(8, 8), (8, 114), (8, 220), (118, 346)]);
    let words = LISTED.into_iter().map(|check| {
        // Only an embedded router bundle has a check of its own.
        let outcome = summary.outcome_of(check);
        (outcome.is_some() || check != "router_digest").then(|| {
            view! {
                <li class=outcome.map_or("none", class)>
                    <Sign outcome=outcome.unwrap_or(Outcome::NotApplicable)/>
                    <span>{texts::shows(check)}</span>
                    <span class="word">{outcome.map_or(texts::NOT_CHECKED, texts::outcome_word)}</span>
                </li>
            }
        })
    });
    let words = words.collect_view();
    let content = view! {
            {remark(texts::BOUND_HOW)}
            <svg class="diagram wide" viewBox="0 0 820 264" role="img" aria-labelledby="binding-title">
                {drawn(&summary, wide, WIDE)}
            </svg>
            <svg class="diagram narrow" viewBox="0 0 342 420" role="img" aria-labelledby="binding-title">
                {drawn(&summary, narrow, NARROW)}
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

fn parts(summary: &Summary, contents: &Contents, places: [(i32, i32); 4]) -> Vec<Part> {
    let short = |text: Option<&Text>| text.map_or_else(|| texts::NONE.to_owned(), |text| brief(&text.shown));
    let [control, link, router, binding] = places;
    let run = contents.run_id.as_ref().or(contents.router_digest.as_ref());
    let part = |title, note, (x, y), check: &str| Part { title, note, x, y, own: summary.outcome_of(check) };
    // That a digest is stated is no reason for a sign that says that it is right.
    let recorded = summary.outcome_of("router_digest").filter(|outcome| *outcome == Outcome::Fail);
    let recorded = summary.outcome_of("router_bundle_digest").or(recorded);
    vec![
        part(texts::CONTROL_BUNDLE, short(Some(&contents.control_digest)), control, "control_bundle_digest"),
        part(texts::LINK, short(contents.link_digest.as_ref()), link, ""),
        Part { own: recorded, ..part(texts::ROUTER_RUN, short(run), router, "") },
        part(texts::BINDING_DIGEST, short(summary.binding_digest.as_ref()), binding, "binding_digest"),
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

fn drawn(summary: &Summary, parts: Vec<Part>, edges: Edges) -> impl IntoView + use<> {
    let edges = edges.map(|(check, path, x, y)| (summary.outcome_of(check), path, x, y));
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
