//! The example router, run by nexus-attest.
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use store_native::router::{self, Declared, Limits, Response, RouterCommand, RouterFailure};
use verifier_core::{canonical, digest};

fn command(arguments: &[&str]) -> RouterCommand {
    RouterCommand {
        program: env!("CARGO_BIN_EXE_example-router").to_owned(),
        arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
    }
}

fn run(arguments: &[&str], request: &Value) -> Result<Response, RouterFailure> {
    let limits = verifier_core::Limits::default();
    let request = canonical::canonicalize(request.to_string().as_bytes(), &limits).expect("a request");
    router::run(&command(arguments), &request, &Limits::default())
}

fn request() -> Value {
    json!({ "goal": "rotate the key", "adapter_id": "demo", "dry_run": false })
}

/// `request` with more members.
fn with(members: &Value) -> Value {
    let mut request = request();
    for (name, value) in members.as_object().expect("members") {
        request[name] = value.clone();
    }
    request
}

fn answer(response: &Response) -> Value {
    serde_json::from_slice(response.raw()).expect("JSON")
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()))
}

/// Defends what the example is there to show: a plan is gone through line by line, within its limits.
#[test]
fn a_plan_is_run_step_by_step() {
    let plan = json!({ "plan": "make a new key\n\n  tell everybody \n", "max_steps": 2, "dry_run": true });
    let response = run(&[], &with(&plan)).expect("a response");
    assert_eq!(response.steps_executed(), 2);
    let answer = answer(&response);
    assert_eq!((&answer["mode"], &answer["adapter_id"]), (&json!("dry_run"), &json!("demo")));
    let intents: Vec<&Value> =
        answer["steps"].as_array().expect("steps").iter().map(|step| &step["intent"]).collect();
    assert_eq!(intents, ["make a new key", "tell everybody"]);

    let goal_alone = run(&[], &request()).expect("a response");
    assert_eq!(goal_alone.steps_executed(), 1);
    assert_ne!(goal_alone.run_id(), response.run_id(), "a run id names one run");
}

/// Defends the other half: what is not allowed or not understood is not run.
#[test]
fn what_it_cannot_keep_to_is_refused() {
    for (members, said) in [
        (
            json!({ "plan": "a\nb\nc", "max_steps": 2 }),
            "the plan has 3 steps, and no more than 2 are allowed",
        ),
        (json!({ "require_capabilities": ["apply", "time travel"] }), "lacks the capability \"time travel\""),
        (json!({ "budget": 7 }), "unknown field `budget`"),
        (json!({ "dry_run": "no" }), "the request is not understood"),
    ] {
        let failure = run(&[], &with(&members)).expect_err("it is refused");
        assert_eq!(failure.code(), "ROUTER_EXITED");
        assert_eq!(failure.message(), "the router ended with status 1");
        assert!(failure.to_string().contains(said), "{failure}");
    }
    let failure = run(&["--capability", "dry_run"], &request()).expect_err("it cannot apply");
    assert!(failure.to_string().contains("lacks the capability \"apply\""), "{failure}");
    let failure = router::run(&command(&[]), b"", &Limits::default()).expect_err("there is no request");
    assert!(failure.to_string().contains("there is no request"), "{failure}");
}

/// Defends the record of a run: its members, that it is about the run of the response, and its digest,
/// computed here in another way.
#[test]
fn the_bundle_is_the_record_of_the_run() {
    let path = scratch("bundle.json");
    let plan = json!({ "goal": "démo 🚚 \u{7f}\u{2028}", "plan": "支払い \"x\"\\\u{1b}\ntwo" });
    let response = run(&["--bundle", path.to_str().expect("a path")], &with(&plan)).expect("a response");
    let bundle: Value = serde_json::from_slice(&fs::read(&path).expect("a bundle")).expect("JSON");
    let _ = fs::remove_file(&path);

    let members: Vec<&String> = bundle.as_object().expect("an object").keys().collect();
    assert_eq!(members, ["bundle_version", "digests", "events", "exported_at", "run"]);
    let members: Vec<&String> = bundle["run"].as_object().expect("an object").keys().collect();
    assert_eq!(members, ["created_at", "goal", "mode", "run_id", "status"]);
    assert_eq!(bundle["bundle_version"], "0.3");
    assert_eq!(bundle["run"]["run_id"], response.run_id());
    let events = bundle["events"].as_array().expect("events");
    for (seq, event) in events.iter().enumerate() {
        let members: Vec<&String> = event.as_object().expect("an object").keys().collect();
        assert_eq!(members, ["event_id", "payload", "run_id", "seq", "ts", "type"]);
        assert_eq!((&event["seq"], &event["run_id"]), (&json!(seq), &bundle["run"]["run_id"]));
    }
    let steps = events.iter().filter(|event| event["type"] == "STEP_COMPLETED").count() as u64;
    assert_eq!(steps, response.steps_executed());

    let content = json!({ "run": bundle["run"], "events": bundle["events"] });
    let mut text = String::new();
    python(&content, &mut text);
    let digest = digest::of_bytes(text.as_bytes());
    assert_eq!(bundle["digests"]["sha256"], digest.to_string());
    assert_eq!(answer(&response)["bundle_digest"], digest.prefixed().to_string());
}

/// Writes a value as nexus-router serialises it for its digest: sorted keys, no white space, everything but
/// printable ASCII escaped.
fn python(value: &Value, text: &mut String) {
    match value {
        Value::String(string) => string_token(string, text),
        Value::Array(elements) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                python(element, text);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                string_token(key, text);
                text.push(':');
                python(member, text);
            }
            text.push('}');
        }
        other => text.push_str(&other.to_string()),
    }
}

fn string_token(string: &str, text: &mut String) {
    text.push('"');
    for unit in string.encode_utf16() {
        match unit {
            0x22 => text.push_str("\\\""),
            0x5c => text.push_str("\\\\"),
            0x0a => text.push_str("\\n"),
            0x20..=0x7e => text.extend(char::from_u32(unit.into())),
            _ => {
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text.push('"');
}

/// Defends that nothing is run whose record could not be written.
#[test]
fn a_bundle_that_cannot_be_written_is_noticed_before_the_run() {
    let missing = scratch("missing").join("bundle.json");
    let failure =
        run(&["--bundle", missing.to_str().expect("a path")], &request()).expect_err("no such folder");
    let shown = failure.to_string();
    assert!(shown.contains("cannot be created") && !shown.contains("step 1"), "{shown}");
}

/// Defends the question for capabilities, which comes after the options of the command.
#[test]
fn capabilities_are_declared() {
    for (arguments, expected) in [
        (&["--bundle", "unused.json"][..], &["apply", "dry_run"][..]),
        (&["--capability", "timeout", "--capability", "apply"], &["apply", "timeout"]),
    ] {
        let Declared::Capabilities(declared) =
            router::capabilities(&command(arguments), "demo", &Limits::CAPABILITIES)
        else {
            panic!("undeclared")
        };
        assert_eq!(declared.iter().collect::<Vec<_>>(), expected);
    }
}

/// Defends the failures on purpose, with which the real ones can be tried.
#[test]
fn failures_on_purpose_fail() {
    let failure = run(&["--fail", "no such host"], &request()).expect_err("it fails");
    assert!(failure.to_string().ends_with("\n  error: no such host"), "{failure}");
    let limits = Limits { timeout: Duration::from_millis(300), ..Limits::default() };
    let request = request().to_string();
    let failure = router::run(&command(&["--delay", "600"]), request.as_bytes(), &limits);
    assert_eq!(failure.expect_err("it takes too long").code(), "ROUTER_TIMED_OUT");
}
