//! Packages whose history was rewritten and whose digests were all computed anew: the seal holds, and the check that
//! is meant for it finds each of them. What no unsigned file can reveal is listed too.

use conformance::independent::{Story, Tree};
use conformance::vectors::package;
use conformance::{Random, Spelling};
use verifier_core::digest::PrefixedDigest;
use verifier_core::{Options, Outcome, Report, Trust, Verdict, verify};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Two approvals or three, plain, applied.
const PLAIN: &str = "08-plain-reference";
/// From a template, dry run, three approvals, some of which expire.
const TEMPLATE: &str = "01-template-reference";
/// Failed once, then completed.
const RETRIED: &str = "03-retried-reference";
/// With an approval that was revoked.
const REVOKED: &str = "02-revoked-reference";
/// With the router's own record.
const EMBEDDED: &str = "08-plain-embedded-router";

struct Forgery {
    name: &'static str,
    base: &'static str,
    forge: fn(&mut Story),
    check: &'static str,
    outcome: Outcome,
}

fn text(text: &str) -> Tree {
    Tree::String(text.to_owned())
}

fn number(number: u32) -> Tree {
    Tree::Number(number.to_string())
}

/// Moves an event behind all others.
fn to_the_end(story: &mut Story, kind: &str) {
    let place = story.place(kind, 0);
    let event = story.events.remove(place);
    story.events.push(event);
}

fn drop_event(story: &mut Story, kind: &str, nth: usize) {
    let place = story.place(kind, nth);
    story.events.remove(place);
}

