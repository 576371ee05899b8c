//! Random commands: mostly such that something happens, often such that it must not.

use fastrand::Rng;
use store_native::exchange::ConflictMode;
use store_native::store::Direction;
use verifier_core::decision::{Mode, State};

use crate::command::{Answer, Command, Failure, Nth, Request, Rules, Variant, Who};

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3600 * SECOND;

/// Two of them have the same id.
const ACTORS: [Who; 5] = [
    Who { kind: "human", id: "alice" },
    Who { kind: "human", id: "bob" },
    Who { kind: "human", id: "Zoë 🗝" },
    Who { kind: "system", id: "alice" },
    Who { kind: "system", id: "gate" },
];

const GOALS: [&str; 3] = ["rotate the keys", "schließe das Konto ✓", "move \"a\" to \\b\n"];
const NAMES: [&str; 3] = ["careful", "Quick", "ß-plan"];
const LABELS: [&str; 4] = ["prod", "test", "ünïcode", ""];
const CAPABILITIES: [&str; 2] = ["rollback", "timeout"];
const DECLARED: [&[&str]; 4] = [&[], &["rollback"], &["timeout", "rollback"], &["other", "timeout"]];

/// A sequence of commands. It begins with a request, so that there is something to talk about.
pub fn commands(rng: &mut Rng) -> Vec<Command> {
    let length = rng.usize(20..60);
    let first = Command::Request(request(rng));
    std::iter::once(first).chain((1..length).map(|_| command(rng))).collect()
}

fn command(rng: &mut Rng) -> Command {
    match rng.u8(..100) {
        0..10 => Command::Request(request(rng)),
        10..15 => {
            let name = if rng.u8(..8) == 0 { "" } else { one_of(rng, &NAMES) };
            Command::CreateTemplate { name, policy: rules(rng) }
        }
        15..36 => approve(rng),
        36..42 => Command::Revoke { subject: subject(rng), actor: one_of(rng, &ACTORS) },
        42..57 => claim(rng),
        57..70 => settle(rng),
        70..73 => {
            Command::Abandon { subject: subject(rng), reason: rng.bool().then_some("the router is gone") }
        }
        73..82 => Command::MoveClock(one_of(
            rng,
            &[1, 1, SECOND - 1, SECOND, 59 * 60 * SECOND, HOUR, 8 * HOUR, -1, -SECOND, -HOUR],
        )),
        82..86 => Command::Export(subject(rng)),
        86..89 => Command::Package(subject(rng)),
        89..94 => import(rng),
        94 => Command::Reopen,
        95 => Command::Switch,
        96..98 => list(rng),
        98 => Command::Replay { subject: subject(rng), events: rng.usize(..12) },
        _ => Command::Check { head: rng.usize(..100) },
    }
}

fn request(rng: &mut Rng) -> Request {
    let mut request = Request::new(one_of(rng, &GOALS));
    if rng.u8(..20) == 0 {
        request.goal = one_of(rng, &["", " \n"]);
    }
    request.mode = mode(rng);
    request.plan = sometimes(rng, |rng| one_of(rng, &["", "1. do\n2. check"]));
    request.template = (rng.u8(..4) == 0).then(|| subject(rng));
    request.min_approvals = sometimes(rng, min_approvals);
    request.modes = (rng.u8(..4) == 0).then(|| modes(rng));
    request.capabilities = (rng.u8(..3) == 0).then(|| some_of(rng, &CAPABILITIES));
    request.max_steps = (rng.u8(..4) == 0).then(|| max_steps(rng));
    request.labels = sometimes(rng, |rng| some_of(rng, &LABELS));
    request
}

fn rules(rng: &mut Rng) -> Rules {
    Rules {
        min_approvals: min_approvals(rng),
        modes: modes(rng),
        capabilities: some_of(rng, &CAPABILITIES),
        max_steps: sometimes(rng, max_steps),
        labels: some_of(rng, &LABELS),
    }
}

