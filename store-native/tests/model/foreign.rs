//! Bundles of a store that is not there any more.

use std::sync::OnceLock;

use verifier_core::decision::Mode;

use crate::bundles::Kept;
use crate::command::{Answer, Command, Failure, Nth, Request, Who};
use crate::world::World;

/// Bundles of three decisions, each at several times.
pub fn bundles() -> &'static [Kept] {
    static BUNDLES: OnceLock<Vec<Kept>> = OnceLock::new();
    BUNDLES.get_or_init(|| {
        let mut world = World::without_bundles();
        for (index, command) in life().iter().enumerate() {
            world.step(command).unwrap_or_else(|why| panic!("{index}, {command:?}: {why}"));
        }
        world.into_bundles()
    })
}

fn life() -> Vec<Command> {
    let last = Nth::Last(0);
    let export = Command::Export(last);
    let approve = |id, expires_in| Command::Approve {
        subject: last,
        actor: Who { kind: "human", id },
        comment: None,
        expires_in,
    };
    let claim = |mode| Command::Claim { subject: last, mode, adapter: "subprocess:far", capabilities: None };
    let settle = |answer| Command::Settle { claim: 0, answer };
    let done = Answer::Response { run_id: "run-far", steps: Some(1) };
    let request = |goal, min_approvals, labels| {
        Command::Request(Request { mode: Mode::Apply, min_approvals, labels, ..Request::new(goal) })
    };
    vec![
        // Carried out, after a dry run.
        request("far and done", Some(2), Some(vec!["prod"])),
        approve("alice", None),
        export.clone(),
        approve("bob", None),
        claim(Some(Mode::DryRun)),
        settle(done),
        export.clone(),
        claim(None),
        export.clone(),
        settle(done),
        export.clone(),
        // Approved for an hour.
        request("far and approved", None, None),
        export.clone(),
        approve("carol", Some(3_600_000_000)),
        export.clone(),
        // Failed, and tried again.
        request("far and failed", Some(1), Some(vec!["test", "prod"])),
        approve("bob", Some(1)),
        claim(None),
        settle(Answer::Failure(Failure::TimedOut)),
        export.clone(),
        claim(None),
        export,
    ]
}
