//! Markdown: a report to attach to a ticket.
//!
//! Text from the input stands in code, in which Markdown interprets nothing; what Markdown or HTML could
//! interpret all the same is written as a character reference.

use std::fmt::Write as _;

use verifier_core::catalog::entry;
use verifier_core::{Check, Layer, Outcome, Report, Verdict};

use super::values::{self, ABSENT, LEFT_OUT, apart, has_values, listed, told_apart};
use super::words::{
    OPEN, UNASKED, UNREAD, UNVOUCHED, layer_question, outcome_word, title, verdict_sentences, verdict_word,
};
use super::{Format, Style};
use crate::cli::codes;
use crate::cli::text::{Excerpt, excerpted, grouped, rows, visible};
use crate::cli::verify::{Answer, Judged, Standing, Tally};

/// Columns of the blocks in which values are compared.
const COLUMNS: usize = 90;

/// Headings, lists and blocks.
pub struct Markdown {
    pub style: Style,
}

impl Format for Markdown {
    fn begin(&self, out: &mut String) {
        out.push_str("# Verification by nexus-attest\n");
    }

    fn input(&self, judged: &Judged<'_>, out: &mut String) {
        let word = match &judged.answer {
            Answer::Report(report) => verdict_word(report.verdict()),
            Answer::Unreadable(_) => "UNREADABLE",
        };
        let name = judged.path();
        let name = if name == "-" { "(standard input)" } else { &name };
        // A path is shown whole: it says what the report is about.
        line(out, &format!("\n## {word}: {}\n", verbatim(&visible(name))));
        match &judged.answer {
            Answer::Report(report) => {
                self::report(judged, report, out);
                let full = self.style.details || !self.style.several || report.verdict() != Verdict::Verified;
                if full {
                    layers(report, self.style.details, out);
                }
            }
            Answer::Unreadable(unreadable) => {
                line(out, &format!("{UNREAD}\n"));
                line(out, &format!("- error: `{}`", unreadable.code.as_str()));
                line(out, &format!("- what: {}", code(&unreadable.message)));
                line(out, &format!("- next: {}", prose(unreadable.code.remedy())));
            }
        }
    }

    fn end(&self, tally: &Tally, out: &mut String) {
        if !self.style.several {
            return;
        }
        line(out, "\n## Summary\n");
        line(out, "| inputs | count |\n| --- | ---: |");
        for standing in Standing::ALL {
            line(out, &format!("| {} | {} |", standing.as_str(), tally.of(standing)));
        }
        line(out, &format!("| all | {} |", tally.total()));
        if tally.of(Standing::Verified) > 0 && !self.style.vouching {
            line(out, &format!("\n{}", prose(UNVOUCHED)));
        }
    }
}

fn report(judged: &Judged<'_>, report: &Report, out: &mut String) {
    for sentence in verdict_sentences(report) {
        line(out, &format!("{}\n", prose(&sentence)));
    }
    let subject = report.subject();
    line(out, &format!("- bytes: {}", grouped(subject.bytes)));
    line(out, &format!("- SHA-256 of the file: `{}`", subject.sha256));
    if let Some(decision) = &subject.decision_id {
        line(out, &format!("- decision: {}", code(decision)));
    }
    if let Some(binding) = &subject.binding_digest {
        line(out, &format!("- binding digest: {}", code(binding)));
    }
    let Some(error) = report.error() else { return };
    let excerpt = Excerpt::of(judged.bytes, error.offset, COLUMNS);
    line(out, &format!("- error: `{}`", error.code));
    line(out, &format!("- what: {}", code(&error.message)));
    let place = place(&error.pointer);
    line(
        out,
        &format!(
            "- where: {place}, byte {} (line {}, column {})",
            grouped(error.offset),
            grouped(excerpt.line),
            grouped(excerpt.column)
        ),
    );
    line(out, &format!("- next: {}", prose(&codes::remedy(error.code))));
    block(out, &[excerpt.text, format!("{}^ here", " ".repeat(excerpt.caret))]);
}

fn layers(report: &Report, details: bool, out: &mut String) {
    for layer in report.layers() {
        let question = prose(&layer_question(layer.name));
        line(out, &format!("\n### {}: {question}\n", outcome_word(layer.outcome())));
        if details {
            for check in &layer.checks {
                self::check(check, true, out);
            }
            left_out(layer, out);
            continue;
        }
        let of = |outcome| {
            layer.checks.iter().filter(move |check: &&Check| check.outcome == outcome && !check.unasked)
        };
        for check in of(Outcome::Pass) {
            line(out, &format!("- pass: {} (`{}`)", prose(title(check)), check.name));
        }
        let names: Vec<String> =
            of(Outcome::NotApplicable).map(|check| format!("`{}`", check.name)).collect();
        if !names.is_empty() {
            line(out, &format!("- n/a: {}", names.join(", ")));
        }
        if layer.checks.iter().any(|check| check.unasked && check.outcome == Outcome::Inconclusive) {
            line(out, &format!("- open: {}", prose(UNASKED)));
        }
        for check in [Outcome::Fail, Outcome::Warn, Outcome::Inconclusive].into_iter().flat_map(of) {
            self::check(check, false, out);
        }
        left_out(layer, out);
    }
}

/// What the format leaves out of its digests: a reader is not to rely on it either.
fn left_out(layer: &Layer, out: &mut String) {
    for (_, left_out) in layer.checks.iter().map(apart).filter(|(_, left_out)| !left_out.is_empty()) {
        line(out, &format!("\n{}: {}", prose(LEFT_OUT), listed(left_out, place)));
    }
}

