//! Who had approved when a run was requested, what the policy in force asked for, and how to draw that.
//!
//! What counted is for the core to say, which the checks ask too; here it is only put in order.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use verifier_core::authorization::{self, Requested, Standing as CoreStanding};
use verifier_core::decision::{Decision, Event, EventType, Execution, Outcome as Ending};

use super::order::order;
use super::summary::Outcome;
use super::{Moment, Text};
use crate::wire::wired;

wired! {
    /// Where the approval of somebody stood when a run was requested. In the order in which they are shown.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Standing {
        /// It counted.
        Counted,
        /// It cannot be told whether it did.
        Unclear,
        /// It had been taken back.
        Revoked,
        /// It had expired.
        Expired,
        /// It is dated later than the request, though its event stands before that.
        DatedLater,
        /// It came later.
        Late,
    }
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 6] = Self::VARIANTS;
}

wired! {
    /// The runs, and who ever approved.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Authorization {
        /// Who approved, in the order of their first approval.
        pub lanes: Vec<Lane>,
        /// The runs that are shown, in the order in which they were requested.
        pub runs: Vec<Run>,
    }
}

wired! {
    /// Somebody who approved, once or more often.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Lane {
        /// Who.
        pub actor: Text,
        /// What the approver is: `human`, `system` or something else.
        pub kind: Text,
        /// Whether it is who created the decision.
        pub is_creator: bool,
        /// The approvals, in order.
        pub spans: Vec<Span>,
    }
}

wired! {
    /// An approval, from when it was granted until it ended.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Span {
        /// The number of the event that granted it.
        pub seq: u64,
        /// When.
        pub granted_at: Moment,
        /// When it expires.
        pub expires_at: Option<Moment>,
        /// The number of the first event by which it had expired.
        pub expired_by: Option<u64>,
        /// The number of the event that took it back, or put another one in its place.
        pub ended_by: Option<u64>,
        /// When it was taken back.
        pub revoked_at: Option<Moment>,
    }
}

wired! {
    /// A run, as it was requested.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Run {
        /// The number of the event.
        pub seq: u64,
        /// How many approvals the policy in force asks for; `None` where there was no policy.
        pub asked: Option<u64>,
        /// How many counted.
        pub counted: u64,
        /// Of how many it cannot be told.
        pub unclear: u64,
        /// How many had been taken back.
        pub revoked: u64,
        /// How many had expired.
        pub expired: u64,
        /// How many are dated later than the request, though their events stand before it.
        pub dated_later: u64,
        /// How many people approved later, who had not until then.
        pub late: u64,
        /// The mode, as it is stored.
        pub mode: String,
        /// The modes that the policy allows.
        pub modes: Vec<String>,
        /// How many steps it allows.
        pub max_steps: Option<u64>,
        /// How many steps the run took.
        pub steps: Option<u64>,
        /// Whether the run was completed.
        pub completed: bool,
        /// Where the approvals of the lanes stood, one for each.
        pub standings: Vec<Standing>,
    }
}

impl Run {
    /// Whether enough approvals counted, as the check `approvals_met` has it.
    #[must_use]
    pub fn approvals(&self) -> Outcome {
        match self.asked {
            None => Outcome::NotApplicable,
            Some(asked) if self.counted >= asked => Outcome::Pass,
            Some(asked) if self.counted + self.unclear >= asked => Outcome::Inconclusive,
            Some(_) => Outcome::Fail,
        }
    }

    /// Whether there was a policy, as the check `policy_attached` has it.
    #[must_use]
    pub fn policy(&self) -> Outcome {
        if self.asked.is_some() { Outcome::Pass } else { Outcome::Fail }
    }

    /// Whether the mode was allowed, as the check `mode_allowed` has it.
    #[must_use]
    pub fn mode(&self) -> Outcome {
        match self.asked {
            None => Outcome::NotApplicable,
            Some(_) if self.modes.contains(&self.mode) => Outcome::Pass,
            Some(_) => Outcome::Fail,
        }
    }

    /// Whether it took no more steps than allowed, as the check `step_limit` has it.
    #[must_use]
    pub fn steps(&self) -> Outcome {
        match (self.max_steps, self.steps) {
            (Some(_), None) if self.completed => Outcome::Inconclusive,
            (Some(most), Some(steps)) if self.completed => {
                if steps <= most {
                    Outcome::Pass
                } else {
                    Outcome::Fail
                }
            }
            _ => Outcome::NotApplicable,
        }
    }

    /// How many ever approved, as far as the events go.
    #[must_use]
    pub fn approvers(&self) -> u64 {
        self.counted + self.unclear + self.revoked + self.expired + self.dated_later + self.late
    }

