//! The verdict, in words before anything else.

use std::sync::Arc;

use leptos::prelude::*;

use super::copy::Copy;
use super::value::{Value, inline};
use crate::present::number::grouped;
use crate::present::summary::{Summary, Verdict};
use crate::present::verdict::Words;
use crate::texts;

#[component]
pub fn VerdictWords(name: Arc<str>, summary: Arc<Summary>) -> impl IntoView {
    let words = Words::of(&summary);
    let verdict = summary.verdict;
    let code = summary.refusal.as_ref().map(|refusal| refusal.code.clone());
    let class = match verdict {
        Verdict::Verified => "pass",
        Verdict::Failed | Verdict::Malformed => "fail",
        Verdict::Attention => "warn",
    };
    let mark = match verdict {
        Verdict::Verified => "✓",
        Verdict::Failed => "✕",
        Verdict::Attention => "!",
        Verdict::Malformed => "⌀",
    };
    let binding = summary.binding_digest.clone();
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
            <p class="lede">{words.consequence}</p>
            <div class="findings">
                <Findings heading="What does not hold" class="fail" items=words.broken/>
                <Findings heading="What was established" class="pass" items=words.established/>
                <Findings heading="What was not established" class="open" items=words.open/>
            </div>
            <dl class="facts identity">
                <dt>"File"</dt>
                <dd>{inline(&name)} <span class="soft">" · "{grouped(summary.bytes)}" bytes"</span></dd>
                <dt>"SHA-256 of the file"</dt>
                <dd><span class="mono" data-testid="file-digest">{summary.sha256.clone()}</span> <Copy text=summary.sha256.clone() what="the SHA-256 of the file"/></dd>
                {binding.map(|digest| view! {
                    <dt>"Binding digest"</dt>
                    <dd>
                        <span class="mono"><Value text=digest.clone()/></span>
                        {(digest.hidden() == 0).then(|| view! { " " <Copy text=digest.shown what="the binding digest"/> })}
                    </dd>
                })}
            </dl>
        </section>
    }
}

#[component]
fn Findings(heading: &'static str, class: &'static str, items: Vec<String>) -> impl IntoView {
    (!items.is_empty()).then(|| {
        view! {
            <div class=format!("finding {class}")>
                <h2>{heading}</h2>
                <ul>{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul>
            </div>
        }
    })
}
