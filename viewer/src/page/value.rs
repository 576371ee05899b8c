//! Text from a package. It only ever becomes text nodes, and what cannot be seen in it is written out.

use leptos::prelude::*;

use super::explore;
use super::parts::{button, keyed, live, soft};
use super::print::on_paper;
use super::state::Entry;
use crate::present::Text;
use crate::present::explorer::{Chunk, Query};
use crate::present::visible::{Kind, Piece, is_turned, pieces};
use crate::texts;

/// A text as it is shown; on one line, unless `lines`. It belongs into an element of the class `value`.
pub fn shown(text: &str, lines: bool) -> AnyView {
    rendered(pieces(text, lines))
}

/// Pieces of a text as they are shown. They belong into an element of the class `value`.
pub fn rendered(pieces: Vec<Piece>) -> AnyView {
    if let [piece] = pieces.as_slice()
        && piece.kind == Kind::Plain
    {
        return piece.shown.clone().into_any();
    }
    pieces
        .into_iter()
        .map(|piece| {
            let title = piece.name();
            match piece.kind {
                Kind::Plain => piece.shown.into_any(),
                Kind::Escape => view! { <span class="escape" title=title>{piece.shown}</span> }.into_any(),
                Kind::LookAlike => view! {
                    <span class="alike" title=title.clone()>{piece.shown}</span>
                    <span class="hidden">" ("{title}") "</span>
                }
                .into_any(),
                Kind::RightToLeft => view! { <bdi>{piece.shown}</bdi> }.into_any(),
            }
        })
        .collect_view()
        .into_any()
}

/// A text that is whole, in a line.
pub fn inline(text: &str) -> AnyView {
    if text.is_empty() {
        return soft(texts::EMPTY);
    }
    let (class, title) =
        if is_turned(text) { ("value turned", Some(texts::TURNED)) } else { ("value", None) };
    view! { <bdi class=class title=title>{shown(text, false)}</bdi> }.into_any()
}

/// A text or its beginning, which says how much of it is not there.
pub fn beginning(shown: &str, chars: u64) -> AnyView {
    let left_out = chars.saturating_sub(shown.chars().count() as u64);
    view! { {inline(shown)} {(left_out > 0).then(|| view! { " " {soft(texts::and_more_characters(left_out))} })} }
        .into_any()
}

/// A text, with a way to see all of it where it is cut. On paper, where nobody can ask for more, stands all that is
/// there of it.
#[component]
pub fn Value(text: Text) -> impl IntoView {
    if text.hidden() == 0 {
        return inline(&text.shown);
    }
    let on_paper_text = text.on_paper();
    let Text { shown, chars, pointer, .. } = text;
    let is_all = on_paper_text.chars().count() as u64 == chars;
    let open = RwSignal::new(false);
    // Of a very long one a reader may have opened more than would be printed.
    let paper = on_paper(move || {
        if open.get_untracked() && !is_all { ().into_any() } else { beginning(&on_paper_text, chars) }
    });
    let brief = {
        let is_asked = pointer.is_some();
        live(move || {
            (!open.get()).then(|| {
                if is_asked {
                    let more = move || open.set(true);
                    view! { {inline(&shown)} {soft("… ")} {button("link", "", texts::show_all(chars), more)} }
                        .into_any()
                } else {
                    beginning(&shown, chars)
                }
            })
        })
    };
    let opened =
        live(move || {
            pointer.clone().filter(|_| open.get()).map(|pointer| view! {
            <div class=is_all.then_some("no-print")>
                <Chunks query=move |from| Query::Value(pointer.clone(), from) label=texts::WHOLE_TEXT/>
                {button("link", "", texts::SHOW_LESS, move || open.set(false))}
            </div>
        })
        });
    view! { <span class="no-print">{brief}</span> {opened} {paper} }.into_any()
}

/// A long text, in portions.
#[component]
pub fn Chunks(
    /// How the portion from a byte on is asked for.
    query: impl Fn(u64) -> Query + 'static,
    /// What the text is.
    label: &'static str,
) -> impl IntoView {
    let entry: StoredValue<Entry> = expect_context();
    let portions = RwSignal::new(Vec::<String>::new());
    let (next, total) = (RwSignal::new(0), RwSignal::new(None::<u64>));
    let more = StoredValue::new_local(move || {
        entry.with_value(|entry| {
            explore::ask(entry, &query(next.get_untracked()), move |chunk: Chunk| {
                // The reader may have gone on to something else.
                if total.try_set(Some(chunk.total)).is_none() {
                    next.set(chunk.next);
                    portions.update(|portions| portions.push(chunk.text));
                }
            });
        });
    });
    more.with_value(|more| more());
    view! {
        <div class="chunks" tabindex="0" role="region" aria-label=label>
            <pre class="value">
                {keyed(
                    move || (0..portions.with(Vec::len) as u64).collect(),
                    move |number, _| {
                        portions.with_untracked(|all| all.get(usize::try_from(number).ok()?).map(|text| shown(text, true))).into_any()
                    },
                )}
            </pre>
        </div>
        <p class="soft chunk-status">
            {live(move || match total.get() {
                None => texts::FETCHING.into_any(),
                Some(total) if next.get() >= total => {
                    texts::all_shown(total).into_any()
                }
                Some(total) => {
                    view! {
                        {texts::part_shown(next.get(), total)} " "
                        {button("link", "", texts::SHOW_MORE, move || more.with_value(|more| more()))}
                    }
                    .into_any()
                }
            })}
        </p>
    }
}
