//! What the reader has from elsewhere: digests, attestations and keys, and which warnings count as failures.

mod arrive;
mod asked;
mod field;
mod used;
mod warnings;

use leptos::html;
use leptos::prelude::*;
use verifier_core::Denied;

use super::parts::{button, live, remark};
use super::state::{State, state};
use super::{checker, document};
use crate::present::given::{Brought, Kind, What};
use crate::texts;

pub use arrive::{arrive, arrive_text};
use asked::Questions;
use field::Field;
pub use used::{Used, held};
use warnings::Warnings;

/// What packages are held against, and what the reader is asked about first.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere {
    /// What is used.
    pub brought: Vec<Brought>,
    /// What is not used before the reader says so.
    pub asked: Vec<Asked>,
    /// Which warnings count as failures.
    pub denied: Denied,
    next: u64,
}

/// Something that is not used before the reader says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its number.
    pub id: u64,
    /// The name of its file, if it came in one.
    pub from: Option<String>,
    /// What it can be: digests, keys, or either of them.
    pub kinds: Vec<What>,
}

impl State {
    /// Uses something from now on. Whether it was not used before.
    pub fn bring(self, from: Option<String>, what: What) -> bool {
        let is_new = self.elsewhere.with_untracked(|it| it.brought.iter().all(|it| it.what != what));
        if is_new {
            self.elsewhere.update(|it| {
                it.next += 1;
                it.brought.push(Brought { id: it.next, from, what });
            });
            checker::judge_anew(self);
        }
        is_new
    }

    /// Does not use something any more.
    pub fn remove(self, id: u64) {
        self.elsewhere.update(|it| it.brought.retain(|brought| brought.id != id));
        checker::judge_anew(self);
        self.said.set(texts::IS_REMOVED.to_owned());
    }

    /// Counts warnings as failures, or not any more.
    pub fn deny(self, change: impl FnOnce(&mut Denied)) {
        self.elsewhere.update(|it| change(&mut it.denied));
        checker::judge_anew(self);
    }

    /// Asks whether something is to be used.
    pub fn ask(self, from: Option<String>, kinds: Vec<What>) {
        self.elsewhere.update(|it| {
            if it.asked.iter().all(|asked| asked.kinds != kinds) {
                it.next += 1;
                it.asked.push(Asked { id: it.next, from, kinds });
            }
        });
        self.bringing.set(true);
        if let Some(id) = self.elsewhere.with_untracked(|it| it.asked.first().map(|asked| asked.id)) {
            document::after_update(move || document::focus(&format!("question-{id}")));
        }
    }

    /// Has the answer.
    pub fn settle(self, id: u64, used: Option<What>) {
        let from = self.elsewhere.try_update(|it| {
            let at = it.asked.iter().position(|asked| asked.id == id)?;
            it.asked.remove(at).from
        });
        if let Some(what) = used {
            self.bring(from.flatten(), what);
        }
    }
}

/// Takes a text in as what it is. Digests are used at once where the reader has put them there as such (`meant`); keys
/// never are.
///
/// # Errors
/// Why it cannot be used.
fn take(
    state: State,
    from: Option<String>,
    kind: Kind,
    text: &str,
    meant: bool,
) -> Result<&'static str, crate::present::given::Misread> {
    let what = What::read(kind, text)?;
    let at_once = match kind {
        Kind::Attestation => true,
        Kind::Pins => meant,
        Kind::Keys | Kind::PinsOrKeys => false,
    };
    if at_once {
        return Ok(if state.bring(from, what) { texts::IS_USED } else { texts::IS_USED_ALREADY });
    }
    let mut kinds = vec![what];
    if kind == Kind::PinsOrKeys {
        kinds.push(What::read(Kind::Keys, text)?);
    }
    state.ask(from, kinds);
    Ok("")
}

/// The place where all of that is brought.
#[component]
pub fn Bring() -> impl IntoView {
    let state = state();
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if !state.bringing.get() {
            dialog.close();
        } else if !dialog.open() {
            drop(dialog.show_modal());
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="elsewhere"
            data-testid="elsewhere"
            aria-labelledby="elsewhere-title"
            on:close=move |_| {
                state.bringing.set(false);
                // What was pressed to open it may be gone, with the verdict that it stood in.
                document::after_update(|| {
                    if document::is_lost() {
                        document::focus("detail");
                    }
                });
            }
        >
            <h2 id="elsewhere-title">{texts::ELSEWHERE}</h2>
            {remark(view! { {texts::ELSEWHERE_HOW} " " {texts::ELSEWHERE_KEPT} })}
            <Questions/>
            <Field/>
            <h3 class="sub">{texts::USED}</h3>
            <Used/>
            {live(move || {
                let nothing = state.elsewhere.with(|it| it.brought.is_empty());
                nothing.then(|| remark(texts::NOTHING_USED))
            })}
            <Warnings/>
            <div class="row end">{button("", "elsewhere-done", texts::DONE, move || state.bringing.set(false))}</div>
        </dialog>
    }
}

/// Opens that place.
pub fn opener(class: &'static str, hook: &'static str) -> AnyView {
    let state = state();
    button(class, hook, texts::BRING, move || state.bringing.set(true))
}
