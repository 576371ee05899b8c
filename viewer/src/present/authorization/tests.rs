//! What the picture says against what the checks say.
#![cfg(not(target_arch = "wasm32"))]

use conformance::independent::{Story, Tree, replace};
use conformance::vectors::{package, packages};
use conformance::{Random, Spelling};
use verifier_core::json::{Document, Limits};
use verifier_core::package::Package;
use verifier_core::{Check, Options, Report, verify};

use super::{Authorization, Drawn, End, REQUEST, Run, Standing, WIDTH, drawn};
use crate::present::DecisionView;
use crate::present::summary::Outcome;

fn picture(text: &[u8]) -> Authorization {
    let document = Document::read(text, &Limits::default()).expect("it is JSON");
    DecisionView::of(&Package::read(&document).expect("it is a package").bundle).authorization
}

fn check<'r>(report: &'r Report, name: &str) -> &'r Check {
    let mut checks = report.layers().iter().flat_map(|layer| &layer.checks);
    checks.find(|check| check.name == name).expect("it was run")
}

/// What a check found, run by run, has to be what the picture says of each.
fn holds_for(name: &str, report: &Report, picture: &Authorization, of: fn(&Run) -> Outcome) {
    let check = check(report, name);
    let outcome = Outcome::from(check.outcome);
    let such = |outcome| picture.runs.iter().filter(move |run| of(run) == outcome);
    let places = |outcome| -> Vec<String> {
        such(outcome).map(|run| format!("/control_bundle/events/{}", run.seq)).collect()
    };
    let gravest = picture.runs.iter().map(of).max();
    match outcome {
        Outcome::Fail | Outcome::Pass => assert_eq!(gravest, Some(outcome), "{name}: {}", report.to_json()),
        // Where the events do not replay to their end, what there is of them holds.
        _ => assert!(gravest < Some(Outcome::Fail), "{name}: {}", report.to_json()),
    }
    if outcome == Outcome::Fail || (outcome == Outcome::Pass && gravest == Some(Outcome::Pass)) {
        assert_eq!(check.at, places(outcome), "{name}");
    }
    if outcome == Outcome::Fail && name == "approvals_met" {
        let first = such(Outcome::Fail).next().expect("one fails");
        let shown = |evidence: &Option<verifier_core::Evidence>| {
            evidence.as_ref().expect("two numbers were compared").shown().to_owned()
        };
        let numbers = (shown(&check.expected), shown(&check.actual));
        let said = (first.asked.expect("there is a policy").to_string(), first.counted.to_string());
        assert_eq!(numbers, said);
    }
}

/// What is drawn of a run says the same as its numbers do.
fn is_drawn_right(picture: &Authorization, run: &Run) {
    let drawn = drawn(&picture.lanes, run);
    assert_eq!(drawn.len(), picture.lanes.len());
    let count = |standing| drawn.iter().filter(|lane| lane.standing == standing).count() as u64;
    let numbers = [run.counted, run.unclear, run.revoked, run.expired, run.dated_later, run.late];
    assert_eq!(Standing::ALL.map(count), numbers, "{run:?}");
    for Drawn { standing, bars, decisive, .. } in &drawn {
        let decisive = decisive.as_ref().expect("not so many that one is left out");
        let reaching: Vec<_> = bars.iter().filter(|bar| bar.from < REQUEST && bar.to > REQUEST).collect();
        assert_eq!(bars.iter().filter(|bar| bar.counts).count(), usize::from(*standing == Standing::Counted));
        match standing {
            Standing::Counted => assert!(reaching.len() == 1 && reaching[0].counts, "{bars:?}"),
            Standing::Unclear => assert_eq!(reaching.len(), 1, "{bars:?}"),
            Standing::Revoked | Standing::Expired => assert_eq!(reaching, [&bars[0]; 0], "{bars:?}"),
            Standing::DatedLater => assert!(decisive.seq < run.seq, "{bars:?}"),
            Standing::Late => assert!(bars[0].from > REQUEST && decisive.seq > run.seq, "{bars:?}"),
        }
        assert!(bars.iter().all(|bar| bar.from < bar.to && bar.to <= WIDTH), "{bars:?}");
        assert!(bars.windows(2).all(|pair| pair[0].to <= pair[1].from), "{bars:?}");
    }
}

