//! Text to read on a terminal.

use verifier_core::catalog::{self, entry};
use verifier_core::{Check, Evidence, Layer, Outcome, Report, Verdict};

use super::values::{ABSENT, LEFT_OUT, apart, has_values, listed, place, places, told_apart};
use super::words::{
    OPEN, UNASKED, UNREAD, UNVOUCHED, outcome_word, sentence, title, verdict_sentences, verdict_word,
};
use super::{Format, Style};
use crate::cli::codes;
use crate::cli::inputs::Unreadable;
use crate::cli::terminal::Width;
use crate::cli::text::{Excerpt, Page, Paint, excerpted, grouped, rows, visible};
use crate::cli::verify::{Answer, Judged, Standing, Tally};

/// The verdict first, then layer by layer.
pub struct Human {
    pub style: Style,
    pub width: Width,
}

impl Format for Human {
    fn input(&self, judged: &Judged<'_>, out: &mut String) {
        let mut page = Page::new(out, self.width, self.style.paint);
        match &judged.answer {
            Answer::Report(report)
                if self.style.several && !self.style.details && report.verdict() == Verdict::Verified =>
            {
                headline(&mut page, judged, verdict_word(report.verdict()));
            }
            Answer::Report(report) => {
                headline(&mut page, judged, verdict_word(report.verdict()));
                page.blank();
                self::report(&mut page, judged, report, self.style.details);
                self.end_of_input(&mut page);
            }
            Answer::Unreadable(unreadable) => {
                headline(&mut page, judged, "UNREADABLE");
                page.blank();
                self::unreadable(&mut page, unreadable);
                self.end_of_input(&mut page);
            }
        }
    }

    fn end(&self, tally: &Tally, out: &mut String) {
        if !self.style.several {
            return;
        }
        let mut page = Page::new(out, self.width, self.style.paint);
        page.rule();
        page.heading(&format!("{} inputs", grouped(tally.total())));
        let digits = grouped(tally.total()).len();
        for standing in Standing::ALL {
            let count = tally.of(standing);
            if count > 0 {
                let text = format!("{:>digits$} {}", grouped(count), standing.as_str());
                let line = format!("  {} {}", symbol(standing), text);
                page.line(&painted(page.paint(), standing, &line));
            }
        }
        if tally.of(Standing::Verified) > 0 && !self.style.vouching {
            page.blank();
            page.prose(UNVOUCHED);
        }
    }
}

impl Human {
    fn end_of_input(&self, page: &mut Page<'_>) {
        if self.style.several {
            page.blank();
        }
    }
}

fn headline(page: &mut Page<'_>, judged: &Judged<'_>, word: &str) {
    let standing = judged.standing();
    // There may be many thousands of these lines, so each is put together without growing step by step.
    let verdict = painted(page.paint(), standing, &[symbol(standing), word].join(" "));
    page.line(&[verdict, name(judged)].join("  "));
}

/// The path made safe to show; standard input by its name.
fn name(judged: &Judged<'_>) -> String {
    let path = judged.path();
    if path == "-" { "(standard input)".to_owned() } else { visible(&path).into_owned() }
}

fn report(page: &mut Page<'_>, judged: &Judged<'_>, report: &Report, details: bool) {
    for sentence in verdict_sentences(report) {
        page.prose(&sentence);
    }
    page.blank();
    subject(page, report);
    if let Some(error) = report.error() {
        page.blank();
        refusal(page, judged.bytes, error);
    }
    for layer in report.layers() {
        page.blank();
        self::layer(page, layer, details);
    }
}

/// A line for the layer. Below it, in full, what does not simply hold; then what does, a line each, and what
/// does not apply, in one line.
fn layer(page: &mut Page<'_>, layer: &Layer, details: bool) {
    let outcome = layer.outcome();
    let question = catalog::layer(layer.name).map_or("", |entry| entry.question);
    let symbol = painted_outcome(page.paint(), outcome, outcome_symbol(outcome));
    page.marked(&symbol, &format!("{}: {question}", layer.name));
    if details {
        for check in &layer.checks {
            page.blank();
            self::check(page, check, true);
        }
        left_out(page, layer);
        return;
    }
    let of = |outcome| {
        layer.checks.iter().filter(move |check: &&Check| check.outcome == outcome && !check.unasked)
    };
    let mut blocks = false;
    for check in [Outcome::Fail, Outcome::Warn, Outcome::Inconclusive].into_iter().flat_map(of) {
        page.blank();
        self::check(page, check, false);
        blocks = true;
    }
    let passing: Vec<&Check> = of(Outcome::Pass).collect();
    if blocks && !passing.is_empty() {
        page.blank();
    }
    let widest = passing.iter().map(|check| check.name.len()).max().unwrap_or_default();
    for check in passing {
        page.item(check.name, widest, title(check));
    }
    let names: Vec<&str> = of(Outcome::NotApplicable).map(|check| check.name).collect();
    if !names.is_empty() {
        let verb = if names.len() == 1 { "does not apply" } else { "do not apply" };
        page.indented(2, &format!("{} {verb}: {}", outcome_symbol(Outcome::NotApplicable), names.join(", ")));
    }
    if layer.checks.iter().any(|check| check.unasked && check.outcome == Outcome::Inconclusive) {
        page.indented(2, UNASKED);
    }
    left_out(page, layer);
}

/// What the format leaves out of its digests: a reader is not to rely on it either.
fn left_out(page: &mut Page<'_>, layer: &Layer) {
    for (_, left_out) in layer.checks.iter().map(apart).filter(|(_, left_out)| !left_out.is_empty()) {
        let list = listed(left_out, |pointer| place(pointer).into_owned());
        page.blank();
        page.indented(2, &format!("{LEFT_OUT}: {list}"));
    }
}

