//! The report as Markdown, to attach to a ticket. Text from the package stands in code spans, where nothing is taken
//! for markup; the page's own words have character references where they could be.

use core::fmt::Write as _;

use verifier_core::catalog;

use super::Text;
use super::given::Held;
use super::pattern::{Piece, pieces};
use super::summary::{CheckView, Outcome, Summary};
use super::verdict::{Item, Words, asks, check_word, layer_sentence, title};
use super::visible::{as_text, visible};
use crate::texts::{self, EMPTY};

/// The report on the file `name`, or on text that was pasted.
#[must_use]
pub fn report(name: &str, is_pasted: bool, summary: &Summary) -> String {
    let mut out = String::new();
    let words = Words::of(summary);
    let word = texts::verdict_word(summary.verdict);
    line(&mut out, &format!("# {word}: {}\n", code(name)));
    line(&mut out, &format!("{} {}\n", words.headline, words.consequence));
    if let Some(judged) = &words.judged {
        line(&mut out, &format!("{}\n", escaped(judged)));
    }
    list(&mut out, texts::BROKEN, &words.broken);
    list(&mut out, texts::ATTENTION, &words.attention);
    list(&mut out, words.holding, &words.established);
    list(&mut out, texts::NOT_ESTABLISHED, &words.open);
    heading(&mut out, texts::FILE);
    point(&mut out, texts::input_digest(is_pasted), &span(&summary.sha256));
    point(&mut out, texts::LENGTH, &texts::bytes(summary.bytes));
    for (what, text) in [
        (texts::PACKAGE_VERSION, &summary.package_version),
        (texts::DECISION_ID, &summary.decision_id),
        (texts::BINDING_DIGEST, &summary.binding_digest),
        (texts::ROUTER_SECTION, &summary.router_mode),
    ] {
        if let Some(text) = text {
            point(&mut out, what, &of_text(text));
        }
    }
    held(&mut out, &summary.held);
    if let Some(refusal) = &summary.refusal {
        heading(&mut out, texts::REFUSED);
        point(&mut out, texts::ERROR, &span(&refusal.code));
        point(&mut out, texts::WHAT, &of_text(&refusal.message));
        let pointer = if refusal.pointer.shown.is_empty() {
            texts::THE_DOCUMENT.to_owned()
        } else {
            of_text(&refusal.pointer)
        };
        let excerpt = &refusal.excerpt;
        let place = texts::place(refusal.offset, excerpt.line, excerpt.column);
        point(&mut out, texts::WHERE, &filled(texts::AT, &[&pointer, &place]));
        let (before, at, behind) =
            (as_text(&excerpt.before), as_text(excerpt.at.as_slice()), as_text(&excerpt.behind));
        point(&mut out, texts::AROUND, &span(&format!("{before}▸{at}◂{behind}")));
        point(&mut out, texts::WHAT_TO_DO, &escaped(&refusal.remedy));
    }
    for layer in &summary.layers {
        heading(&mut out, &layer_sentence(layer));
        for check in &layer.checks {
            self::check(&mut out, check);
        }
    }
    line(&mut out, "");
    line(&mut out, &texts::printed_by(verifier_core::VERSION));
    out
}

fn list(out: &mut String, heading: &str, items: &[Item]) {
    if items.is_empty() {
        return;
    }
    line(out, &format!("\n**{heading}**\n"));
    for item in items {
        let detail = item.detail.as_ref().map(|detail| format!(" {}", of_text(detail)));
        line(out, &format!("- {}{}", escaped(&item.words), detail.unwrap_or_default()));
    }
}

/// What it was held against, of what the reader had.
fn held(out: &mut String, held: &Held) {
    if held.is_nothing() {
        return;
    }
    heading(out, texts::HELD_AGAINST);
    for pin in &held.pins {
        point(out, texts::A_PIN, &span(pin));
    }
    for attestation in &held.attestations {
        let said = [&attestation.attestor, &attestation.claims, &attestation.signed_at].map(of_text);
        let said = filled(texts::attestation(attestation.is_dsse), &said.each_ref().map(String::as_str));
        point(out, &said, &format!("{} {}", texts::ABOUT_DIGEST, of_text(&attestation.binding_digest)));
    }
    for key in &held.keys {
        point(out, texts::A_KEY, &span(key));
    }
    for words in texts::beyond(held) {
        line(out, &format!("- {words}"));
    }
}

