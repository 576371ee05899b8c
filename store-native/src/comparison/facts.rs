//! What two packages say, in words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use verifier_core::canonical;
use verifier_core::json::Node;
use verifier_core::package::Package;

use super::members::{self, Difference};

/// Something that two packages say differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub what: String,
    /// What the first one says; nothing where it says nothing.
    pub a: Option<String>,
    /// What the second one says.
    pub b: Option<String>,
}

/// What belongs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its name: `seal`, `decision`, `policy`, `approvals`, `runs`, `events`.
    pub name: &'static str,
    /// What is said differently, as much of it as is kept.
    pub facts: Vec<Fact>,
    /// How much there is.
    pub count: usize,
}

/// What one package says about a topic, by what it is about, in the order in which it is told.
#[derive(Default)]
struct Said {
    order: Vec<String>,
    by_name: BTreeMap<String, String>,
}

impl Said {
    fn add(&mut self, what: impl Into<String>, text: impl Into<String>) {
        let (what, text) = (what.into(), text.into());
        match self.by_name.get_mut(&what) {
            // Approvals of one person, one after the other.
            Some(before) => {
                before.push_str("; ");
                before.push_str(&text);
            }
            None => {
                self.order.push(what.clone());
                self.by_name.insert(what, text);
            }
        }
    }

    fn value(&mut self, what: &str, value: Option<Node<'_, '_>>) {
        if let Some(value) = value.filter(|value| !value.is_null()) {
            self.add(what, shown(value));
        }
    }
}

/// The differences of all topics that have any.
pub fn differences<'d, 'a>(
    a: &Package<'d, 'a>,
    b: &Package<'d, 'a>,
    roots: [Node<'d, 'a>; 2],
    kept: usize,
) -> Vec<Topic> {
    let (events_a, events_b) = (Events::of(a), Events::of(b));
    let [seal_a, seal_b] = roots.map(seal);
    let topics = [
        ("seal", compared(seal_a, seal_b)),
        ("decision", compared(decision(a, roots[0]), decision(b, roots[1]))),
        ("policy", compared(events_a.policy, events_b.policy)),
        ("approvals", compared(events_a.approvals, events_b.approvals)),
        ("runs", compared(runs(a, events_a.runs), runs(b, events_b.runs))),
        ("events", events(a, b)),
    ];
    topics
        .into_iter()
        .filter(|(_, facts)| !facts.is_empty())
        .map(|(name, mut facts)| {
            let count = facts.len();
            facts.truncate(kept);
            Topic { name, facts, count }
        })
        .collect()
}

fn compared(a: Said, mut b: Said) -> Vec<Fact> {
    let mut facts = Vec::new();
    for what in a.order {
        let said = a.by_name.get(&what).cloned();
        let other = b.by_name.remove(&what);
        if said != other {
            facts.push(Fact { what, a: said, b: other });
        }
    }
    for what in b.order {
        if let Some(said) = b.by_name.remove(&what) {
            facts.push(Fact { what, a: None, b: Some(said) });
        }
    }
    facts
}

fn seal(root: Node<'_, '_>) -> Said {
    let mut said = Said::default();
    let integrity = root.member("integrity");
    said.value("binding digest", integrity.and_then(|integrity| integrity.member("binding_digest")));
    let bundle = root.member("control_bundle").and_then(|bundle| bundle.member("integrity"));
    said.value("control digest", bundle.and_then(|integrity| integrity.member("canonical_digest")));
    if let Some(binding) = root.member("binding") {
        said.value("control digest that is bound", binding.member("control_digest"));
        said.value("router digest that is bound", binding.member("router_digest"));
        said.value("link digest that is bound", binding.member("control_router_link_digest"));
    }
    said
}

fn decision(package: &Package<'_, '_>, root: Node<'_, '_>) -> Said {
    let mut said = Said::default();
    let header = package.bundle.decision;
    said.value("package version", root.member("package_version"));
    said.value("id", Some(header.id));
    said.value("goal", header.goal);
    said.value("mode", header.mode);
    said.value("status", Some(header.status));
    said.value("created at", Some(header.created_at));
    let template = package.bundle.template;
    let of_template = |name| template.and_then(|template| template.member(name));
    said.value("template", of_template("name"));
    said.value("digest of the template", of_template("digest"));
    said.value("what differs from the template", of_template("overrides"));
    said
}

