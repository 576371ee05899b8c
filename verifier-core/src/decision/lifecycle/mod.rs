//! How far a decision is: what stands in its way, how many approvals it has, what happened when.
//!
//! All of it is derived from the events, and written with the member names of the reference implementation
//! (`docs/format.md`, section 6).

mod blocking;
mod progress;
mod timeline;

pub use blocking::BlockingReason;
pub use progress::Progress;
pub use timeline::{Category, Entry, timeline};

use super::{Decision, Event, State};
use crate::canonical::Value;

/// How many entries of a timeline are shown where nobody says how many.
pub const TIMELINE_LIMIT: usize = 20;

/// How far a decision is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifecycle {
    /// Where it stands.
    pub state: State,
    /// Why it cannot be run; `None` where nothing stands in its way.
    pub blocking: Option<BlockingReason>,
    /// How far it is on its way to a run.
    pub progress: Progress,
    /// What happened, the latest last.
    pub timeline: Vec<Entry>,
    /// How many entries there are, shown or not.
    pub timeline_total: usize,
}

impl Lifecycle {
    /// The life of a decision. `events` are those that it was replayed from; of the timeline, the last
    /// `limit` entries are kept, or all.
    #[must_use]
    pub fn of<'e, 'd: 'e, 'a: 'd>(
        decision: &Decision,
        events: impl IntoIterator<Item = &'e Event<'d, 'a>>,
        limit: Option<usize>,
    ) -> Self {
        let mut entries = timeline(decision, events);
        let timeline_total = entries.len();
        let kept = limit.unwrap_or(timeline_total);
        entries.drain(..timeline_total.saturating_sub(kept));
        Self {
            state: decision.state,
            blocking: BlockingReason::of(decision),
            progress: Progress::of(decision),
            timeline: entries,
            timeline_total,
        }
    }

    /// Whether entries of the timeline were left out.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.timeline.len() < self.timeline_total
    }

    /// `{state, is_blocked, blocking_reasons, progress, timeline, timeline_total, timeline_truncated}`. Of
    /// `blocking_reasons` there is one at most: the first that applies.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::object([
            ("state", Value::from(self.state.as_str())),
            ("is_blocked", Value::from(self.blocking.is_some())),
            ("blocking_reasons", Value::array(self.blocking.iter().map(BlockingReason::to_value))),
            ("progress", self.progress.to_value()),
            ("timeline", Value::array(self.timeline.iter().map(Entry::to_value))),
            ("timeline_total", Value::from(self.timeline_total)),
            ("timeline_truncated", Value::from(self.is_truncated())),
        ])
    }
}
