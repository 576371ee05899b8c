//! The report as Markdown, to attach to a ticket. Text from the package stands in code spans, where nothing is taken
//! for markup; the page's own words have character references where they could be.

use core::fmt::Write as _;

use verifier_core::catalog;

use super::Text;
use super::number::grouped;
use super::summary::{CheckView, Outcome, Summary};
use super::verdict::{Words, layer_sentence, title};
use super::visible::{as_text, visible};
use crate::texts::{self, EMPTY};

/// The report on the file `name`.
#[must_use]
pub fn report(name: &str, summary: &Summary) -> String {
    let mut out = String::new();
    let words = Words::of(summary);
    let word = texts::verdict_word(summary.verdict);
    line(&mut out, &format!("# {word}: {}\n", code(name)));
    line(&mut out, &format!("{} {}\n", words.headline, words.consequence));
    list(&mut out, "What does not hold", &words.broken);
    list(&mut out, "What was established", &words.established);
    list(&mut out, "What was not established", &words.open);
    line(&mut out, "\n## The file\n");
    line(&mut out, &format!("- SHA-256: `{}`", summary.sha256));
    line(&mut out, &format!("- bytes: {}", grouped(summary.bytes)));
    for (what, text) in [
        ("package version", &summary.package_version),
        ("decision", &summary.decision_id),
        ("binding digest", &summary.binding_digest),
        ("router section", &summary.router_mode),
    ] {
        if let Some(text) = text {
            line(&mut out, &format!("- {what}: {}", of_text(text)));
        }
    }
    if let Some(refusal) = &summary.refusal {
        line(&mut out, "\n## Why it was refused\n");
        line(&mut out, &format!("- error: `{}`", refusal.code));
        line(&mut out, &format!("- what: {}", of_text(&refusal.message)));
        let place = if refusal.pointer.shown.is_empty() {
            "the document itself".to_owned()
        } else {
            of_text(&refusal.pointer)
        };
        let excerpt = &refusal.excerpt;
        let (offset, row, column) = (grouped(refusal.offset), grouped(excerpt.line), grouped(excerpt.column));
        line(&mut out, &format!("- where: {place}, byte {offset} (line {row}, column {column})"));
        let (before, at, behind) =
            (as_text(&excerpt.before), as_text(excerpt.at.as_slice()), as_text(&excerpt.behind));
        line(&mut out, &format!("- the text around it: {}", span(&format!("{before}▸{at}◂{behind}"))));
        line(&mut out, &format!("- next: {}", escaped(&refusal.remedy)));
    }
    for layer in &summary.layers {
        line(&mut out, &format!("\n## {}", layer_sentence(layer)));
        for check in &layer.checks {
            self::check(&mut out, check);
        }
    }
    line(&mut out, &format!("\nChecked by verifier {}, in a browser.", verifier_core::VERSION));
    out
}

fn list(out: &mut String, heading: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    line(out, &format!("\n**{heading}**\n"));
    for item in items {
        line(out, &format!("- {}", escaped(item)));
    }
}

fn check(out: &mut String, check: &CheckView) {
    let word = texts::outcome_word(check.outcome);
    line(out, &format!("\n### {} (`{}`): {word}\n", title(&check.name), check.name));
    let entry = catalog::entry(&check.name);
    if let Some(entry) = entry {
        line(out, &format!("- compared: {}", escaped(entry.proves)));
        line(out, &format!("- does not prove: {}", escaped(entry.limits)));
        if check.outcome == Outcome::Fail {
            line(out, &format!("- means: {}", escaped(entry.failure)));
            line(out, &format!("- ask next: {}", escaped(entry.next)));
        }
    }
    let pointers: Vec<String> = check.at.iter().map(of_text).collect();
    if !pointers.is_empty() {
        line(out, &format!("- about: {}", pointers.join(", ")));
    }
    let Some(compared) = &check.compared else { return };
    for (what, side) in [("expected", &compared.expected), ("actual", &compared.actual)] {
        let shown = match side {
            None => "nothing: it is not in the package".to_owned(),
            Some(side) if side.is_whole() => code(&side.shown),
            Some(side) => format!(
                "{} (a part; {} characters before, {} behind)",
                code(&side.shown),
                grouped(side.before),
                grouped(side.behind)
            ),
        };
        line(out, &format!("- {what}: {shown}"));
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn of_text(text: &Text) -> String {
    match text.hidden() {
        0 => code(&text.shown),
        hidden => format!("{} (and {} more characters)", code(&text.shown), grouped(hidden)),
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
        let report = report("x.json", &summary);
        for check in summary.checks() {
            assert!(report.contains(&format!("(`{}`)", check.name)), "{}", check.name);
        }
        assert!(report.contains("- ask next: ") && report.contains(&summary.sha256));
    }
}