    /// The gravest of these.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.policy().max(self.approvals()).max(self.mode()).max(self.steps())
    }

    fn of(requested: &Requested<'_>) -> Self {
        let count = |standing| {
            let all = requested.approvals.values();
            all.filter(|approval| requested.standing(approval) == standing).count() as u64
        };
        let policy = requested.policy;
        Self {
            seq: requested.seq,
            asked: policy.map(|policy| policy.min_approvals),
            counted: requested.counted as u64,
            unclear: requested.unclear as u64,
            revoked: count(CoreStanding::Revoked),
            expired: count(CoreStanding::Expired),
            dated_later: count(CoreStanding::Later),
            late: requested.approvals.len() as u64,
            mode: String::new(),
            modes: policy.into_iter().flat_map(super::decision::modes).collect(),
            max_steps: policy.and_then(|policy| policy.max_steps),
            steps: None,
            completed: false,
            standings: Vec::new(),
        }
    }

    /// What only became of it later.
    fn end(&mut self, execution: &Execution, approvers: usize) {
        self.late = (approvers as u64).saturating_sub(self.late);
        execution.mode().as_str().clone_into(&mut self.mode);
        self.steps = execution.steps_executed;
        self.completed = execution.outcome == Ending::Success;
    }
}

/// Approvers who are drawn at most; all are counted.
const LANES: usize = 500;
/// Approvals of one of them that are drawn at most.
const SPANS: usize = 100;
/// The latest runs that are shown, wherever they stand.
pub const RUNS: usize = 200;

/// Everybody who approved, by id, and the order of their first approvals.
#[derive(Default)]
pub struct Approvers<'e> {
    lanes: BTreeMap<&'e str, Vec<Span>>,
    order: Vec<(&'e str, u64)>,
}

impl<'e> Approvers<'e> {
    /// Those of these events.
    #[must_use]
    pub fn of(events: &'e [Event<'_, '_>]) -> Self {
        let mut approvers = Self::default();
        // How far time had come with each event: it does not run backwards here.
        let mut latest = i64::MIN;
        let reached: Vec<i64> = events
            .iter()
            .map(|event| {
                latest = event.ts.unix_micros().map_or(latest, |now| now.max(latest));
                latest
            })
            .collect();
        for event in events {
            match event.kind {
                EventType::ApprovalGranted => approvers.grant(event, &reached),
                EventType::ApprovalRevoked => approvers.revoke(event),
                _ => {}
            }
        }
        approvers
    }

    fn grant(&mut self, event: &'e Event<'_, '_>, reached: &[i64]) {
        let id = event.actor.id.as_str();
        let expiry = event.payload.and_then(|payload| payload.member("expires_at")?.as_str());
        let expires_at = expiry.map(|text| Moment::of(&text));
        let expired_by = expires_at.as_ref().and_then(|moment| moment.micros).and_then(|expiry| {
            let first = reached.partition_point(|now| *now < expiry) as u64;
            // One that had expired when it was granted has a moment all the same.
            (first < reached.len() as u64).then(|| first.max(event.seq + 1))
        });
        let spans = self.lanes.entry(id).or_default();
        if spans.is_empty() {
            self.order.push((id, event.seq));
        }
        if let Some(last) = spans.last_mut() {
            last.ended_by.get_or_insert(event.seq);
        }
        spans.push(Span {
            seq: event.seq,
            granted_at: event.ts.into(),
            expires_at,
            expired_by,
            ended_by: None,
            revoked_at: None,
        });
    }

    fn revoke(&mut self, event: &'e Event<'_, '_>) {
        let last = self.lanes.get_mut(event.actor.id.as_str()).and_then(|spans| spans.last_mut());
        if let Some(last) = last.filter(|last| last.revoked_at.is_none()) {
            last.ended_by = Some(event.seq);
            last.revoked_at = Some(event.ts.into());
        }
    }

    /// The number of the event that took the latest approval of somebody back.
    #[must_use]
    pub fn revoked_by(&self, id: &str) -> Option<u64> {
        self.lanes.get(id)?.last().filter(|last| last.revoked_at.is_some())?.ended_by
    }

    /// Forgets what this event and those after it say. Returns how many approvers are left.
    fn end_before(&mut self, event: u64) -> usize {
        self.order.retain(|(_, seq)| *seq < event);
        for spans in self.lanes.values_mut() {
            spans.retain(|span| span.seq < event);
            for span in spans.iter_mut().filter(|span| span.ended_by.is_some_and(|end| end >= event)) {
                (span.ended_by, span.revoked_at) = (None, None);
            }
        }
        self.order.len()
    }

