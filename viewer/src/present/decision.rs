//! The decision: what was asked, by which rules, who approved, what ran.

use verifier_core::authorization::{self, Replayed as CoreReplayed};
use verifier_core::bundle::Bundle;
use verifier_core::decision::{Approval, Decision, Event, Execution, Mode, Policy, Timestamp};
use verifier_core::json::Node;

use super::authorization::{Approvers, Authorization, RUNS, Watch};
use super::order::order;
use super::timeline::{MOST as MOST_ENTRIES, Timeline};
use super::{Moment, Text};
use crate::texts;
use crate::wire::wired;

wired! {
    /// What a package says about its decision.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DecisionView {
        /// The header's id.
        pub id: Text,
        /// The header's goal.
        pub goal: Option<Text>,
        /// The header's mode.
        pub mode: Text,
        /// The header's status.
        pub status: Text,
        /// When it was created, by the header.
        pub created_at: Moment,
        /// What the events replay to; `None` where they do not.
        pub replayed: Option<Replayed>,
        /// Why the events do not replay.
        pub unreplayable: Option<Text>,
        /// How many events there are.
        pub events: u64,
        /// What happened when.
        pub timeline: Timeline,
        /// What held when runs were requested, as far as the events replay.
        pub authorization: Authorization,
    }
}

wired! {
    /// What the events replay to.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Replayed {
        /// Who asked for it.
        pub requested_by: Option<Text>,
        /// The labels of the decision.
        pub labels: Vec<Text>,
        /// How many more there are.
        pub labels_left_out: u64,
        /// The plan, if there is one.
        pub plan: Option<Text>,
        /// The rules.
        pub policy: Option<PolicyView>,
        /// The latest approval of each approver, the earliest first.
        pub approvals: Vec<ApprovalView>,
        /// How many more there are.
        pub approvals_left_out: u64,
        /// The latest runs, in the order in which they were requested.
        pub executions: Vec<ExecutionView>,
        /// How many there were before them.
        pub executions_left_out: u64,
    }
}

wired! {
    /// The rules.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PolicyView {
        /// How many people have to approve.
        pub min_approvals: u64,
        /// The modes that are allowed, as they are stored.
        pub modes: Vec<String>,
        /// How many steps a run may take.
        pub max_steps: Option<u64>,
        /// What an adapter has to be able to do.
        pub capabilities: Vec<Text>,
        /// How many more there are.
        pub capabilities_left_out: u64,
        /// The template that the rules came from.
        pub template: Option<Text>,
        /// Its digest.
        pub template_digest: Option<Text>,
    }
}

wired! {
    /// Where an approval stands, as far as the events say.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Standing {
        /// Granted, and neither revoked nor expired when the latest run was requested.
        Granted,
        /// Taken back, before the latest run was requested if there is one.
        Revoked,
        /// Taken back when the latest run had been requested already.
        RevokedLater,
        /// Expired when the latest run was requested.
        Expired,
        /// Granted after the latest run was requested.
        Late,
    }
}

wired! {
    /// An approval.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ApprovalView {
        /// Who.
        pub actor: Text,
        /// What the approver is: `human`, `system` or something else.
        pub actor_kind: Text,
        /// When.
        pub granted_at: Moment,
        /// Until when.
        pub expires_at: Option<Moment>,
        /// What the approver said.
        pub comment: Option<Text>,
        /// When it was taken back.
        pub revoked_at: Option<Moment>,
        /// Why it was taken back.
        pub reason: Option<Text>,
        /// Where it stands.
        pub standing: Standing,
        /// The number of the event.
        pub seq: u64,
    }
}