const FORGERIES: &[Forgery] = &[
    Forgery {
        name: "an approval is removed",
        base: PLAIN,
        forge: |story| drop_event(story, "APPROVAL_GRANTED", 0),
        check: "approvals_met",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "an approval is moved behind the run",
        base: PLAIN,
        forge: |story| to_the_end(story, "APPROVAL_GRANTED"),
        check: "approvals_met",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "an approval is moved behind the run, and its time is not changed",
        base: PLAIN,
        forge: |story| to_the_end(story, "APPROVAL_GRANTED"),
        check: "event_times",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "an approval had expired when the run was requested",
        base: PLAIN,
        forge: |story| {
            story.change("APPROVAL_GRANTED", 0, "/payload/expires_at", text("2026-01-01T00:00:00+00:00"));
        },
        check: "approvals_met",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "an approval is revoked before the run",
        base: PLAIN,
        forge: |story| {
            let granted = story.place("APPROVAL_GRANTED", 0);
            let mut revoked = story.events[granted].clone();
            assert!(conformance::independent::replace(&mut revoked, "/type", text("APPROVAL_REVOKED")));
            let payload = Tree::Object(
                vec![("reason", "second thoughts")]
                    .into_iter()
                    .map(|(k, v)| (k.to_owned(), text(v)))
                    .collect(),
            );
            assert!(conformance::independent::replace(&mut revoked, "/payload", payload));
            let place = story.place("EXECUTION_REQUESTED", 0);
            story.events.insert(place, revoked);
        },
        check: "approvals_met",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "the approval that made up for a revoked one is removed",
        base: REVOKED,
        forge: |story| {
            let granted =
                story.events.iter().filter(|event| event.member("type") == Some(&text("APPROVAL_GRANTED")));
            let last = granted.count() - 1;
            drop_event(story, "APPROVAL_GRANTED", last);
        },
        check: "approvals_met",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "one person approves twice instead of two",
        base: PLAIN,
        forge: |story| {
            let first = story.events[story.place("APPROVAL_GRANTED", 0)].clone();
            let actor = first.member("actor").cloned().unwrap_or(Tree::Null);
            story.change("APPROVAL_GRANTED", 1, "/actor", actor);
        },
        check: "approvals_met",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "the threshold is lowered after somebody had approved",
        base: PLAIN,
        forge: |story| {
            let mut lowered = story.events[story.place("POLICY_ATTACHED", 0)].clone();
            assert!(conformance::independent::replace(&mut lowered, "/payload/min_approvals", number(1)));
            let place = story.place("EXECUTION_REQUESTED", 0);
            story.events.insert(place, lowered);
        },
        check: "policy_stable",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "the threshold of a template is lowered without saying so",
        base: TEMPLATE,
        forge: |story| story.change("POLICY_ATTACHED", 0, "/payload/min_approvals", number(1)),
        check: "template",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "a mode that the policy forbids",
        base: PLAIN,
        forge: |story| {
            story.change("POLICY_ATTACHED", 0, "/payload/allowed_modes", Tree::Array(vec![text("dry_run")]));
        },
        check: "mode_allowed",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "another mode than the one that was asked for",
        base: PLAIN,
        forge: |story| story.change("DECISION_CREATED", 0, "/payload/requested_mode", text("dry_run")),
        check: "mode_as_requested",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "a dry run becomes an apply in the events, but not in what the router was asked to do",
        base: TEMPLATE,
        forge: |story| {
            story.requests_anew = false;
            story.change("EXECUTION_REQUESTED", 0, "/payload/dry_run", Tree::Bool(false));
        },
        check: "router_request",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "the goal is another than the router was asked for",
        base: PLAIN,
        forge: |story| {
            story.requests_anew = false;
            story.change("DECISION_CREATED", 0, "/payload/goal", text("Something harmless"));
        },
        check: "router_request",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "the plan is another than the router was asked for",
        base: PLAIN,
        forge: |story| {
            story.requests_anew = false;
            story.change("DECISION_CREATED", 0, "/payload/plan", text("1. nothing"));
        },
        check: "router_request",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "more steps than the policy allows",
        base: PLAIN,
        forge: |story| {
            story.change("POLICY_ATTACHED", 0, "/payload/max_steps", number(1));
            story.change("EXECUTION_COMPLETED", 0, "/payload/steps_executed", number(2));
        },
        check: "step_limit",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "the policy is left out",
        base: PLAIN,
        forge: |story| drop_event(story, "POLICY_ATTACHED", 0),
        check: "policy_attached",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "the creation is left out",
        base: PLAIN,
        forge: |story| drop_event(story, "DECISION_CREATED", 0),
        check: "event_types",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "the request of the run is left out",
        base: PLAIN,
        forge: |story| drop_event(story, "EXECUTION_REQUESTED", 0),
        check: "event_types",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "the start of the run is left out",
        base: PLAIN,
        forge: |story| drop_event(story, "EXECUTION_STARTED", 0),
        check: "event_types",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "the failure of the first run is left out",
        base: RETRIED,
        forge: |story| {
            drop_event(story, "EXECUTION_FAILED", 0);
            drop_event(story, "EXECUTION_REQUESTED", 1);
        },
        check: "event_types",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "a second apply on the same approvals",
        base: PLAIN,
        forge: |story| {
            let run: Vec<Tree> = ["EXECUTION_REQUESTED", "EXECUTION_STARTED", "EXECUTION_COMPLETED"]
                .map(|kind| story.events[story.place(kind, 0)].clone())
                .into();
            story.events.extend(run);
        },
        check: "single_apply",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "the requester approves",
        base: PLAIN,
        forge: |story| {
            let creator = story.events[0].member("actor").cloned().unwrap_or(Tree::Null);
            story.change("APPROVAL_GRANTED", 0, "/actor", creator);
        },
        check: "separation_of_duties",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "a program approves",
        base: PLAIN,
        forge: |story| story.change("APPROVAL_GRANTED", 0, "/actor/type", text("system")),
        check: "separation_of_duties",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "another run in the events",
        base: PLAIN,
        forge: |story| {
            story.change("EXECUTION_COMPLETED", 0, "/payload/run_id", text("run-of-another-decision"));
        },
        check: "router_run",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "another run in the events, beside the router's own record",
        base: EMBEDDED,
        forge: |story| {
            story.change("EXECUTION_COMPLETED", 0, "/payload/run_id", text("run-of-another-decision"));
        },
        check: "router_run",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "another result in the events",
        base: PLAIN,
        forge: |story| {
            story.change("EXECUTION_COMPLETED", 0, "/payload/response_digest", text(&"0".repeat(64)));
        },
        check: "router_result",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "how the first run ended is left out",
        base: RETRIED,
        forge: |story| drop_event(story, "EXECUTION_FAILED", 0),
        check: "event_types",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "a first apply on the same approvals, whose end is left out",
        base: PLAIN,
        forge: |story| {
            let begun = ["EXECUTION_REQUESTED", "EXECUTION_STARTED"]
                .map(|kind| story.events[story.place(kind, 0)].clone());
            let place = story.place("EXECUTION_REQUESTED", 0);
            story.events.splice(place..place, begun);
        },
        check: "event_types",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "the policy comes when all have approved",
        base: PLAIN,
        forge: |story| {
            let place = story.place("POLICY_ATTACHED", 0);
            let policy = story.events.remove(place);
            let place = story.place("EXECUTION_REQUESTED", 0);
            story.events.insert(place, policy);
        },
        check: "policy_stable",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "a policy without limits, between the request and the start of a run",
        base: PLAIN,
        forge: |story| {
            let mut policy = story.events[story.place("POLICY_ATTACHED", 0)].clone();
            assert!(conformance::independent::replace(&mut policy, "/payload/max_steps", number(999)));
            let place = story.place("EXECUTION_STARTED", 0);
            story.events.insert(place, policy);
        },
        check: "router_request",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "approvals are taken back and a policy attached, between the request and the start of a run",
        base: PLAIN,
        forge: |story| {
            let policy = story.events[story.place("POLICY_ATTACHED", 0)].clone();
            let mut inserted: Vec<Tree> = story
                .events
                .iter()
                .filter(|event| event.member("type") == Some(&text("APPROVAL_GRANTED")))
                .cloned()
                .collect();
            for event in &mut inserted {
                assert!(conformance::independent::replace(event, "/type", text("APPROVAL_REVOKED")));
                let reason = Tree::Object(vec![("reason".to_owned(), text("no"))]);
                assert!(conformance::independent::replace(event, "/payload", reason));
            }
            inserted.push(policy);
            let place = story.place("EXECUTION_STARTED", 0);
            story.events.splice(place..place, inserted);
        },
        check: "policy_stable",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "a laxer policy takes the place of the one from the template",
        base: TEMPLATE,
        forge: |story| {
            let mut policy = story.events[story.place("POLICY_ATTACHED", 0)].clone();
            let payload = policy.member("payload").cloned().unwrap_or(Tree::Null);
            let Tree::Object(members) = payload else { panic!("a payload is an object") };
            let plain = members.into_iter().filter(|(name, _)| {
                !matches!(
                    name.as_str(),
                    "template_name" | "template_digest" | "template_snapshot" | "overrides_applied"
                )
            });
            assert!(conformance::independent::replace(
                &mut policy,
                "/payload",
                Tree::Object(plain.collect())
            ));
            assert!(conformance::independent::replace(&mut policy, "/payload/min_approvals", number(1)));
            let place = story.place("POLICY_ATTACHED", 0);
            story.events.insert(place + 1, policy);
        },
        check: "template",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "something that is no person approves",
        base: PLAIN,
        forge: |story| story.change("APPROVAL_GRANTED", 0, "/actor/type", text("service")),
        check: "separation_of_duties",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "one person approves twice, in two spellings",
        base: PLAIN,
        forge: |story| {
            let first = story.events[story.place("APPROVAL_GRANTED", 0)].member("actor").cloned();
            let id = first
                .as_ref()
                .and_then(|actor| actor.member("id"))
                .and_then(Tree::as_str)
                .unwrap_or_default();
            let id = format!("{}\u{200b}", id.to_uppercase());
            story.change("APPROVAL_GRANTED", 1, "/actor/id", text(&id));
        },
        check: "separation_of_duties",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "nobody approves, in name",
        base: PLAIN,
        forge: |story| story.change("APPROVAL_GRANTED", 0, "/actor/id", text("")),
        check: "separation_of_duties",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "the revocation is by somebody who had not approved",
        base: REVOKED,
        forge: |story| story.change("APPROVAL_REVOKED", 0, "/actor/id", text("nobody@example.com")),
        check: "event_types",
        outcome: Outcome::Warn,
    },
    Forgery {
        name: "an approval is dated after the run, and stands before it",
        base: PLAIN,
        forge: |story| story.change("APPROVAL_GRANTED", 0, "/ts", text("2999-01-01T00:00:00+00:00")),
        check: "approvals_met",
        outcome: Outcome::Fail,
    },
    Forgery {
        name: "an approval that ends at no time",
        base: PLAIN,
        forge: |story| story.change("APPROVAL_GRANTED", 0, "/payload/expires_at", text("tomorrow")),
        check: "event_types",
        outcome: Outcome::Fail,
    },
];

