//! The published JSON Schema of the report describes what is reported, and nothing else.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};
use verifier_core::{Code, Outcome, Report, Verdict};

use crate::checked;
use crate::small_package::small_package_text;

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(Report::SCHEMA).expect("the schema is JSON");
    assert!(jsonschema::meta::is_valid(&schema), "the schema is one");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("the schema compiles")
});

/// Every report in these tests comes by here.
pub fn assert_valid(report: &str) {
    let report: Value = serde_json::from_str(report).expect("a report is JSON");
    let errors: Vec<_> = VALIDATOR
        .iter_errors(&report)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}\n{report:#}", errors.join("\n"));
}

fn samples() -> Vec<Value> {
    let package = small_package_text();
    let embedded = package.replace(
        "\"mode\":\"reference\",",
        "\"mode\":\"embedded\",\"bundle\":{\"integrity\":{\"canonical_digest\":\"q\"}},",
    );
    let inputs = [
        package.clone(),
        embedded,
        package.replace("\"S\"", "\"T\""),
        package.replace("\"q\"", "[1.50]"),
        package.replace("\"l\"", "null"),
        "{".to_owned(),
        "[]".to_owned(),
        "{\"a~/b\":?}".to_owned(),
    ];
    inputs
        .iter()
        .map(|input| serde_json::from_str(&checked::verify(input.as_bytes()).json).expect("a report is JSON"))
        .collect()
}

/// Defends the schema against being vacuous: without any member that a report always has, and with an
/// unknown member in any of its objects, it is refused.
#[test]
fn a_report_with_another_shape_is_refused() {
    for report in samples() {
        assert!(VALIDATOR.is_valid(&report));
        for pointer in places(&report) {
            let place = report.pointer(&pointer).expect("it is there");
            if let Value::Object(members) = place {
                for name in members.keys() {
                    // What a check has to say beyond its outcome depends on the check.
                    let optional = ["expected", "actual", "detail"].contains(&name.as_str());
                    let mut changed = report.clone();
                    remove(&mut changed, &pointer, name);
                    assert_eq!(
                        VALIDATOR.is_valid(&changed),
                        optional,
                        "without {pointer}/{name}: {changed:#}"
                    );
                }
                let mut changed = report.clone();
                insert(&mut changed, &pointer, "unheard_of", json!({"checks": [], "outcome": "pass"}));
                let evidence = pointer.ends_with("/expected") || pointer.ends_with("/actual");
                assert_eq!(VALIDATOR.is_valid(&changed), evidence, "with an unknown member in {pointer}");
            }
        }
    }
}

/// Defends the types: no value of a report can be replaced by one of another type.
#[test]
fn a_report_with_another_type_is_refused() {
    let others = [json!(null), json!(true), json!(-1), json!(0.5), json!("?"), json!([[]]), json!({"?": 0})];
    for report in samples() {
        for pointer in places(&report) {
            // A value that a check compared can have any type.
            if pointer.contains("/expected") || pointer.contains("/actual") {
                continue;
            }
            let place = report.pointer(&pointer).expect("it is there");
            let nullable = [
                "/subject/binding_digest",
                "/subject/decision_id",
                "/subject/package_version",
                "/subject/router_mode",
            ]
            .contains(&&*pointer)
                && report["verdict"] != "malformed";
            let other_type = |other: &&Value| {
                core::mem::discriminant(*other) != core::mem::discriminant(place)
                    || (other.is_number() && place.is_number())
            };
            for other in others.iter().filter(other_type) {
                if nullable && (other.is_null() || other.is_string()) {
                    continue;
                }
                let mut changed = report.clone();
                *changed.pointer_mut(&pointer).expect("it is there") = other.clone();
                assert!(!VALIDATOR.is_valid(&changed), "{other} at {pointer:?} is accepted");
            }
        }
    }
}

