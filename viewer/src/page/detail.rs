//! One package.

use std::sync::Arc;

use leptos::prelude::*;

use super::checker;
use super::decision::Decision;
use super::diagram::Diagram;
use super::export::Export;
use super::refusal::Refused;
use super::source::SourceText;
use super::spine::Spine;
use super::state::{Entry, Progress};
use super::timeline::Timeline;
use super::tree::Tree;
use super::value::inline;
use super::verdict::VerdictWords;
use crate::present::Summary;
use crate::present::number::size;
use crate::present::summary::Outcome;
use crate::texts;

#[component]
pub fn Detail(entry: Entry) -> impl IntoView {
    provide_context(StoredValue::new(entry.clone()));
    let progress = RwSignal::from(entry.progress.clone());
    // While a file is read, only the bar moves; all else is drawn once for each stage.
    let stage = Memo::new(move |_| {
        progress.with(|progress| match progress {
            Progress::Waiting | Progress::Reading(_) | Progress::Checking => 0,
            Progress::Done(_) => 1,
            Progress::Unreadable(_) => 2,
            Progress::Cancelled => 3,
        })
    });
    view! {
        <article id="detail" tabindex="-1" aria-label="The package">
            {move || {
                stage.get();
                match progress.get_untracked() {
                    Progress::Done(summary) => view! { <Verified entry=entry.clone() summary/> }.into_any(),
                    Progress::Unreadable(why) => view! { <Unreadable entry=entry.clone() why/> }.into_any(),
                    Progress::Cancelled => view! { <Cancelled entry=entry.clone()/> }.into_any(),
                    _ => view! { <UnderWay entry=entry.clone()/> }.into_any(),
                }
            }}
        </article>
    }
}

#[component]
fn Verified(entry: Entry, summary: Arc<Summary>) -> impl IntoView {
    let contents = summary.contents.clone();
    let is_json = contents.is_some()
        || summary
            .refusal
            .as_ref()
            .is_some_and(|it| matches!(it.code.as_str(), "MISSING_MEMBER" | "WRONG_TYPE"));
    view! {
        <VerdictWords name=entry.name.clone() summary=summary.clone()/>
        <Export entry=entry.clone() summary=summary.clone()/>
        {summary.refusal.clone().map(|refusal| view! { <Refused refusal/> })}
        {contents.is_some().then(|| view! {
            <section aria-labelledby="checked">
                <h2 id="checked">"What was checked"</h2>
                <Spine summary=summary.clone()/>
            </section>
        })}
        {contents.map(|contents| view! {
            {broken_content(&summary).then(|| view! { <p class="notice caution">{texts::BROKEN_CONTENT}</p> })}
            <Decision decision=contents.decision.clone()/>
            <Timeline timeline=contents.decision.timeline.clone()/>
            <Diagram summary=summary.clone() contents/>
        })}
        {is_json.then(|| view! { <Tree/> })}
        <SourceText canonical=is_json/>
    }
}

/// Whether what is shown of the decision is not what was sealed.
fn broken_content(summary: &Summary) -> bool {
    summary.outcome_of("control_bundle_digest") == Some(Outcome::Fail)
}

#[component]
fn UnderWay(entry: Entry) -> impl IntoView {
    let Entry { id, bytes, .. } = entry;
    let progress = RwSignal::from(entry.progress.clone());
    let words = move || match progress.get() {
        Progress::Waiting => "Waiting for the files before it …".to_owned(),
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths are whole")]
        Progress::Reading(done) => format!("Reading: {} of {}", size(done as u64), size(bytes)),
        _ => "Checking: every digest is computed anew …".to_owned(),
    };
    // In thousandths: to write a fraction would bring the printing of floating-point numbers in.
    let part = move || match progress.get() {
        Progress::Waiting => Some(0),
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths are whole")]
        Progress::Reading(done) => Some(done as u64 * 1000 / bytes.max(1)),
        _ => None,
    };
    view! {
        <section class="under-way" data-testid="progress" aria-labelledby="under-way">
            <h1 id="under-way">"Verifying"</h1>
            <p>{inline(&entry.name)} <span class="soft">" · "{size(bytes)}</span></p>
            <progress max="1000" value=part aria-labelledby="under-way"></progress>
            <p class="soft">{words}</p>
            <button type="button" data-testid="cancel" on:click=move |_| checker::cancel(id)>"Cancel"</button>
        </section>
    }
}

#[component]
fn Unreadable(entry: Entry, why: String) -> impl IntoView {
    view! {
        <section class="verdict fail" data-testid="unreadable" aria-labelledby="headline">
            <p class="stamp fail"><span aria-hidden="true">"⌀"</span> " Not read"</p>
            <h1 id="headline">"This file could not be read."</h1>
            <p class="lede">"So nothing is known about it. " {inline(&why)}</p>
            <p>{inline(&entry.name)} <span class="soft">" · "{size(entry.bytes)}</span></p>
            <button type="button" on:click=move |_| checker::retry(&entry)>"Try again"</button>
        </section>
    }
}

#[component]
fn Cancelled(entry: Entry) -> impl IntoView {
    view! {
        <section class="verdict open" data-testid="cancelled" aria-labelledby="headline">
            <p class="stamp open"><span aria-hidden="true">"–"</span> " Cancelled"</p>
            <h1 id="headline">"The check was cancelled."</h1>
            <p class="lede">"So nothing is known about this file."</p>
            <p>{inline(&entry.name)} <span class="soft">" · "{size(entry.bytes)}</span></p>
            <button type="button" on:click=move |_| checker::retry(&entry)>"Verify it after all"</button>
        </section>
    }
}
