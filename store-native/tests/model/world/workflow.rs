//! The workflow.

use std::error::Error;

use store_native::workflow::{Claim, Claimed, NewApproval, WorkflowError};
use verifier_core::decision::{Actor, Decision, RouterRequest, Timestamp};

use super::{Agreement, UNKNOWN, World, number_of_claim};
use crate::arguments;
use crate::command::{Answer, Nth, Request, Rules, Who};
use crate::compare::difference_since;
use crate::standing::{Asked, End, Next};

impl World {
    pub(super) fn request(&mut self, request: &Request) -> Agreement {
        let expected = self.model.request(request);
        let template = request.template.map(|nth| self.model.template(nth).unwrap_or(UNKNOWN));
        let found = self.store_mut().request(&arguments::request(request, template));
        let Some((events, requested)) = self.agreed(expected, found)? else { return Ok(()) };
        let id = requested.decision.decision_id.clone();
        self.model.add_decision(id, self.model.now, events);
        let last = self.model.decisions.last().ok_or("there is no decision")?;
        Ok(difference_since(&requested.decision, last, self.model.now)?)
    }

    pub(super) fn create_template(&mut self, name: &'static str, policy: &Rules) -> Agreement {
        let expected = self.model.create_template(name, policy);
        let found = self
            .store_mut()
            .create_template(&arguments::template(name, policy), &Actor::human("author@example.com"));
        if let Some(((), template)) = self.agreed(expected, found)? {
            self.model.add_template(name, policy.clone());
            if template.policy != arguments::policy(policy) {
                return Err(format!("the template has another policy: {template:?}").into());
            }
        }
        Ok(())
    }

    pub(super) fn approve(
        &mut self,
        subject: Nth,
        actor: Who,
        comment: Option<&'static str>,
        expires_in: Option<i64>,
    ) -> Agreement {
        let now = self.model.now;
        let expires_at = expires_in.map(|micros| now + micros);
        let new = NewApproval {
            actor: arguments::actor(actor),
            comment: comment.map(str::to_owned),
            expires_at: expires_at.and_then(Timestamp::from_unix_micros),
        };
        let expected = self.next(subject, |standing| standing.approve(actor, comment, expires_at, now));
        let found = self.on(subject, |store, id| store.approve(id, &new));
        self.follow(subject, expected, found)
    }

    pub(super) fn revoke(&mut self, subject: Nth, actor: Who) -> Agreement {
        let now = self.model.now;
        let expected = self.next(subject, |standing| standing.revoke(actor, now));
        let found = self.on(subject, |store, id| store.revoke(id, &arguments::actor(actor), "it was wrong"));
        self.follow(subject, expected, found)
    }

    /// Asks what the execution would be, and then claims it: both say the same.
    pub(super) fn claim(&mut self, subject: Nth, asked: Asked) -> Agreement {
        // With a clock that goes on, no two claims are made at the same time.
        self.move_clock(1);
        let (now, number) = (self.model.now, number_of_claim());
        let claim = arguments::claim(asked);
        let was_applied = self.there(subject).is_ok_and(|index| self.model.decisions[index].was_applied());
        let expected = self.next(subject, |standing| standing.claim(asked, was_applied, number, now));
        let planned = self.plan(subject, &claim, expected.clone())?;
        let found = self.on(subject, |store, id| store.claim(id, &claim));
        let (Some(index), Some((events, claimed))) =
            (self.model.subject(subject), self.agreed(expected, found)?)
        else {
            return Ok(());
        };
        let decision = &self.model.decisions[index];
        let request = decision.now().router_request(asked);
        let compiled: serde_json::Value = serde_json::from_str(&claimed.request.value.to_canonical())?;
        let max_steps = decision.now().policy.as_ref().and_then(|policy| policy.max_steps);
        let expected =
            (decision.id.as_str(), decision.events() as u64, decision.now().mode_of(asked), max_steps);
        let found = (claimed.decision_id.as_str(), claimed.requested_seq, claimed.mode, claimed.max_steps);
        if found != expected || compiled != request {
            return Err(format!("{expected:?} was to be claimed for {request}, not {claimed:?}").into());
        }
        if planned.is_some_and(|planned| planned != claimed.request) {
            return Err(format!("something else was planned: {claimed:?}").into());
        }
        self.claims.push((claimed, number));
        self.model.append(index, events);
        Ok(())
    }