/// What the events say, by what they are about.
#[derive(Default)]
struct Events {
    policy: Said,
    approvals: Said,
    runs: Said,
}

impl Events {
    fn of(package: &Package<'_, '_>) -> Self {
        let mut said = Self::default();
        let (mut policies, mut runs) = (0, 0);
        for event in package.bundle.events.into_iter().flat_map(Node::elements) {
            let kind = event.member("type").and_then(Node::as_str).unwrap_or_default();
            let payload = |name: &str| {
                let value = event.member("payload").and_then(|payload| payload.member(name));
                value.filter(|value| !value.is_null())
            };
            match &*kind {
                "POLICY_ATTACHED" => {
                    policies += 1;
                    said.policy(policies, payload);
                }
                "APPROVAL_GRANTED" => {
                    let until = payload("expires_at")
                        .map_or("for good".to_owned(), |at| format!("until {}", shown(at)));
                    let comment =
                        payload("comment").map_or(String::new(), |text| format!(", saying {}", quoted(text)));
                    said.approvals.add(actor(event), format!("approved at {} {until}{comment}", at(event)));
                }
                "APPROVAL_REVOKED" => {
                    let reason =
                        payload("reason").map_or(String::new(), |text| format!(" because {}", quoted(text)));
                    said.approvals.add(actor(event), format!("revoked at {}{reason}", at(event)));
                }
                "EXECUTION_REQUESTED" => {
                    runs += 1;
                    let mode = match payload("dry_run").and_then(Node::as_bool) {
                        Some(true) => "a dry run",
                        Some(false) => "an apply",
                        None => "a run in an unknown mode",
                    };
                    let adapter = payload("adapter_id").map_or("no adapter".into(), shown);
                    said.run(
                        runs,
                        format!("{mode} with {adapter}, requested by {} at {}", actor(event), at(event)),
                    );
                }
                "EXECUTION_STARTED" => {
                    let digest = payload("router_request_digest").map_or("no digest".into(), shown);
                    said.run(runs, format!("started with request {digest}"));
                }
                "EXECUTION_COMPLETED" => {
                    let run = payload("run_id").map_or("no run".into(), shown);
                    let result = payload("response_digest").map_or("none".into(), shown);
                    let steps =
                        payload("steps_executed").map_or(String::new(), |n| format!(", steps {}", shown(n)));
                    said.run(runs, format!("completed as {run}, result {result}{steps}"));
                }
                "EXECUTION_FAILED" => {
                    let code = payload("error_code").map_or("no code".into(), shown);
                    let message = payload("error_message").map_or("".into(), shown);
                    said.run(runs, format!("failed: {code} {message}"));
                }
                _ => {}
            }
        }
        said
    }

    fn policy<'d, 'a: 'd>(&mut self, number: usize, payload: impl Fn(&str) -> Option<Node<'d, 'a>>) {
        let which = if number == 1 { String::new() } else { format!(" (policy {number})") };
        for (member, name) in [
            ("min_approvals", "approvals needed"),
            ("allowed_modes", "allowed modes"),
            ("require_adapter_capabilities", "required capabilities"),
            ("max_steps", "most steps"),
            ("labels", "labels"),
            ("template_name", "template"),
            ("template_digest", "digest of the template"),
        ] {
            self.policy.value(&format!("{name}{which}"), payload(member));
        }
    }

    fn run(&mut self, number: usize, text: String) {
        self.runs.add(format!("run {number}"), text);
    }
}

/// The runs of the decision, and what stands for the run in the package.
fn runs(package: &Package<'_, '_>, mut said: Said) -> Said {
    for (member, name) in [
        ("run_id", "linked run"),
        ("adapter_id", "linked adapter"),
        ("router_request_digest", "linked request"),
        ("router_result_digest", "linked result"),
        ("control_router_link_digest", "link digest"),
    ] {
        said.value(name, package.bundle.link_member(member));
    }
    said.value("router section", Some(package.router.mode));
    said.value("run in the router section", package.router.run_id().map(|(run, _)| run));
    said.value("digest of the router section", package.router.digest());
    said
}

