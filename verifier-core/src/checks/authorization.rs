//! The authorization layer: was each run allowed by its policy, at the moment when it was requested?

use core::cell::RefCell;
use std::rc::Rc;

use super::finding::{Finding, Places};
use crate::chronicle::{Chronicle, Run};
use crate::decision::{Execution, Mode, Outcome, Policy};
use crate::report::{Check, Evidence, Layer};

/// Runs the checks of the authorization layer.
pub(crate) fn check(chronicle: &Chronicle) -> Layer {
    let checks = vec![
        policy_attached(chronicle),
        approvals_met(chronicle),
        mode_allowed(chronicle),
        step_limit(chronicle),
        mode_as_requested(chronicle),
        single_apply(chronicle),
        policy_stable(chronicle),
        separation_of_duties(chronicle),
    ];
    Layer { name: "authorization", checks }
}

/// What a check finds about one run.
enum Found {
    Holds,
    /// It has nothing to do with this run.
    Aside,
    /// It does not hold; the values compared, if two were.
    Broken(Option<(Evidence, Evidence)>),
    /// It cannot be said.
    Unclear,
}

/// What a check has to say, about all runs.
struct Words {
    holds: &'static str,
    aside: &'static str,
    /// Follows `1 run` or `3 runs`.
    broken: &'static str,
    unclear: &'static str,
}

/// Asks about each run, and says what comes of it for all of them. `broken` is the finding where a run does
/// not hold: a failure or a warning.
fn each(
    chronicle: &Chronicle,
    words: &Words,
    broken: fn(String) -> Finding,
    ask: impl Fn(&Run, &Execution) -> Found,
) -> Finding {
    let (mut wrong, mut unclear, mut held) = (Places::default(), Places::default(), Places::default());
    let mut first = None;
    for (run, execution) in chronicle.runs.iter().zip(&chronicle.decision.executions) {
        let place = || format!("/control_bundle/events/{}", run.requested_seq);
        match ask(run, execution) {
            Found::Holds => held.add(place),
            Found::Aside => {}
            Found::Broken(values) => {
                wrong.add(place);
                if first.is_none() {
                    first = values;
                }
            }
            Found::Unclear => unclear.add(place),
        }
    }
    if !wrong.is_empty() {
        let finding = broken(format!("{} {}", wrong.counted("run"), words.broken)).at(wrong.into_pointers());
        return match first {
            Some((expected, actual)) => finding.compared(expected, actual),
            None => finding,
        };
    }
    if !unclear.is_empty() {
        return Finding::inconclusive(format!("{} {}", unclear.counted("run"), words.unclear))
            .at(unclear.into_pointers());
    }
    if !chronicle.is_whole() {
        return Finding::inconclusive(chronicle.gap()).at(["/control_bundle/events"]);
    }
    if chronicle.runs.is_empty() {
        return Finding::not_applicable("No run was requested").at(["/control_bundle/events"]);
    }
    if held.is_empty() {
        return Finding::not_applicable(words.aside).at(["/control_bundle/events"]);
    }
    Finding::pass(words.holds).at(held.into_pointers())
}

fn policy_attached(chronicle: &Chronicle) -> Check {
    let words = Words {
        holds: "A policy was attached before each run was requested",
        aside: "",
        broken: "requested while no policy was attached",
        unclear: "",
    };
    each(chronicle, &words, Finding::fail, |run, _| match run.policy {
        Some(_) => Found::Holds,
        None => Found::Broken(None),
    })
    .of("policy_attached")
}

fn approvals_met(chronicle: &Chronicle) -> Check {
    let words = Words {
        holds: "When each run was requested, as many people had approved as its policy asks for",
        aside: "No run had a policy that could ask for approvals",
        broken: "requested with fewer approvals than the policy asks for: revoked and expired ones do not count, \
                 nor do later ones, nor a second one of the same person",
        unclear: "requested at a time that cannot be compared with those of the approvals",
    };
    each(chronicle, &words, Finding::fail, |run, _| {
        let Some(policy) = &run.policy else { return Found::Aside };
        let (counted, unclear) = (run.approvals.counted as u64, run.approvals.unclear as u64);
        if counted >= policy.min_approvals {
            Found::Holds
        } else if counted + unclear >= policy.min_approvals {
            Found::Unclear
        } else {
            Found::Broken(Some((policy.min_approvals.into(), counted.into())))
        }
    })
    .of("approvals_met")
}

