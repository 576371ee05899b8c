//! Which event can follow which.

use crate::decision::{Event, EventType};

/// An event that does not follow from those before it.
pub(crate) struct Misplaced {
    /// Its number.
    pub seq: u64,
    /// Why it does not.
    pub why: &'static str,
    /// Whether no store writes such a log at all; some do after a crash, or where two programs write at once.
    pub is_impossible: bool,
}

/// Where the log stands.
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
    /// Whether a run was requested or started and has not ended.
    pub fn is_running(&self) -> bool {
        matches!(self.run, Run::Requested | Run::Started)
    }

    /// Takes the next event; says why it does not follow, if so.
    pub fn take(&mut self, event: &Event<'_, '_>) -> Option<Misplaced> {
        let impossible = match event.kind {
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
            EventType::ExecutionFailed if !self.is_running() => Some("a run fails that was not requested"),
            _ => None,
        };
        let unusual = match event.kind {
            EventType::ExecutionRequested if self.is_running() => {
                Some("a run is requested, and how the one before it ended is not told")
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
        let misplaced = |why, is_impossible| Misplaced { seq: event.seq, why, is_impossible };
        impossible.map(|why| misplaced(why, true)).or(unusual.map(|why| misplaced(why, false)))
    }
}