wired! {
    /// A run.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ExecutionView {
        /// The number of the event that requested it.
        pub seq: u64,
        /// What ran it.
        pub adapter: Text,
        /// The mode, as it is stored.
        pub mode: String,
        /// `pending`, `success` or `failed`.
        pub outcome: String,
        /// Who requested it.
        pub requested_by: Text,
        /// When.
        pub requested_at: Moment,
        /// When it ended.
        pub ended_at: Option<Moment>,
        /// The id of the run.
        pub run_id: Option<Text>,
        /// How many steps were run.
        pub steps: Option<u64>,
        /// Why it failed.
        pub error: Option<Text>,
    }
}

/// Approvals and runs shown at most; what is beyond is in the timeline and the tree.
const MOST: usize = 200;

impl DecisionView {
    /// What `bundle` says about its decision.
    #[must_use]
    pub fn of(bundle: &Bundle<'_, '_>) -> Self {
        let header = &bundle.decision;
        let at =
            |node: Node<'_, '_>, name: &str| Text::of_node(node, format!("/control_bundle/decision/{name}"));
        let events = events(bundle);
        let approvers = Approvers::of(&events);
        let mut watch = Watch::new(&events, &approvers, MOST_ENTRIES as u64);
        let CoreReplayed { decision, fault } = authorization::replay(bundle, |run| watch.see(run));
        let runs = watch.ended(&decision);
        let known_until = fault.as_ref().map(|fault| fault.seq);
        let unreplayable = match fault {
            Some(fault) => Some(fault.to_string()),
            None if events.is_empty() => Some(texts::NO_EVENTS.to_owned()),
            None => None,
        };
        let (replayed, timeline) = match unreplayable {
            None => {
                let timeline = Timeline::of(&decision, &events);
                (Some(Replayed::of(&decision, &events, &approvers)), timeline)
            }
            Some(_) => (None, Timeline::as_it_stands(bundle)),
        };
        let unreplayable = unreplayable.map(|reason| Text::of(&reason));
        Self {
            id: at(header.id, "decision_id"),
            goal: header.goal.filter(|goal| !goal.is_null()).map(|goal| at(goal, "goal")),
            mode: header.mode.map_or_else(|| Text::of("dry_run"), |mode| at(mode, "mode")),
            status: at(header.status, "status"),
            created_at: Moment::of(&Text::of_node(header.created_at, "").shown),
            replayed,
            unreplayable,
            events: bundle.events.map_or(0, |events| events.elements().count()) as u64,
            timeline,
            authorization: Authorization::of(runs, approvers, &events, known_until),
        }
    }
}

/// The events, numbered as they stand, up to the first that is none.
fn events<'d, 'a>(bundle: &Bundle<'d, 'a>) -> Vec<Event<'d, 'a>> {
    let read = Event::all(bundle).map_while(Result::ok);
    (0..).zip(read).map(|(seq, event)| Event { seq, ..event }).collect()
}

impl Replayed {
    fn of(decision: &Decision, events: &[Event<'_, '_>], approvers: &Approvers<'_>) -> Self {
        let requested = decision.latest_execution().map(|run| (run.requested_seq, run.requested_at));
        let approvals: Vec<&Approval> = decision.approvals.values().collect();
        let seq = |number: usize| approvals.get(number).map(|approval| approval.seq);
        let earliest_first = order(approvals.len(), &|a, b| seq(a).cmp(&seq(b)));
        Self {
            requested_by: events.first().map(|event| Text::of(&event.actor.id)),
            labels: decision.labels.iter().take(MOST).map(|label| Text::of(label)).collect(),
            labels_left_out: beyond(decision.labels.len()),
            plan: decision
                .plan
                .as_ref()
                .map(|plan| decision.plan_text.as_deref().unwrap_or(plan.as_str()))
                .map(|plan| Text::at(plan, "/control_bundle/events/0/payload/plan")),
            policy: policy(decision),
            approvals: earliest_first
                .into_iter()
                .filter_map(|number| approvals.get(number))
                .take(MOST)
                .map(|approval| ApprovalView::of(approval, requested, approvers))
                .collect(),
            approvals_left_out: beyond(approvals.len()),
            // The latest is the one that the rest of the package is about.
            executions: decision
                .executions
                .iter()
                .skip(decision.executions.len().saturating_sub(RUNS))
                .map(ExecutionView::of)
                .collect(),
            executions_left_out: beyond(decision.executions.len()),
        }
    }
}

