//! The verdict, in words before anything else.

use std::sync::Arc;

use leptos::prelude::*;
use verifier_core::catalog;

use super::copy::Copy;
use super::elsewhere::{held, opener};
use super::parts::{fact, soft};
use super::value::{Value, inline};
use crate::present::summary::{Summary, Verdict};
use crate::present::verdict::{Item, Words, is_unvouched};
use crate::texts;

#[component]
pub fn VerdictWords(name: Arc<str>, summary: Arc<Summary>, is_pasted: bool) -> impl IntoView {
    let words = Words::of(&summary);
    let verdict = summary.verdict;
    let code = summary.refusal.as_ref().map(|refusal| refusal.code.clone());
    let (class, mark) = match verdict {
        Verdict::Verified => ("pass", "✓"),
        Verdict::Failed => ("fail", "✕"),
        Verdict::Attention => ("warn", "!"),
        Verdict::Malformed => ("fail", "⌀"),
    };
    let few = words.broken.len() <= 2;
    let broken = words
        .broken
        .into_iter()
        .map(|it| {
            let means = it.check.as_deref().and_then(catalog::entry).filter(|_| few);
            let means = means.map(|entry| view! { <br/> {soft(entry.failure)} });
            view! { {item(Item { detail: None, ..it })} {means} }.into_any()
        })
        .collect();
    let items = |items: Vec<Item>| items.into_iter().map(item).collect();
    let open: Vec<AnyView> = items(words.open);
    let bring = is_unvouched(&summary).then(|| opener("link no-print", "bring"));
    let refused = summary.refusal.as_ref().map(|refusal| {
        let text = refusal.message.clone();
        view! { <Value text/> " " <a href="#refusal">{texts::SEE_WHERE}</a> }.into_any()
    });
    let binding = summary.binding_digest.clone();
    let goal = summary.goal.clone();
    view! {
        <section
            class=format!("verdict {class}")
            data-testid="verdict"
            data-verdict=verdict.as_str()
            data-error-code=code
            aria-labelledby="headline"
        >
            <p class=format!("stamp {class}")><span aria-hidden="true">{mark}</span> {texts::verdict_word(verdict)}</p>
            <h1 id="headline">{words.headline}</h1>
            <p class="lede">{words.consequence} {words.judged.map(|judged| view! { " " {judged} })}</p>
            <div class="findings">
                <Findings heading=texts::REFUSED class="fail" items=refused.into_iter().collect()/>
                <Findings heading=texts::BROKEN class="fail" items=broken/>
                <Findings heading=texts::ATTENTION class="warn" items=items(words.attention)/>
                <Findings heading=words.holding class="pass" items=items(words.established)/>
                <Findings heading=texts::NOT_ESTABLISHED class="open" items=open more=bring/>
            </div>
            <dl class="facts identity">
                {goal.map(|text| fact(texts::GOAL, view! { <Value text/> }))}
                {fact(texts::FILE, view! { {inline(&name)} " " {soft(texts::bytes(summary.bytes))} })}
                {fact(texts::input_digest(is_pasted), view! {
                    <span class="mono" data-testid="file-digest">{summary.sha256.clone()}</span>
                    <Copy text=summary.sha256.clone() what=if is_pasted { texts::THE_PASTED_DIGEST } else { texts::THE_FILE_DIGEST }/>
                })}
                {binding.map(|digest| fact(texts::BINDING_DIGEST, view! {
                    <span class="mono"><Value text=digest.clone()/></span>
                    {(digest.hidden() == 0).then(|| view! { <Copy text=digest.shown what=texts::THE_BINDING_DIGEST/> })}
                }))}
                {(!summary.held.is_nothing()).then(|| fact(texts::HELD_AGAINST, view! {
                    {held(&summary.held)} {opener("link no-print", "bring")}
                }))}
            </dl>
        </section>
    }
}

/// One thing, which leads to its check.
fn item(item: Item) -> AnyView {
    let Item { check, words, detail } = item;
    let words = match check {
        Some(check) => view! { <a href=format!("#check-{check}")>{words}</a> }.into_any(),
        None => words.into_any(),
    };
    view! { {words} {detail.map(|text| view! { " " <span class="soft found"><Value text/></span> })} }
        .into_any()
}

#[component]
fn Findings(
    heading: &'static str,
    class: &'static str,
    items: Vec<AnyView>,
    /// What stands below them.
    #[prop(default = None)]
    more: Option<AnyView>,
) -> impl IntoView {
    (!items.is_empty()).then(|| {
        view! {
            <div class=format!("finding {class}")>
                <h2>{heading}</h2>
                <ul>{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul>
                {more}
            </div>
        }
    })
}
