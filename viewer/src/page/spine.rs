//! The layers of the report, a line each, with its checks where it is opened. A new layer of the core appears here by
//! itself.

use std::sync::Arc;

use leptos::prelude::*;
use verifier_core::catalog;

use super::compared::ComparedValues;
use super::detail::Judged;
use super::elsewhere::{Used, opener};
use super::parts::{live, remark};
use super::sentence::sentence;
use super::tree::Pointer;
use super::value::Value;
use crate::present::Text;
use crate::present::summary::{CheckView, LayerView, Outcome, Summary};
use crate::present::verdict::{asks, check_word, layer_count, layer_sentence, title};
use crate::texts;

/// Places that a check shows before it is asked for more.
const PLACES: usize = 5;

#[component]
pub fn Spine(
    /// As it was judged at first.
    summary: Arc<Summary>,
    judged: Judged,
) -> impl IntoView {
    let layers = summary.layers.iter().enumerate().map(|(index, layer)| {
        let name = layer.name.clone();
        // A line stays as it is while what it says stays the same.
        let now = Memo::new(move |before: Option<&Option<LayerView>>| {
            let now = judged.with(|summary| Some(summary.as_ref()?.layers.get(index)?.clone()));
            let settled = |layer: &LayerView| {
                layer.name != "authenticity" && !layer.checks.iter().any(depends_on_warnings)
            };
            now.or_else(|| before.cloned().flatten().filter(settled))
        });
        view! { <Layer name now/> }
    });
    view! { <ul class="spine">{layers.collect_view()}</ul> }
}

/// Whether what came of a check depends on which warnings count as failures.
fn depends_on_warnings(check: &CheckView) -> bool {
    check.outcome == Outcome::Warn || check.is_denied
}

#[component]
fn Layer(
    name: String,
    /// What came of it; `None` while that is being judged anew.
    now: Memo<Option<LayerView>>,
) -> impl IntoView {
    let details: NodeRef<leptos::html::Details> = NodeRef::new();
    // What wants to be looked at is open; what the reader has opened stays open.
    Effect::new(move || {
        if now.with(|layer| layer.as_ref().is_some_and(|layer| layer.checks.iter().any(asks)))
            && let Some(details) = details.get()
        {
            details.set_open(true);
        }
    });
    let outcome = move || now.with(|layer| layer.as_ref().map(|layer| layer.outcome.as_str()));
    let head = move || {
        now.with(|layer| match layer {
            Some(layer) => {
                let shown = if layer.is_unasked() { Outcome::NotApplicable } else { layer.outcome };
                view! {
                    <Sign outcome=shown/>
                    <h3>{layer_sentence(layer)}</h3>
                    <span class=format!("word {}", class(shown))>{layer_count(layer)}</span>
                }
                .into_any()
            }
            None => view! { <Sign outcome=Outcome::NotApplicable/> <h3>{texts::ANEW}</h3> <span class="word"></span> }.into_any(),
        })
    };
    let entry = catalog::layer(&name);
    let is_about_authenticity = name == "authenticity";
    view! {
        <li data-layer=name data-outcome=outcome id=is_about_authenticity.then_some("authenticity")>
            <details node_ref=details>
                <summary>{live(head)}</summary>
                <div class="layer">
                    {entry.map(|entry| remark(view! { {entry.question} " " <b>{texts::LEAVES_OPEN}</b> " " {entry.limits} }))}
                    <ul class="checks">
                        {live(move || {
                            let checks = now.with(|layer| layer.as_ref().map(|layer| layer.checks.clone()).unwrap_or_default());
                            checks.into_iter().map(|check| view! { <Check check/> }).collect_view()
                        })}
                    </ul>
                    {is_about_authenticity.then(|| view! {
                        <div class="vouching">
                            <Used/>
                            {opener("", "bring-here")}
                        </div>
                    })}
                </div>
            </details>
        </li>
    }
}

#[component]
fn Check(check: CheckView) -> impl IntoView {
    let entry = catalog::entry(&check.name);
    let (asks, word) = (asks(&check), check_word(&check));
    let shown = if check.is_unasked { Outcome::NotApplicable } else { check.outcome };
    let is_seal = entry.is_some_and(|entry| entry.layer == "seal");
    // What the reference implementation says about the seal is for programs.
    let found = match texts::shows(&check.name).filter(|_| is_seal) {
        Some(short) => (shown == Outcome::Pass).then(|| short.into_any()),
        None => check.detail.clone().map(|text| view! { <Value text/> }.into_any()),
    };
    let means = entry.filter(|_| asks).map(|entry| {
        let (means, next) = match check.outcome {
            Outcome::Inconclusive => (texts::OPEN_MEANS, catalog::NEXT_IF_OPEN),
            _ => (entry.failure, entry.next),
        };
        view! {
            <p><b>{texts::MEANS}</b> " " {means}</p>
            <p><b>{texts::ASK_NEXT}</b> " " {next}</p>
        }
    });
    let values = check
        .compared
        .map(|compared| view! { <ComparedValues compared origins=texts::origins(&check.name)/> });
    let name = view! { <code>{check.name.clone()}</code> };
    view! {
        <li
            id=format!("check-{}", check.name)
            tabindex="-1"
            class=format!("check {}", class(shown))
            data-check=check.name.clone()
            data-outcome=check.outcome.as_str()
        >
            <details open=asks>
                <summary>
                    <Sign outcome=shown/>
                    <h4>{title(&check.name)}</h4>
                    <span class="word">{word}</span>
                </summary>
                <div class="body">
                    {found.map(|found| view! { <p class="found">{found}</p> })}
                    {check.is_denied.then(|| view! { <p>{texts::DENIED.0}</p> })}
                    {means}
                    {values}
                    {entry.map(|entry| view! {
                        <p class="soft">{entry.proves}</p>
                        <p class="soft"><b>{texts::LIMITS}</b> " " {entry.limits}</p>
                    })}
                    <div class="places soft">{sentence(texts::CHECK_ABOUT, name)} <Places places=check.at/></div>
                </div>
            </details>
        </li>
    }
}

/// Places in the package; of many, the first at once.
#[component]
fn Places(places: Vec<Text>) -> impl IntoView {
    let line = |text: &Text| view! { <li><Pointer text=text.clone()/></li> };
    let (first, more) = places.split_at(places.len().min(PLACES));
    let count = more.len() as u64;
    view! {
        <ul class="about">{first.iter().map(line).collect_view()}</ul>
        {(count > 0).then(|| view! {
            <details class="more">
                <summary>{texts::more_places(count)}</summary>
                <ul class="about">{more.iter().map(line).collect_view()}</ul>
            </details>
        })}
    }
}

/// An outcome by shape and colour, for the eye alone: a word always stands beside it.
#[component]
pub fn Sign(outcome: Outcome) -> impl IntoView {
    view! { <span class=format!("sign {}", class(outcome)) aria-hidden="true">{sign(outcome)}</span> }
}

/// The shape of an outcome.
pub const fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "✓",
        Outcome::Fail => "✕",
        Outcome::Warn => "!",
        Outcome::Inconclusive => "?",
        Outcome::NotApplicable => "–",
    }
}

/// The class of an outcome in the style sheet.
pub const fn class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Fail => "fail",
        Outcome::Warn => "warn",
        Outcome::Inconclusive => "open",
        Outcome::NotApplicable => "none",
    }
}