fn subject(page: &mut Page<'_>, report: &Report) {
    let subject = report.subject();
    page.entry("bytes", &grouped(subject.bytes));
    value(page, "sha256", &subject.sha256);
    if let Some(decision) = &subject.decision_id {
        value(page, "decision", decision);
    }
    if let Some(binding) = &subject.binding_digest {
        value(page, "binding", binding);
    }
}

/// A value from the input, made visible and broken where it is too long.
fn value(page: &mut Page<'_>, label: &str, text: &str) {
    for (index, row) in rows(text, text, page.columns()).iter().enumerate() {
        page.beside(if index == 0 { label } else { "" }, &row.expected);
    }
}

fn refusal(page: &mut Page<'_>, input: &[u8], error: &verifier_core::Refusal) {
    let excerpt = Excerpt::of(input, error.offset, page.columns());
    let code = page.paint().bad(error.code);
    page.beside("error", &code);
    page.entry("what", &sentence(&visible(&error.message)));
    page.entry("where", &place(&error.pointer));
    page.entry(
        "",
        &format!(
            "byte {} (line {}, column {})",
            grouped(error.offset),
            grouped(excerpt.line),
            grouped(excerpt.column)
        ),
    );
    page.beside("text", &excerpt.text);
    let caret = page.paint().bad("^");
    let words = if excerpt.caret + "^ here".len() <= page.columns() { " here" } else { "" };
    page.beside("", &format!("{}{caret}{words}", " ".repeat(excerpt.caret)));
    page.entry("next", &codes::remedy(error.code));
}

fn unreadable(page: &mut Page<'_>, unreadable: &Unreadable) {
    page.prose(UNREAD);
    page.blank();
    let code = page.paint().bad(unreadable.code.as_str());
    page.beside("error", &code);
    page.entry("what", &sentence(&visible(&unreadable.message)));
    page.entry("next", unreadable.code.remedy());
}

fn check(page: &mut Page<'_>, check: &Check, details: bool) {
    let mark = format!("{} {}", outcome_symbol(check.outcome), outcome_word(check.outcome));
    let painted = painted_outcome(page.paint(), check.outcome, &mark);
    page.titled(&mark, &painted, title(check));
    page.entry("check", check.name);
    let entry = entry(check.name);
    if let Some(entry) = entry.filter(|_| details) {
        page.entry("proves", entry.proves);
        page.entry("limits", entry.limits);
    }
    if let Some(detail) = check.detail.as_ref().filter(|_| check.outcome != Outcome::Pass) {
        page.entry("detail", &sentence(&excerpted(detail)));
    }
    if has_values(check) {
        compared(page, check);
    }
    if matches!(check.outcome, Outcome::Pass | Outcome::NotApplicable) || check.unasked {
        return;
    }
    if !apart(check).0.is_empty() {
        page.entry("where", &places(check));
    }
    if let Some(entry) = entry {
        page.entry("means", if check.outcome == Outcome::Inconclusive { OPEN } else { entry.failure });
        page.entry("next", entry.next_after(check.outcome));
    }
}

/// The two values that a check compared: once if they are the same, else one under the other.
fn compared(page: &mut Page<'_>, check: &Check) {
    match (&check.expected, &check.actual) {
        (None, None) => {}
        (Some(expected), Some(actual)) if expected == actual => value(page, "both", expected.shown()),
        (Some(expected), Some(actual)) => {
            let (expected, actual) = told_apart(expected, actual);
            for row in rows(&expected, &actual, page.columns()) {
                page.beside("expected", &row.expected);
                page.beside("actual", &row.actual);
                if let Some(caret) = row.caret {
                    page.beside("", &marked(page, caret));
                }
            }
        }
        (expected, actual) => {
            one_of_two(page, "expected", expected.as_ref());
            one_of_two(page, "actual", actual.as_ref());
        }
    }
}

/// A caret in column `caret`, with words behind it or before it, where there is room for them.
fn marked(page: &Page<'_>, caret: usize) -> String {
    const WORDS: &str = "first difference";
    let (start, mark) = if caret + 2 + WORDS.len() <= page.columns() {
        (caret, format!("^ {WORDS}"))
    } else if caret > WORDS.len() {
        (caret - WORDS.len() - 1, format!("{WORDS} ^"))
    } else {
        (caret, "^".to_owned())
    };
    format!("{}{}", " ".repeat(start), page.paint().notable(mark))
}

fn one_of_two(page: &mut Page<'_>, label: &str, evidence: Option<&Evidence>) {
    match evidence {
        Some(evidence) => value(page, label, evidence.shown()),
        None => page.entry(label, ABSENT),
    }
}

const fn symbol(standing: Standing) -> &'static str {
    match standing {
        Standing::Verified => "✓",
        Standing::Attention => "!",
        Standing::Failed => "✗",
        Standing::Malformed | Standing::Unreadable => "?",
    }
}

const fn outcome_symbol(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "✓",
        Outcome::Fail => "✗",
        Outcome::Warn => "!",
        Outcome::Inconclusive => "?",
        Outcome::NotApplicable => "-",
    }
}

fn painted(paint: Paint, standing: Standing, text: &str) -> String {
    match standing {
        Standing::Verified => paint.good(text),
        Standing::Attention => paint.notable(text),
        Standing::Failed | Standing::Malformed | Standing::Unreadable => paint.bad(text),
    }
}

fn painted_outcome(paint: Paint, outcome: Outcome, text: &str) -> String {
    match outcome {
        Outcome::Pass => paint.good(text),
        Outcome::Fail => paint.bad(text),
        Outcome::Warn | Outcome::Inconclusive => paint.notable(text),
        Outcome::NotApplicable => paint.faint(text),
    }
}
