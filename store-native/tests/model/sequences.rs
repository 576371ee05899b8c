//! Random sequences of commands.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fastrand::Rng;

use crate::command::Command;
use crate::generate;
use crate::shrink::shrink;
use crate::world::{Outcomes, World};

/// So many sequences come to every outcome.
const ENOUGH: u64 = 120;

/// What may come of a command. A command that is always done is not here.
const OUTCOMES: [(&str, &[&str]); 11] = [
    ("abandon", &["DECISION_NOT_FOUND", "NO_EXECUTION_IN_PROGRESS", "ok"]),
    ("approve", &["ALREADY_APPROVED", "DECISION_NOT_FOUND", "EXPIRY_NOT_IN_FUTURE", "INVALID_STATE", "ok"]),
    (
        "claim",
        &[
            "ALREADY_EXECUTED",
            "APPROVAL_EXPIRED",
            "CAPABILITY_MISSING",
            "DECISION_NOT_FOUND",
            "EXECUTION_IN_PROGRESS",
            "INVALID_REQUEST",
            "MISSING_APPROVALS",
            "MODE_NOT_ALLOWED",
            "NO_POLICY",
            "ok",
        ],
    ),
    ("create template", &["INVALID_TEMPLATE", "TEMPLATE_ALREADY_EXISTS", "ok"]),
    ("export", &["DECISION_NOT_FOUND", "ok"]),
    (
        "import",
        &[
            "BUNDLE_INVALID_SCHEMA",
            "DECISION_EXISTS",
            "EXECUTION_IN_PROGRESS",
            "INTEGRITY_MISMATCH",
            "REPLAY_INVALID",
            "ok",
        ],
    ),
    ("package", &["DECISION_NOT_FOUND", "NO_ROUTER_LINK", "ok"]),
    ("replay", &["DECISION_NOT_FOUND", "ok"]),
    ("request", &["INVALID_REQUEST", "MODE_NOT_ALLOWED", "TEMPLATE_NOT_FOUND", "ok"]),
    ("revoke", &["DECISION_NOT_FOUND", "INVALID_STATE", "NOT_APPROVED_BY_ACTOR", "ok"]),
    ("settle", &["CLAIM_LOST", "ok"]),
];

/// Defends everything that the store answers: whatever is done to it in whatever order, it does and refuses
/// the same as a model in memory, for the same reasons; after what was refused nothing has changed; and at
/// the end the file is sound and every decision can be taken to another store as it is.
///
/// `STORE_MODEL_SEQUENCES` and `STORE_SEED` set how many sequences there are, and which.
#[test]
fn the_store_does_what_the_model_does() {
    let (sequences, first) = (number("STORE_MODEL_SEQUENCES", ENOUGH), number("STORE_SEED", 20_261_122));
    let mut outcomes = Outcomes::new();
    for seed in first..first + sequences {
        let commands = generate::commands(&mut Rng::with_seed(seed));
        let why = match run(&commands) {
            Ok(own) => {
                for (outcome, times) in own {
                    *outcomes.entry(outcome).or_default() += times;
                }
                continue;
            }
            Err(why) => why,
        };
        let (shortest, why) = shrink(&commands, why, failure);
        let lines: Vec<String> = shortest.iter().map(|command| format!("    {command:?}")).collect();
        let lines = lines.join("\n");
        panic!("{why}\nafter\n{lines}\nfrom the sequence of STORE_SEED={seed} STORE_MODEL_SEQUENCES=1");
    }
    assert_reached(&outcomes, sequences);
}

/// The sequences come to every outcome, if there are enough of them, and to no other one.
fn assert_reached(reached: &Outcomes, sequences: u64) {
    let possible: BTreeSet<_> =
        OUTCOMES.iter().flat_map(|(name, all)| all.iter().map(|outcome| (*name, *outcome))).collect();
    let reached: BTreeSet<_> = reached.keys().copied().collect();
    let others: Vec<_> = reached.difference(&possible).collect();
    assert!(others.is_empty(), "{others:?}");
    let missed: Vec<_> = possible.difference(&reached).collect();
    assert!(
        missed.is_empty() || sequences < ENOUGH,
        "generate other commands, so that these come: {missed:?}"
    );
}

/// Defends these tests: something that was recorded behind the back of the model is noticed, and of the
/// commands none is left that it does not take.
#[test]
fn a_slip_is_noticed_and_found() {
    for seed in 0..5 {
        let rng = &mut Rng::with_seed(seed);
        let mut commands = generate::commands(rng);
        commands.insert(rng.usize(commands.len() / 2..commands.len()), Command::Slip);
        let why = failure(&commands).expect("a slip that is noticed");
        let (shortest, why) = shrink(&commands, why, failure);
        assert!(shortest.len() <= 3 && shortest.ends_with(&[Command::Slip]), "{why}: {shortest:?}");
    }
}

/// Runs a sequence: what came of it, or why store and model do not agree.
fn run(commands: &[Command]) -> Result<Outcomes, String> {
    let run = AssertUnwindSafe(|| {
        let mut world = World::new();
        for (index, command) in commands.iter().enumerate() {
            world.step(command).map_err(|why| format!("command {index}: {why}"))?;
        }
        world.finish().map_err(|why| format!("at the end: {why}"))?;
        Ok(world.outcomes)
    });
    catch_unwind(run).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        Err(format!("panicked: {}", text.unwrap_or_default()))
    })
}

fn failure(commands: &[Command]) -> Option<String> {
    run(commands).err()
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
}