fn mode_allowed(chronicle: &Chronicle) -> Check {
    let words = Words {
        holds: "Each run was requested in a mode that its policy allows",
        aside: "No run had a policy that could allow a mode",
        broken: "requested in a mode that the policy does not allow",
        unclear: "",
    };
    // Many runs have one policy, and its list of modes can be long.
    let known: RefCell<Option<(Rc<Policy>, Vec<Mode>)>> = RefCell::default();
    each(chronicle, &words, Finding::fail, |run, execution| {
        let Some(policy) = &run.policy else { return Found::Aside };
        let mut known = known.borrow_mut();
        let (_, allowed) = match &mut *known {
            Some(known) if Rc::ptr_eq(&known.0, policy) => known,
            other => other.insert((
                Rc::clone(policy),
                Mode::ALL.into_iter().filter(|mode| policy.allows(*mode)).collect(),
            )),
        };
        if allowed.contains(&execution.mode()) {
            return Found::Holds;
        }
        let allowed: Vec<&str> = allowed.iter().map(|mode| mode.as_str()).collect();
        Found::Broken(Some((allowed.join(", ").into(), execution.mode().as_str().into())))
    })
    .of("mode_allowed")
}

fn step_limit(chronicle: &Chronicle) -> Check {
    let words = Words {
        holds: "Each run took no more steps than its policy allows",
        aside: "No run that ended had a policy with a limit of steps",
        broken: "took more steps than the policy allows",
        unclear: "ended without saying how many steps it took, and the policy has a limit",
    };
    each(chronicle, &words, Finding::fail, |run, execution| {
        let limit = run.policy.as_ref().and_then(|policy| policy.max_steps);
        let (Some(limit), Outcome::Success) = (limit, execution.outcome) else { return Found::Aside };
        match execution.steps_executed {
            None => Found::Unclear,
            Some(steps) if steps <= limit => Found::Holds,
            Some(steps) => Found::Broken(Some((limit.into(), steps.into()))),
        }
    })
    .of("step_limit")
}

fn mode_as_requested(chronicle: &Chronicle) -> Check {
    let words = Words {
        holds: "Each run was in the mode that the decision asked for",
        aside: "No mode was asked for",
        broken: "in another mode than the decision asked for",
        unclear: "",
    };
    each(chronicle, &words, Finding::warn, |run, execution| match run.requested_mode {
        None => Found::Aside,
        Some(mode) if mode == execution.mode() => Found::Holds,
        Some(mode) => Found::Broken(Some((mode.as_str().into(), execution.mode().as_str().into()))),
    })
    .of("mode_as_requested")
}

fn single_apply(chronicle: &Chronicle) -> Check {
    let words = Words {
        holds: "No approval served for more than one completed apply",
        aside: "No apply was completed",
        broken: "applied on approvals that had served for an earlier completed apply",
        unclear: "",
    };
    each(chronicle, &words, Finding::warn, |run, execution| {
        if execution.dry_run || execution.outcome != Outcome::Success {
            Found::Aside
        } else if run.repeats_apply {
            Found::Broken(None)
        } else {
            Found::Holds
        }
    })
    .of("single_apply")
}

/// Approvals are given to a policy; another one afterwards is not what was approved.
fn policy_stable(chronicle: &Chronicle) -> Check {
    let finding = match (chronicle.replaced_policies.as_slice(), chronicle.is_whole()) {
        ([], false) => Finding::inconclusive(chronicle.gap()).at(["/control_bundle/events"]),
        ([], true) if chronicle.decision.policy.is_none() => {
            Finding::not_applicable("No policy was attached").at(["/control_bundle/events"])
        }
        ([], true) => {
            Finding::pass("No policy was replaced after somebody had approved").at(["/control_bundle/events"])
        }
        (replaced, _) => {
            let mut places = Places::default();
            for seq in replaced {
                places.add(|| format!("/control_bundle/events/{seq}"));
            }
            let what = places.counted("policy change");
            Finding::warn(format!(
                "{what} after somebody had approved, or while a run was under way: what was approved were other rules"
            ))
            .at(places.into_pointers())
        }
    };
    finding.of("policy_stable")
}

fn separation_of_duties(chronicle: &Chronicle) -> Check {
    let words = Words {
        holds: "Whoever created the decision is not among those whose approvals counted, and all of them are said to be \
                people",
        aside: "",
        broken: "requested on approvals of which one is by whoever created the decision, or by something that is not \
                 said to be a person",
        unclear: "",
    };
    let finding = each(chronicle, &words, Finding::warn, |run, _| {
        if run.by_requester || run.by_others > 0 { Found::Broken(None) } else { Found::Holds }
    });
    if chronicle.look_alikes.is_empty() {
        return finding.of("separation_of_duties");
    }
    let mut places = Places::default();
    for seq in &chronicle.look_alikes {
        places.add(|| format!("/control_bundle/events/{seq}/actor/id"));
    }
    let what = places.counted("approval");
    Finding::warn(format!(
        "{what} by an id that people cannot tell from another approver's or the creator's, or that is empty: it may be the \
         same person"
    ))
    .at(places.into_pointers())
    .or(finding)
    .of("separation_of_duties")
}
