//! What happened when, in words.

use crate::canonical::Value;
use crate::decision::{ActorKind, Decision, Event, EventType, Mode, Timestamp};
use crate::json::Node;

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// The decision as a whole.
    Decision,
    /// Its rules.
    Policy,
    /// An approval.
    Approval,
    /// A run.
    Execution,
}

impl Category {
    /// The category, e.g. `approval`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Policy => "policy",
            Self::Approval => "approval",
            Self::Execution => "execution",
        }
    }
}

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub ts: Timestamp,
    /// What it is about.
    pub category: Category,
    /// What happened, in a word.
    pub label: &'static str,
    /// What happened, in a sentence.
    pub summary: String,
    /// Who did it: the id, with `system:` before that of a program; `None` for what happened by itself.
    pub actor: Option<String>,
    /// The type of the event, or `THRESHOLD_MET`.
    pub event_type: &'static str,
    /// The number of the event.
    pub seq: u64,
}

impl Entry {
    /// `{ts, category, label, summary, actor, event_type, seq}`
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::object([
            ("ts", Value::from(self.ts.to_string())),
            ("category", Value::from(self.category.as_str())),
            ("label", Value::from(self.label)),
            ("summary", Value::from(&self.summary)),
            ("actor", Value::from(self.actor.as_deref())),
            ("event_type", Value::from(self.event_type)),
            ("seq", Value::from(self.seq)),
        ])
    }
}

/// The timeline of a decision, from the events that it was replayed from.
///
/// An entry `THRESHOLD_MET` follows the approval that made as many as the policy asks for, the first time
/// that happens. As in the reference implementation, it counts grants less revocations, whoever they are
/// from, and knows neither expiry nor an earlier policy.
#[must_use]
pub fn timeline<'e, 'd: 'e, 'a: 'd>(
    decision: &Decision,
    events: impl IntoIterator<Item = &'e Event<'d, 'a>>,
) -> Vec<Entry> {
    let required = decision.policy.as_ref().map(|policy| policy.min_approvals);
    let mut entries = Vec::new();
    let (mut approvals, mut met) = (0_i64, false);
    for event in events {
        entries.extend(entry(event));
        match (event.kind, required) {
            (EventType::ApprovalGranted, Some(required)) => {
                approvals += 1;
                if !met && u64::try_from(approvals) == Ok(required) {
                    met = true;
                    entries.push(threshold_met(event, required));
                }
            }
            (EventType::ApprovalRevoked, _) => approvals -= 1,
            _ => {}
        }
    }
    entries
}

fn threshold_met(event: &Event<'_, '_>, required: u64) -> Entry {
    Entry {
        ts: event.ts,
        category: Category::Decision,
        label: "approved",
        summary: format!("Approval threshold met ({required}/{required})"),
        actor: None,
        event_type: "THRESHOLD_MET",
        seq: event.seq,
    }
}

fn entry(event: &Event<'_, '_>) -> Option<Entry> {
    use Category::{Approval, Decision, Execution, Policy};
    let id = &event.actor.id;
    let (category, label, summary) = match event.kind {
        EventType::DecisionCreated => (Decision, "created", "Decision created".to_owned()),
        EventType::PolicyAttached => {
            let template = text(event, "template_name").map(|name| format!(" from template \"{name}\""));
            (Policy, "policy", format!("Policy attached{}", template.unwrap_or_default()))
        }
        EventType::ApprovalGranted => {
            (Approval, "approved", quoting(format!("Approval granted by {id}"), text(event, "comment")))
        }
        EventType::ApprovalRevoked => {
            (Approval, "revoked", quoting(format!("Approval revoked by {id}"), text(event, "reason")))
        }
        EventType::ExecutionRequested => (Execution, "requested", requested(event)),
        EventType::ExecutionStarted => (Execution, "started", "Execution started".to_owned()),
        EventType::ExecutionCompleted => (Execution, "completed", completed(event)),
        EventType::ExecutionFailed => (Execution, "failed", failed(event)),
        EventType::TemplateCreated => return None,
    };
    let actor = if event.actor.kind == ActorKind::System { format!("system:{id}") } else { id.clone() };
    Some(Entry {
        ts: event.ts,
        category,
        label,
        summary,
        actor: Some(actor),
        event_type: event.kind.as_str(),
        seq: event.seq,
    })
}

fn requested(event: &Event<'_, '_>) -> String {
    let mode = match Mode::of_dry_run(member(event, "dry_run").is_some_and(Node::is_truthy)) {
        Mode::DryRun => "dry-run",
        Mode::Apply => "apply",
    };
    let adapter = text(event, "adapter_id").unwrap_or_default();
    format!("Execution requested ({mode}) via {adapter}")
}

fn completed(event: &Event<'_, '_>) -> String {
    match member(event, "steps_executed").and_then(Node::as_i64).filter(|steps| *steps != 0) {
        Some(steps) => format!("Execution completed ({steps} steps)"),
        None => "Execution completed".to_owned(),
    }
}

/// How much of an error message is shown, in characters.
const SHOWN: usize = 50;

fn failed(event: &Event<'_, '_>) -> String {
    let Some(message) = text(event, "error_message") else { return "Execution failed".to_owned() };
    if message.chars().count() <= SHOWN {
        return format!("Execution failed: {message}");
    }
    let shown: String = message.chars().take(SHOWN - 3).collect();
    format!("Execution failed: {shown}...")
}

fn quoting(summary: String, quoted: Option<String>) -> String {
    match quoted {
        Some(text) => format!("{summary}: \"{text}\""),
        None => summary,
    }
}

/// A string of the payload; `None` where it is empty.
fn text(event: &Event<'_, '_>, name: &str) -> Option<String> {
    member(event, name)?.as_str().map(Into::into).filter(|text: &String| !text.is_empty())
}

fn member<'d, 'a>(event: &Event<'d, 'a>, name: &str) -> Option<Node<'d, 'a>> {
    event.payload.and_then(|payload| payload.member(name))
}
