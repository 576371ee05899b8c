//! Every state that a decision can reach, step by step from a request.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use store_native::exchange::ConflictMode;
use verifier_core::decision::Mode;

use crate::command::{Answer, Command, Failure, Nth, Request, Variant, Who};
use crate::model::Decision;
use crate::states::{DRY_RUNS, ONE_APPROVAL, Reached, TWO_APPROVALS};
use crate::world::World;

const HOUR: i64 = 3_600_000_000;

const LAST: Nth = Nth::Last(0);

const ACTORS: [Who; 2] = [Who { kind: "human", id: "alice" }, Who { kind: "human", id: "bob" }];

/// Defends the rules in every state of a decision that takes one approval, and dry runs only; also where the
/// clock is set back.
#[test]
fn a_decision_for_dry_runs() {
    walk(1, vec![Mode::DryRun], &[HOUR, -HOUR], &DRY_RUNS);
}

/// Defends the rules in every state of a decision that takes one approval: there may be one too many.
#[test]
fn a_decision_that_takes_one_approval() {
    walk(1, Mode::ALL.to_vec(), &[HOUR], &ONE_APPROVAL);
}

/// Defends the rules in every state of a decision that takes two approvals.
#[test]
fn a_decision_that_takes_two_approvals() {
    walk(2, Mode::ALL.to_vec(), &[HOUR], &TWO_APPROVALS);
}

/// Goes from a request, and from what an import can put in its place, to every state that there is, breadth
/// first. In each, every command is done or refused as the model says, until none leads to anything new. The
/// states are those of a table that somebody has read, so that a change of the rules is noticed.
fn walk(min_approvals: u64, modes: Vec<Mode>, clock: &[i64], expected: &[Reached]) {
    let request = Command::Request(Request {
        min_approvals: Some(min_approvals),
        modes: Some(modes),
        capabilities: Some(vec!["rollback"]),
        ..Request::new("rotate the keys")
    });
    let mut walk = Walk::default();
    for start in starts(&request) {
        let mut world = World::without_bundles();
        for command in &start {
            agree(world.step(command), &start, command);
        }
        walk.arrive(&world, start);
    }
    while let Some(path) = walk.paths.pop_front() {
        walk.explore(&path, clock);
    }
    let expected: BTreeSet<Reached> = expected.iter().copied().collect();
    let new: Vec<_> = walk.reached.difference(&expected).collect();
    let missed: Vec<_> = expected.difference(&walk.reached).collect();
    assert!(new.is_empty() && missed.is_empty(), "new: {new:#?}\nno longer reached: {missed:#?}");
}

/// What a walk begins with: a request; the same before it had a policy, and before anything was; an
/// copy of an execution that was requested and not started. The bundle that was exported last is one of the
/// decision, or of the one that it is a copy of.
fn starts(request: &Command) -> [Vec<Command>; 4] {
    let without = |events, mode| vec![Command::Import { bundle: 0, variant: Variant::Without(events), mode }];
    let approve = |actor| Command::Approve { subject: LAST, actor, comment: None, expires_in: None };
    let begun = vec![request.clone(), Command::Export(LAST)];
    let claimed = ACTORS.map(approve).into_iter().chain([claim(None, None), Command::Export(LAST)]);
    [
        begun.clone(),
        [begun.clone(), without(1, ConflictMode::Overwrite)].concat(),
        [begun.clone(), without(2, ConflictMode::Overwrite)].concat(),
        [begun, claimed.collect(), without(1, ConflictMode::NewId)].concat(),
    ]
}

/// How far a walk has come.
#[derive(Default)]
struct Walk {
    seen: BTreeSet<Key>,
    reached: BTreeSet<Reached>,
    /// One way to each state whose commands have still to be tried.
    paths: VecDeque<Vec<Command>>,
}

impl Walk {
    /// Takes note of where a path has led.
    fn arrive(&mut self, world: &World, path: Vec<Command>) {
        let (decision, now) = (world.model.decisions.last().expect("a decision"), world.model.now);
        if self.seen.insert(Key::of(decision, now)) {
            self.reached.insert(Reached::of(decision, now));
            self.paths.push_back(path);
        }
    }