fn agrees(text: &[u8]) -> Authorization {
    let report = verify(text, &Options::default());
    let picture = picture(text);
    holds_for("policy_attached", &report, &picture, Run::policy);
    holds_for("approvals_met", &report, &picture, Run::approvals);
    holds_for("mode_allowed", &report, &picture, Run::mode);
    holds_for("step_limit", &report, &picture, Run::steps);
    for run in &picture.runs {
        is_drawn_right(&picture, run);
    }
    picture
}

/// Defends that the picture of every package of the vectors has the numbers of the checks.
#[test]
fn the_picture_agrees_with_the_checks_for_all_packages() {
    let mut runs = 0;
    for row in packages() {
        runs += agrees(row.bytes).runs.len();
    }
    assert!(runs > 20, "{runs}");
}

fn forged(base: &str, forge: impl FnOnce(&mut Story)) -> Authorization {
    let mut story = Story::of(package(base).1);
    forge(&mut story);
    agrees(Spelling::Compact.write(&story.told(), &mut Random::new(1)).as_bytes())
}

fn text(text: &str) -> Tree {
    Tree::String(text.to_owned())
}

/// `(counted, revoked, expired, late)` and what came of it, of the only run.
fn numbers(picture: &Authorization) -> ((u64, u64, u64, u64), Outcome) {
    let [run] = picture.runs.as_slice() else { panic!("{} runs", picture.runs.len()) };
    ((run.counted, run.revoked, run.expired, run.late), run.approvals())
}

const PLAIN: &str = "08-plain-reference";

/// Defends that each way to run without enough approvals is seen in the picture as what it is.
#[test]
fn forgeries_are_seen_for_what_they_are() {
    let plain = numbers(&forged(PLAIN, |_| {}));
    let ((all, ..), _) = plain;
    assert_eq!(plain, ((all, 0, 0, 0), Outcome::Pass));
    let revoked = forged(PLAIN, |story| {
        let mut event = story.events[story.place("APPROVAL_GRANTED", 0)].clone();
        assert!(replace(&mut event, "/type", text("APPROVAL_REVOKED")));
        assert!(replace(&mut event, "/payload", Tree::Object(vec![("reason".to_owned(), text("no"))])));
        let place = story.place("EXECUTION_REQUESTED", 0);
        story.events.insert(place, event);
    });
    assert_eq!(numbers(&revoked), ((all - 1, 1, 0, 0), Outcome::Fail));
    let ended: Vec<End> = drawn(&revoked.lanes, &revoked.runs[0])
        .iter()
        .filter(|lane| lane.standing == Standing::Revoked)
        .map(|lane| lane.bars[0].end)
        .collect();
    assert_eq!(ended, [End::Revoked]);
    let expired = forged(PLAIN, |story| {
        story.change("APPROVAL_GRANTED", 0, "/payload/expires_at", text("2026-01-01T00:00:00+00:00"));
    });
    assert_eq!(numbers(&expired), ((all - 1, 0, 1, 0), Outcome::Fail));
    let late = forged(PLAIN, |story| {
        let granted = story.events.remove(story.place("APPROVAL_GRANTED", 0));
        story.events.push(granted);
    });
    assert_eq!(numbers(&late), ((all - 1, 0, 0, 1), Outcome::Fail));
    let twice = forged(PLAIN, |story| {
        let first = story.events[story.place("APPROVAL_GRANTED", 0)].clone();
        let actor = first.member("actor").cloned().unwrap_or(Tree::Null);
        story.change("APPROVAL_GRANTED", 1, "/actor", actor);
    });
    assert_eq!(numbers(&twice), ((all - 1, 0, 0, 0), Outcome::Fail));
    assert!(drawn(&twice.lanes, &twice.runs[0]).iter().any(|lane| lane.bars[0].end == End::Renewed));
    let lowered = forged(PLAIN, |story| {
        let mut policy = story.events[story.place("POLICY_ATTACHED", 0)].clone();
        assert!(replace(&mut policy, "/payload/min_approvals", Tree::Number("1".to_owned())));
        let place = story.place("EXECUTION_REQUESTED", 0);
        story.events.insert(place, policy);
    });
    assert_eq!(lowered.runs[0].asked, Some(1));
    let forbidden = forged(PLAIN, |story| {
        story.change("POLICY_ATTACHED", 0, "/payload/allowed_modes", Tree::Array(vec![text("dry_run")]));
    });
    assert_eq!((forbidden.runs[0].mode(), forbidden.runs[0].outcome()), (Outcome::Fail, Outcome::Fail));
}