/// The events that are not the same, by where they stand. Where one package has more of them, those at the end that
/// differ in their numbers alone are taken for the same ones, so that an event that is missing is told as that.
fn events(a: &Package<'_, '_>, b: &Package<'_, '_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let left: Vec<_> = a.bundle.events.into_iter().flat_map(Node::elements).collect();
    let right: Vec<_> = b.bundle.events.into_iter().flat_map(Node::elements).collect();
    let (mut left, mut right) = (left.as_slice(), right.as_slice());
    if left.len() != right.len() {
        let number = |count: usize| Some(count.to_string());
        facts.push(Fact { what: "how many".to_owned(), a: number(left.len()), b: number(right.len()) });
        let first = left.iter().zip(right).take_while(|(one, other)| is_same(**one, **other, &[])).count();
        let rest = left.len().min(right.len()) - first;
        let last = left.iter().rev().zip(right.iter().rev()).take(rest);
        let last = last.take_while(|(one, other)| is_same(**one, **other, &["event_id", "seq"])).count();
        (left, right) = (left.split_at(left.len() - last).0, right.split_at(right.len() - last).0);
        if last > 0 {
            let from = |end: usize| Some(format!("from {end}"));
            facts.push(Fact {
                what: format!("where the last {last} stand, which are the same but for their numbers"),
                a: from(left.len()),
                b: from(right.len()),
            });
        }
    }
    for index in 0..left.len().max(right.len()) {
        let what = format!("event {index}");
        match (left.get(index).copied(), right.get(index).copied()) {
            (Some(one), Some(other)) => {
                let (differing, count) = members::differences(one, other, NAMED);
                if count > 0 {
                    facts.push(changed(what, one, other, &differing, count));
                }
            }
            (one, other) => facts.push(Fact { what, a: one.map(words), b: other.map(words) }),
        }
    }
    facts
}

/// Whether two events are the same but for the members of these names.
fn is_same(a: Node<'_, '_>, b: Node<'_, '_>, but: &[&str]) -> bool {
    let (differing, count) = members::differences(a, b, but.len() + 1);
    let is_left_out = |pointer: &str| but.iter().any(|name| pointer.strip_prefix('/') == Some(name));
    count <= but.len() && differing.iter().all(|difference| is_left_out(&difference.pointer))
}

/// Two events in the same place that differ: in what happened, or else in the members that are named.
fn changed<'d, 'a>(
    what: String,
    one: Node<'d, 'a>,
    other: Node<'d, 'a>,
    differing: &[Difference<'d, 'a>],
    count: usize,
) -> Fact {
    let (words, others) = (words(one), words(other));
    if words != others {
        return Fact { what, a: Some(words), b: Some(others) };
    }
    let mut names: Vec<String> =
        differing.iter().map(|it| it.pointer.trim_start_matches('/').replace('/', ".")).collect();
    if count > names.len() {
        names.push(format!("{} more", count - names.len()));
    }
    let value = |node: Option<Node<'d, 'a>>| node.map(|node| shown(node).into_owned());
    Fact {
        what: format!("{what} ({words}), in {}", names.join(", ")),
        a: differing.first().and_then(|it| value(it.a)),
        b: differing.first().and_then(|it| value(it.b)),
    }
}

/// Members of an event that are named at most.
const NAMED: usize = 3;

/// `APPROVAL_GRANTED by human:bob at 2026-…`
fn words(event: Node<'_, '_>) -> String {
    let kind = event.member("type").map_or("an event without a type".into(), shown);
    format!("{kind} by {} at {}", actor(event), at(event))
}

fn actor(event: Node<'_, '_>) -> String {
    let part = |name| event.member("actor").and_then(|actor| actor.member(name)).map_or("?".into(), shown);
    format!("{}:{}", part("type"), part("id"))
}

fn at<'a>(event: Node<'_, 'a>) -> Cow<'a, str> {
    event.member("ts").map_or("no time".into(), shown)
}

/// A string as it is, anything else in its canonical form.
fn shown<'a>(value: Node<'_, 'a>) -> Cow<'a, str> {
    value.as_str().unwrap_or_else(|| Cow::Owned(canonical::to_string(value)))
}

fn quoted(value: Node<'_, '_>) -> String {
    canonical::to_string(value)
}
