//! Several packages: their verdicts, counted, filtered and sorted.

use leptos::prelude::*;

use super::checker;
use super::elsewhere::opener;
use super::export;
use super::parts::{button, keyed, live, remark};
use super::print::on_paper;
use super::spine::Sign;
use super::state::{Entry, Progress, State, state};
use super::value::{beginning, inline};
use crate::present::list::{Order, Standing, arranged, tally};
use crate::present::number::{grouped, size};
use crate::present::summary::Outcome;
use crate::texts;

/// Rows shown at first, and added at a time.
const PORTION: usize = 200;
/// Rows that are printed at most.
const ON_PAPER: usize = 2_000;

#[component]
pub fn List() -> impl IntoView {
    let state = state();
    let listed = Memo::new(move |_| state.listed());
    let filter = RwSignal::new(None::<Standing>);
    let text = RwSignal::new(String::new());
    let order = RwSignal::new(Order::Arrival);
    let shown = RwSignal::new(PORTION);
    let rows = Memo::new(move |_| listed.with(|all| arranged(all, filter.get(), &text.read(), order.get())));
    let visible = move || rows.with(|rows| rows.iter().take(shown.get()).map(|id| *id as u64).collect());
    let total = move || listed.with(Vec::len);
    let pending = Memo::new(move |_| listed.with(|all| tally(all, Standing::Pending) > 0));
    // A filter is for what is there: it goes with the last of them.
    Effect::new(move || {
        if listed.with(|all| filter.get().is_some_and(|standing| tally(all, standing) == 0)) {
            filter.set(None);
        }
    });
    view! {
        <section class="packages" id="list" tabindex="-1" aria-labelledby="packages">
            <div class="row">
                <h1 id="packages">{live(move || texts::packages(total() as u64))}</h1>
                <span class="grow"></span>
                {opener("link", "bring-for-all")}
                {button("", "export-all", texts::ALL_REPORTS, move || save_all(state))}
                {button("", "clear", texts::REMOVE_ALL, move || state.clear())}
            </div>
            <div class="row filters" role="group" aria-label=texts::SHOW>
                <button type="button" aria-pressed=move || filter.get().is_none().to_string() on:click=move |_| filter.set(None)>
                    {texts::ALL} " " {live(move || grouped(total() as u64))}
                </button>
                {Standing::ALL.into_iter().map(|standing| {
                    let count = Memo::new(move |_| listed.with(|all| tally(all, standing)));
                    live(move || (count.get() > 0).then(|| view! {
                        <button
                            type="button"
                            data-standing=standing.as_str()
                            aria-pressed=move || (filter.get() == Some(standing)).to_string()
                            on:click=move |_| filter.set(Some(standing))
                        >
                            <Sign outcome=outcome(standing)/> {texts::standing_word(standing)} " " {grouped(count.get() as u64)}
                        </button>
                    }))
                }).collect_view()}
                {live(move || pending.get().then(|| {
                    button("link", "cancel-all", texts::CANCEL_ALL, move || cancel_all(state))
                }))}
            </div>
            <div class="row search">
                <label for="filter">{texts::FIND}</label>
                <input id="filter" type="search" autocomplete="off" spellcheck="false" placeholder=texts::FIND_HINT
                    on:input=move |event| text.set(event_target_value(&event))/>
                <label for="order">{texts::SORT_BY}</label>
                <select id="order" on:change=move |event| order.set(match event_target_value(&event).as_str() {
                    "verdict" => Order::Verdict,
                    "name" => Order::Name,
                    "size" => Order::Size,
                    _ => Order::Arrival,
                })>
                    <option value="arrival">{texts::BY_ARRIVAL}</option>
                    <option value="verdict">{texts::BY_VERDICT}</option>
                    <option value="name">{texts::BY_NAME}</option>
                    <option value="size">{texts::BY_SIZE}</option>
                </select>
            </div>
            <ul class="rows">
                {keyed(visible, move |id, _| {
                    let entry = usize::try_from(id).ok().and_then(|id| state.entry_untracked(id));
                    entry.map(|entry| view! { <Row entry/> }).into_any()
                })}
            </ul>
            {on_paper(move || {
                let (rows, all) = (rows.get_untracked(), listed.with_untracked(Vec::len));
                let printed = rows.len().min(shown.get_untracked().max(ON_PAPER));
                let others = rows.iter().take(printed).skip(shown.get_untracked());
                let others = others.filter_map(|id| state.entry_untracked(*id)).map(|entry| view! { <Row entry/> });
                view! {
                    <ul class="rows">{others.collect_view()}</ul>
                    {(printed < all).then(|| view! { <p>{texts::on_this_paper(printed as u64, all as u64)}</p> })}
                }
                .into_any()
            })}
            {live(move || rows.with(Vec::is_empty).then(|| remark(texts::NONE_LIKE_THAT)))}
            {live(move || {
                let more = rows.with(Vec::len).saturating_sub(shown.get());
                (more > 0).then(|| {
                    button("", "more-rows", texts::more(more as u64), move || shown.update(|shown| *shown += PORTION))
                })
            })}
        </section>
    }
}

