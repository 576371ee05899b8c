//! The layers of the report, each with its checks. A new layer of the core appears here by itself.

use std::sync::Arc;

use leptos::prelude::*;
use verifier_core::catalog;

use super::compared::ComparedValues;
use super::parts::remark;
use super::sentence::sentence;
use super::value::Value;
use crate::present::summary::{CheckView, LayerView, Outcome, Summary};
use crate::present::verdict::{layer_count, layer_sentence, title, unasked, unvouched};
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
    let checks = layer.checks.iter().map(|check| view! { <Check check=check.clone()/> }).collect_view();
    view! {
        <li data-layer=layer.name.clone() data-outcome=layer.outcome.as_str()>
            <details open=open>
                <summary>
                    <Sign outcome=layer.outcome/>
                    <h3>{layer_sentence(&layer)}</h3>
                    <span class=format!("word {}", class(layer.outcome))>{layer_count(&layer)}</span>
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
    let settled = matches!(check.outcome, Outcome::Pass | Outcome::NotApplicable);
    let detail = check.detail.clone().filter(|_| !settled && !fails);
    let about = check.at.iter().map(|pointer| view! { <li><code><Value text=pointer.clone()/></code></li> });
    let name = view! { <code>{check.name.clone()}</code> };
    // In short where that is possible, for what holds.
    let short = texts::shows(&check.name).filter(|_| check.outcome == Outcome::Pass);
    let proves = entry.map(|entry| remark(entry.proves));
    let values = check
        .compared
        .map(|compared| view! { <ComparedValues compared origins=texts::origins(&check.name)/> }.into_any());
    // What failed shows its values; what holds keeps them folded.
    let (proves, proves_within) =
        if fails || short.is_some() { (short.map(remark), proves) } else { (proves, None) };
    let (values, values_within) = if settled { (None, values) } else { (values, None) };
    view! {
        <li
            id=format!("check-{}", check.name)
            tabindex="-1"
            class=format!("check {}", class(check.outcome))
            data-check=check.name.clone()
            data-outcome=check.outcome.as_str()
        >
            <h4>
                <Sign outcome=check.outcome/>
                <span>{title(&check.name)}</span>
                <span class="word">{texts::outcome_word(check.outcome)}</span>
            </h4>
            {detail.map(|detail| view! { <p><Value text=detail/></p> })}
            {proves}
            {entry.filter(|_| fails).map(|entry| view! {
                <p><b>{texts::MEANS}</b> " " {entry.failure}</p>
                <p><b>{texts::ASK_NEXT}</b> " " {entry.next}</p>
            })}
            {values}
            <details class="more" open=fails>
                <summary>{if settled { texts::VALUES } else { texts::COMPARED }}</summary>
                {values_within}
                {proves_within}
                {entry.map(|entry| view! { <p><b>{texts::LIMITS}</b> " " {entry.limits}</p> })}
                <p>{sentence(texts::CHECK_ABOUT, name)}</p>
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
                <div><h3>{texts::UNVOUCHED}</h3> {remark(texts::UNVOUCHED_NEXT)}</div>
                <span class="word">{texts::outcome_word(Outcome::Inconclusive)}</span>
            </div>
        </li>
    }
}

#[component]
fn Unasked(questions: Vec<&'static str>) -> impl IntoView {
    // Who vouches has a row of its own.
    let questions: Vec<_> = questions.into_iter().filter(|it| Some(*it) != unvouched()).collect();
    (!questions.is_empty()).then(|| {
        view! {
            <li class="unasked">
                <details>
                    <summary>
                        <Sign outcome=Outcome::NotApplicable/>
                        <h3>{texts::UNASKED}</h3>
                        <span class="word">{texts::NOT_CHECKED}</span>
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
