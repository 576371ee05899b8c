//! `diff`: what it prints, and how it ends.

use std::ffi::OsStr;

use serde_json::Value;

use crate::support::{Scratch, run, run_with_input, sample};

const GOOD: &str = "samples/good-reference.json";

fn compared(a: &OsStr, b: &OsStr, options: &[&str]) -> (i32, String) {
    let arguments = [OsStr::new("diff"), a, b].into_iter().chain(options.iter().map(OsStr::new));
    let run = run(arguments);
    (run.status, run.stdout)
}

/// Defends the exit status, on which scripts rely.
#[test]
fn the_exit_status_says_whether_there_is_a_difference() {
    let other = "samples/tampered-binding-digest-altered.json";
    for (a, b, status) in [
        (GOOD, GOOD, 0),
        (GOOD, other, 1),
        (other, GOOD, 1),
        (GOOD, "samples/malformed-duplicate-key.json", 3),
        ("samples/README.md", GOOD, 3),
        (GOOD, "no/such/file", 3),
        (GOOD, "samples", 3),
        ("-", "-", 2),
    ] {
        for format in ["human", "json", "markdown"] {
            let (found, text) = compared(a.as_ref(), b.as_ref(), &["--format", format]);
            assert_eq!(found, status, "{a} {b} {format}");
            assert_eq!(text.is_empty(), status > 1, "{a} {b} {format}: {text}");
        }
    }
    let stdin = run_with_input(["diff", "-", GOOD], sample("good-reference.json").as_bytes());
    assert!(stdin.status == 0 && stdin.stdout.contains("No difference"), "{}", stdin.stdout);
}

/// Defends what programs read.
#[test]
fn json_holds_every_pointer_and_is_canonical() {
    let template: &OsStr = "samples/good-template.json".as_ref();
    let (_, some) = compared(GOOD.as_ref(), template, &["--format", "json"]);
    let (_, all) = compared(GOOD.as_ref(), template, &["--format", "json", "--all"]);
    for text in [&some, &all] {
        let line = text.strip_suffix('\n').expect("a line");
        let canonical =
            verifier_core::canonical::canonicalize(line.as_bytes(), &verifier_core::Limits::default());
        assert_eq!(canonical.expect("JSON"), line.as_bytes());
    }
    let (some, all): (Value, Value) =
        (serde_json::from_str(&some).expect("JSON"), serde_json::from_str(&all).expect("JSON"));
    let count = |value: &Value| value["members"].as_array().map(Vec::len);
    assert_eq!(some["count"], all["count"]);
    assert_eq!(count(&some), Some(20));
    assert_eq!(count(&all).map(Value::from), Some(all["count"].clone()));
    assert_eq!((&all["same"], &all["same_binding"]), (&Value::Bool(false), &Value::Bool(false)));
    let (a, b): (Value, Value) = (
        serde_json::from_str(&sample("good-reference.json")).expect("JSON"),
        serde_json::from_str(&sample("good-template.json")).expect("JSON"),
    );
    for member in all["members"].as_array().expect("members") {
        let pointer = member["pointer"].as_str().expect("a pointer");
        assert_eq!((member.get("a"), member.get("b")), (a.pointer(pointer), b.pointer(pointer)), "{pointer}");
    }
}

/// Defends the terminal and the ticket against what stands in a package, and the length of what is printed.
#[test]
fn text_from_a_package_is_shown_and_not_obeyed() {
    let scratch = Scratch::new();
    let goal = format!("\"goal\": \"\\u001b[31m</pre>\\u202e`|{}", "x".repeat(100_000));
    let nasty = sample("good-reference.json").replacen("\"goal\": \"", &goal, 2);
    let path = scratch.file("nasty.json", nasty);
    for format in ["human", "markdown"] {
        let (status, text) = compared(GOOD.as_ref(), path.as_os_str(), &["--format", format]);
        assert_eq!(status, 1);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
        assert!(format == "human" || !text.contains("</pre>"), "{text}");
        assert!(text.len() < 20_000 && text.contains('…'), "{} bytes", text.len());
    }
    let (_, text) = compared(GOOD.as_ref(), path.as_os_str(), &["--format", "json"]);
    assert!(text.contains("b_digest"), "{text}");
}
