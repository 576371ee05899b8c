//! A page of text with a gutter: labels on the left, what they name on the right.

use unicode_width::UnicodeWidthStr;

use super::paint::Paint;
use super::wrap::wrap;
use crate::cli::terminal::Width;

/// Text that grows line by line.
#[derive(Debug)]
pub struct Page<'o> {
    out: &'o mut String,
    width: Width,
    paint: Paint,
}

impl<'o> Page<'o> {
    /// Columns of the gutter. With the space behind it, a prefixed digest still fits on 80 columns.
    const GUTTER: usize = 8;

    pub fn new(out: &'o mut String, width: Width, paint: Paint) -> Self {
        Self { out, width, paint }
    }

    /// The colours of this page.
    pub fn paint(&self) -> Paint {
        self.paint
    }

    /// Columns of the whole page.
    pub fn width(&self) -> usize {
        self.width.columns()
    }

    /// Columns to the right of the gutter.
    pub fn columns(&self) -> usize {
        self.width.columns().saturating_sub(Self::GUTTER + 1)
    }

    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A line across the page.
    pub fn rule(&mut self) {
        let rule = self.paint.faint("─".repeat(self.width.columns()));
        self.line(&rule);
    }

    /// A line as it is.
    pub fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// Prose over the whole width.
    pub fn prose(&mut self, text: &str) {
        for line in wrap(text, self.width.columns()) {
            self.line(&line);
        }
    }

    /// Prose over the whole width, in a colour.
    pub fn heading(&mut self, text: &str) {
        for line in wrap(text, self.width.columns()) {
            let painted = self.paint.strong(line);
            self.line(&painted);
        }
    }

    /// A label and, beside it, prose.
    pub fn entry(&mut self, label: &str, text: &str) {
        for (index, line) in wrap(text, self.columns()).iter().enumerate() {
            self.beside(if index == 0 { label } else { "" }, line);
        }
    }

    /// A label and, beside it, a line that is not wrapped.
    pub fn beside(&mut self, label: &str, text: &str) {
        let indent = Self::GUTTER.saturating_sub(label.width());
        let label = if label.is_empty() { String::new() } else { self.paint.faint(label) };
        let line = format!("{}{label} {text}", " ".repeat(indent));
        self.line(&line);
    }

    /// A name in a list, and beside it what it stands for, or below it where there is no room; `widest`
    /// is the longest name of the list.
    pub fn item(&mut self, name: &str, widest: usize, text: &str) {
        const ROOM: usize = 16;
        let indent = widest + 4;
        let room = self.width.columns().saturating_sub(indent);
        if room < ROOM {
            self.line(&format!("  {name}"));
            for line in wrap(text, self.width.columns().saturating_sub(4)) {
                self.line(&format!("    {line}"));
            }
            return;
        }
        for (index, line) in wrap(text, room).iter().enumerate() {
            let name = if index == 0 { name } else { "" };
            self.line(&format!("  {name:widest$}  {line}"));
        }
    }

    /// Names and what they stand for, one under the other. What cannot be broken, such as a digest, stands
    /// below its name where there is no room beside it, so that it can be copied.
    pub fn facts<N: AsRef<str>>(&mut self, facts: &[(N, String)]) {
        let widest = facts.iter().map(|(name, _)| name.as_ref().width()).max().unwrap_or_default();
        let room = self.width().saturating_sub(widest + 4);
        for (name, text) in facts {
            let name = name.as_ref();
            let is_one_word = !text.contains(' ') && text.width() > room && text.width() + 4 <= self.width();
            if is_one_word {
                self.line(&format!("  {name}"));
                self.line(&format!("    {text}"));
            } else {
                self.item(name, widest, text);
            }
        }
    }

    /// Prose behind `indent` blanks, its further lines a little more to the right.
    pub fn indented(&mut self, indent: usize, text: &str) {
        for (index, line) in wrap(text, self.width().saturating_sub(indent + 2)).iter().enumerate() {
            let indent = if index == 0 { indent } else { indent + 2 };
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    /// What came of it, behind a symbol.
    pub fn outcome(&mut self, text: &str, paint: impl Fn(Paint, &str) -> String) {
        for (index, line) in wrap(text, self.width().saturating_sub(2)).iter().enumerate() {
            let line = if index == 0 { line.clone() } else { format!("  {line}") };
            let painted = paint(self.paint, &line);
            self.line(&painted);
        }
    }

    /// That something was done.
    pub fn done(&mut self, text: &str) {
        self.outcome(&format!("✓ {text}"), |paint, line| paint.good(line));
    }

    /// A heading behind a mark of one column, which may be painted.
    pub fn marked(&mut self, mark: &str, text: &str) {
        for (index, line) in wrap(text, self.width().saturating_sub(2)).iter().enumerate() {
            let line = self.paint.strong(line);
            self.line(&format!("{} {line}", if index == 0 { mark } else { " " }));
        }
    }

    /// A mark in the gutter, such as an outcome, and a title beside it.
    pub fn titled(&mut self, mark: &str, painted: &str, title: &str) {
        let indent = (Self::GUTTER + 1).saturating_sub(mark.width());
        for (index, line) in wrap(title, self.columns()).iter().enumerate() {
            let line = self.paint.strong(line);
            match index {
                0 => self.line(&format!("{painted}{}{line}", " ".repeat(indent))),
                _ => self.beside("", &line),
            }
        }
    }
}
