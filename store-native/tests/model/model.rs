//! A store as a few collections in memory: what has been recorded, and how much.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use store_native::store::Direction;
use verifier_core::decision::{Mode, State};

use crate::command::{Nth, Request, Rules};
use crate::standing::{Code, Next, Stage, Standing};

/// What a store ought to hold.
#[derive(Debug)]
pub struct Model {
    /// The time, in microseconds since 1970.
    pub now: i64,
    /// In the order in which their headers were written.
    pub decisions: Vec<Decision>,
    pub templates: BTreeMap<&'static str, Rules>,
    pub archives: u64,
    pub archived_events: u64,
    /// Rows that were recorded.
    pub rows: i64,
}

/// A decision, and what it was after each of its events: first nothing, last what it is.
#[derive(Debug, Clone)]
pub struct Decision {
    pub id: String,
    /// The time in its header.
    pub created_at: i64,
    pub past: Vec<Standing>,
    /// The same of the logs that were replaced.
    pub replaced: Vec<Vec<Standing>>,
}

/// A page of a list: positions in [`Model::decisions`], and whether there is a next page.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    pub decisions: Vec<usize>,
    pub goes_on: bool,
}

impl Model {
    /// A new store, which has recorded what it is.
    pub fn new(now: i64) -> Self {
        Self {
            now,
            decisions: Vec::new(),
            templates: BTreeMap::new(),
            archives: 0,
            archived_events: 0,
            rows: 1,
        }
    }

    pub fn subject(&self, nth: Nth) -> Option<usize> {
        last(self.decisions.len(), nth)
    }

    pub fn decision_of(&self, id: &str) -> Option<usize> {
        self.decisions.iter().position(|decision| decision.id == id)
    }

    /// The name of a template, in the order of the names.
    pub fn template(&self, nth: Nth) -> Option<&'static str> {
        last(self.templates.len(), nth).and_then(|index| self.templates.keys().nth(index).copied())
    }

    /// What a request makes.
    pub fn request(&self, request: &Request) -> Next {
        if request.goal.trim().is_empty() {
            return Err("INVALID_REQUEST");
        }
        let template = match request.template {
            None => None,
            Some(nth) => Some(self.template(nth).ok_or("TEMPLATE_NOT_FOUND")?),
        };
        let policy = self.policy(request, template);
        if !is_valid(&policy) {
            return Err("INVALID_REQUEST");
        }
        if !policy.modes.contains(&request.mode) {
            return Err("MODE_NOT_ALLOWED");
        }
        let created = Standing {
            event: Some("DECISION_CREATED"),
            at: Some(self.now),
            begun_at: Some(self.now),
            goal: Some(request.goal),
            plan: request.plan,
            mode: Some(request.mode),
            labels: policy.labels.clone(),
            ..Standing::default()
        };
        let mut attached = created.after("POLICY_ATTACHED", self.now);
        attached.stage = Stage::Open;
        attached.policy = Some(policy);
        attached.template = template.map(|name| (name, overrides(request)));
        Ok(vec![created, attached])
    }

    fn policy(&self, request: &Request, template: Option<&str>) -> Rules {
        let base = template.and_then(|name| self.templates.get(name)).cloned().unwrap_or_else(|| Rules {
            min_approvals: 1,
            modes: match request.mode {
                Mode::DryRun => vec![Mode::DryRun],
                Mode::Apply => vec![Mode::DryRun, Mode::Apply],
            },
            capabilities: Vec::new(),
            max_steps: None,
            labels: Vec::new(),
        });
        Rules {
            min_approvals: request.min_approvals.unwrap_or(base.min_approvals),
            modes: request.modes.clone().unwrap_or(base.modes),
            capabilities: request.capabilities.clone().unwrap_or(base.capabilities),
            max_steps: request.max_steps.or(base.max_steps),
            labels: request.labels.clone().unwrap_or(base.labels),
        }
    }

    pub fn create_template(&self, name: &str, policy: &Rules) -> Result<(), Code> {
        if name.is_empty() || !is_valid(policy) {
            return Err("INVALID_TEMPLATE");
        }
        if self.templates.contains_key(name) { Err("TEMPLATE_ALREADY_EXISTS") } else { Ok(()) }
    }

    /// Records a template: a row, and an event of its own.
    pub fn add_template(&mut self, name: &'static str, policy: Rules) {
        self.templates.insert(name, policy);
        self.rows += 2;
    }

    /// Records a decision: a header, and its events.
    pub fn add_decision(&mut self, id: String, created_at: i64, events: Vec<Standing>) {
        self.rows += 1;
        self.decisions.push(Decision {
            id,
            created_at,
            past: vec![Standing::default()],
            replaced: Vec::new(),
        });
        self.append(self.decisions.len() - 1, events);
    }

    /// Records further events of a decision.
    pub fn append(&mut self, index: usize, events: Vec<Standing>) {
        self.rows += i64::try_from(events.len()).expect("few events");
        self.decisions[index].past.extend(events);
    }

    /// Puts another log in the place of one, which goes to the archive.
    pub fn replace(&mut self, index: usize, events: Vec<Standing>) {
        self.rows += 1;
        self.archives += 1;
        self.archived_events += self.decisions[index].events() as u64;
        let decision = &mut self.decisions[index];
        let past = std::mem::replace(&mut decision.past, vec![Standing::default()]);
        decision.replaced.push(past);
        self.append(index, events);
    }

    /// How many decisions are in each phase.
    pub fn phases(&self) -> BTreeMap<String, u64> {
        tally(self.decisions.iter().map(|decision| match decision.now().stage {
            Stage::Draft => "draft",
            Stage::Open => "open",
            Stage::Running => "executing",
            Stage::Done => "completed",
            Stage::Broken => "failed",
        }))
    }

    /// How many events there are of each type.
    pub fn events(&self) -> BTreeMap<String, u64> {
        tally(self.decisions.iter().flat_map(|decision| &decision.past).filter_map(|past| past.event))
    }

    /// A page of the list of decisions, behind the decision `after`.
    pub fn list(
        &self,
        (state, label): (Option<State>, Option<&str>),
        direction: Direction,
        after: Option<usize>,
        limit: usize,
    ) -> Page {
        let mut order: Vec<usize> = (0..self.decisions.len()).collect();
        order.sort_by_key(|index| (self.decisions[*index].created_at, &self.decisions[*index].id));
        if direction == Direction::NewestFirst {
            order.reverse();
        }
        let begin = after
            .and_then(|after| order.iter().position(|index| *index == after))
            .map_or(0, |position| position + 1);
        let mut decisions: Vec<usize> = order[begin..]
            .iter()
            .copied()
            .filter(|index| {
                let standing = self.decisions[*index].now();
                state.is_none_or(|state| standing.state(self.now) == state)
                    && label.is_none_or(|label| standing.labels.contains(&label))
            })
            .collect();
        let goes_on = decisions.len() > limit;
        decisions.truncate(limit);
        Page { decisions, goes_on }
    }
}