/// What it is, the package that it starts from, and how it is made.
type Invisible = (&'static str, &'static str, fn(&mut Story));

/// Histories that add up and never happened. Nothing in the file tells; a digest or a signature from elsewhere does.
const INVISIBLE: &[Invisible] = &[
    ("nothing is changed, but all is computed anew", PLAIN, |_| {}),
    ("the goal, and what the router was asked for with it", PLAIN, |story| {
        story.change("DECISION_CREATED", 0, "/payload/goal", text("Something harmless"));
    }),
    ("an approver who never approved", PLAIN, |story| {
        story.change("APPROVAL_GRANTED", 0, "/actor/id", text("somebody.else@example.com"));
    }),
    ("a comment", TEMPLATE, |story| story.change("APPROVAL_GRANTED", 1, "/payload/comment", text("gladly"))),
    ("the lower threshold from the start, without the approvals", PLAIN, |story| {
        story.change("POLICY_ATTACHED", 0, "/payload/min_approvals", number(1));
        drop_event(story, "APPROVAL_GRANTED", 1);
    }),
    ("the whole first run, which failed", RETRIED, |story| {
        for kind in ["EXECUTION_REQUESTED", "EXECUTION_STARTED", "EXECUTION_FAILED"] {
            drop_event(story, kind, 0);
        }
    }),
];

