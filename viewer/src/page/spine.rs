//! The layers of the report, each with its checks. A new layer of the core appears here by itself.

use std::sync::Arc;

use leptos::prelude::*;
use verifier_core::catalog;

use super::compared::ComparedValues;
use super::value::Value;
use crate::present::summary::{CheckView, LayerView, Outcome, Summary};
use crate::present::verdict::{layer_count, layer_sentence, title, unasked};
use crate::texts;

#[component]
pub fn Spine(summary: Arc<Summary>) -> impl IntoView {
    // A long report opens at what wants to be looked at; a short one is open.
    let short = summary.layers.len() <= 2;
    let layers = summary
        .layers
        .iter()
        .enumerate()
        .map(|(index, layer)| {
            let open =
                short || index == 0 || !matches!(layer.outcome, Outcome::Pass | Outcome::NotApplicable);
            view! { <Layer layer=layer.clone() open/> }
        })
        .collect_view();
    view! {
        <ul class="spine">
            {layers}
            {(!summary.has_layer("authenticity")).then(|| view! { <Unvouched/> })}
            {view! { <Unasked questions=unasked(&summary).collect()/> }}
        </ul>
    }
}

#[component]
fn Layer(layer: LayerView, open: bool) -> impl IntoView {
    let sentence = layer_sentence(&layer);
    let count = layer_count(&layer);
    let established = (layer.outcome == Outcome::Pass)
        .then(|| texts::layer(&layer.name).map(|words| words.established))
        .flatten();
    let checks = layer.checks.iter().map(|check| view! { <Check check=check.clone()/> }).collect_view();
    view! {
        <li data-layer=layer.name.clone() data-outcome=layer.outcome.as_str()>
            <details open=open>
                <summary>
                    <Sign outcome=layer.outcome/>
                    <span class="say"><b>{sentence}</b> " " <span>{established}</span></span>
                    <span class=format!("word {}", class(layer.outcome))>{count}</span>
                </summary>
                <ul class="checks">{checks}</ul>
            </details>
        </li>
    }
}

#[component]
fn Check(check: CheckView) -> impl IntoView {
    let entry = catalog::entry(&check.name);
    let fails = check.outcome == Outcome::Fail;
    let open = !matches!(check.outcome, Outcome::Pass | Outcome::NotApplicable);
    let detail = check.detail.clone().filter(|_| open && !fails);
    let about = check.at.iter().map(|pointer| view! { <li><code><Value text=pointer.clone()/></code></li> });
    view! {
        <li
            class=format!("check {}", class(check.outcome))
            data-check=check.name.clone()
            data-outcome=check.outcome.as_str()
        >
            <h3>
                <Sign outcome=check.outcome/>
                <span>{title(&check.name)}</span>
                <span class=format!("word {}", class(check.outcome))>{texts::outcome_word(check.outcome)}</span>
            </h3>
            {detail.map(|detail| view! { <p><Value text=detail/></p> })}
            {entry.filter(|_| fails).map(|entry| view! {
                <p><b>"What this means. "</b>{entry.failure}</p>
                <p class="next"><b>"What to ask next. "</b>{entry.next}</p>
            })}
            {check.compared.map(|compared| view! { <ComparedValues compared/> })}
            <details class="more" open=fails>
                <summary>"What was compared, and what that does not prove"</summary>
                {entry.map(|entry| view! {
                    <p>{entry.proves}</p>
                    <p><b>"What it does not prove. "</b>{entry.limits}</p>
                })}
                <p class="soft">"Check " <code>{check.name.clone()}</code> ", about:"</p>
                <ul class="about">{about.collect_view()}</ul>
            </details>
        </li>
    }
}

/// What no digest inside a file can show; where the report does not answer it, the page does not either.
#[component]
fn Unvouched() -> impl IntoView {
    view! {
        <li data-layer="authenticity" class="unasked">
            <div class="summary">
                <Sign outcome=Outcome::Inconclusive/>
                <span class="say"><b>{texts::UNVOUCHED}</b> " " <span>{texts::UNVOUCHED_NEXT}</span></span>
                <span class="word">{texts::outcome_word(Outcome::Inconclusive)}</span>
            </div>
        </li>
    }
}

#[component]
fn Unasked(questions: Vec<&'static str>) -> impl IntoView {
    // Who vouches has a row of its own.
    let own = texts::layer("authenticity").map(|layer| layer.unasked);
    let questions: Vec<_> = questions.into_iter().filter(|it| Some(*it) != own).collect();
    (!questions.is_empty()).then(|| {
        view! {
            <li class="unasked">
                <details>
                    <summary>
                        <Sign outcome=Outcome::NotApplicable/>
                        <span class="say"><b>{texts::UNASKED}</b></span>
                        <span class="word">"not checked"</span>
                    </summary>
                    <ul class="questions">
                        {questions.into_iter().map(|question| view! { <li>{question}</li> }).collect_view()}
                    </ul>
                </details>
            </li>
        }
    })
}

/// An outcome by shape and colour, for the eye alone: a word always stands beside it.
#[component]
pub fn Sign(outcome: Outcome) -> impl IntoView {
    let sign = match outcome {
        Outcome::Pass => "✓",
        Outcome::Fail => "✕",
        Outcome::Warn => "!",
        Outcome::Inconclusive => "?",
        Outcome::NotApplicable => "–",
    };
    view! { <span class=format!("sign {}", class(outcome)) aria-hidden="true">{sign}</span> }
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
