//! Packages with many events that look alike, and some that do not.

use conformance::Random;
use conformance::agreement::reports_agree;
use conformance::independent::{Tree, at, canonical_text, control_projection, reseal};
use conformance::vectors::package;

use crate::documents::{value, vary};
use crate::layout;
use crate::runs::for_each_seed;
use crate::scalars::{key, scalar};

/// Defends the control digest on long arrays of events: what the slow route has sealed, the core finds
/// sealed; with one value changed, it does not.
#[test]
fn sealed_events_are_found_sealed_until_one_changes() {
    for_each_seed(20, |random| {
        let count = if random.one_in(50) { 2000 } else { random.below(60) };
        let mut package = package_with(events(count, random));
        // A number that overflows is refused wherever it stands, not only under the digest.
        if reseal(&mut package).is_err() || canonical_text(&package).is_err() {
            return;
        }
        let text = layout::write(&package, random);
        let report = reports_agree(text.as_bytes());
        assert!(report.ok(), "{}\n{text}", report.to_json());

        let sealed = canonical_text(&control_projection(package.member("control_bundle").unwrap())).unwrap();
        let Some(Tree::Array(events)) = at(&mut package, "/control_bundle/events") else { return };
        if events.is_empty() {
            return;
        }
        let changed = random.below(events.len());
        vary(&mut events[changed], random);
        let Ok(now) = canonical_text(&control_projection(package.member("control_bundle").unwrap())) else {
            return;
        };
        let report = reports_agree(layout::write(&package, random).as_bytes());
        if report.error().is_none() {
            assert_eq!(report.ok(), now == sealed, "{}", report.to_json());
        }
    });
}

fn package_with(events: Vec<Tree>) -> Tree {
    let mut package = Tree::read(package("00-plain-reference").1).expect("a package is JSON");
    *at(&mut package, "/control_bundle/events").expect("it has events") = Tree::Array(events);
    package
}

/// Events of a few types. Most are like the one before of their type; in some a member is missing, is
/// there beyond the format, or has another type.
fn events(count: usize, random: &mut Random) -> Vec<Tree> {
    let mut types: Vec<Tree> = (0..=random.below(4)).map(|_| event(random)).collect();
    let odd = random.pick(&[4, 40, 400]);
    (0..count)
        .map(|_| {
            let kind = random.below(types.len());
            if random.one_in(odd) {
                types[kind] = event(random);
            }
            let mut event = types[kind].clone();
            let Tree::Object(members) = &mut event else { return event };
            for (_, value) in members.iter_mut() {
                if !matches!(value, Tree::Object(_)) || random.one_in(odd) {
                    *value = scalar(random);
                } else if random.one_in(4) {
                    vary(value, random);
                }
            }
            if random.one_in(odd) {
                random.shuffle(members);
            }
            event
        })
        .collect()
}

fn event(random: &mut Random) -> Tree {
    let mut members: Vec<(String, Tree)> = Vec::new();
    for name in ["event_id", "decision_id", "seq", "type", "ts"] {
        members.push((name.to_owned(), scalar(random)));
    }
    for name in ["payload", "actor"] {
        if !random.one_in(6) {
            members.push((name.to_owned(), value(&mut random.below(12), 3, random)));
        }
    }
    if !random.one_in(6) {
        members.push(("digest".to_owned(), scalar(random)));
    }
    while random.one_in(3) {
        let name = key(random);
        if members.iter().all(|(other, _)| *other != name) {
            members.push((name, scalar(random)));
        }
    }
    if random.one_in(2) {
        random.shuffle(&mut members);
    }
    Tree::Object(members)
}