impl Decision {
    /// What it is.
    pub fn now(&self) -> &Standing {
        &self.past[self.events()]
    }

    /// Whether it was carried out before its log was replaced.
    pub fn was_applied(&self) -> bool {
        self.replaced.iter().filter_map(|past| past.last()).any(Standing::is_applied)
    }

    /// How many events it has.
    pub fn events(&self) -> usize {
        self.past.len() - 1
    }
}

fn last(count: usize, nth: Nth) -> Option<usize> {
    match nth {
        Nth::Last(nth) if count > 0 => Some(count - 1 - nth % count),
        _ => None,
    }
}

fn is_valid(policy: &Rules) -> bool {
    let in_range = |number: u64| (1..1 << 63).contains(&number);
    in_range(policy.min_approvals) && !policy.modes.is_empty() && policy.max_steps.is_none_or(in_range)
}

/// What was chosen otherwise than the template has it; none if nothing was.
fn overrides(request: &Request) -> Option<Json> {
    let mut overrides = serde_json::Map::new();
    let mut choose = |name: &str, chosen: Option<Json>| {
        if let Some(chosen) = chosen {
            overrides.insert(name.to_owned(), chosen);
        }
    };
    let modes = request.modes.as_ref().map(|modes| modes.iter().map(|mode| mode.as_str()).collect());
    choose("min_approvals", request.min_approvals.map(Json::from));
    choose("allowed_modes", modes);
    choose("require_adapter_capabilities", request.capabilities.as_ref().map(|names| json!(names)));
    choose("max_steps", request.max_steps.map(Json::from));
    choose("labels", request.labels.as_ref().map(|labels| json!(labels)));
    Some(overrides).filter(|overrides| !overrides.is_empty()).map(Json::Object)
}

fn tally(names: impl Iterator<Item = &'static str>) -> BTreeMap<String, u64> {
    let mut tally = BTreeMap::new();
    for name in names {
        *tally.entry(name).or_default() += 1;
    }
    tally.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
}