/// How many of so many are not shown.
fn beyond(count: usize) -> u64 {
    count.saturating_sub(MOST) as u64
}

/// The modes that a policy allows, as they are stored; each once, however often its list names it.
pub fn modes(policy: &Policy) -> impl Iterator<Item = String> {
    Mode::ALL.into_iter().filter(|mode| policy.allows(*mode)).map(|mode| mode.as_str().to_owned())
}

fn policy(decision: &Decision) -> Option<PolicyView> {
    let policy = decision.policy.as_ref()?;
    let template = decision.template.as_ref();
    Some(PolicyView {
        min_approvals: policy.min_approvals,
        modes: modes(policy).collect(),
        max_steps: policy.max_steps,
        capabilities: policy.require_adapter_capabilities.iter().take(MOST).map(|it| Text::of(it)).collect(),
        capabilities_left_out: beyond(policy.require_adapter_capabilities.len()),
        template: template.map(|template| Text::of(&template.name)),
        template_digest: template
            .map(|template| Text::of(&template.digest))
            .filter(|digest| !digest.shown.is_empty()),
    })
}

impl ApprovalView {
    fn of(approval: &Approval, requested: Option<(u64, Timestamp)>, approvers: &Approvers<'_>) -> Self {
        let payload = format!("/control_bundle/events/{}/payload", approval.seq);
        Self {
            actor: Text::at(&approval.actor.id, format!("/control_bundle/events/{}/actor/id", approval.seq)),
            actor_kind: Text::of(approval.actor.kind.as_str()),
            granted_at: approval.granted_at.into(),
            expires_at: approval.expires_at.map(Into::into),
            comment: approval.comment.as_deref().map(|text| Text::at(text, format!("{payload}/comment"))),
            revoked_at: approval.revoked_at.map(Into::into),
            reason: approval.reason.as_deref().map(Text::of),
            standing: standing(approval, requested, approvers.revoked_by(&approval.actor.id)),
            seq: approval.seq,
        }
    }
}

fn standing(approval: &Approval, requested: Option<(u64, Timestamp)>, revoked_by: Option<u64>) -> Standing {
    let revoked_later = |seq| revoked_by.is_some_and(|revoked| revoked > seq);
    match requested {
        Some((seq, _)) if approval.seq > seq && !approval.revoked => Standing::Late,
        Some((seq, _)) if approval.revoked && revoked_later(seq) => Standing::RevokedLater,
        _ if approval.revoked => Standing::Revoked,
        Some((_, at)) if approval.is_expired_at(at) => Standing::Expired,
        _ => Standing::Granted,
    }
}

