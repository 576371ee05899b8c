//! Imports: each bundle its own outcome, said when it is certain.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::support::{Run, finished};

/// Runs an import with something on standard input.
fn import_from(desk: &Desk, input: &str, options: &[&str]) -> Run {
    let mut child = desk
        .command(["import", "-"].iter().chain(options))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    finished(&child.wait_with_output().expect("it ends"))
}

fn lines(run: &Run) -> Vec<Value> {
    run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Defends the circle: what is exported here and imported there exports again with the same bytes.
#[test]
fn what_is_imported_exports_as_it_came() {
    let desk = Desk::new();
    for id in [desk.request(""), desk.approved("--label a"), desk.executed("--mode apply")] {
        let bundle = desk.say(&format!("export {id}")).stdout;
        desk.file("bundle.json", &bundle);
        let answer = desk.json("import bundle.json --store other.sqlite");
        assert_eq!(answer["imported"]["decision_id"], id.as_str());
        for member in ["digest_verified", "replay_ran"] {
            assert_eq!(answer[member], true);
        }
        assert_eq!(
            (&answer["conflict_mode"], &answer["replay"]["ok"]),
            (&json!("reject_on_conflict"), &json!(true))
        );
        assert_eq!(desk.say(&format!("export {id} --store other.sqlite")).stdout, bundle);
    }
    assert_eq!(desk.say("store check --store other.sqlite").status, 0);
}

/// Defends the ways to deal with a decision that is there already.
#[test]
fn a_conflict_is_dealt_with_as_asked() {
    let desk = Desk::new();
    let id = desk.executed("");
    desk.file("bundle.json", desk.say(&format!("export {id}")).stdout);
    assert_eq!(desk.json("import bundle.json")["error_code"], "DECISION_EXISTS");
    assert_eq!(desk.say("import bundle.json").status, 1);
    for name in ["new-id", "new_decision_id"] {
        let answer = desk.json(&format!("import bundle.json --on-conflict {name}"));
        let imported = &answer["imported"];
        assert_eq!(
            (&imported["original_decision_id"], &imported["new_decision_id"]),
            (&json!(id), &imported["decision_id"])
        );
        assert_ne!(imported["decision_id"], json!(id));
    }
    assert_eq!(desk.json("import bundle.json --on-conflict overwrite")["overwritten"], true);
    assert_eq!(desk.json("list")["count"], 3);
    assert_eq!(desk.json("store stats")["archived_logs"], 1);
    assert_eq!(desk.say("store check").status, 0);
}

/// Defends many bundles: each has its outcome with where it came from, and the gravest one is the exit status.
#[test]
fn one_bundle_that_is_refused_does_not_stop_the_others() {
    let desk = Desk::new();
    let ids = [desk.request(""), desk.executed("")];
    let bundles = ids.clone().map(|id| desk.say(&format!("export {id}")).stdout);
    fs::create_dir(desk.path("folder")).expect("a folder");
    desk.file("folder/1.json", &bundles[0]);
    desk.file("folder/2.json", bundles[1].replace("\"Try\"", "\"Do\""));
    desk.file("folder/3.txt", "not looked at");
    desk.file("lines.jsonl", format!("\n{}  \n{}{{\n", bundles[1], bundles[0]));
    let run = desk.say("import folder lines.jsonl missing.json --store other.sqlite --json");
    assert_eq!(run.status, 3);
    let outcomes: Vec<(Value, Value)> =
        lines(&run).into_iter().map(|line| (line["path"].clone(), line["error_code"].clone())).collect();
    let expected = [
        ("folder/1.json", Value::Null),
        ("folder/2.json", json!("INTEGRITY_MISMATCH")),
        ("lines.jsonl:2", Value::Null),
        ("lines.jsonl:4", json!("DECISION_EXISTS")),
        ("lines.jsonl:5", json!("BUNDLE_INVALID_SCHEMA")),
        ("missing.json", json!("NOT_FOUND")),
    ];
    assert_eq!(outcomes, expected.map(|(path, code)| (json!(path), code)));
    assert_eq!(desk.json("list --store other.sqlite")["count"], 2);
    // Refused by a check alone: 1.
    assert_eq!(desk.say("import folder lines.jsonl --store other.sqlite").status, 3);
    assert_eq!(desk.say("import folder --store other.sqlite").status, 1);
    let people = desk.say("import folder --store third.sqlite");
    assert!(
        people.stdout.contains("1 imported, 1 not.") && people.stdout.contains("✗ INTEGRITY_MISMATCH"),
        "{}",
        people.stdout
    );
    let empty = desk.path("empty");
    fs::create_dir(&empty).expect("a folder");
    assert_eq!(desk.json("import empty --store other.sqlite")["error_code"], "NO_PACKAGES");
}

/// Defends standard input: one bundle in any layout, or one in each line.
#[test]
fn standard_input_is_one_bundle_or_one_in_each_line() {
    let desk = Desk::new();
    let ids = [desk.request(""), desk.executed("")];
    let bundles = ids.map(|id| desk.say(&format!("export {id}")).stdout);
    let run = import_from(&desk, &bundles.concat(), &["--store", "lines.sqlite", "--json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(lines(&run).iter().map(|line| line["path"].clone()).collect::<Vec<_>>(), ["-:1", "-:2"]);
    let value: Value = serde_json::from_str(&bundles[0]).expect("JSON");
    let pretty = serde_json::to_string_pretty(&value).expect("JSON");
    for (input, store) in [(pretty.as_str(), "a"), (bundles[0].trim_end(), "b"), (&bundles[0], "c")] {
        let run = import_from(&desk, input, &["--store", store, "--json"]);
        assert_eq!((run.status, lines(&run)[0]["path"].clone()), (0, json!("-")), "{}", run.stderr);
    }
    for input in ["", "\n\n", "{\n", "\u{feff}{}", "{}", "[]\n[]\n"] {
        let run = import_from(&desk, input, &["--store", "none", "--json"]);
        assert_eq!(run.status, 3, "{input:?}");
        assert!(
            lines(&run).iter().all(|line| line["error_code"] == "BUNDLE_INVALID_SCHEMA"),
            "{}",
            run.stdout
        );
    }
}

/// Defends bulk: more bundles than fit into a transaction, some of them twice, all accounted for.
#[test]
fn many_bundles_are_all_accounted_for() {
    let desk = Desk::new();
    let id = desk.executed("--mode apply");
    let bundle = desk.say(&format!("export {id}")).stdout;
    desk.file("many.jsonl", bundle.repeat(1201));
    let run = desk.say("import many.jsonl --on-conflict new-id --store other.sqlite --json");
    assert_eq!((run.status, lines(&run).len()), (0, 1201));
    let stats = desk.json("store stats --store other.sqlite");
    assert_eq!(stats["decisions"], 1201);
    assert_eq!(desk.say("store check --store other.sqlite").status, 0);
}

/// Defends the place that is shown of what is wrong, and that nothing in it is obeyed by a terminal.
#[test]
fn what_is_wrong_with_a_bundle_is_shown_in_its_place() {
    let desk = Desk::new();
    let id = desk.request("");
    let bundle = desk.say(&format!("export {id}")).stdout;
    desk.file(
        "bundle\u{1b}[31m.json",
        bundle.replace("\"mode\":\"dry_run\"", "\"mode\":\"\\u001b[31m\u{202e}\""),
    );
    let run = desk.run(["import", "bundle\u{1b}[31m.json", "--store", "other.sqlite"]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("error[INTEGRITY_MISMATCH]: ") && run.stderr.contains("^ here"),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains(['\u{1b}', '\u{202e}']), "{:?}", run.stderr);
}