    /// Tries every command where a path leads.
    fn explore(&mut self, path: &[Command], clock: &[i64]) {
        let mut world = World::without_bundles();
        let bring = |world: &mut World| {
            for command in path {
                agree(world.repeat(command), path, command);
            }
        };
        bring(&mut world);
        let moves = clock.iter().copied().map(Command::MoveClock);
        for command in commands(path, actors(&world)).into_iter().chain(moves) {
            let rows = world.model.rows;
            agree(world.step(&command), path, &command);
            // What was refused has changed nothing; else another decision has to be brought there.
            if world.model.rows != rows || matches!(command, Command::MoveClock(_)) {
                self.arrive(&world, [path, &[command]].concat());
                bring(&mut world);
            }
        }
    }
}

fn agree(agreement: crate::world::Agreement, path: &[Command], command: &Command) {
    if let Err(why) = agreement {
        panic!("{why}\nin {command:?}\non the way {path:#?}");
    }
}

/// Those who do something: one of the two, where it is the same which.
fn actors(world: &World) -> &'static [Who] {
    let decision = world.model.decisions.last().expect("a decision");
    let approvals = &decision.now().approvals;
    let [first, second] = ACTORS.map(|actor| approvals.get(actor.id));
    if first == second { &ACTORS[..1] } else { &ACTORS }
}

/// Everything that is tried in a state.
fn commands(path: &[Command], actors: &[Who]) -> Vec<Command> {
    let mut commands = Vec::new();
    for &actor in actors {
        commands.extend([None, Some(HOUR), Some(0)].map(|expires_in| Command::Approve {
            subject: LAST,
            actor,
            comment: None,
            expires_in,
        }));
        commands.push(Command::Revoke { subject: LAST, actor });
    }
    for mode in [None, Some(Mode::DryRun), Some(Mode::Apply)] {
        commands.push(claim(mode, Some(&["rollback"])));
    }
    commands.push(claim(None, Some(&[])));
    // Without one, the last claim is that of a decision that was brought here before.
    if path.iter().any(|command| matches!(command, Command::Claim { .. })) {
        let answers = [Answer::Response { run_id: "run-1", steps: None }, Answer::Failure(Failure::TimedOut)];
        commands.extend(answers.map(|answer| Command::Settle { claim: 0, answer }));
    }
    commands.extend([Command::Abandon { subject: LAST, reason: None }, Command::Package(LAST)]);
    let modes = [ConflictMode::Reject, ConflictMode::Overwrite];
    commands.extend(modes.map(|mode| Command::Import { bundle: 0, variant: Variant::Whole, mode }));
    commands
}

fn claim(mode: Option<Mode>, capabilities: Option<&'static [&'static str]>) -> Command {
    Command::Claim { subject: LAST, mode, adapter: "subprocess:example", capabilities }
}

/// What decides about everything that can follow. Who has approved is not in it, but how many in which way.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    stage: String,
    /// Approvals that count for good, that count for some time, that have expired, that are revoked; now, and
    /// for a command.
    approvals: [BTreeMap<&'static str, usize>; 2],
    last_run: Option<String>,
    is_applied: bool,
}

impl Key {
    fn of(decision: &Decision, now: i64) -> Self {
        let standing = decision.now();
        let approvals = [now, standing.time(now)].map(|time| {
            let mut approvals = BTreeMap::new();
            for approval in standing.approvals.values() {
                let kind = match approval.expires_at {
                    _ if approval.revoked => "revoked",
                    None => "lasting",
                    Some(_) if approval.counts(time) => "expiring",
                    Some(_) => "expired",
                };
                *approvals.entry(kind).or_default() += 1;
            }
            approvals
        });
        Self {
            stage: format!("{:?}", standing.stage),
            approvals,
            last_run: standing.runs.last().map(|run| format!("{} {:?}", run.mode, run.end)),
            is_applied: decision.was_applied() || standing.is_applied(),
        }
    }
}
