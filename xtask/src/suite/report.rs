//! The steps of a run: announced, timed, counted and summed up.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::test_count::TestCount;
use crate::elapsed;
use crate::problem::Problem;

/// What has run so far.
pub struct Report {
    start: Instant,
    steps: Vec<Step>,
}

struct Step {
    name: String,
    passed: u64,
    failed: u64,
    note: String,
    elapsed: Duration,
}

impl Report {
    pub fn new() -> Self {
        Self { start: Instant::now(), steps: Vec::new() }
    }

    /// A step that holds or does not, which is handed back; it counts as one.
    pub fn check(&mut self, name: &str, step: impl FnOnce() -> Result<(), Problem>) -> bool {
        let mut holds = false;
        self.step(name, || match step() {
            Ok(()) => {
                holds = true;
                (1, 0, String::new())
            }
            Err(problem) => (0, 1, problem.to_string()),
        });
        holds
    }

    /// A step that runs tests; it counts as many as have run.
    pub fn tests(&mut self, name: &str, step: impl FnOnce() -> Result<TestCount, Problem>) {
        self.step(name, || match step() {
            Ok(count) => count.judged(),
            Err(problem) => (0, 1, problem.to_string()),
        });
    }

    fn step(&mut self, name: &str, step: impl FnOnce() -> (u64, u64, String)) {
        println!("\n== {name}");
        let start = Instant::now();
        let (passed, failed, note) = step();
        let step = Step { name: name.to_owned(), passed, failed, note, elapsed: start.elapsed() };
        if !step.note.is_empty() {
            println!("{}", step.note);
        }
        println!("{}", step.line());
        self.steps.push(step);
    }

    /// Prints the summary, whose last line is for machines too.
    pub fn conclude(self) -> ExitCode {
        println!("\n== summary, after {}", elapsed::shown(self.start.elapsed()));
        for step in &self.steps {
            println!("{}", step.line());
        }
        for step in self.steps.iter().filter(|step| step.failed > 0) {
            println!("\nfailed: {}\n{}", step.name, step.note);
        }
        let passed: u64 = self.steps.iter().map(|step| step.passed).sum();
        let failed: u64 = self.steps.iter().map(|step| step.failed).sum();
        println!("\n{passed} passed, {failed} failed");
        if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl Step {
    fn line(&self) -> String {
        let result = if self.failed == 0 { "ok" } else { "FAILED" };
        let count = format!("{} passed, {} failed", self.passed, self.failed);
        format!("{result:<6}  {:<36}  {count:<24}  {:>12}", self.name, elapsed::shown(self.elapsed))
    }
}
