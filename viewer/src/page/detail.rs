//! One package.

use std::sync::Arc;

use leptos::prelude::*;

use super::checker;
use super::decision::Decision;
use super::diagram::Diagram;
use super::explore;
use super::export::Export;
use super::glossary::Glossary;
use super::parts::{button, live, remark, section, soft};
use super::print::Printed;
use super::refusal::Refused;
use super::sentence::sentence;
use super::source::SourceText;
use super::spine::Spine;
use super::state::{Entry, Progress, state};
use super::timeline::Timeline;
use super::tree::Tree;
use super::value::inline;
use super::verdict::VerdictWords;
use super::ways::Ways;
use crate::present::Summary;
use crate::present::explorer::Query;
use crate::present::number::size;
use crate::present::summary::Outcome;
use crate::texts;

#[component]
pub fn Detail(entry: Entry) -> impl IntoView {
    provide_context(StoredValue::new(entry.clone()));
    let entries = state().entries;
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
        <article id="detail" tabindex="-1" aria-label=texts::PACKAGE>
            {live(move || (entries.with(Vec::len) > 1).then(|| view! {
                <a class="back no-print" href="#list">{texts::BACK}</a>
            }))}
            {live(move || {
                stage.get();
                match progress.get_untracked() {
                    Progress::Done(summary) => view! { <Verified entry=entry.clone() summary/> }.into_any(),
                    Progress::Unreadable(why) => view! { <Unreadable entry=entry.clone() why/> }.into_any(),
                    Progress::Cancelled => view! { <Cancelled entry=entry.clone()/> }.into_any(),
                    _ => view! { <UnderWay entry=entry.clone()/> }.into_any(),
                }
            })}
        </article>
    }
}

#[component]
fn Verified(entry: Entry, summary: Arc<Summary>) -> impl IntoView {
    let is_package = summary.refusal.is_none();
    let is_json =
        summary.refusal.as_ref().is_none_or(|it| matches!(it.code.as_str(), "MISSING_MEMBER" | "WRONG_TYPE"));
    view! {
        <Printed name=entry.name.clone() summary=summary.clone() is_pasted=entry.is_pasted/>
        <VerdictWords name=entry.name.clone() summary=summary.clone() is_pasted=entry.is_pasted/>
        <Export entry=entry.clone() summary=summary.clone()/>
        <Ways summary=summary.clone() tree=is_json/>
        {summary.refusal.clone().map(|refusal| view! { <Refused refusal/> })}
        {is_package.then(|| {
            let content = view! { {remark(texts::CHECKED_HOW)} <Glossary/> <Spine summary=summary.clone()/> };
            section("checks", texts::CHECKED, content.into_any())
        })}
        {is_package.then(|| view! { <InIt entry summary/> })}
        {is_json.then(|| view! { <Tree/> })}
        <SourceText canonical=is_json/>
        <p class="to-verdict no-print"><a href="#detail">{texts::TO_VERDICT}</a></p>
    }
}

/// What is in the package. For a large one it comes after the verdict.
#[component]
fn InIt(entry: Entry, summary: Arc<Summary>) -> impl IntoView {
    // The answer, once it is there; it can be that there is none.
    let answer = RwSignal::new(summary.contents.clone().map(Some));
    if summary.contents.is_none() {
        explore::ask(&entry, &Query::Contents, move |found| drop(answer.try_set(Some(found))));
    }
    live(move || {
        match answer.get() {
        None => view! { <p class="soft" role="status">{texts::CONTENTS_FOLLOW}</p> }.into_any(),
        Some(None) => view! { <p class="notice">{texts::NOT_SHOWN}</p> }.into_any(),
        Some(Some(contents)) => view! {
            {broken_content(&summary).then(|| view! { <p class="notice caution">{texts::BROKEN_CONTENT}</p> })}
            <Decision decision=contents.decision.clone()/>
            <Timeline timeline=contents.decision.timeline.clone() events=contents.decision.events/>
            <Diagram summary=summary.clone() contents/>
        }
        .into_any(),
    }
    })
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
        Progress::Waiting => texts::WAITING.to_owned(),
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths are whole")]
        Progress::Reading(done) => texts::reading(done as u64, bytes),
        _ => texts::CHECKING.to_owned(),
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
            <h1 id="under-way">{texts::VERIFYING}</h1>
            <p>{inline(&entry.name)} " " {soft(size(bytes))}</p>
            <progress max="1000" value=part aria-labelledby="under-way"></progress>
            {remark(live(words))}
            {button("", "cancel", texts::CANCEL, move || checker::cancel(id))}
        </section>
    }
}

#[component]
fn Unreadable(entry: Entry, why: String) -> impl IntoView {
    view! {
        <section class="verdict fail" data-testid="unreadable" aria-labelledby="headline">
            <p class="stamp fail"><span aria-hidden="true">"⌀"</span> {texts::NOT_READ}</p>
            <h1 id="headline">{texts::UNREADABLE}</h1>
            <p class="lede">{sentence(texts::UNREADABLE_WHY, inline(&why))}</p>
            <p>{inline(&entry.name)} " " {soft(size(entry.bytes))}</p>
            {button("", "retry", texts::TRY_AGAIN, move || checker::retry(&entry))}
        </section>
    }
}

#[component]
fn Cancelled(entry: Entry) -> impl IntoView {
    view! {
        <section class="verdict open" data-testid="cancelled" aria-labelledby="headline">
            <p class="stamp open"><span aria-hidden="true">"–"</span> {texts::CANCELLED}</p>
            <h1 id="headline">{texts::CANCELLED_LONG}</h1>
            <p class="lede">{texts::CANCELLED_SO}</p>
            <p>{inline(&entry.name)} " " {soft(size(entry.bytes))}</p>
            {button("", "retry", texts::CHECK_NOW, move || checker::retry(&entry))}
        </section>
    }
}