    fn drawn(&mut self, events: &[Event<'_, '_>]) -> Vec<Lane> {
        let created = events.iter().find(|event| event.kind == EventType::DecisionCreated);
        let creator = created.map(|event| event.actor.id.as_str());
        self.order.truncate(LANES);
        let mut lane = |(id, seq): &(&'e str, u64)| {
            let mut spans = self.lanes.remove(id)?;
            spans.truncate(SPANS);
            let granted = usize::try_from(*seq).ok().and_then(|seq| events.get(seq))?;
            let pointer = format!("/control_bundle/events/{seq}/actor/id");
            Some(Lane {
                actor: Text::at(id, pointer),
                kind: Text::of(granted.actor.kind.as_str()),
                is_creator: creator == Some(*id),
                spans,
            })
        };
        self.order.iter().filter_map(&mut lane).collect()
    }
}

/// The runs of a bundle as they are requested. Only some are shown, but the numbers of each are the core's.
pub struct Watch<'a, 'e> {
    approvers: &'a Approvers<'e>,
    /// Runs that are requested before this event are shown, and the latest.
    shown_before: u64,
    left: usize,
    /// The runs that are shown, each with its number among all.
    runs: Vec<(usize, Run)>,
    count: usize,
}

impl<'a, 'e> Watch<'a, 'e> {
    /// Watches for the runs that are requested in these events.
    #[must_use]
    pub fn new(events: &[Event<'_, '_>], approvers: &'a Approvers<'e>, shown_before: u64) -> Self {
        let all = events.iter().filter(|event| event.kind == EventType::ExecutionRequested).count();
        Self { approvers, shown_before, left: all, runs: Vec::new(), count: 0 }
    }

    /// A run is requested.
    pub fn see(&mut self, requested: &Requested<'_>) {
        if requested.seq < self.shown_before || self.left <= RUNS {
            let mut run = Run::of(requested);
            let lanes = self.approvers.order.iter().take(LANES);
            run.standings = lanes
                .map(|(id, _)| match requested.approvals.get(*id) {
                    None => Standing::Late,
                    Some(approval) => requested.standing(approval).into(),
                })
                .collect();
            self.runs.push((self.count, run));
        }
        self.count += 1;
        self.left = self.left.saturating_sub(1);
    }

    /// The runs, with what became of them.
    #[must_use]
    pub fn ended(self, decision: &Decision) -> Vec<Run> {
        let runs = self.runs.into_iter().filter_map(|(number, mut run)| {
            run.end(decision.executions.get(number)?, decision.approvals.len());
            Some(run)
        });
        runs.collect()
    }
}

impl Authorization {
    /// The picture of these runs. Nothing is known from the event `fault` on.
    #[must_use]
    pub fn of(
        mut runs: Vec<Run>,
        mut approvers: Approvers<'_>,
        events: &[Event<'_, '_>],
        fault: Option<u64>,
    ) -> Self {
        if let Some(fault) = fault {
            let left = approvers.end_before(fault);
            for run in &mut runs {
                run.standings.truncate(left);
            }
        }
        let lanes = if runs.is_empty() { Vec::new() } else { approvers.drawn(events) };
        Self { lanes, runs }
    }

    /// The run that this event requested.
    #[must_use]
    pub fn run(&self, seq: u64) -> Option<&Run> {
        self.runs.iter().find(|run| run.seq == seq)
    }
}

impl From<authorization::Standing> for Standing {
    fn from(standing: CoreStanding) -> Self {
        match standing {
            CoreStanding::Counted => Self::Counted,
            CoreStanding::Unclear => Self::Unclear,
            CoreStanding::Revoked => Self::Revoked,
            CoreStanding::Expired => Self::Expired,
            CoreStanding::Later => Self::DatedLater,
        }
    }
}

/// A lane of the picture of one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Its number among the lanes.
    pub lane: usize,
    /// Where the approval stood.
    pub standing: Standing,
    /// The approval that this is about: the latest until the request, or else the first.
    pub decisive: Option<Span>,
    /// The approvals, from left to right.
    pub bars: Vec<Bar>,
}

/// An approval in the picture: from where to where, in hundredths of a per cent of the width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// Where it begins.
    pub from: u64,
    /// Where it ends.
    pub to: u64,
    /// How.
    pub end: End,
    /// Whether it counted when the run was requested.
    pub counts: bool,
}

/// How an approval ends in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It does not, as far as the events go.
    Open,
    /// It was taken back.
    Revoked,
    /// It expired.
    Expired,
    /// Another one of the same person took its place.
    Renewed,
}