/// An event of a history that was made up.
fn event(random: &mut Random, seq: usize) -> String {
    let second = |at: usize| format!("2026-11-22T20:{:02}:{:02}", at / 60 % 60, at % 60);
    // Now and then time runs backwards, or nobody knows in which zone it is.
    let now = if random.one_in(8) { seq * 20 / 2 } else { seq * 20 };
    let zone = if random.one_in(12) { "" } else { "+00:00" };
    let actor = format!("person-{}", random.below(4));
    let (kind, payload) = match random.below(9) {
        0 => {
            let (wanted, modes) =
                (1 + random.below(3), random.pick(&["\"apply\"", "\"dry_run\"", "\"dry_run\",\"apply\""]));
            let steps = random.pick(&["null", "2", "5"]);
            let rules = format!(
                "{{\"min_approvals\":{wanted},\"allowed_modes\":[{modes}],\"max_steps\":{steps},\
                 \"require_adapter_capabilities\":[],\"labels\":[]}}"
            );
            ("POLICY_ATTACHED", rules)
        }
        1..=3 => {
            let expiry = match random.below(3) {
                0 => format!("\"{}+00:00\"", second(now + random.below(100))),
                _ => "null".to_owned(),
            };
            ("APPROVAL_GRANTED", format!("{{\"expires_at\":{expiry}}}"))
        }
        4 => ("APPROVAL_REVOKED", "{\"reason\":\"no\"}".to_owned()),
        5 | 6 => {
            let dry_run = random.one_in(2);
            ("EXECUTION_REQUESTED", format!("{{\"adapter_id\":\"a\",\"dry_run\":{dry_run}}}"))
        }
        7 => ("EXECUTION_STARTED", "{\"router_request_digest\":\"0\"}".to_owned()),
        _ if random.one_in(30) => ("SOMETHING_ELSE", "{}".to_owned()),
        _ => {
            let steps = random.pick(&["", ",\"steps_executed\":2", ",\"steps_executed\":4"]);
            ("EXECUTION_COMPLETED", format!("{{\"run_id\":\"r\",\"response_digest\":\"0\"{steps}}}"))
        }
    };
    // The number that an event states for itself is a question of its own.
    let stated = if random.one_in(40) { seq + 1 } else { seq };
    format!(
        "{{\"event_id\":\"e\",\"decision_id\":\"d\",\"seq\":{stated},\"type\":\"{kind}\",\"payload\":{payload},\
         \"ts\":\"{}{zone}\",\"actor\":{{\"type\":\"human\",\"id\":\"{actor}\"}},\"digest\":\"0\"}}",
        second(now)
    )
}

/// Defends the same for histories of every kind, most of which no store would write.
#[test]
fn the_picture_agrees_with_the_checks_for_any_history() {
    let mut random = Random::new(7);
    let mut such = [0; 6];
    for _ in 0..1_500 {
        let events: Vec<String> = (0..random.below(40)).map(|seq| event(&mut random, seq)).collect();
        let text = format!(
            "{{\"package_version\":\"0.6\",\"control_bundle\":{{\"bundle_version\":\"0.5\",\"decision\":\
             {{\"decision_id\":\"d\",\"goal\":\"g\",\"mode\":\"apply\",\"created_at\":\"\",\"status\":\"\"}},\
             \"events\":[{}],\"router_link\":{{}},\"template_snapshot\":{{\"present\":false}},\"integrity\":\
             {{\"alg\":\"sha256\",\"canonical_digest\":\"\"}},\"provenance\":{{}}}},\"router\":{{\"mode\":\
             \"reference\",\"ref\":{{\"run_id\":\"r\",\"digest\":\"\"}}}},\"binding\":{{\"control_digest\":\"\",\
             \"router_digest\":\"\",\"control_router_link_digest\":\"\"}},\"integrity\":{{\"alg\":\"sha256\",\
             \"binding_digest\":\"\"}},\"provenance\":{{}}}}",
            events.join(",")
        );
        for run in agrees(text.as_bytes()).runs {
            let counts = [run.counted, run.unclear, run.revoked, run.expired, run.dated_later, run.late];
            for (such, count) in such.iter_mut().zip(counts) {
                *such += count;
            }
        }
    }
    assert!(such.iter().all(|count| *count > 100), "{such:?}");
}