fn check(check: &Check, details: bool, out: &mut String) {
    let word = outcome_word(check.outcome);
    line(out, &format!("\n#### {word}: {} (`{}`)\n", prose(title(check)), check.name));
    let entry = entry(check.name);
    if let Some(entry) = entry.filter(|_| details) {
        line(out, &format!("- proves: {}", prose(entry.proves)));
        line(out, &format!("- limits: {}", prose(entry.limits)));
    }
    if let Some(detail) = check.detail.as_ref().filter(|_| check.outcome != Outcome::Pass) {
        line(out, &format!("- detail: {}", code(detail)));
    }
    if !matches!(check.outcome, Outcome::Pass | Outcome::NotApplicable) && !check.unasked {
        let (about, _) = apart(check);
        if !about.is_empty() {
            line(out, &format!("- where: {}", listed(about, place)));
        }
        if let Some(entry) = entry {
            let means = if check.outcome == Outcome::Inconclusive { OPEN } else { entry.failure };
            line(out, &format!("- means: {}", prose(means)));
            line(out, &format!("- next: {}", prose(entry.next_after(check.outcome))));
        }
    }
    if has_values(check) {
        compared(check, out);
    }
}

fn compared(check: &Check, out: &mut String) {
    let lines = match (&check.expected, &check.actual) {
        (None, None) => return,
        (Some(expected), Some(actual)) if expected == actual => {
            rows(expected.shown(), expected.shown(), COLUMNS)
                .into_iter()
                .map(|row| format!("both      {}", row.expected))
                .collect()
        }
        (Some(expected), Some(actual)) => {
            let (expected, actual) = told_apart(expected, actual);
            let mut lines = Vec::new();
            for row in rows(&expected, &actual, COLUMNS) {
                lines.push(format!("expected  {}", row.expected));
                lines.push(format!("actual    {}", row.actual));
                lines.extend(row.caret.map(|caret| format!("{}^ first difference", " ".repeat(10 + caret))));
            }
            lines
        }
        (expected, actual) => [("expected", expected), ("actual  ", actual)]
            .into_iter()
            .flat_map(|(label, evidence)| match evidence {
                None => vec![format!("{label}  {ABSENT}")],
                Some(evidence) => rows(evidence.shown(), evidence.shown(), COLUMNS)
                    .into_iter()
                    .map(|row| format!("{label}  {}", row.expected))
                    .collect(),
            })
            .collect(),
    };
    block(out, &lines);
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// Lines as they are, in a fixed width.
fn block(out: &mut String, lines: &[String]) {
    out.push_str("\n<pre>\n");
    for text in lines {
        reference(text, is_markup_in_html, out);
        out.push('\n');
    }
    out.push_str("</pre>\n");
}

/// A place in the input; the document itself has no pointer to show.
fn place(pointer: &str) -> String {
    if pointer.is_empty() { values::place(pointer).into_owned() } else { code(pointer) }
}

/// Text from the input, in a line.
pub fn code(text: &str) -> String {
    verbatim(&excerpted(text))
}

/// Text that is safe to show, as code.
pub fn verbatim(text: &str) -> String {
    let mut out = String::new();
    if text.trim() == text && !text.is_empty() && !text.chars().any(is_markup) {
        let _ = write!(out, "`{text}`");
    } else {
        out.push_str("<code>");
        reference(text, is_markup, &mut out);
        out.push_str("</code>");
    }
    out
}

/// Our own prose, in which Markdown is to see none of its own.
pub fn prose(text: &str) -> String {
    let mut out = String::new();
    reference(text, |character| matches!(character, '*' | '<' | '>' | '&' | '`' | '|' | '\\'), &mut out);
    out
}

fn is_markup(character: char) -> bool {
    character.is_ascii_punctuation() && !"-./:_,()+=%@".contains(character)
}

fn is_markup_in_html(character: char) -> bool {
    matches!(character, '<' | '>' | '&' | '`' | '|' | '[' | ']')
}

/// Writes text with some characters as references, which neither Markdown nor HTML interprets.
fn reference(text: &str, needed: impl Fn(char) -> bool, out: &mut String) {
    for character in text.chars() {
        if needed(character) {
            let _ = write!(out, "&#{};", u32::from(character));
        } else {
            out.push(character);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_the_input_is_never_markup() {
        assert_eq!(code("sha256:ab-c_d"), "`sha256:ab-c_d`");
        assert_eq!(code("a`b|c"), "<code>a&#96;b&#124;c</code>");
        assert_eq!(code("<script>"), "<code>&#60;script&#62;</code>");
        assert_eq!(code("x\u{1b}[31m\n# y"), "<code>x&#92;x1b&#91;31m&#92;n&#35; y</code>");
        assert_eq!(code(""), "<code></code>");
        assert_eq!(code("![a](b)"), "<code>&#33;&#91;a&#93;(b)</code>");
    }

    #[test]
    fn blocks_hold_no_tags_but_their_own() {
        let mut out = String::new();
        block(&mut out, &["</pre><img src=x>".to_owned(), "a | `b` & c".to_owned()]);
        let inside = "&#60;/pre&#62;&#60;img src=x&#62;\na &#124; &#96;b&#96; &#38; c";
        assert_eq!(out, format!("\n<pre>\n{inside}\n</pre>\n"));
    }
}