/// Where the request stands, from left to right; what is before it has more room than what is after it.
pub const REQUEST: u64 = 7_000;
const WIDTH: u64 = 10_000;

/// Where things stand in the picture: in the order in which they happened, at equal distances.
struct Scale {
    request: u64,
    marks: Vec<u64>,
    before: u64,
}

/// Where an event stands among all others; what expires does so just before one.
const fn mark(event: u64) -> u64 {
    2 * event + 1
}

impl Scale {
    fn of(spans: &[(u64, u64)], request: u64) -> Self {
        let mut ends: Vec<u64> = spans.iter().flat_map(|(from, to)| [*from, *to]).collect();
        ends.retain(|mark| *mark != u64::MAX);
        let compare = |a: usize, b: usize| ends.get(a).cmp(&ends.get(b));
        let sorted = order(ends.len(), &compare);
        let mut marks: Vec<u64> = sorted.into_iter().filter_map(|at| ends.get(at).copied()).collect();
        marks.dedup();
        let before = marks.partition_point(|mark| *mark < request) as u64;
        Self { request, marks, before }
    }

    fn place(&self, mark: u64) -> u64 {
        let rank = self.marks.partition_point(|other| *other < mark) as u64;
        let after = self.marks.len() as u64 - self.before;
        match mark {
            u64::MAX => WIDTH,
            _ if mark < self.request => 200 + (REQUEST - 200) * rank / self.before.max(1),
            _ => REQUEST + (WIDTH - REQUEST) * (rank - self.before + 1) / (after + 1),
        }
    }
}

/// The lanes of a run: those that counted first, each kind in the order of the first approvals.
#[must_use]
pub fn drawn(lanes: &[Lane], run: &Run) -> Vec<Drawn> {
    let request = mark(run.seq);
    let ends: Vec<Vec<(u64, u64)>> = lanes
        .iter()
        .zip(&run.standings)
        .map(|(lane, standing)| {
            let decisive = decisive(lane, run.seq);
            let spans = lane.spans.iter().enumerate();
            spans
                .map(|(at, span)| (mark(span.seq), span.end(run.seq, *standing, Some(at) == decisive)))
                .collect()
        })
        .collect();
    let scale = Scale::of(&ends.concat(), request);
    let standing = |lane: usize| run.standings.get(lane);
    order(lanes.len(), &|a, b| standing(a).cmp(&standing(b)))
        .into_iter()
        .filter_map(|number| {
            let (lane, standing) = (lanes.get(number)?, *standing(number)?);
            let at = decisive(lane, run.seq);
            let bars =
                lane.spans.iter().zip(ends.get(number)?).enumerate().map(|(index, (span, (from, to)))| Bar {
                    from: scale.place(*from),
                    to: scale.place(*to),
                    end: span.how(*to),
                    counts: standing == Standing::Counted && Some(index) == at,
                });
            let bars = bars.collect();
            // Of somebody who approved very often, the approval that counted may not be among those that are drawn.
            let is_drawn =
                |span: &&Span| standing != Standing::Counted || span.ended_by.is_none_or(|end| end > run.seq);
            let decisive = at.and_then(|at| lane.spans.get(at)).filter(is_drawn).cloned();
            Some(Drawn { lane: number, standing, decisive, bars })
        })
        .collect()
}

/// Which approval of a lane a run requested by this event had, or could have had later.
fn decisive(lane: &Lane, request: u64) -> Option<usize> {
    let until = lane.spans.partition_point(|span| span.seq < request);
    (!lane.spans.is_empty()).then(|| until.saturating_sub(1))
}

impl Span {
    fn expiry(&self) -> u64 {
        self.expired_by.map_or(u64::MAX, |event| 2 * event)
    }

    /// Where it ends. What the core says of the request goes before what the order of times would have it.
    fn end(&self, request: u64, standing: Standing, is_decisive: bool) -> u64 {
        let expiry = match standing {
            // That somebody took it back is what the core says first.
            Standing::Revoked if is_decisive => u64::MAX,
            Standing::Expired if is_decisive => self.expiry().min(2 * request),
            Standing::Counted | Standing::Unclear if is_decisive && self.expired_by.is_some() => {
                self.expiry().max(2 * request + 2)
            }
            _ => self.expiry(),
        };
        expiry.min(self.ended_by.map_or(u64::MAX, mark))
    }

    fn how(&self, end: u64) -> End {
        if end == u64::MAX {
            End::Open
        } else if self.ended_by.map(mark) != Some(end) {
            End::Expired
        } else if self.revoked_at.is_some() {
            End::Revoked
        } else {
            End::Renewed
        }
    }
}