fn told(base: &str, forge: fn(&mut Story)) -> String {
    let mut story = Story::of(package(base).1);
    forge(&mut story);
    Spelling::Compact.write(&story.told(), &mut Random::new(1))
}

fn outcome(report: &Report, name: &str) -> Option<Outcome> {
    report
        .layers()
        .iter()
        .flat_map(|layer| &layer.checks)
        .find(|check| check.name == name)
        .map(|it| it.outcome)
}

/// Defends each check against the forgery that it is meant for. The seal sees none of them.
#[test]
fn every_forgery_is_found_by_the_check_that_is_meant_for_it() {
    for Forgery { name, base, forge, check, outcome: expected } in FORGERIES {
        let report = verify(told(base, *forge).as_bytes(), &Options::default());
        assert!(report.ok(), "{name}: the seal holds: {}", report.to_json());
        assert_eq!(outcome(&report, check), Some(*expected), "{name}: {}", report.to_json());
        let verdict = if *expected == Outcome::Fail { Verdict::Failed } else { Verdict::Attention };
        assert!(
            report.verdict() == verdict || report.verdict() == Verdict::Failed,
            "{name}: {}",
            report.to_json()
        );
    }
}

/// Defends what the documentation says that a file alone cannot show, and that a pin or a signature does.
#[test]
fn what_adds_up_is_only_found_from_outside() {
    for (name, base, forge) in INVISIBLE {
        let original = verify(package(base).1, &Options::default());
        let forged = told(base, *forge);
        let report = verify(forged.as_bytes(), &Options::default());
        assert_eq!(report.verdict(), Verdict::Verified, "{name}: {}", report.to_json());

        let mut trust = Trust::default();
        let binding = original.subject().binding_digest.clone().unwrap_or_default();
        trust.pins.extend(PrefixedDigest::parse(&binding));
        let pinned = |bytes: &[u8]| verify(bytes, &Options::default().with_trust(trust.clone()));
        assert_eq!(outcome(&pinned(package(base).1), "pinned_digest"), Some(Outcome::Pass), "{name}");
        let changed = report.subject().binding_digest != original.subject().binding_digest;
        let expected = if changed { Outcome::Fail } else { Outcome::Pass };
        assert_eq!(outcome(&pinned(forged.as_bytes()), "pinned_digest"), Some(expected), "{name}");
        assert_eq!(changed, !name.starts_with("nothing"), "{name}");
    }
}

/// Defends the sample whose digests all agree and whose run was not allowed: it is what comes of the story that
/// `samples/README.md` tells.
#[test]
fn the_sample_of_a_run_that_was_not_allowed_is_made_of_a_sound_one() {
    const SOUND: &[u8] = include_bytes!("../../../samples/good-revoked-approval.json");
    const FORGED: &str = include_str!("../../../samples/tampered-run-not-approved.json");
    let mut story = Story::of(SOUND);
    // Who approved in place of the one who took it back does so after the run.
    let granted: Vec<usize> = (0..story.events.len())
        .filter(|place| story.events[*place].member("type") == Some(&text("APPROVAL_GRANTED")))
        .collect();
    let mut last = story.events.remove(granted[granted.len() - 1]);
    assert!(conformance::independent::replace(&mut last, "/ts", text("2026-11-22T20:53:04.841500+00:00")));
    story.events.push(last);
    let told = Spelling::Pretty.write(&story.told(), &mut Random::new(1));
    assert_eq!(told.trim(), FORGED.trim(), "this is what it has to be:\n{told}");

    let report = verify(FORGED.as_bytes(), &Options::default());
    let failed = report.layers().iter().flat_map(|layer| &layer.checks).filter(|check| !check.ok());
    assert_eq!(failed.map(|check| check.name).collect::<Vec<_>>(), ["approvals_met"], "{}", report.to_json());
    assert!(report.ok());
}