fn approve(rng: &mut Rng) -> Command {
    Command::Approve {
        subject: subject(rng),
        actor: one_of(rng, &ACTORS),
        comment: sometimes(rng, |rng| one_of(rng, &["", "looks right ✓"])),
        expires_in: sometimes(rng, |rng| one_of(rng, &[-HOUR, 0, 1, SECOND, HOUR, HOUR, 720 * HOUR])),
    }
}

fn claim(rng: &mut Rng) -> Command {
    Command::Claim {
        subject: subject(rng),
        mode: sometimes(rng, mode),
        adapter: if rng.u8(..20) == 0 { "" } else { one_of(rng, &["subprocess:example", "http:other"]) },
        capabilities: sometimes(rng, |rng| one_of(rng, &DECLARED)),
    }
}

fn settle(rng: &mut Rng) -> Command {
    let answer = if rng.u8(..3) > 0 {
        let run_id = one_of(rng, &["run-1", "run-2", "läuf 3"]);
        Answer::Response { run_id, steps: one_of(rng, &[None, Some(0), Some(1)]) }
    } else {
        Answer::Failure(one_of(rng, &Failure::ALL))
    };
    Command::Settle { claim: recent(rng), answer }
}

fn import(rng: &mut Rng) -> Command {
    let variant = match rng.u8(..16) {
        0..5 => Variant::Whole,
        5..9 => Variant::Without(rng.usize(..6)),
        9..12 => Variant::OtherState,
        12 => Variant::Unsealed,
        13 => Variant::Truncated,
        14 => Variant::Altered,
        _ => Variant::Resealed,
    };
    Command::Import { bundle: rng.usize(..8), variant, mode: one_of(rng, &ConflictMode::ALL) }
}

fn list(rng: &mut Rng) -> Command {
    Command::List {
        state: sometimes(rng, |rng| one_of(rng, &State::ALL)),
        label: sometimes(rng, |rng| one_of(rng, &["prod", "test", "ünïcode", "", "no such"])),
        direction: one_of(rng, &[Direction::NewestFirst, Direction::OldestFirst]),
        limit: one_of(rng, &[1, 1, 2, 3, 100]),
    }
}

/// Most often one of those that were made last, so that something comes of them.
fn subject(rng: &mut Rng) -> Nth {
    if rng.u8(..25) == 0 { Nth::Unknown } else { Nth::Last(recent(rng)) }
}

fn recent(rng: &mut Rng) -> usize {
    one_of(rng, &[0, 0, 0, 0, 0, 1, 1, 2, 3, 5])
}

fn min_approvals(rng: &mut Rng) -> u64 {
    match rng.u8(..16) {
        0 => one_of(rng, &[0, 1 << 63, (1 << 63) - 1]),
        1 => 3,
        2..7 => 2,
        _ => 1,
    }
}

fn max_steps(rng: &mut Rng) -> u64 {
    match rng.u8(..8) {
        0 => one_of(rng, &[0, 1 << 63]),
        1 => (1 << 63) - 1,
        _ => one_of(rng, &[1, 5, 1 << 40]),
    }
}

fn mode(rng: &mut Rng) -> Mode {
    one_of(rng, &Mode::ALL)
}

fn modes(rng: &mut Rng) -> Vec<Mode> {
    match rng.u8(..6) {
        0 if rng.bool() => vec![],
        1 => vec![Mode::DryRun],
        2 => vec![Mode::Apply],
        3 => vec![Mode::Apply, Mode::DryRun, Mode::Apply],
        _ => Mode::ALL.to_vec(),
    }
}

/// Some of them, in any order, and perhaps one of them twice.
fn some_of(rng: &mut Rng, all: &[&'static str]) -> Vec<&'static str> {
    (0..rng.usize(..3)).map(|_| one_of(rng, all)).collect()
}

fn one_of<T: Copy>(rng: &mut Rng, all: &[T]) -> T {
    all[rng.usize(..all.len())]
}

fn sometimes<T>(rng: &mut Rng, make: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    rng.bool().then(|| make(rng))
}
