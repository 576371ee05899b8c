//! `nexus-attest verify`: many inputs, one report.

mod judged;
mod ordered;
mod progress;
mod tally;

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;

use verifier_core::{Denied, Options, verify_joined};

use super::arguments::{Deny, ReportFormat, VerifyArguments};
use super::inputs::{Input, Inputs, is_among, read};
use super::output::Output;
use super::problem::{Problem, warn};
use super::render::{self, Format};
use super::status::Status;
use super::terminal::Colour;
use super::text::visible;
use super::trust::Expectations;
use ordered::{Batch, Ordered};
use progress::Progress;
use store_native::threads::{Threads, WORTHWHILE};

pub use judged::{Answer, Judged};
pub use tally::{Standing, Tally};

/// Verifies the inputs and writes the report.
pub fn run(arguments: VerifyArguments, colour: Colour) -> Result<Status, Problem> {
    if arguments.paths.iter().filter(|path| *path == Input::STANDARD_INPUT).count() > 1 {
        return Err(Problem::usage("standard input (-) is named twice", "It can be read only once."));
    }
    let read_first = arguments.trust.files().map(|path| path.clone().into_os_string());
    let all: Vec<_> = arguments.paths.iter().cloned().chain(read_first).collect();
    if let Some(output) = arguments.output.as_ref().filter(|output| is_among(&all, output)) {
        return Err(Problem::usage(
            format!(
                "{} is one of the inputs, and the report would replace it",
                visible(&output.to_string_lossy())
            ),
            "Give the report another name. In a folder that is verified, one that ends with .json is an input.",
        ));
    }
    let limits = arguments.limits.limits();
    let expectations = Expectations::read(&arguments.trust, &limits)?;
    if expectations.has_idle_keys() {
        warn("--trust names keys, and no --attestation was given: a key alone asks nothing", colour);
    }
    let plain = Options::default().with_limits(limits).with_denied(denied(&arguments.denied));
    let options = expectations.general(plain.clone());
    let mut inputs = Inputs::new(arguments.paths);
    let first: Vec<Input> = inputs.by_ref().take(2).collect();
    let several = first.len() > 1;
    if several && arguments.format == ReportFormat::Json {
        return Err(Problem::usage(
            "`--format json` reports about one input, and there are several",
            "Use `--format jsonl`: it writes one line of JSON for each input.",
        ));
    }
    let (output, paint) = match &arguments.output {
        Some(path) => (Output::file(path)?, colour.in_file()),
        None => (Output::standard(), colour.on_stdout()),
    };
    let style = render::Style {
        paint,
        several,
        details: arguments.details,
        strict: arguments.strict,
        vouching: !expectations.is_empty(),
    };
    let format = render::format(arguments.format, style);
    let jobs = if several { jobs(arguments.jobs) } else { 1 };

    let known = first.len() + inputs.known();
    let queue = Queue { first, given: 0, inputs, taken: 0, batches: 0 };
    let run = Run {
        queue: Mutex::new(queue),
        ordered: Ordered::new(output, format.as_ref(), jobs),
        format: format.as_ref(),
        options,
        plain,
        expectations,
        alone: !several,
        progress: Progress::new(known),
        jobs,
    };
    run.ordered.begin()?;
    thread::scope(|scope| {
        for _ in 1..jobs {
            scope.spawn(|| run.work());
        }
        run.work();
    });
    run.progress.end();
    let tally = run.ordered.end()?;
    Ok(tally.status(arguments.strict))
}

/// Which warnings count as failures.
fn denied(asked: &[Deny]) -> Denied {
    let mut denied = Denied::default();
    for deny in asked {
        match deny {
            Deny::Warnings => denied.all = true,
            Deny::Check(name) => denied.checks.push(name),
        }
    }
    denied
}

fn jobs(asked: Option<u16>) -> usize {
    asked.map_or_else(|| thread::available_parallelism().map_or(1, NonZero::get), usize::from)
}

/// What the workers share.
struct Run<'f> {
    queue: Mutex<Queue>,
    ordered: Ordered<'f>,
    format: &'f dyn Format,
    options: Options,
    /// The options for inputs that have expectations of their own.
    plain: Options,
    expectations: Expectations,
    /// Whether there is one input and no more.
    alone: bool,
    progress: Progress,
    jobs: usize,
}

/// The inputs still to be taken.
struct Queue {
    /// The first inputs, and how many of them were taken. They stay, as names in a folder do.
    first: Vec<Input>,
    given: usize,
    inputs: Inputs,
    taken: usize,
    batches: usize,
}

impl Run<'_> {
    /// Takes inputs until there are none: reads, verifies and renders each, and hands over the texts.
    fn work(&self) {
        let mut buffer = Vec::new();
        while let Some((number, inputs)) = self.take() {
            let mut batch = Batch::new();
            for input in &inputs {
                self.judge(input, &mut buffer, &mut batch);
            }
            if !self.ordered.hand_over(number, batch, &self.progress) {
                return;
            }
        }
    }

    fn judge(&self, input: &Input, buffer: &mut Vec<u8>, batch: &mut Batch) {
        let read = read(input, self.options.limits.bytes, buffer, |_| self.progress.large());
        let own = self.expectations.of(input, &self.plain);
        let options = own.as_ref().unwrap_or(&self.options);
        let judged = Judged::new(input, read, buffer, |bytes| {
            if self.alone && bytes.len() > WORTHWHILE {
                verify_joined(bytes, options, &Threads)
            } else {
                verifier_core::verify(bytes, options)
            }
        });
        batch.add(judged.standing(), |text| self.format.input(&judged, text));
        self.progress.done(input);
    }

    /// The next batch and its number.
    fn take(&self) -> Option<(usize, Vec<Input>)> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let size = at_once(queue.known(), self.jobs);
        let inputs: Vec<Input> = queue.by_ref().take(size).collect();
        if inputs.is_empty() {
            return None;
        }
        let number = queue.batches;
        queue.batches += 1;
        queue.taken += inputs.len();
        self.progress.known(queue.taken + queue.known());
        Some((number, inputs))
    }
}

impl Queue {
    /// How many more there are, as far as that is known now.
    fn known(&self) -> usize {
        self.first.len() - self.given + self.inputs.known()
    }
}

impl Iterator for Queue {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        let Some(first) = self.first.get(self.given) else { return self.inputs.next() };
        self.given += 1;
        Some(first.clone())
    }
}

/// How many inputs a worker takes at once. Small inputs take less time than two workers that wait for each
/// other's locks; towards the end, and of few inputs, each is taken alone so that no worker is left idle.
fn at_once(known: usize, jobs: usize) -> usize {
    const MOST: usize = 16;
    (known / (4 * jobs)).clamp(1, MOST)
}
