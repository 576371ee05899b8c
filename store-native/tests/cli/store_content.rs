//! What stands in a store reaches people as text, whatever it is, and what is wrong with it is named.

use unicode_width::UnicodeWidthStr;

use rusqlite::Connection;
use serde_json::json;

use crate::desk::Desk;

/// What a terminal might obey.
const HOSTILE: &str =
    "\u{1b}]0;owned\u{7}\u{1b}[2J\r\n\u{202e}evil\u{2066} \u{200b}\u{9b}31m`code` $(id) 'quote \"";

fn is_unseen(character: char) -> bool {
    (character.is_control() && character != '\n')
        || "\u{202e}\u{2066}\u{200b}\u{2028}\u{feff}".contains(character)
}

/// A request with hostile text wherever a command takes text.
fn hostile(desk: &Desk) -> String {
    let created = desk.json_of([
        "template",
        "create",
        HOSTILE,
        "--actor",
        "human:a\u{202e}b",
        "--description",
        HOSTILE,
        "--label",
        HOSTILE,
    ]);
    assert_eq!(created["template_name"], HOSTILE);
    let plan = format!("one\n{HOSTILE}");
    let answer = desk.json_of([
        "request",
        "--goal",
        HOSTILE,
        "--actor",
        "human:a\u{202e}b",
        "--plan",
        &plan,
        "--template",
        HOSTILE,
        "--require-capability",
        HOSTILE,
    ]);
    let id = answer["request_id"].as_str().expect("an id").to_owned();
    for (actor, comment) in [("human:c\u{200b}d", HOSTILE), ("system:'\"`$", "")] {
        desk.json_of(["approve", &id, "--actor", actor, "--comment", comment]);
    }
    desk.json_of(["revoke", &id, "--actor", "system:'\"`$", "--reason", HOSTILE]);
    let response = json!({ "run_id": HOSTILE, "steps_executed": 1 }).to_string();
    desk.file("response.json", response);
    desk.json_of([
        "execute",
        &id,
        "--adapter",
        HOSTILE,
        "--actor",
        "human:a\u{202e}b",
        "--router-response",
        "response.json",
    ]);
    id
}

/// Defends terminals: nothing that a store holds is obeyed, and every line fits.
#[test]
fn a_terminal_is_given_nothing_to_obey_by_a_store() {
    let desk = Desk::new();
    let id = hostile(&desk);
    for columns in ["30", "60", "80", "100"] {
        for line in [
            vec!["status", &id, "--events"],
            vec!["inspect", &id, "--events"],
            vec!["list"],
            vec!["list", "--label", HOSTILE],
            vec!["template", "list"],
            vec!["template", "get", HOSTILE],
            vec!["store", "stats"],
            vec!["approve", &id, "--actor", "human:e"],
            vec!["status", HOSTILE],
            vec!["export", &id, "-o", HOSTILE],
            vec!["list", "--store", HOSTILE],
        ] {
            let output = desk.command(&line).env("COLUMNS", columns).output().expect("it runs");
            let run = crate::support::finished(&output);
            let text = run.stdout + &run.stderr;
            assert!(!text.contains(is_unseen), "{line:?}: {text:?}");
            let columns: usize = columns.parse().expect("a number");
            // Commands stay in one line so that they can be copied.
            for line in text.lines().filter(|line| !line.contains("nexus-attest ")) {
                assert!(line.width() <= columns, "{columns}: {line}");
            }
        }
    }
}

/// Defends JSON: programs get every text as it is.
#[test]
fn programs_get_every_text_as_it_is() {
    let desk = Desk::new();
    let id = hostile(&desk);
    let status = desk.json(&format!("status {id}"));
    assert_eq!((&status["goal"], &status["executions"][0]["run_id"]), (&json!(HOSTILE), &json!(HOSTILE)));
    let inspected = desk.json(&format!("inspect {id}"));
    assert_eq!(inspected["approval"]["approvers"][0]["comment"], HOSTILE);
    assert_eq!(inspected["approval"]["revoked"][0]["reason"], HOSTILE);
    assert_eq!(desk.json("list")["requests"][0]["goal"], HOSTILE);
    assert_eq!(desk.json_of(["template", "get", HOSTILE])["template"]["description"], HOSTILE);
}

