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
use super::tree::{Sought, Tree};
use super::value::inline;
use super::verdict::VerdictWords;
use super::ways::Ways;
use crate::present::explorer::Query;
use crate::present::number::size;
use crate::present::summary::Outcome;
use crate::present::{DecisionView, Summary};
use crate::texts;

#[component]
pub fn Detail(entry: Entry) -> impl IntoView {
    provide_context(StoredValue::new(entry.clone()));
    provide_context(Sought(RwSignal::new(None)));
    let entries = state().entries;
    let progress = RwSignal::from(entry.progress.clone());
    // While a file is read, only the bar moves; all else is drawn once for each stage, and what is in a package once,
    // however often it is judged.
    let stage = {
        let entry = entry.clone();
        Memo::new(move |_| {
            progress.with(|progress| match progress {
                Progress::Unreadable(_) => Stage::Unreadable,
                Progress::Cancelled => Stage::Cancelled,
                _ => entry.sha256().map_or(Stage::UnderWay, Stage::Verified),
            })
        })
    };
    view! {
        <article id="detail" tabindex="-1" aria-label=texts::PACKAGE>
            {live(move || (entries.with(Vec::len) > 1).then(|| view! {
                <a class="back no-print" href="#list">{texts::BACK}</a>
            }))}
            {live(move || {
                stage.get();
                match (progress.get_untracked(), entry.verified()) {
                    (Progress::Unreadable(why), _) => view! { <Unreadable entry=entry.clone() why/> }.into_any(),
                    (Progress::Cancelled, _) => view! { <Cancelled entry=entry.clone()/> }.into_any(),
                    (_, Some(summary)) => view! { <Verified entry=entry.clone() summary/> }.into_any(),
                    _ => view! { <UnderWay entry=entry.clone()/> }.into_any(),
                }
            })}
        </article>
    }
}

#[derive(Clone, PartialEq, Eq)]
enum Stage {
    UnderWay,
    /// With SHA-256 of what was verified.
    Verified(String),
    Unreadable,
    Cancelled,
}

/// A package, as it is judged now; `None` while it is being judged anew.
pub type Judged = Memo<Option<Arc<Summary>>>;

#[component]
fn Verified(entry: Entry, summary: Arc<Summary>) -> impl IntoView {
    let progress = RwSignal::from(entry.progress.clone());
    let judged: Judged = Memo::new(move |_| {
        progress.with(|progress| match progress {
            Progress::Done(summary) => Some(summary.clone()),
            _ => None,
        })
    });
    let is_package = summary.refusal.is_none();
    let is_json =
        summary.refusal.as_ref().is_none_or(|it| matches!(it.code.as_str(), "MISSING_MEMBER" | "WRONG_TYPE"));
    view! {
        {
            let entry = entry.clone();
            live(move || match judged.get() {
                Some(summary) => view! {
                    <Printed name=entry.name.clone() summary=summary.clone() is_pasted=entry.is_pasted/>
                    <VerdictWords name=entry.name.clone() summary=summary.clone() is_pasted=entry.is_pasted/>
                    <Export entry=entry.clone() summary/>
                }
                .into_any(),
                None => view! { <UnderWay entry=entry.clone()/> }.into_any(),
            })
        }
        <Ways summary=summary.clone() tree=is_json/>
        {summary.refusal.clone().map(|refusal| view! { <Refused refusal/> })}
        {is_package.then(|| {
            let content = view! { {remark(texts::CHECKED_HOW)} <Glossary/> <Spine summary=summary.clone() judged/> };
            section("checks", texts::CHECKED, content.into_any())
        })}
        {is_package.then(|| view! { <InIt entry summary judged/> })}
        {is_json.then(|| view! { <Tree/> })}
        <SourceText canonical=is_json/>
        <p class="to-verdict no-print"><a href="#detail">{texts::TO_VERDICT}</a></p>
    }
}

/// What is in the package. For a large one it comes after the verdict.
#[component]
fn InIt(entry: Entry, summary: Arc<Summary>, judged: Judged) -> impl IntoView {
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
            <InItsOwnWords decision=contents.decision.clone()/>
            {live(move || judged.get().map(|summary| view! { <Diagram summary contents=contents.clone()/> }))}
        }
        .into_any(),
    }
    })
}

/// The decision and its events.
#[component]
fn InItsOwnWords(decision: DecisionView) -> impl IntoView {
    let (timeline, events) = (decision.timeline.clone(), decision.events);
    let authorization = StoredValue::new(decision.authorization.clone());
    let wanted = RwSignal::new(None);
    view! {
        <Decision decision authorization wanted/>
        <Timeline timeline events authorization wanted/>
    }
}

/// Whether what is shown of the decision is not what was sealed.
fn broken_content(summary: &Summary) -> bool {
    summary.outcome_of("control_bundle_digest") == Some(Outcome::Fail)
}

#[component]
fn UnderWay(entry: Entry) -> impl IntoView {
    let is_anew = entry.verified().is_some();
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
            <h1 id="under-way">{if is_anew { texts::ANEW } else { texts::VERIFYING }}</h1>
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
