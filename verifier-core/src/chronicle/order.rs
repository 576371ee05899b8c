//! Which event can follow which.

use crate::decision::{Event, EventType};

/// An event that cannot follow those before it.
pub(crate) struct Misplaced {
    /// Its number.
    pub seq: u64,
    /// Why it cannot.
    pub why: &'static str,
}

/// Where the log stands. It refuses what no store writes, and nothing that one might: a run that was
/// requested and abandoned may be followed by another request.
#[derive(Default)]
pub(super) struct Order {
    created: bool,
    run: Run,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Run {
    #[default]
    None,
    Requested,
    Started,
    Ended,
}

impl Order {
    /// Takes the next event; says why it cannot follow, if so.
    pub fn take(&mut self, event: &Event<'_, '_>) -> Option<Misplaced> {
        let why = match event.kind {
            EventType::DecisionCreated if self.created => Some("the decision was created before"),
            _ if !self.created && event.kind != EventType::DecisionCreated => {
                Some("no event before it creates the decision")
            }
            EventType::ExecutionStarted if self.run != Run::Requested => {
                Some("a run is started that was not requested")
            }
            EventType::ExecutionCompleted if self.run != Run::Started => {
                Some("a run is completed that was not started")
            }
            EventType::ExecutionFailed if !matches!(self.run, Run::Requested | Run::Started) => {
                Some("a run fails that was not requested")
            }
            _ => None,
        };
        // What is missing is said once, at the first event that misses it.
        self.created = true;
        self.run = match event.kind {
            EventType::ExecutionRequested => Run::Requested,
            EventType::ExecutionStarted => Run::Started,
            EventType::ExecutionCompleted | EventType::ExecutionFailed => Run::Ended,
            _ => self.run,
        };
        why.map(|why| Misplaced { seq: event.seq, why })
    }
}
