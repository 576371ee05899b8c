//! Random logs of decisions.

use conformance::Random;
use conformance::independent::Tree;

use crate::documents::{value, vary};
use crate::scalars::{key, scalar};

/// The types of events.
pub const TYPES: [&str; 9] = [
    "DECISION_CREATED",
    "POLICY_ATTACHED",
    "APPROVAL_GRANTED",
    "APPROVAL_REVOKED",
    "EXECUTION_REQUESTED",
    "EXECUTION_STARTED",
    "EXECUTION_COMPLETED",
    "EXECUTION_FAILED",
    "TEMPLATE_CREATED",
];

/// A log in which every event is what its type has, in any order.
pub fn log(random: &mut Random) -> Vec<Tree> {
    let most = if random.one_in(20) { 120 } else { 14 };
    (0..random.below(most)).map(|seq| event(seq, random)).collect()
}

/// A log in which anything may stand.
pub fn damaged(random: &mut Random) -> Vec<Tree> {
    let mut log = log(random);
    let odd = random.pick(&[2, 10, 60]);
    for event in &mut log {
        let Tree::Object(members) = event else { continue };
        for (name, part) in members.iter_mut() {
            if !random.one_in(odd) {
                continue;
            }
            match (name.as_str(), random.below(3)) {
                ("payload" | "actor", 0 | 1) => vary(part, random),
                (_, 0) => *part = value(&mut random.below(12), 3, random),
                _ => *part = scalar(random),
            }
        }
        if random.one_in(odd * 4) && !members.is_empty() {
            members.remove(random.below(members.len()));
        }
        if random.one_in(odd * 4) {
            members.push((key(random), scalar(random)));
        }
    }
    log
}

fn event(seq: usize, random: &mut Random) -> Tree {
    // Approvals are what moves most; the last type stands in the logs of templates.
    let kind = random.pick(&[0, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 6, 7, 8]);
    let actor_kind = random.pick(&["human", "human", "system", "robot"]);
    let mut members = vec![
        ("seq", number(seq)),
        ("type", text(TYPES[kind])),
        ("ts", text(&format!("2026-01-01T00:{:02}:{:02}+00:00", seq / 60, seq % 60))),
        ("actor", object([("type", text(actor_kind)), ("id", text(random.pick(&["a", "b", "c", "d"])))])),
        ("payload", payload(kind, random)),
    ];
    random.shuffle(&mut members);
    Tree::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn payload(kind: usize, random: &mut Random) -> Tree {
    let mode = |random: &mut Random| text(random.pick(&["dry_run", "apply"]));
    match kind {
        0 => object([
            ("goal", text(random.pick(&["", "rotate", "démo 🚚"]))),
            ("plan", value(&mut random.below(6), 3, random)),
            ("requested_mode", mode(random)),
            ("labels", Tree::Array(vec![text("x")])),
        ]),
        1 => object([
            ("min_approvals", number(1 + random.below(4))),
            ("allowed_modes", Tree::Array(vec![mode(random), mode(random)])),
            ("require_adapter_capabilities", Tree::Array(vec![])),
            ("max_steps", if random.one_in(2) { Tree::Null } else { number(1 + random.below(9)) }),
            ("template_name", if random.one_in(2) { Tree::Null } else { text("t") }),
            ("template_snapshot", object([("labels", Tree::Array(vec![]))])),
        ]),
        2 => object([("expires_at", expiry(random)), ("comment", text("ok"))]),
        3 => object([("reason", text(random.pick(&["", "no"])))]),
        4 => object([("adapter_id", text("shell")), ("dry_run", Tree::Bool(random.one_in(2)))]),
        5 => object([("router_request_digest", text("q"))]),
        6 => object([
            ("run_id", text(random.pick(&["r-1", "r-2"]))),
            ("response_digest", text("p")),
            ("steps_executed", number(random.below(3))),
        ]),
        7 => object([("error_code", text("E")), ("error_message", text("m")), ("run_id", Tree::Null)]),
        _ => Tree::Object(vec![]),
    }
}

/// When an approval expires: the logs are looked at from 2026-01-01T12:00:00 UTC.
fn expiry(random: &mut Random) -> Tree {
    match random.below(6) {
        0 => text("2026-01-01T11:59:59.999999+00:00"),
        1 => text("2026-01-01T12:00:00Z"),
        2 => text("2026-01-01T12:00:00.000001+00:00"),
        3 => text("2026-01-01T13:00:00+02:00"),
        _ => Tree::Null,
    }
}

/// Whether an approval with this expiry counts then.
pub fn counts(expiry: &Tree) -> bool {
    match expiry {
        Tree::String(text) => text == "2026-01-01T12:00:00.000001+00:00",
        _ => true,
    }
}

fn number(number: usize) -> Tree {
    Tree::Number(number.to_string())
}

fn text(text: &str) -> Tree {
    Tree::String(text.to_owned())
}

fn object<const N: usize>(members: [(&str, Tree); N]) -> Tree {
    Tree::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