    /// What an execution would be. Where the clock was set back, nothing is asked: a plan is judged by the clock,
    /// and a claim by the log.
    fn plan(
        &mut self,
        subject: Nth,
        claim: &Claim,
        expected: Next,
    ) -> Result<Option<RouterRequest>, Box<dyn Error>> {
        let now = self.model.now;
        if self.there(subject).is_ok_and(|index| self.model.decisions[index].now().time(now) > now) {
            return Ok(None);
        }
        let found = self.on(subject, |store, id| store.plan_execution(id, claim));
        Ok(self.agreed(expected, found)?.map(|(_, (_, request))| request))
    }

    pub(super) fn settle(&mut self, nth: usize, answer: Answer) -> Agreement {
        if self.claims.is_empty() {
            return Ok(());
        }
        let (claimed, number) = self.claims[self.claims.len() - 1 - nth % self.claims.len()].clone();
        let index = self.model.decision_of(&claimed.decision_id).ok_or("a claim of no decision")?;
        if self.is_mistaken(index, &claimed, number) {
            return Ok(());
        }
        let (standing, now) = (self.model.decisions[index].now(), self.model.now);
        let (expected, found) = match answer {
            Answer::Response { run_id, steps } => {
                let response = arguments::response(run_id, steps);
                let expected =
                    standing.settle(number, End::Success { run_id, steps: steps.unwrap_or(0) }, now);
                (expected, self.store_mut().settle(&claimed, Ok(&response)))
            }
            Answer::Failure(failure) => {
                let (code, failure) = arguments::failure(failure);
                let expected = standing.settle(number, End::Failed { code, message: failure.message() }, now);
                (expected, self.store_mut().settle(&claimed, Err(&failure)))
            }
        };
        let found = found.map(|executed| executed.decision);
        let Some((events, decision)) = self.agreed(expected, found)? else { return Ok(()) };
        self.model.append(index, events);
        Ok(difference_since(&decision, &self.model.decisions[index], self.model.now)?)
    }

    pub(super) fn abandon(&mut self, subject: Nth, reason: Option<&'static str>) -> Agreement {
        let message = match reason {
            Some(reason) => format!("abandoned by human:operator@example.com: {reason}"),
            None => "abandoned by human:operator@example.com".to_owned(),
        };
        let now = self.model.now;
        let expected = self.next(subject, |standing| standing.abandon(message, now));
        let actor = Actor::human("operator@example.com");
        let found = self.on(subject, |store, id| store.abandon(id, &actor, reason));
        self.follow(subject, expected, found.map(|executed| executed.decision))
    }

    /// Compares both, and goes on from there.
    fn follow(&mut self, subject: Nth, expected: Next, found: Result<Decision, WorkflowError>) -> Agreement {
        let (Some(index), Some((events, decision))) =
            (self.model.subject(subject), self.agreed(expected, found)?)
        else {
            return Ok(());
        };
        self.model.append(index, events);
        Ok(difference_since(&decision, &self.model.decisions[index], self.model.now)?)
    }

    /// Whether another execution is pending at the place of the claimed one, requested at the same time: the
    /// log was replaced, and the clock set back. The store cannot tell them apart, and nobody asks it to.
    fn is_mistaken(&self, index: usize, claimed: &Claimed, number: usize) -> bool {
        let decision = &self.model.decisions[index];
        let requested =
            usize::try_from(claimed.requested_seq).ok().and_then(|seq| decision.past.get(seq + 1));
        let at = requested.and_then(|past| past.at).and_then(Timestamp::from_unix_micros);
        decision.now().pending().is_some_and(|run| run.claim != number)
            && at.is_some_and(|at| at.is_written_as(&claimed.requested_at))
    }
}