#[component]
fn Row(entry: Entry) -> impl IntoView {
    let state = state();
    let Entry { id, bytes, .. } = entry;
    let name = entry.name.clone();
    let progress = RwSignal::from(entry.progress.clone());
    let chosen = move || state.chosen.get() == Some(id);
    let standing = Memo::new(move |_| progress.with(Progress::standing));
    let verdict = move || {
        progress.with(|it| match it {
            Progress::Done(summary) => Some(summary.verdict.as_str()),
            _ => None,
        })
    };
    let code = move || {
        progress.with(|it| match it {
            Progress::Done(summary) => summary.refusal.as_ref().map(|refusal| refusal.code.clone()),
            _ => None,
        })
    };
    let note = move || {
        progress.with(|progress| match progress {
            Progress::Waiting => texts::ROW_WAITING.into_any(),
            Progress::Reading(_) => texts::ROW_READING.into_any(),
            Progress::Checking => texts::ROW_CHECKING.into_any(),
            Progress::Unreadable(why) => inline(why),
            Progress::Cancelled => texts::ROW_CANCELLED.into_any(),
            Progress::Done(summary) => {
                match summary.refusal.as_ref().map(|refusal| &refusal.message).or(summary.goal.as_ref()) {
                    Some(text) => beginning(&text.shown, text.chars),
                    None => ().into_any(),
                }
            }
        })
    };
    view! {
        <li
            class="package"
            data-testid="package-row"
            data-verdict=verdict
            data-error-code=code
            data-name=entry.name.to_string()
            aria-busy=move || (standing.get() == Standing::Pending).then_some("true")
        >
            <button type="button" class="open-package" aria-current=move || chosen().then_some("true") on:click=move |_| state.choose(Some(id))>
                {live(move || view! { <Sign outcome=outcome(standing.get())/> })}
                <span class="say">
                    <b>{inline(&entry.name)}</b>
                    <span class="note">{live(note)}</span>
                </span>
                <span class="size soft">{size(bytes)}</span>
                <span class=move || format!("word {}", super::spine::class(outcome(standing.get())))>
                    {live(move || texts::standing_word(standing.get()))}
                </span>
            </button>
            {live(move || (standing.get() == Standing::Pending).then(|| {
                // Among many, each says what it is for.
                let name = view! { {texts::CANCEL} <span class="hidden">" " {inline(&name)}</span> };
                button("link", "", name, move || checker::cancel(id))
            }))}
        </li>
    }
}

/// Gives up on all that is not verified yet.
fn cancel_all(state: State) {
    checker::stop();
    for entry in state.entries.get_untracked() {
        if entry.progress.with_untracked(Progress::standing) == Standing::Pending {
            state.note(entry.id, Progress::Cancelled);
        }
    }
}

/// Every report that is there, one a line, as `nexus-attest verify --format jsonl` writes them.
fn save_all(state: State) {
    let mut lines = String::new();
    for entry in state.entries.get_untracked() {
        if let Progress::Done(summary) = entry.progress.get_untracked() {
            let path = verifier_core::canonical::Value::from(&*entry.name).to_canonical();
            lines += &["{\"path\":", &path, ",\"report\":", summary.report.trim_end(), "}\n"].concat();
        }
    }
    export::save("reports.jsonl", "application/x-ndjson", &lines);
}

const fn outcome(standing: Standing) -> Outcome {
    match standing {
        Standing::Failed | Standing::Malformed => Outcome::Fail,
        Standing::Unread | Standing::Attention => Outcome::Warn,
        Standing::Verified => Outcome::Pass,
        Standing::Pending => Outcome::NotApplicable,
    }
}
