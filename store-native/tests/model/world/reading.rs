//! Reading: lists, replay, and the check of the whole file.

use store_native::store::{Direction, Filter, Log};
use verifier_core::decision::State;

use super::{Agreement, World, sound};
use crate::arguments;
use crate::command::Nth;
use crate::compare::{difference, difference_after};
use crate::model;
use crate::standing::Standing;

impl World {
    /// Goes through a list to its end.
    pub(super) fn list(
        &self,
        filter: (Option<State>, Option<&str>),
        direction: Direction,
        limit: usize,
    ) -> Agreement {
        let wanted = Filter { state: filter.0, label: filter.1.map(str::to_owned) };
        let (store, now) = (self.store(), self.store().now()?);
        let mut after: Option<String> = None;
        loop {
            let position = after.as_deref().and_then(|id| self.model.decision_of(id));
            let expected = self.model.list(filter, direction, position, limit);
            let page = store.list(&wanted, direction, after.as_deref(), limit, now)?;
            let found = model::Page {
                decisions: page
                    .decisions
                    .iter()
                    .filter_map(|listed| self.model.decision_of(&listed.header.decision_id))
                    .collect(),
                goes_on: page.next.is_some(),
            };
            if found != expected {
                return Err(format!("a page behind {position:?} is {found:?}, not {expected:?}").into());
            }
            for (listed, index) in page.decisions.iter().zip(&expected.decisions) {
                let decision = listed.decision.as_ref().map_err(ToString::to_string)?;
                difference(decision, &self.model.decisions[*index], self.model.now)?;
            }
            let last = page.decisions.last().map(|listed| listed.header.decision_id.clone());
            match page.next {
                None => return Ok(()),
                next if next == last => after = next,
                next => return Err(format!("the next page begins behind {next:?}, not {last:?}").into()),
            }
        }
    }

    pub(super) fn list_templates(&self, label: Option<&str>, limit: usize) -> Agreement {
        let mut after: Option<&str> = None;
        let mut expected = self
            .model
            .templates
            .iter()
            .filter(|(_, policy)| label.is_none_or(|label| policy.labels.contains(&label)));
        loop {
            let page = self.store().templates(after, label, limit)?;
            for template in &page {
                match expected.next() {
                    Some((name, policy))
                        if *name == template.name && arguments::policy(policy) == template.policy =>
                    {
                        after = Some(name);
                    }
                    other => return Err(format!("{template:?} is listed, not {other:?}").into()),
                }
            }
            if page.len() < limit {
                return match expected.next() {
                    None => Ok(()),
                    Some((name, _)) => Err(format!("the template {name} is not listed").into()),
                };
            }
        }
    }

    pub(super) fn replay(&mut self, subject: Nth, events: usize) -> Agreement {
        let found = self.on(subject, |store, id| store.log(id));
        let Some((index, log)) = self.agreed(self.there(subject), found)? else { return Ok(()) };
        let expected = &self.model.decisions[index];
        let events = events % expected.past.len();
        if types(&log) != types_of(&expected.past) {
            return Err(format!("other events were recorded: {:?}", types(&log)).into());
        }
        let archived = self.store().archived(&expected.id)?;
        let archived: Vec<Vec<&str>> = archived.iter().map(types).collect();
        if archived != expected.replaced.iter().map(|past| types_of(past)).collect::<Vec<_>>() {
            return Err(format!("other logs were replaced: {archived:?}").into());
        }
        let replayed = log.decision_after(events, self.store().now()?)?;
        Ok(difference_after(&replayed, expected, events, self.model.now)?)
    }

    pub(super) fn check(&self, head: usize) -> Agreement {
        let head = self.heads.get(head % self.heads.len()).copied();
        let checked = self.store().check(head, |_, _| ())?;
        sound(&checked.findings)?;
        let found = (checked.entries, checked.decisions, checked.head, checked.adoptions.len());
        let rows = u64::try_from(self.model.rows)?;
        let expected = (rows, self.model.decisions.len() as u64, self.heads.last().copied(), 0);
        if found == expected {
            Ok(())
        } else {
            Err(format!("{found:?} was checked, not {expected:?}").into())
        }
    }
}

/// The types of the events of a log.
fn types(log: &Log) -> Vec<&str> {
    log.events.iter().map(|event| event.event_type.as_str()).collect()
}

/// The same, as the model has them.
fn types_of(past: &[Standing]) -> Vec<&str> {
    past.iter().filter_map(|standing| standing.event).collect()
}