impl ExecutionView {
    fn of(execution: &Execution) -> Self {
        let error = execution.error_code.as_deref().map(|code| match execution.error_message.as_deref() {
            Some(message) if !message.is_empty() => format!("{code}: {message}"),
            _ => code.to_owned(),
        });
        Self {
            seq: execution.requested_seq,
            adapter: Text::of(&execution.adapter_id),
            mode: execution.mode().as_str().to_owned(),
            outcome: execution.outcome.as_str().to_owned(),
            requested_by: Text::of(&execution.requested_by.id),
            requested_at: execution.requested_at.into(),
            ended_at: execution.completed_at.map(Into::into),
            run_id: execution.run_id.as_deref().map(Text::of),
            steps: execution.steps_executed,
            error: error.as_deref().map(Text::of),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::timeline::Entry;
    use verifier_core::Limits;
    use verifier_core::json::Document;
    use verifier_core::package::Package;

    fn view(text: &str) -> DecisionView {
        let document = Document::read(text.as_bytes(), &Limits::default()).expect("it is JSON");
        DecisionView::of(&Package::read(&document).expect("it is a package").bundle)
    }

    #[test]
    fn a_decision_is_shown_with_its_rules_and_approvals() {
        let view = view(include_str!("../../../samples/good-template.json"));
        let replayed = view.replayed.expect("it replays");
        assert_eq!(view.goal.expect("it has a goal").shown, "Déployer la version 2 — prêt");
        assert_eq!(replayed.policy.expect("it has a policy").min_approvals, 3);
        assert_eq!(replayed.approvals.len(), 3);
        assert!(replayed.approvals.iter().all(|approval| approval.standing == Standing::Granted));
        assert!(view.timeline.entries.iter().any(|entry| entry.event_type.shown == "THRESHOLD_MET"));
    }

    /// Defends the timeline against saying that enough people approved where one of them did so several times.
    #[test]
    fn approvals_by_one_person_are_not_said_to_be_by_several() {
        let text = include_str!("../../../samples/good-template.json");
        let reached = |text: &str| {
            let entries = view(text).timeline.entries;
            entries
                .into_iter()
                .find(|entry| entry.event_type.shown == "THRESHOLD_MET")
                .map(|entry| entry.what)
        };
        assert_eq!(reached(text).as_deref(), Some("3 approvals granted, as many as the policy asks for"));
        let alone = text.replace("approver1@", "approver0@").replace("approver2@", "approver0@");
        let expected = "3 approvals granted, as many as the policy asks for, but by 1 person";
        assert_eq!(reached(&alone).as_deref(), Some(expected));
    }

    #[test]
    fn a_revoked_approval_is_not_shown_as_granted() {
        let view = view(include_str!("../../../samples/good-revoked-approval.json"));
        let approvals = view.replayed.expect("it replays").approvals;
        assert!(approvals.iter().any(|approval| approval.standing == Standing::Revoked));
    }

    /// Defends that events that make no sense are shown as they stand, and nothing is derived from them.
    #[test]
    fn events_that_do_not_replay_are_shown_as_they_stand() {
        let text =
            include_str!("../../../samples/good-reference.json").replace("APPROVAL_GRANTED", "<b>x</b>");
        let view = view(&text);
        assert_eq!(view.replayed, None);
        assert!(view.unreplayable.is_some_and(|reason| reason.shown.contains("event 2")));
        let said = |entry: &Entry| entry.said.as_ref().is_some_and(|said| said.shown == "<b>x</b>");
        assert!(view.timeline.entries.iter().any(said));
        assert!(view.timeline.entries.iter().all(|entry| entry.what.is_empty()));
    }

    /// Defends that a name cannot go on in the page's words: what the package says stands apart from them.
    #[test]
    fn the_timeline_keeps_the_words_of_the_package_apart() {
        let text = include_str!("../../../samples/good-template.json");
        let view = view(&text.replace("approver1@example.com", "approver0@example.com revoked: \\\"no\\\""));
        for entry in &view.timeline.entries {
            assert!(!entry.what.contains("example.com") && !entry.what.contains("tpl-"), "{}", entry.what);
        }
        let what = |index: usize| view.timeline.entries[index].what.as_str();
        assert_eq!((what(1), what(2)), ("Policy attached, from the template", "Approval granted"));
        assert!(view.timeline.entries.iter().any(|entry| entry.what == "Approval granted:"));
    }

    /// Defends that a long list is not shown as if it were all.
    #[test]
    fn what_is_left_out_is_counted() {
        let labels = format!("\"labels\": [{}\"prod\"", "\"a\",".repeat(250));
        let text = include_str!("../../../samples/good-template.json");
        let view = view(&text.replacen("\"labels\": [\n      \"prod\"", &labels, 1));
        let replayed = view.replayed.expect("it replays");
        assert_eq!((replayed.labels.len(), replayed.labels_left_out), (MOST, 51));
    }
}
