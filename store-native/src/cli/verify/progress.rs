//! A bar on the terminal while many or large inputs are verified.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::inputs::Input;
use crate::cli::text::visible;

/// From this many inputs on there is a bar.
const MANY: usize = 50;

/// The bar, once there is reason for one. It is drawn on standard error, and only if that is a terminal.
pub struct Progress {
    bar: OnceLock<ProgressBar>,
    terminal: bool,
    done: AtomicU64,
}

impl Progress {
    pub fn new(known: usize) -> Self {
        let terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
        let progress = Self { bar: OnceLock::new(), terminal, done: AtomicU64::new(0) };
        progress.known(known);
        progress
    }

    /// So many inputs are known of.
    pub fn known(&self, inputs: usize) {
        if !self.terminal {
            return;
        }
        if inputs >= MANY {
            self.shown();
        }
        if let Some(bar) = self.bar.get() {
            bar.set_length(inputs as u64);
        }
    }

    /// A large input is about to be read.
    pub fn large(&self) {
        if self.terminal {
            self.shown();
        }
    }

    /// An input was verified.
    pub fn done(&self, input: &Input) {
        if !self.terminal {
            return;
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(bar) = self.bar.get() {
            bar.set_message(visible(&input.path().to_string_lossy()).into_owned());
            bar.set_position(done);
        }
    }

    /// Runs `write` while the bar is not there.
    pub fn hidden(&self, write: impl FnOnce()) {
        match self.bar.get() {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }

    fn shown(&self) {
        self.bar.get_or_init(|| {
            let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr());
            let template = "{spinner} [{bar:24}] {pos} of {len} checked, {elapsed} {wide_msg}";
            // The template is ours; were it wrong, the library's own one is as good.
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.progress_chars("=> "));
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
    }
}
