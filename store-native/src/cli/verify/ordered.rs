//! Puts the texts of several workers in the order of the inputs.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::progress::Progress;
use super::tally::{Standing, Tally};
use crate::cli::output::Output;
use crate::cli::problem::Problem;
use crate::cli::render::Format;

/// Batches of texts that one worker may be ahead of the slowest one.
const AHEAD: usize = 16;

/// What a worker made of some inputs, one behind the other.
#[derive(Debug)]
pub struct Batch {
    text: String,
    /// Where the text about each input ends, and how it ended.
    inputs: Vec<(usize, Standing)>,
}

impl Batch {
    /// An empty batch, in two allocations that are large: small ones are kept for use by the thread that
    /// frees them, which is the one that writes, and then threads wait for each other's allocator.
    pub fn new() -> Self {
        const LARGE: usize = 1 << 12;
        Self {
            text: String::with_capacity(LARGE),
            inputs: Vec::with_capacity(LARGE / size_of::<(usize, Standing)>()),
        }
    }

    /// Adds the text that `render` writes about an input, and how the input ended.
    pub fn add(&mut self, standing: Standing, render: impl FnOnce(&mut String)) {
        render(&mut self.text);
        self.inputs.push((self.text.len(), standing));
    }

    /// The text about each input.
    fn pieces(&self) -> impl Iterator<Item = (&str, Standing)> {
        let mut start = 0;
        self.inputs.iter().map(move |(end, standing)| {
            let text = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            (text, *standing)
        })
    }
}

/// The output in the right order. Whoever hands over the batch that is next writes it and those that wait
/// behind it, so no thread is woken up only to write.
pub struct Ordered<'f> {
    format: &'f dyn Format,
    state: Mutex<State>,
    advanced: Condvar,
    /// Batches that may wait.
    window: usize,
}

struct State {
    output: Output,
    /// The number of the batch that is written next.
    next: usize,
    /// Batches that are there too early, the one for `next` first.
    waiting: VecDeque<Option<Batch>>,
    tally: Tally,
    written: bool,
    /// Workers that wait because they are too far ahead.
    ahead: usize,
    problem: Option<Problem>,
}

impl<'f> Ordered<'f> {
    pub fn new(output: Output, format: &'f dyn Format, jobs: usize) -> Self {
        let window = AHEAD * jobs;
        let state = State {
            output,
            next: 0,
            waiting: VecDeque::with_capacity(window),
            tally: Tally::default(),
            written: false,
            ahead: 0,
            problem: None,
        };
        Self { format, state: Mutex::new(state), advanced: Condvar::new(), window }
    }

    /// Writes what stands before the first input.
    pub fn begin(&self) -> Result<(), Problem> {
        let mut text = String::new();
        self.format.begin(&mut text);
        self.lock().output.write(&text)
    }

    /// Takes batch `number`, and waits while it is too far ahead. Says whether to go on.
    pub fn hand_over(&self, number: usize, batch: Batch, progress: &Progress) -> bool {
        let mut state = self.lock();
        while number >= state.next + self.window && state.problem.is_none() {
            state.ahead += 1;
            state = self.advanced.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.ahead -= 1;
        }
        if state.problem.is_some() {
            return false;
        }
        let place = number - state.next;
        if state.waiting.len() <= place {
            state.waiting.resize_with(place + 1, || None);
        }
        state.waiting[place] = Some(batch);
        if place > 0 {
            return true;
        }
        let mut written = Ok(());
        if state.output.is_terminal() {
            // The progress bar is out of the way while text is written to the same terminal.
            progress.hidden(|| written = state.advance(self.format).and_then(|()| state.output.flush()));
        } else {
            written = state.advance(self.format);
        }
        state.problem = written.err();
        // Waking nobody costs a call to the operating system too.
        if state.ahead > 0 {
            self.advanced.notify_all();
        }
        state.problem.is_none()
    }

    /// Writes what stands behind the last input.
    pub fn end(self) -> Result<Tally, Problem> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(problem) = state.problem {
            return Err(problem);
        }
        let mut text = String::new();
        self.format.end(&state.tally, &mut text);
        // The last lines may find that nobody reads them; everything was judged all the same.
        match state.output.write(&text).and_then(|()| state.output.finish()) {
            Err(problem) if !problem.what.is_empty() => Err(problem),
            _ => Ok(state.tally),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Writes all texts whose turn has come.
    fn advance(&mut self, format: &dyn Format) -> Result<(), Problem> {
        while let Some(Some(batch)) = self.waiting.front_mut().map(Option::take) {
            self.waiting.pop_front();
            self.next += 1;
            for (text, standing) in batch.pieces() {
                self.tally.add(standing);
                self.write(text, format)?;
            }
        }
        Ok(())
    }

    fn write(&mut self, text: &str, format: &dyn Format) -> Result<(), Problem> {
        if text.is_empty() {
            return Ok(());
        }
        if self.written {
            self.output.write(format.separator())?;
        }
        self.written = true;
        self.output.write(text)
    }
}
