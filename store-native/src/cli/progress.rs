//! A bar on the terminal for work that is counted.

use std::io::{IsTerminal, stderr};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// From so many steps on there is a bar.
const MANY: u64 = 1000;

/// How far some work is. It is drawn on standard error, and only if that is a terminal and there is much to do.
pub struct Counted {
    what: &'static str,
    bar: Option<ProgressBar>,
    terminal: bool,
}

impl Counted {
    /// Nothing is shown yet. `what` says what is done with each step: `3 of 9 checked`.
    pub fn new(what: &'static str) -> Self {
        Self { what, bar: None, terminal: stderr().is_terminal() }
    }

    /// So many of `total` steps are done.
    pub fn at(&mut self, done: u64, total: u64) {
        if !self.terminal || total < MANY {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| begun(self.what));
        bar.set_length(total);
        bar.set_position(done);
    }

    /// So many are done, and how many there are is not known.
    pub fn count(&mut self, done: usize) {
        let done = done as u64;
        if self.terminal && done >= MANY {
            let bar = self.bar.get_or_insert_with(|| counting(self.what));
            bar.set_position(done);
        }
    }

    /// Runs `write` while the bar is not there.
    pub fn hidden<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the bar away.
    pub fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.end();
    }
}

fn counting(what: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template(&format!("{{spinner}} {{pos}} {what}, {{elapsed}}")) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

fn begun(what: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr());
    let template = format!("{{spinner}} [{{bar:24}}] {{pos}} of {{len}} {what}, {{elapsed}}");
    // The template is ours; were it wrong, the library's own one is as good.
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
