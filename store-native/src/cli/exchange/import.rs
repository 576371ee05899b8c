//! `nexus-attest import`

use std::fmt::Write as _;
use std::io::{self, IsTerminal};

use store_native::exchange::{ConflictMode, ImportError, import as import_one};
use store_native::store::{Store, StoreError};
use verifier_core::Limits;

use super::candidates::{Candidate, Candidates};
use super::outcome::{Outcome, Tally};
use crate::cli::arguments::{ImportArguments, OnConflict};
use crate::cli::inputs::Input;
use crate::cli::output::Output;
use crate::cli::problem::Problem;
use crate::cli::progress::Counted;
use crate::cli::session::{Access, Session};
use crate::cli::status::Status;
use crate::cli::terminal::Width;
use crate::cli::text::{Page, counted};

/// Bundles that share a transaction, at most: so many that its cost does not matter, and so few that others
/// get their turn at the store.
const BATCH: usize = 500;

/// Bytes of bundles that share a transaction, as far as one bundle does not have more.
const BATCH_BYTES: usize = 16 << 20;

/// Imports bundles. What became of each is said once it is certain: after the commit of its transaction.
pub fn import(session: &Session, arguments: ImportArguments) -> Result<Status, Problem> {
    let from_standard_input = arguments.files.iter().filter(|name| *name == Input::STANDARD_INPUT).count();
    if from_standard_input > 1 {
        return Err(Problem::usage("standard input (-) is named twice", "It can be read only once."));
    }
    if from_standard_input == 1 && io::stdin().is_terminal() {
        session.note("reading standard input; Ctrl-D on a line of its own ends it");
    }
    let mut candidates = Candidates::new(arguments.files).peekable();
    let mode = ConflictMode::from(arguments.on_conflict);
    let mut store = None;
    let mut report = Report::new(session);
    loop {
        let batch = batch(&mut candidates);
        if batch.is_empty() {
            return report.end();
        }
        let (outcomes, failure) = match unreadable(&batch) {
            // Without anything to import no store is created.
            Some(outcomes) => (outcomes, None),
            None => {
                let store = match &mut store {
                    Some(store) => store,
                    None => store.insert(session.open(Access::Create)?),
                };
                record(store, &batch, mode)
            }
        };
        if let Some(error) = failure {
            report.batch(&batch, &outcomes)?;
            return Err(report.broken_off(session.problem(error)));
        }
        if let ([candidate], [outcome]) = (batch.as_slice(), outcomes.as_slice()) {
            let is_alone = report.tally.total() == 0 && candidates.peek().is_none();
            if is_alone && outcome.status() != Status::Good {
                return Err(outcome.problem(candidate));
            }
        }
        report.batch(&batch, &outcomes)?;
    }
}

impl From<OnConflict> for ConflictMode {
    fn from(mode: OnConflict) -> Self {
        match mode {
            OnConflict::Reject => Self::Reject,
            OnConflict::NewId => Self::NewId,
            OnConflict::Overwrite => Self::Overwrite,
        }
    }
}

/// The next bundles that share a transaction.
fn batch(candidates: &mut impl Iterator<Item = Candidate>) -> Vec<Candidate> {
    let mut bytes = 0;
    let mut batch = Vec::new();
    while batch.len() < BATCH && bytes < BATCH_BYTES {
        let Some(candidate) = candidates.next() else { break };
        bytes += candidate.text.as_ref().map_or(0, Vec::len);
        batch.push(candidate);
    }
    batch
}

/// The outcomes of a batch of which nothing could be read.
fn unreadable(batch: &[Candidate]) -> Option<Vec<Outcome>> {
    let outcome = |candidate: &Candidate| candidate.text.as_ref().err().cloned().map(Outcome::Unreadable);
    batch.iter().map(outcome).collect()
}

/// Imports bundles in one transaction. Where that fails as a whole, nothing of it was recorded, and the error
/// says why.
fn record(store: &mut Store, batch: &[Candidate], mode: ConflictMode) -> (Vec<Outcome>, Option<StoreError>) {
    let limits = Limits::default();
    let mut outcomes = Vec::with_capacity(batch.len());
    let written = store.write(|writing| {
        for candidate in batch {
            let outcome = match &candidate.text {
                Err(unreadable) => Outcome::Unreadable(unreadable.clone()),
                Ok(text) => match import_one(writing, text, mode, &limits) {
                    Ok(imported) => Outcome::Imported(Box::new(imported)),
                    Err(ImportError::Store(error) | ImportError::Atomicity(error)) if !error.is_refusal() => {
                        return Err(error);
                    }
                    Err(error) => Outcome::Refused(error),
                },
            };
            outcomes.push(outcome);
        }
        Ok(())
    });
    let Err(error) = written else { return (outcomes, None) };
    for outcome in &mut outcomes {
        if matches!(outcome, Outcome::Imported(_)) {
            *outcome = Outcome::Lost(error.code(), error.to_string());
        }
    }
    outcomes.resize_with(batch.len(), || Outcome::Lost(error.code(), error.to_string()));
    (outcomes, Some(error))
}

/// What is said about the bundles.
struct Report<'s> {
    session: &'s Session,
    output: Output,
    progress: Counted,
    tally: Tally,
}

impl<'s> Report<'s> {
    fn new(session: &'s Session) -> Self {
        Self {
            session,
            output: Output::standard(),
            progress: Counted::new("imported"),
            tally: Tally::default(),
        }
    }

    /// Says what became of a batch whose transaction is over.
    fn batch(&mut self, batch: &[Candidate], outcomes: &[Outcome]) -> Result<(), Problem> {
        let paint = self.session.colour.on_stdout();
        let mut text = String::new();
        for (candidate, outcome) in batch.iter().zip(outcomes) {
            self.tally.add(outcome);
            if self.session.json {
                text.push_str(&outcome.to_value(candidate).to_canonical());
            } else {
                text.push_str(&outcome.line(candidate, paint));
            }
            text.push('\n');
        }
        let output = &mut self.output;
        let said = self.progress.hidden(|| output.write(&text).and_then(|()| output.flush()));
        self.progress.count(self.tally.total());
        let imported = self.tally.imported;
        said.map_err(|problem| unsaid(problem, imported))
    }

    /// Says how it ended.
    fn end(mut self) -> Result<Status, Problem> {
        self.progress.end();
        if !self.session.json && self.tally.total() > 1 {
            let mut text = String::new();
            self.tally.show(&mut Page::new(&mut text, Width::of_stdout(), self.session.colour.on_stdout()));
            self.output.write(&text)?;
        }
        let imported = self.tally.imported;
        self.output.finish().map_err(|problem| unsaid(problem, imported))?;
        Ok(self.tally.status())
    }

    /// Says that the store failed, and how far it had come.
    fn broken_off(&mut self, mut problem: Problem) -> Problem {
        self.progress.end();
        problem.details.push(("imported_count", self.tally.imported.into()));
        let _ = write!(
            problem.help,
            " {} imported before that; what follows in the inputs was not looked at.",
            counted(self.tally.imported, "bundle")
        );
        problem
    }
}

/// Standard output cannot be written, but what was imported is.
fn unsaid(mut problem: Problem, imported: usize) -> Problem {
    if imported > 0 && !problem.what.is_empty() {
        problem.help = format!(
            "{} imported all the same; to import them again is refused with DECISION_EXISTS. {}",
            counted(imported, "bundle"),
            problem.help
        );
    }
    problem
}
