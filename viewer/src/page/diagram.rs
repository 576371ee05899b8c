//! How the parts are bound: a drawing, and the same in words.

use std::sync::Arc;

use leptos::prelude::*;

use super::spine::class;
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

/// A line of the drawing.
struct Edge {
    path: &'static str,
    /// Where its sign stands.
    x: i32,
    y: i32,
    outcome: Option<Outcome>,
    check: &'static str,
    words: &'static str,
}

const WIDTH: i32 = 216;
const HEIGHT: i32 = 66;

#[component]
pub fn Diagram(summary: Arc<Summary>, contents: Contents) -> impl IntoView {
    let wide = parts(&summary, &contents, [(8, 8), (302, 8), (596, 8), (302, 190)]);
    let narrow = parts(&summary, &contents, [(8, 8), (8, 112), (8, 216), (100, 356)]);
    let edges = edges(&summary, &WIDE);
    let words = edges.iter().map(|edge| {
        let outcome = edge.outcome;
        view! {
            <li class=outcome.map_or("none", class)>
                <span class="word">{outcome.map_or("not checked", texts::outcome_word)}</span>
                " " {edge.words} " " <code class="soft">{edge.check}</code>
            </li>
        }
    });
    let words = words.collect_view();
    view! {
        <section aria-labelledby="bound">
            <h2 id="bound">"How it is bound"</h2>
            <svg class="diagram wide" viewBox="0 0 820 264" role="img" aria-labelledby="bound">
                {drawn(wide, edges)}
            </svg>
            <svg class="diagram narrow" viewBox="0 0 324 430" role="img" aria-labelledby="bound">
                {drawn(narrow, self::edges(&summary, &NARROW))}
            </svg>
            <ul class="legend">{words}</ul>
            <dl class="facts">
                {digest("Control digest", Some(&contents.control_digest))}
                {digest("Link digest", contents.link_digest.as_ref())}
                {digest("Router digest", contents.router_digest.as_ref())}
                {digest("Run of the router section", contents.run_id.as_ref())}
                {digest("Run that is linked", contents.linked_run_id.as_ref())}
            </dl>
        </section>
    }
}

fn digest(name: &'static str, text: Option<&Text>) -> impl IntoView + use<> {
    let value = match text {
        Some(text) => view! { <span class="mono"><Value text=text.clone()/></span> }.into_any(),
        None => view! { <span class="soft">"none"</span> }.into_any(),
    };
    view! { <dt>{name}</dt> <dd>{value}</dd> }
}

fn parts(summary: &Summary, contents: &Contents, places: [(i32, i32); 4]) -> Vec<Part> {
    let short = |text: Option<&Text>| text.map_or_else(|| "none".to_owned(), |text| brief(&text.shown));
    let [control, link, router, binding] = places;
    let run = contents
        .run_id
        .as_ref()
        .map_or_else(|| short(contents.router_digest.as_ref()), |run| brief(&run.shown));
    let part = |title, note, (x, y), own| Part { title, note, x, y, own };
    vec![
        part(
            "Control bundle",
            short(Some(&contents.control_digest)),
            control,
            summary.outcome_of("control_bundle_digest"),
        ),
        part("Link: this allowed that", short(contents.link_digest.as_ref()), link, None),
        part("Router run", run, router, summary.outcome_of("router_digest")),
        part(
            "Binding digest",
            short(summary.binding_digest.as_ref()),
            binding,
            summary.outcome_of("binding_digest"),
        ),
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

/// For each of the four edges, its way and where its sign stands.
type Ways = [(&'static str, i32, i32); 4];

const WIDE: Ways = [
    ("M116 74 C116 150 370 120 370 190", 196, 126),
    ("M410 74 V190", 410, 126),
    ("M704 74 C704 150 450 120 450 190", 624, 126),
    ("M518 41 H596", 557, 41),
];
const NARROW: Ways = [
    ("M224 41 C300 41 300 300 280 356", 291, 120),
    ("M60 178 C30 260 120 300 130 356", 58, 240),
    ("M150 282 C150 320 190 320 190 356", 162, 316),
    ("M116 178 V216", 116, 197),
];

fn edges(summary: &Summary, ways: &Ways) -> Vec<Edge> {
    let checks = [
        ("binding_control_match", "The binding names the control bundle’s digest."),
        ("binding_link_match", "The binding names the link’s digest."),
        ("binding_router_match", "The binding names the router section’s digest."),
        ("router_run", "The link and the router section name the same run."),
    ];
    checks
        .into_iter()
        .zip(ways)
        .map(|((check, words), (path, x, y))| Edge {
            path,
            x: *x,
            y: *y,
            outcome: summary.outcome_of(check),
            check,
            words,
        })
        .collect()
}

fn drawn(parts: Vec<Part>, edges: Vec<Edge>) -> impl IntoView {
    let lines = edges.iter().map(|edge| {
        let class = edge.outcome.map_or("none", class);
        view! { <path class=format!("edge {class}") d=edge.path/> }
    });
    let lines = lines.collect_view();
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
    let signs = edges.into_iter().map(|edge| edge.outcome.map(|outcome| sign(outcome, edge.x, edge.y)));
    view! { <g aria-hidden="true">{lines} {boxes} {signs.collect_view()}</g> }
}

/// The sign of an outcome, by shape too.
fn sign(outcome: Outcome, x: i32, y: i32) -> impl IntoView {
    let (class, text) = (
        class(outcome),
        match outcome {
            Outcome::Pass => "✓",
            Outcome::Fail => "✕",
            Outcome::Warn => "!",
            Outcome::Inconclusive => "?",
            Outcome::NotApplicable => "–",
        },
    );
    let corner = if outcome == Outcome::Fail { "3" } else { "11" };
    view! {
        <g class=format!("mark {class}")>
            <rect x=x - 11 y=y - 11 width="22" height="22" rx=corner/>
            <text x=x y=y + 5>{text}</text>
        </g>
    }
}
