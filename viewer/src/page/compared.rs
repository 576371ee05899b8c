//! The values that a check compared, one above the other, with the first difference marked.

use leptos::prelude::*;

use super::copy::Copy;
use super::sentence::filled;
use super::value::{inline, rendered, shown};
use crate::present::difference::{Compared, Side, groups, is_digest};
use crate::present::visible::{Piece, coalesced, each};
use crate::texts;

#[component]
pub fn ComparedValues(
    compared: Compared,
    /// Where the expected value comes from, and where the actual one.
    origins: Option<(&'static str, &'static str)>,
) -> impl IntoView {
    match (compared.expected, compared.actual) {
        (Some(expected), Some(actual)) => match compared.common {
            None => view! { <Both side=expected/> }.into_any(),
            Some(common) => {
                let common = usize::try_from(common).unwrap_or(usize::MAX);
                view! { <Two expected actual common origins/> }.into_any()
            }
        },
        (expected, actual) => view! {
            <dl class="compared single">
                <One label=texts::EXPECTED what=texts::THE_EXPECTED_VALUE side=expected/>
                <One label=texts::ACTUAL what=texts::THE_ACTUAL_VALUE side=actual/>
            </dl>
        }
        .into_any(),
    }
}

/// Two equal values: one is enough.
#[component]
fn Both(side: Side) -> impl IntoView {
    let copy = side.is_whole().then(|| side.shown.clone());
    let shown = groups(&side.shown)
        .into_iter()
        .map(|group| view! { <span class="group">{rendered(coalesced(&group))}</span> });
    view! {
        <div class=if is_digest(&side.shown) { "compared equal spaced" } else { "compared equal" }>
            <span class="label">{texts::BOTH}</span>
            <span class="mono"><span class="value">{shown.collect_view()}</span> {rest(&side)}</span>
            {copy.map(|text| view! { <Copy text what=texts::THIS_VALUE/> })}
        </div>
    }
}

#[component]
fn One(label: &'static str, what: &'static str, side: Option<Side>) -> impl IntoView {
    let value = match side {
        None => view! { <dd class="soft">{texts::NOTHING}</dd> }.into_any(),
        Some(side) => {
            let copy = side.is_whole().then(|| side.shown.clone());
            view! {
                <dd>
                    <span class="mono">{inline(&side.shown)} {rest(&side)}</span>
                    {copy.map(|text| view! { <Copy text what/> })}
                </dd>
            }
            .into_any()
        }
    };
    view! { <dt>{label}</dt> {value} }
}

/// Two different values, in pieces that wrap together.
#[component]
fn Two(
    expected: Side,
    actual: Side,
    common: usize,
    origins: Option<(&'static str, &'static str)>,
) -> impl IntoView {
    let spaced = is_digest(&expected.shown) && is_digest(&actual.shown);
    let first = columns(&expected.shown, &actual.shown, common);
    // Of two values that have nothing in common it says nothing.
    let alike = expected.before + common as u64;
    let difference = (alike > 0).then(|| texts::first_difference(alike + 1));
    let spoken = [&expected, &actual]
        .map(|side| view! { <span class="value">{shown(&side.shown, false)}</span> }.into_any())
        .into();
    let (from_expected, from_actual) = origins.unzip();
    let (copy_expected, copy_actual) = (
        expected.is_whole().then(|| expected.shown.clone()),
        actual.is_whole().then(|| actual.shown.clone()),
    );
    view! {
        <div class="compared two">
            <p class="hidden">{filled(texts::TWO_VALUES, spoken)}</p>
            <div class=if spaced { "pair mono spaced" } else { "pair mono" } aria-hidden="true">
                <span class="cell head"><span>{texts::EXPECTED}</span><span>{texts::ACTUAL}</span></span>
                {before(&expected, &actual)}
                {first}
                {behind(&expected, &actual)}
            </div>
            {difference.map(|text| view! { <p class="soft note">{text}</p> })}
            <div class="sides">
                <Labelled label=texts::EXPECTED from=from_expected text=copy_expected what=texts::THE_EXPECTED_VALUE/>
                <Labelled label=texts::ACTUAL from=from_actual text=copy_actual what=texts::THE_ACTUAL_VALUE/>
            </div>
        </div>
    }
}

#[component]
fn Labelled(
    label: &'static str,
    from: Option<&'static str>,
    text: Option<String>,
    what: &'static str,
) -> impl IntoView {
    view! {
        <span class="labelled">
            <span class="soft">{label} {from.map(|from| view! { ", " {from} })}</span>
            {text.map(|text| view! { <Copy text what/> })}
        </span>
    }
}

/// The pieces of two values, the character of the first difference marked.
fn columns(expected: &str, actual: &str, common: usize) -> Vec<AnyView> {
    let (expected, actual) = (groups_alike(expected, actual), groups_alike(actual, expected));
    let count = expected.len().max(actual.len());
    let mut at = 0;
    (0..count)
        .map(|index| {
            let (above, below) = (expected.get(index), actual.get(index));
            let width = above.or(below).map_or(0, Vec::len);
            let mark = common.checked_sub(at).filter(|mark| *mark < width.max(1));
            at += width;
            view! { <span class="cell"><span class="value">{marked(above, mark)}</span><span class="value">{marked(below, mark)}</span></span> }
                .into_any()
        })
        .collect()
}

/// The pieces of a value; of the same lengths as those of the other, so that they stand below each other.
fn groups_alike(text: &str, other: &str) -> Vec<Vec<Piece>> {
    let alike = groups(text);
    let lengths = |groups: &[Vec<Piece>]| groups.iter().map(Vec::len).collect::<Vec<_>>();
    if lengths(&alike) == lengths(&groups(other)) {
        return alike;
    }
    each(text, false).chunks(8).map(<[Piece]>::to_vec).collect()
}

fn marked(group: Option<&Vec<Piece>>, mark: Option<usize>) -> AnyView {
    let Some(group) = group else {
        return match mark {
            Some(_) => view! { <mark>"∅"</mark> }.into_any(),
            None => "\u{a0}".into_any(),
        };
    };
    let part = |pieces: &[Piece]| rendered(coalesced(pieces));
    let Some(mark) = mark else { return part(group) };
    let (head, tail) = group.split_at(mark.min(group.len()));
    let (at, tail) = tail.split_at(tail.len().min(1));
    let at = if at.is_empty() { "∅".into_any() } else { part(at) };
    view! { {part(head)} <mark>{at}</mark> {part(tail)} }.into_any()
}

fn rest(side: &Side) -> Option<impl IntoView + use<>> {
    (side.behind > 0).then(|| view! { <span class="soft">{texts::and_more_characters(side.behind)}</span> })
}

fn before(expected: &Side, actual: &Side) -> Option<impl IntoView + use<>> {
    (expected.before > 0).then(|| {
        let (above, below) = (texts::left_out_before(expected.before), texts::left_out_before(actual.before));
        view! { <span class="cell soft"><span>{above}</span><span>{below}</span></span> }
    })
}

fn behind(expected: &Side, actual: &Side) -> Option<impl IntoView + use<>> {
    let text = |count: u64| if count > 0 { texts::left_out_behind(count) } else { String::new() };
    let (above, below) = (text(expected.behind), text(actual.behind));
    (expected.behind + actual.behind > 0)
        .then(|| view! { <span class="cell soft"><span>{above}</span><span>{below}</span></span> })
}
