//! What happened, in order: the events replayed, and for each run what held when it was requested.

mod ids;
mod order;
mod requests;
mod standing;

use std::collections::HashMap;
use std::rc::Rc;

use crate::authorization::{self, Requested};
use crate::bundle::Bundle;
use crate::decision::{
    ActorKind, Decision, Event, EventMembers, EventReader, EventType, Fault, Mode, Policy, Timestamp,
    Unreplayable,
};
use crate::json::Node;
use ids::seen;
pub(crate) use order::Misplaced;
use order::Order;
pub(crate) use requests::Request;
use requests::Requests;
pub(crate) use standing::Count;
pub(crate) use standing::Standing;

/// What happened, in the order of the text.
pub(crate) struct Chronicle {
    /// The decision as its events leave it, as far as they can be replayed, seen from the last of them.
    pub decision: Decision,
    /// The first event that cannot be replayed. What comes after it is not in here.
    pub fault: Option<Unreplayable>,
    /// The first event that cannot follow those before it.
    pub misplaced: Option<Misplaced>,
    /// The first event that can, but leaves a question.
    pub unusual: Option<Misplaced>,
    /// An event of a kind that has no effect on a decision.
    pub foreign: Option<u64>,
    /// The runs, in the order in which they were requested.
    pub runs: Vec<Run>,
    /// Policies that were attached when there were approvals already, or a run under way, by the numbers of their
    /// events.
    pub replaced_policies: Vec<u64>,
    /// The policy that was attached from a template last, and the number of that event.
    pub from_template: Option<(Rc<Policy>, u64)>,
    /// The policy that was attached last, and the number of that event.
    pub in_force: Option<(Rc<Policy>, u64)>,
    /// Approvals whose ids differ from that of another one, or of the creator, in nothing that people see, or are empty;
    /// by the numbers of their events.
    pub look_alikes: Vec<u64>,
}

/// What held when a run was requested, and what became of it.
pub(crate) struct Run {
    /// The number of the event that requested it.
    pub requested_seq: u64,
    /// The policy in force.
    pub policy: Option<Rc<Policy>>,
    /// How many approvals counted.
    pub approvals: Count,
    /// The mode that the decision asked for.
    pub requested_mode: Option<Mode>,
    /// Whether an approval of the one who created the decision counted.
    pub by_requester: bool,
    /// How many approvals counted that were not said to be of a person.
    pub by_others: usize,
    /// How many of the approvals that counted were granted after the last completed apply.
    pub fresh: usize,
    /// What the router was asked for, if the run was started.
    pub request: Option<Request>,
    /// Whether it ended well, as an apply, after another run had, on approvals that served that one.
    pub repeats_apply: bool,
}

impl Chronicle {
    /// Replays the events of a bundle. `budget` is how many bytes may be hashed to recompute requests.
    /// Each event is shown to `look`, those that cannot be replayed too.
    pub fn of(bundle: &Bundle<'_, '_>, budget: usize, look: &mut dyn FnMut(&EventMembers<'_, '_>)) -> Self {
        Self::watched(bundle, budget, look, &mut |_| {})
    }

    /// The same; each run is shown to `watch` as it is requested.
    pub fn watched(
        bundle: &Bundle<'_, '_>,
        budget: usize,
        look: &mut dyn FnMut(&EventMembers<'_, '_>),
        watch: &mut dyn FnMut(&Requested<'_>),
    ) -> Self {
        let decision_id = bundle.decision.id.as_str().unwrap_or_default();
        let mut writer = Writer {
            chronicle: Self {
                decision: Decision::new(decision_id, last_moment(bundle)),
                fault: None,
                misplaced: None,
                unusual: None,
                foreign: None,
                runs: Vec::new(),
                replaced_policies: Vec::new(),
                from_template: None,
                in_force: None,
                look_alikes: Vec::new(),
            },
            order: Order::default(),
            requests: Requests::within(budget),
            creator: None,
            ids: HashMap::new(),
            latest: None,
            looks_back: LOOKS_BACK,
            standing: 0,
            granted: Standing::default(),
            by_others: Standing::default(),
            fresh: Standing::default(),
            last_apply: None,
        };
        let events = bundle.events.into_iter().flat_map(Node::elements);
        let mut reader = EventReader::new();
        for (index, node) in (0..).zip(events) {
            let members = reader.members(node);
            look(&members);
            if writer.chronicle.fault.is_none() {
                // Whether the events are numbered in order is a question of its own.
                let read = reader.event(index, node, &members);
                writer.chronicle.fault = read.and_then(|event| writer.take(&event, watch)).err();
            }
        }
        writer.chronicle
    }

    /// Whether all events were replayed.
    pub fn is_whole(&self) -> bool {
        self.fault.is_none()
    }

    /// Why what the chronicle says is not all that happened, in a sentence.
    pub fn gap(&self) -> String {
        self.fault.as_ref().map_or_else(String::new, |fault| {
            format!(
                "Event {} cannot be replayed ({}), so nothing is known from there on",
                fault.seq, fault.fault
            )
        })
    }
}

impl Unreplayable {
    /// The JSON pointer to the place in a package.
    pub(crate) fn in_package(&self) -> String {
        format!("/control_bundle/events/{}{}", self.seq, self.pointer)
    }

