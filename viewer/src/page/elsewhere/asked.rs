//! What is not used before the reader says so.

use leptos::prelude::*;

use super::super::parts::{button, keyed, live, remark};
use super::super::sentence::sentence;
use super::super::state::state;
use super::super::value::inline;
use super::used::{digests, keys};
use super::{Asked, What};
use crate::texts;

#[component]
pub fn Questions() -> impl IntoView {
    let state = state();
    keyed(
        move || state.elsewhere.with(|it| it.asked.iter().map(|asked| asked.id).collect()),
        move |id, _| {
            let asked = state.elsewhere.with_untracked(|it| it.asked.iter().find(|it| it.id == id).cloned());
            asked.map(|asked| view! { <Question asked/> }).into_any()
        },
    )
}

#[component]
fn Question(asked: Asked) -> impl IntoView {
    let state = state();
    let Asked { id, from, kinds } = asked;
    let settle = move |what: Option<What>| state.settle(id, what);
    let one = |count: usize, one, several| if count == 1 { one } else { several };
    let (question, means, shown) = match kinds.as_slice() {
        [What::Pins(pins)] => {
            (one(pins.len(), texts::EXPECT_THIS, texts::EXPECT_THESE), texts::EXPECT_MEANS, digests(pins))
        }
        [What::Keys(all)] => {
            (one(all.len(), texts::TRUST_THIS, texts::TRUST_THESE), texts::TRUST_MEANS, keys(all))
        }
        [.., What::Keys(all)] => (texts::WHICH, texts::WHICH_WHY, keys(all)),
        _ => return ().into_any(),
    };
    let either = kinds.len() > 1;
    let answers = kinds
        .into_iter()
        .map(|what| {
            let (hook, name) = match (&what, either) {
                (What::Keys(_), false) => ("trust-key", texts::TRUST),
                (What::Keys(_), true) => ("trust-key", texts::IS_A_KEY),
                (_, false) => ("expect-digest", texts::EXPECT),
                (_, true) => ("expect-digest", texts::IS_A_DIGEST),
            };
            button("", hook, name, move || settle(Some(what.clone())))
        })
        .collect_view();
    let title = format!("question-{id}");
    let named = title.clone();
    view! {
        <section class="question" data-testid="question" aria-labelledby=named>
            <h3 id=title tabindex="-1">{question}</h3>
            {shown}
            {from.map(|from| remark(sentence(texts::FROM, inline(&from))))}
            {remark(means)}
            <div class="row">
                {answers}
                {button("link", "leave-out", texts::LEAVE_OUT, move || settle(None))}
            </div>
        </section>
    }
    .into_any()
}

/// Something that is shown as long as it is said.
pub fn said(text: RwSignal<String>) -> AnyView {
    live(move || text.get())
}