fn check(out: &mut String, check: &CheckView) {
    let word = check_word(check);
    line(out, &format!("\n### {} (`{}`): {word}\n", title(&check.name), check.name));
    if let Some(detail) = &check.detail {
        point(out, texts::WAS_FOUND, &of_text(detail));
    }
    let entry = catalog::entry(&check.name);
    if let Some(entry) = entry {
        line(out, &format!("- {}", escaped(entry.proves)));
        line(out, &format!("- {} {}", texts::LIMITS, escaped(entry.limits)));
        if asks(check) {
            let (means, next) = match check.outcome {
                Outcome::Inconclusive => (texts::OPEN_MEANS, catalog::NEXT_IF_OPEN),
                _ => (entry.failure, entry.next),
            };
            line(out, &format!("- {} {}", texts::MEANS, escaped(means)));
            line(out, &format!("- {} {}", texts::ASK_NEXT, escaped(next)));
        }
    }
    let pointers: Vec<String> = check.at.iter().map(of_text).collect();
    if !pointers.is_empty() {
        point(out, texts::IS_ABOUT, &pointers.join(", "));
    }
    let Some(compared) = &check.compared else { return };
    for (what, side) in [(texts::EXPECTED, &compared.expected), (texts::ACTUAL, &compared.actual)] {
        let shown = match side {
            None => texts::NOTHING.to_owned(),
            Some(side) if side.is_whole() => code(&side.shown),
            Some(side) => texts::a_part(&code(&side.shown), side.before, side.behind),
        };
        point(out, what, &shown);
    }
}

fn heading(out: &mut String, text: &str) {
    line(out, &format!("\n## {text}\n"));
}

fn point(out: &mut String, what: &str, value: &str) {
    line(out, &format!("- {what}: {value}"));
}

/// A pattern with texts in its places.
fn filled(pattern: &'static str, texts: &[&str]) -> String {
    let part = |piece| match piece {
        Piece::Text(text) => text,
        Piece::Place(number) => texts.get(number).copied().unwrap_or_default(),
    };
    pieces(pattern).into_iter().map(part).collect()
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn of_text(text: &Text) -> String {
    match text.hidden() {
        0 => code(&text.shown),
        hidden => texts::a_part(&code(&text.shown), 0, hidden),
    }
}

/// Text from the package, as code.
fn code(text: &str) -> String {
    span(&visible(text))
}

/// Text without line feeds in a code span, within which Markdown finds no markup, no links and no HTML.
fn span(text: &str) -> String {
    if text.is_empty() {
        return EMPTY.to_owned();
    }
    // It ends at as many backticks as it begins with.
    let longest = text.split(|it| it != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    // One space at each end is not part of the text; without them it could not begin with a backtick or be empty.
    format!("{fence} {text} {fence}")
}

/// Text in which Markdown and HTML find no markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_punctuation() && !"-./:,()+=%@;?'\"".contains(character) {
            let _ = write!(out, "&#{};", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use verifier_core::Options;

    #[test]
    fn text_from_a_package_is_never_markup() {
        assert_eq!(code("<img src=x>|*[a](b)"), "` <img src=x>|*[a](b) `");
        assert_eq!(code(""), "(empty)");
        assert_eq!(code("`</code>``"), "``` `</code>`` ```");
        assert_eq!(code("a\n# b\u{202e}p\u{430}y"), "` a\\n# b[U+202E]p\u{430}[U+0430]y `");
        assert_eq!(escaped("<b>*|"), "&#60;b&#62;&#42;&#124;");
    }

    /// Defends that every check is in it, with what a failure means and what to ask.
    #[test]
    fn the_report_has_every_check() {
        let text = include_str!("../../../samples/tampered-approval-comment-edited.json");
        let summary = Summary::of(text.as_bytes(), &Options::default());
        let report = report("x.json", false, &summary);
        for check in summary.checks() {
            assert!(report.contains(&format!("(`{}`)", check.name)), "{}", check.name);
        }
        assert!(report.contains("- What to ask next. ") && report.contains(&summary.sha256));
    }
}
