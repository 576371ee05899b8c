//! The life of a decision: what each command answers, to people and to programs, when it goes well and when not.

use serde_json::{Value, json};

use crate::desk::Desk;

/// The names of the members, in order.
fn names(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// Defends the member names of the answers, which are those of the reference implementation.
#[test]
fn answers_have_the_members_that_programs_know() {
    let desk = Desk::new();
    let requested = desk.json("request --goal Try --actor human:alice --mode apply --min-approvals 2");
    assert_eq!(names(&requested), ["current_approvals", "min_approvals", "ok", "request_id", "state"]);
    let id = requested["request_id"].as_str().expect("an id");

    let approved = desk.json(&format!("approve {id} --actor human:bob"));
    assert_eq!(approved["state"], "pending_approval");
    for member in ["request_id", "state", "current_approvals", "required_approvals", "is_approved"] {
        assert!(approved.get(member).is_some(), "{member}");
    }
    let revoked = desk.json(&format!("revoke {id} --actor human:bob --reason no"));
    assert_eq!((&revoked["current_approvals"], &revoked["is_approved"]), (&json!(0), &json!(false)));

    let status = desk.json(&format!("status {id} --events"));
    let known = [
        "active_approvals",
        "decision_id",
        "event_count",
        "events",
        "executions",
        "goal",
        "is_approved",
        "labels",
        "ok",
        "plan",
        "policy",
        "requested_mode",
        "state",
        "total_approvals",
    ];
    assert_eq!(names(&status), known);
    let event = ["actor", "decision_id", "digest", "event_type", "payload", "seq", "ts"];
    assert_eq!(names(&status["events"][0]), event);
    assert_eq!(status["events"].as_array().map(Vec::len), Some(4));

    let inspected = desk.json(&format!("inspect {id}"));
    for section in [
        "decision",
        "lifecycle",
        "approval",
        "policy",
        "template",
        "execution",
        "timeline",
        "compiled_router_request",
    ] {
        assert!(inspected.get(section).is_some(), "{section}");
    }
    assert_eq!(inspected["lifecycle"]["blocking_reasons"][0]["code"], "MISSING_APPROVALS");
    assert_eq!(inspected["approval"]["missing"], 2);
    assert_eq!(inspected["approval"]["revoked"][0]["reason"], "no");

    let listed = desk.json("list");
    assert_eq!(names(&listed), ["count", "limit", "next", "ok", "requests"]);
    for member in ["request_id", "created_at", "state", "goal", "is_approved"] {
        assert!(listed["requests"][0].get(member).is_some(), "{member}");
    }
}

/// Defends templates: what they give to a request, and what the request says differs.
#[test]
fn a_request_from_a_template_says_what_differs() {
    let desk = Desk::new();
    let created =
        desk.json("template create production --actor human:alice --min-approvals 2 --allow-mode dry_run,apply --label a");
    assert_eq!(names(&created), ["created_at", "description", "digest", "ok", "template_name"]);
    let get = desk.json("template get production");
    assert_eq!(get["digest"], created["digest"]);
    assert_eq!(get["template"]["allowed_modes"], json!(["dry_run", "apply"]));
    assert_eq!(get["snapshot"]["template_name"], "production");
    let list = desk.json("template list --label a");
    assert_eq!((&list["count"], &list["templates"][0]["name"]), (&json!(1), &json!("production")));
    assert_eq!(desk.json("template list --label b")["count"], 0);

    let plain = desk.json("request --goal Try --actor human:alice --template production");
    assert_eq!((&plain["min_approvals"], &plain["template_digest"]), (&json!(2), &created["digest"]));
    assert!(plain.get("overrides_applied").is_none());
    let other = desk.json("request --goal Try --actor human:alice --template production --max-steps 3");
    assert_eq!(other["overrides_applied"], json!({"max_steps": 3}));

    assert_eq!(
        desk.json("template create production --actor human:bob")["error_code"],
        "TEMPLATE_ALREADY_EXISTS"
    );
    assert_eq!(desk.json("template get missing")["error_code"], "TEMPLATE_NOT_FOUND");
    assert_eq!(
        desk.json_of(["template", "create", "", "--actor", "human:bob"])["error_code"],
        "INVALID_TEMPLATE"
    );
}

/// Defends the exit status of what the rules refuse: 1, with a code, and nothing recorded.
#[test]
fn what_the_rules_refuse_is_status_1_and_records_nothing() {
    let desk = Desk::new();
    let id =
        desk.request("--mode apply --min-approvals 2 --expires-at 1h".trim_end_matches(" --expires-at 1h"));
    let before = desk.events(&id);
    let execute = "--adapter keys --actor system:ci --router-command true";
    for (line, code) in [
        (format!("revoke {id} --actor human:bob --reason no"), "NOT_APPROVED_BY_ACTOR"),
        (format!("approve {id} --actor human:bob --expires-at 2020-01-01T00:00:00Z"), "EXPIRY_NOT_IN_FUTURE"),
        (format!("execute {id} {execute}"), "MISSING_APPROVALS"),
        (format!("execute {id} --adapter keys --preview"), "MISSING_APPROVALS"),
        (format!("execute {id} --abandon --actor human:alice"), "NO_EXECUTION_IN_PROGRESS"),
        (format!("audit export {id}"), "NO_ROUTER_LINK"),
        ("approve missing --actor human:bob".to_owned(), "DECISION_NOT_FOUND"),
        ("revoke missing --actor human:bob --reason no".to_owned(), "DECISION_NOT_FOUND"),
        ("status missing".to_owned(), "DECISION_NOT_FOUND"),
        ("inspect missing".to_owned(), "DECISION_NOT_FOUND"),
        (format!("execute missing {execute}"), "DECISION_NOT_FOUND"),
        ("export missing".to_owned(), "DECISION_NOT_FOUND"),
        ("audit export missing".to_owned(), "DECISION_NOT_FOUND"),
        ("audit record missing".to_owned(), "DECISION_NOT_FOUND"),
        ("list --after missing".to_owned(), "DECISION_NOT_FOUND"),
        (
            "request --goal Try --actor human:alice --mode apply --allow-mode dry_run".to_owned(),
            "MODE_NOT_ALLOWED",
        ),
    ] {
        assert_eq!(desk.json(&line)["error_code"], code, "{line}");
        let run = desk.say(&line);
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{line}");
        assert!(
            run.stderr.contains(&format!("error[{code}]: ")) && run.stderr.contains("\nhelp: "),
            "{}",
            run.stderr
        );
    }
    assert_eq!(desk.events(&id), before);
    assert_eq!(desk.json("list")["count"], 1);

    let done = desk.executed("--mode apply");
    assert_eq!(desk.json(&format!("execute {done} {execute}"))["error_code"], "ALREADY_EXECUTED");
    assert_eq!(desk.json(&format!("approve {done} --actor human:carol"))["error_code"], "INVALID_STATE");
    assert_eq!(
        desk.json(&format!("revoke {done} --actor human:bob --reason no"))["error_code"],
        "INVALID_STATE"
    );
    let again = desk.approved("");
    assert_eq!(desk.json(&format!("approve {again} --actor human:bob"))["error_code"], "ALREADY_APPROVED");
}

/// Defends the exit status of a wrong command line: 2, nothing done, not even a store created.
#[test]
fn a_wrong_command_line_is_status_2_and_creates_nothing() {
    let desk = Desk::new();
    for line in [
        "request",
        "request --goal Try",
        "request --goal Try --actor alice",
        "request --goal Try --actor robot:r2",
        "request --goal Try --actor human:alice --mode destroy",
        "request --goal Try --actor human:alice --min-approvals 0",
        "request --goal Try --actor human:alice --max-steps 99999999999999999999",
        "request --goal Try --actor human:alice --plan @",
        "approve",
        "approve x",
        "approve x --actor human:bob --expires-at 8",
        "approve x --actor human:bob --expires-at 0h",
        "approve x --actor human:bob --expires-at 2026-12-31",
        "revoke x --actor human:bob",
        "execute x --adapter keys --actor system:ci",
        "execute x --actor system:ci --router-command true",
        "execute x --adapter keys --router-command true",
        "execute x --adapter keys --actor system:ci --router-command true --router-response file",
        "execute x --adapter keys --actor system:ci --router-command 'unclosed",
        "execute x --adapter keys --actor system:ci --router-command true --timeout 0",
        "execute x --abandon --actor system:ci --adapter keys",
        "execute x --abandon",
        "list --state unknown",
        "list --limit 0",
        "list --wait forever",
        "inspect x --all --timeline 3",
        "import",
        "import - -",
        "import x --on-conflict maybe",
        "export",
        "audit export x --no-cross-check",
        "audit export x --router-digest 12",
        "store",
        "store check --expect-head 12",
        "store adopt --actor human:alice",
        "template",
        "template create",
    ] {
        let run = desk.say(line);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{line}: {}", run.stderr);
        assert!(run.stderr.starts_with("error[") || line == "store" || line == "template", "{}", run.stderr);
        if line != "store" && line != "template" {
            assert_eq!(desk.json(line)["ok"], false);
        }
    }
    assert_eq!(desk.0.names(), [""; 0]);
}

/// Defends the options of a store against standing where there is none.
#[test]
fn a_command_without_a_store_is_not_told_about_one() {
    let desk = Desk::new();
    for line in [
        "verify x --json",
        "digest x --store y",
        "--wait 3 explain",
        "completions bash --json",
        "--store y man",
    ] {
        let run = desk.say(line);
        assert_eq!(run.status, 2, "{line}");
        assert!(run.stderr.starts_with("error[USAGE]: "), "{}", run.stderr);
    }
}

/// Defends the places where the store can be named, and their order.
#[test]
fn the_store_is_named_by_an_option_a_variable_or_by_default() {
    let desk = Desk::new();
    let create = ["request", "--goal", "Try", "--actor", "human:alice"];
    assert_eq!(desk.run(create).status, 0);
    assert_eq!(desk.run(["--store", "before.sqlite"].into_iter().chain(create)).status, 0);
    assert_eq!(desk.run(create.into_iter().chain(["--store", "behind.sqlite"])).status, 0);
    let output = desk.command(create).env("NEXUS_ATTEST_STORE", "variable.sqlite").output().expect("it runs");
    assert!(output.status.success());
    let output = desk
        .command(["list", "--store", "before.sqlite", "--json"])
        .env("NEXUS_ATTEST_STORE", "variable.sqlite")
        .output()
        .expect("it runs");
    assert!(output.status.success());
    let output = desk.command(create).env("NEXUS_ATTEST_STORE", "").output().expect("it runs");
    assert!(output.status.success());
    assert_eq!(desk.0.names(), ["before.sqlite", "behind.sqlite", "nexus-attest.sqlite", "variable.sqlite"]);
    assert_eq!(desk.json("list")["count"], 2);
    // What is suggested next is on the same store.
    assert!(
        desk.say("--store before.sqlite request --goal Try --actor human:alice")
            .stdout
            .contains("--store before.sqlite")
    );
}

/// Defends the pages of a list: every request once, in order, whatever the page is long.
#[test]
fn pages_of_a_list_follow_each_other() {
    let desk = Desk::new();
    let ids: Vec<String> = (0..7).map(|number| desk.request(&format!("--label l{}", number % 2))).collect();
    for limit in [1, 2, 3, 7, 8] {
        for (oldest_first, expected) in [(true, ids.clone()), (false, ids.iter().rev().cloned().collect())] {
            let (mut seen, mut after) = (Vec::new(), None::<String>);
            loop {
                let mut line = format!("list --limit {limit}");
                if oldest_first {
                    line.push_str(" --oldest-first");
                }
                if let Some(after) = &after {
                    line.extend([" --after ", after]);
                }
                let page = desk.json(&line);
                let listed = page["requests"].as_array().expect("a page");
                seen.extend(
                    listed.iter().map(|request| request["request_id"].as_str().expect("an id").to_owned()),
                );
                after = page["next"].as_str().map(str::to_owned);
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, expected, "{limit}");
        }
    }
    assert_eq!(desk.json("list --label l1")["count"], 3);
    assert_eq!(desk.json("list --state pending_approval")["count"], 7);
    assert_eq!(desk.json("list --state approved")["count"], 0);
}

/// Defends plans: what is given is what the router gets, to the byte.
#[test]
fn a_plan_is_a_text_or_a_file() {
    let desk = Desk::new();
    desk.file("plan.txt", "one\r\ntwo \u{202e}\n");
    desk.file("broken.txt", b"one\xff");
    for (given, plan) in
        [("@plan.txt", "one\r\ntwo \u{202e}\n"), ("just text", "just text"), ("@@home", "@home"), ("", "")]
    {
        let answer = desk.json_of(["request", "--goal", "Try", "--actor", "human:alice", "--plan", given]);
        let id = answer["request_id"].as_str().expect("an id");
        assert_eq!(desk.json(&format!("status {id}"))["plan"], plan, "{given}");
    }
    let answer = desk.json("request --goal Try --actor human:alice --plan @broken.txt");
    assert_eq!(answer["error_code"], "UNREADABLE");
    let answer = desk.json("request --goal Try --actor human:alice --plan @missing.txt");
    assert_eq!(answer["error_code"], "NOT_FOUND");
}