/// Changes the store by other means than this program.
fn change(desk: &Desk, sql: &str) {
    let connection = Connection::open(desk.path("nexus-attest.sqlite")).expect("the store");
    let triggers: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        .expect("a query")
        .query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("names");
    let definitions: Vec<String> = connection
        .prepare("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        .expect("a query")
        .query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("definitions");
    for trigger in triggers {
        connection.execute_batch(&format!("DROP TRIGGER {trigger}")).expect("a trigger");
    }
    connection.execute_batch(sql).expect("a change");
    for definition in definitions {
        connection.execute_batch(&definition).expect("a trigger");
    }
}

/// Defends what is said about a store that was changed: findings by code and place, and no command trusts the
/// row.
#[test]
fn a_store_that_was_changed_is_found_out() {
    let desk = Desk::new();
    let (changed, other) = (desk.approved(""), desk.approved(""));
    let head = desk.json("store head")["head"].as_str().expect("a head").to_owned();
    change(
        &desk,
        &format!(
            "UPDATE decision_events SET actor_id = 'mallory' WHERE decision_id = '{changed}' AND seq = 2"
        ),
    );
    let answer = desk.json("store check");
    let finding = &answer["findings"][0];
    assert_eq!((&finding["code"], &finding["table"]), (&json!("ROW_CHANGED"), &json!("decision_events")));
    assert!(finding["place"].as_str().is_some_and(|place| place.contains(&changed)), "{finding}");
    let run = desk.say("store check");
    assert_eq!(run.status, 1);
    assert!(run.stdout.lines().any(|line| line.starts_with("ROW_CHANGED: ")), "{}", run.stdout);

    for line in [
        format!("status {changed}"),
        format!("export {changed}"),
        format!("approve {changed} --actor human:d"),
    ] {
        assert_eq!(desk.json(&line)["error_code"], "STORE_TAMPERED", "{line}");
        assert_eq!(desk.say(&line).status, 1, "{line}");
    }
    // One damaged log does not hide the others.
    let list = desk.json("list");
    assert_eq!((&list["ok"], &list["count"]), (&json!(false), &json!(2)));
    assert_eq!(desk.say("list").status, 1);
    assert_eq!(desk.json(&format!("status {other}"))["state"], "approved");
    // A copy is made all the same, and says what is wrong with it.
    let copy = desk.json("store backup copy.sqlite");
    assert_eq!((&copy["ok"], &copy["findings"][0]["code"]), (&json!(false), &json!("ROW_CHANGED")));
    assert!(desk.path("copy.sqlite").exists());
    assert_eq!(desk.json(&format!("store check --expect-head {head}"))["head"], head.as_str());
}

/// Defends a head that was kept: it is found again, and one that is not there is a finding.
#[test]
fn a_head_that_was_kept_is_compared() {
    let desk = Desk::new();
    desk.request("");
    let head = desk.say("store head").stdout.trim_end().to_owned();
    desk.request("");
    assert_eq!(desk.say(&format!("store check --expect-head {head}")).status, 0);
    let (position, digest) = head.split_once(':').expect("a head");
    let next: u64 = position.parse::<u64>().expect("a position") + 1;
    for wrong in [format!("{next}:{digest}"), format!("99999:{digest}")] {
        let answer = desk.json(&format!("store check --expect-head {wrong}"));
        assert_eq!(answer["findings"][0]["code"], "HEAD_MISMATCH", "{wrong}");
    }
}

/// Defends adoption: rows that another program appended are findings until somebody answers for them.
#[test]
fn rows_of_another_program_are_taken_in_by_somebody() {
    let desk = Desk::new();
    desk.request("");
    change(
        &desk,
        "INSERT INTO decisions (decision_id, created_at) VALUES ('foreign', '2026-11-22T20:12:08+00:00')",
    );
    assert_eq!(desk.json("store check")["findings"][0]["code"], "ROW_ADDED");
    let answer =
        desk.json_of(["store", "adopt", "--actor", "human:alice", "--reason", "From the old service"]);
    assert_eq!(answer["adopted"], json!({"decisions": 1, "events": 0, "template_events": 0, "templates": 0}));
    let checked = desk.json("store check");
    assert_eq!(
        (&checked["ok"], &checked["adoptions"][0]["reason"]),
        (&json!(true), &json!("From the old service"))
    );
    assert!(desk.say("store check").stdout.contains("From the old service"));
}

/// Defends a backup against replacing anything.
#[test]
fn a_backup_replaces_nothing() {
    let desk = Desk::new();
    desk.request("");
    desk.file("there.sqlite", "something else");
    let answer = desk.json("store backup there.sqlite");
    assert_eq!(answer["error_code"], "STORE_IO");
    assert_eq!(desk.say("store backup there.sqlite").status, 3);
    assert_eq!(desk.say("store backup no/such/folder.sqlite").status, 3);
    assert_eq!(std::fs::read_to_string(desk.path("there.sqlite")).expect("the file"), "something else");
    assert_eq!(desk.0.names(), ["nexus-attest.sqlite", "there.sqlite"]);
    assert_eq!(desk.json("store backup copy.sqlite")["path"], "copy.sqlite");
    assert_eq!(desk.json("store head --store copy.sqlite")["head"], desk.json("store head")["head"]);
}