    /// Whether the verifier does not know the event, as opposed to finding it wrong.
    pub(crate) fn is_unknown(&self) -> bool {
        match self.fault {
            Fault::UnknownEventType | Fault::NoOffset => true,
            // That of the event itself is a question of the times; one in its payload is what no store writes.
            Fault::BadTimestamp => self.pointer == "/ts",
            _ => false,
        }
    }
}

/// When the last event was, as far as that can be read. Approvals that had expired then are not counted
/// for the state; the replay itself does not look at times.
fn last_moment(bundle: &Bundle<'_, '_>) -> Timestamp {
    let last = bundle.last_event;
    last.and_then(|event| event.member("ts"))
        .and_then(Node::as_str)
        .and_then(|ts| Timestamp::parse(&ts))
        .unwrap_or(Timestamp::EPOCH)
}

/// An approval that is not revoked, as far as it has to be counted.
#[derive(Clone, Copy)]
struct Held {
    expiry: Option<i64>,
    by_other: bool,
    seq: u64,
}

/// A clock that was set back makes a handful of requests look for approvals that are dated later. Beyond this, a log
/// was made to keep the verifier busy.
const LOOKS_BACK: usize = 1_000;

/// Writes the chronicle, event by event.
struct Writer {
    chronicle: Chronicle,
    order: Order,
    requests: Requests,
    /// Who created the decision.
    creator: Option<String>,
    /// The ids of the creator and of the approvers, by what people see of them.
    ids: HashMap<String, String>,
    /// The latest time of an event so far, in microseconds since 1970, UTC.
    latest: Option<i64>,
    /// How many more times the approvals are looked through for such as are dated later than a request.
    looks_back: usize,
    /// How many approvals are not revoked.
    standing: usize,
    granted: Standing,
    /// Those that are not said to be of a person.
    by_others: Standing,
    /// Those granted after the last completed apply.
    fresh: Standing,
    /// The number of the event that ended the last completed apply.
    last_apply: Option<u64>,
}

impl Writer {
    fn take(
        &mut self,
        event: &Event<'_, '_>,
        watch: &mut dyn FnMut(&Requested<'_>),
    ) -> Result<(), Unreplayable> {
        let before = self.held(event);
        let is_new = event.kind == EventType::ApprovalGranted
            && before.is_none()
            && !self.chronicle.decision.approvals.contains_key(&event.actor.id);
        self.chronicle.decision.apply(event)?;
        self.latest = self.latest.max(event.ts.unix_micros());
        let is_running = self.order.is_running();
        if let Some(misplaced) = self.order.take(event) {
            self.misplaced(misplaced);
        }
        match event.kind {
            EventType::DecisionCreated => {
                if self.creator.is_none() {
                    self.creator = Some(event.actor.id.clone());
                    self.ids.insert(seen(&event.actor.id), event.actor.id.clone());
                }
            }
            EventType::PolicyAttached => self.attach_policy(event, is_running),
            EventType::ApprovalGranted => {
                if is_new {
                    self.look_at_id(event);
                }
                self.withdraw(before);
                self.grant(event);
            }
            EventType::ApprovalRevoked => {
                if before.is_none() {
                    let why = "an approval is taken back that was not given";
                    self.misplaced(Misplaced { seq: event.seq, why, is_impossible: false });
                }
                self.withdraw(before);
            }
            EventType::ExecutionRequested => self.request(event, watch),
            EventType::ExecutionStarted => self.start(),
            EventType::ExecutionCompleted => self.complete(event),
            EventType::ExecutionFailed => {}
            EventType::TemplateCreated => {
                self.chronicle.foreign.get_or_insert(event.seq);
            }
        }
        Ok(())
    }

    fn misplaced(&mut self, misplaced: Misplaced) {
        let Chronicle { misplaced: impossible, unusual, .. } = &mut self.chronicle;
        let first = if misplaced.is_impossible { impossible } else { unusual };
        first.get_or_insert(misplaced);
    }

    /// Whether people can tell the id of an approver from those of the others.
    fn look_at_id(&mut self, event: &Event<'_, '_>) {
        let id = &event.actor.id;
        let known = self.ids.entry(seen(id)).or_insert_with(|| id.clone());
        if known != id || known.is_empty() {
            self.chronicle.look_alikes.push(event.seq);
        }
    }

    /// What stands of the approval of the one who acts.
    fn held(&self, event: &Event<'_, '_>) -> Option<Held> {
        let approval = self.chronicle.decision.approvals.get(&event.actor.id)?;
        (!approval.revoked).then(|| Held {
            // One that cannot be compared with any time counts at none.
            expiry: approval.expires_at.map(|expiry| expiry.unix_micros().unwrap_or(i64::MIN)),
            by_other: approval.actor.kind != ActorKind::Human,
            seq: approval.seq,
        })
    }

    fn grant(&mut self, event: &Event<'_, '_>) {
        let Some(held) = self.held(event) else { return };
        self.standing += 1;
        self.granted.insert(held.expiry);
        self.fresh.insert(held.expiry);
        if held.by_other {
            self.by_others.insert(held.expiry);
        }
    }

    fn withdraw(&mut self, held: Option<Held>) {
        let Some(held) = held else { return };
        self.standing -= 1;
        self.granted.remove(held.expiry);
        if held.by_other {
            self.by_others.remove(held.expiry);
        }
        if self.last_apply.is_none_or(|ended| held.seq > ended) {
            self.fresh.remove(held.expiry);
        }
    }

    fn attach_policy(&mut self, event: &Event<'_, '_>, is_running: bool) {
        if self.standing > 0 || is_running {
            self.chronicle.replaced_policies.push(event.seq);
        }
        let Some(policy) = self.chronicle.decision.policy.clone().map(Rc::new) else { return };
        let has_template =
            event.payload.and_then(|it| it.member("template_name")).is_some_and(Node::is_truthy);
        if has_template {
            self.chronicle.from_template = Some((Rc::clone(&policy), event.seq));
        }
        self.chronicle.in_force = Some((policy, event.seq));
        self.requests.forget();
    }

    fn policy(&self) -> Option<&Rc<Policy>> {
        self.chronicle.in_force.as_ref().map(|(policy, _)| policy)
    }

    /// The approvals that count at the moment of a request. One that is dated later was not there then, wherever its event
    /// stands.
    fn approvals_at(&mut self, event: &Event<'_, '_>) -> Count {
        let now = event.ts.unix_micros();
        let mut count = self.granted.at(now);
        if now.is_none() || self.latest <= now {
            return count;
        }
        match self.looks_back.checked_sub(1) {
            Some(left) => {
                self.looks_back = left;
                let later = self.chronicle.decision.approvals.values().filter(|approval| {
                    authorization::standing(&self.granted, approval, event.ts)
                        == authorization::Standing::Later
                });
                count.counted = count.counted.saturating_sub(later.count());
            }
            None => count = Count { counted: 0, unclear: count.counted + count.unclear },
        }
        count
    }

    fn request(&mut self, event: &Event<'_, '_>, watch: &mut dyn FnMut(&Requested<'_>)) {
        let now = event.ts.unix_micros();
        let approvals = self.approvals_at(event);
        watch(&Requested {
            seq: event.seq,
            at: event.ts,
            policy: self.policy().map(Rc::as_ref),
            counted: approvals.counted,
            unclear: approvals.unclear,
            approvals: &self.chronicle.decision.approvals,
            granted: &self.granted,
        });
        let creator = self.creator.as_ref().and_then(|id| self.chronicle.decision.approvals.get(id));
        self.chronicle.runs.push(Run {
            requested_seq: event.seq,
            policy: self.policy().cloned(),
            approvals,
            requested_mode: self.chronicle.decision.requested_mode,
            by_requester: creator.is_some_and(|approval| approval.counts_at(event.ts)),
            by_others: self.by_others.at(now).counted,
            fresh: self.fresh.at(now).counted,
            request: None,
            repeats_apply: false,
        });
    }

    fn start(&mut self) {
        let decision = &self.chronicle.decision;
        let (Some(run), Some(execution)) = (self.chronicle.runs.last_mut(), decision.latest_execution())
        else {
            return;
        };
        // What was approved is the policy that was in force when it was requested.
        let in_force = self.chronicle.in_force.as_ref().map(|(policy, _)| policy);
        let is_another = match (&run.policy, in_force) {
            (Some(then), Some(now)) => !Rc::ptr_eq(then, now),
            _ => false,
        };
        if is_another {
            self.requests.forget();
        }
        run.request = Some(self.requests.of(decision, run.policy.as_deref(), execution));
        if is_another {
            self.requests.forget();
        }
    }

    fn complete(&mut self, event: &Event<'_, '_>) {
        let is_apply = self.chronicle.decision.latest_execution().is_some_and(|execution| !execution.dry_run);
        let Some(run) = self.chronicle.runs.last_mut().filter(|_| is_apply) else { return };
        if let Some(last) = self.last_apply {
            let needed = run.policy.as_ref().map_or(1, |policy| policy.min_approvals);
            // What was fresh when it was requested was so for another run if that one ended meanwhile.
            let fresh = if run.requested_seq > last { run.fresh } else { 0 };
            run.repeats_apply = (fresh as u64) < needed;
        }
        self.last_apply = Some(event.seq);
        self.fresh.clear();
    }
}