/// Defends the rules that tie members together, and the patterns.
#[test]
fn a_report_that_contradicts_itself_is_refused() {
    let samples = samples();
    let (sound, failed, malformed) = (&samples[0], &samples[2], &samples[5]);
    let contradictions = [
        (sound, "/verdict", json!("malformed")),
        (sound, "/verdict", json!("ok")),
        (sound, "/ok", json!(false)),
        (sound, "/failed", json!(1)),
        (sound, "/total", json!(7)),
        (sound, "/checks", json!([])),
        (sound, "/checks/0/ok", json!(false)),
        (sound, "/checks/0/name", json!("router_digest")),
        (sound, "/checks/0/expected", json!("x")),
        (sound, "/layers/seal/outcome", json!("fail")),
        (sound, "/layers/seal/outcome", json!("good")),
        (sound, "/layers/seal/checks/0/outcome", json!("fail")),
        (sound, "/layers/seal/checks/0/ok", json!(false)),
        (sound, "/layers/seal/checks/0/name", json!("Not a name")),
        (sound, "/layers/seal/checks/0/at/0", json!("binding")),
        (sound, "/layers/seal/checks/0/at/0", json!("/a~2")),
        (sound, "/subject/sha256", json!("E3B0")),
        (sound, "/subject/sha256", json!(format!("sha256:{}", "0".repeat(64)))),
        (sound, "/report_version", json!("2")),
        (sound, "/error", malformed["error"].clone()),
        (failed, "/verdict", json!("verified")),
        (failed, "/verdict", json!("attention")),
        (failed, "/ok", json!(true)),
        (failed, "/checks/1/ok", json!(true)),
        (malformed, "/verdict", json!("failed")),
        (malformed, "/verdict", json!("verified")),
        (malformed, "/ok", json!(true)),
        (malformed, "/checks", sound["checks"].clone()),
        (malformed, "/layers", sound["layers"].clone()),
        (malformed, "/total", json!(6)),
        (malformed, "/subject/decision_id", json!("d")),
        (malformed, "/error/code", json!("OTHER")),
        (malformed, "/error/message", json!("")),
        (malformed, "/error/pointer", json!("a")),
        (malformed, "/error/pointer", json!("/~")),
        (malformed, "/error/offset", json!(-1)),
    ];
    for (report, pointer, value) in contradictions {
        let mut changed = report.clone();
        let (owner, name) = pointer.rsplit_once('/').expect("a pointer has a step");
        match changed.pointer_mut(pointer) {
            Some(place) => *place = value.clone(),
            None => insert(&mut changed, owner, name, value.clone()),
        }
        assert_ne!(&changed, report, "{pointer} as {value} is another value");
        assert!(!VALIDATOR.is_valid(&changed), "{pointer} as {value} is accepted");
    }
}

/// Defends the enumerations: they are those of the code, whose lists are matched exhaustively here.
#[test]
fn the_enumerations_are_those_of_the_code() {
    let schema: Value = serde_json::from_str(Report::SCHEMA).expect("the schema is JSON");
    let listed = |definition: &str| -> Vec<String> {
        let list = schema["$defs"][definition]["enum"].as_array().expect("it is an enumeration");
        list.iter().map(|name| name.as_str().expect("it is a name").to_owned()).collect()
    };
    assert_eq!(listed("code"), Code::ALL.map(Code::as_str));
    let outcomes =
        [Outcome::Pass, Outcome::Fail, Outcome::Warn, Outcome::Inconclusive, Outcome::NotApplicable];
    assert_eq!(listed("outcome"), outcomes.map(Outcome::as_str));
    let verdicts = [Verdict::Verified, Verdict::Attention, Verdict::Failed, Verdict::Malformed];
    assert_eq!(listed("verdict"), verdicts.map(Verdict::as_str));
}

/// Pointers to all values of a report.
fn places(value: &Value) -> Vec<String> {
    let mut places = vec![String::new()];
    let mut add = |step: String, inner: &Value| {
        let step = step.replace('~', "~0").replace('/', "~1");
        places.extend(self::places(inner).into_iter().map(|below| format!("/{step}{below}")));
    };
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                add(index.to_string(), element);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                add(name.clone(), member);
            }
        }
        _ => {}
    }
    places
}

fn remove(report: &mut Value, owner: &str, name: &str) {
    if let Some(Value::Object(members)) = report.pointer_mut(owner) {
        members.remove(name);
    }
}

fn insert(report: &mut Value, owner: &str, name: &str, value: Value) {
    if let Some(Value::Object(members)) = report.pointer_mut(owner) {
        members.insert(name.to_owned(), value);
    }
}
