//! Executions: what the router gets, what is recorded, what is shown, and what is never lost.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::support::{Run, finished};

const RESPONSE: &str = "{\"run_id\":\"run-1\",\"steps_executed\":3}";

/// Writes a shell script that can be named as a router.
fn router(desk: &Desk, name: &str, script: &str) {
    let path = desk.file(name, format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("permissions");
}

fn execute(desk: &Desk, id: &str, options: &str) -> Value {
    desk.json(&format!("execute {id} --adapter keys --actor system:ci {options}"))
}

fn state(desk: &Desk, id: &str) -> Value {
    desk.json(&format!("status {id}"))["state"].clone()
}

/// Defends that the router gets the request whose digest is recorded, and that a preview shows the same and
/// records nothing.
#[test]
fn the_router_gets_what_the_preview_shows() {
    let desk = Desk::new();
    router(&desk, "router", &format!("cat > request.json; echo '{RESPONSE}'"));
    let id = desk.approved("--mode apply --plan steps --max-steps 5");
    let before = desk.events(&id);
    let preview = desk.json(&format!("execute {id} --adapter keys --preview"));
    assert_eq!(desk.json(&format!("execute {id} --adapter keys --plan-only")), preview);
    assert_eq!(desk.events(&id), before);
    let shown = desk.say(&format!("execute {id} --adapter keys --preview"));

    let answer = execute(&desk, &id, "--router-command ./router");
    let request = fs::read_to_string(desk.path("request.json")).expect("the request");
    assert_eq!(serde_json::from_str::<Value>(&request).expect("JSON"), preview["request"]);
    assert!(shown.stdout.lines().any(|line| line == request), "{}", shown.stdout);
    assert_eq!(answer["request_digest"], preview["request_digest"]);
    assert_eq!(
        (&answer["mode"], &answer["run_id"], &answer["steps_executed"], &answer["warnings"]),
        (&json!("apply"), &json!("run-1"), &json!(3), &json!([]))
    );
    let digest = answer["request_digest"].as_str().expect("a digest");
    assert_eq!(digest, verifier_core::digest::of_bytes(request.as_bytes()).to_string());
    assert_eq!(desk.events(&id), before + 3);
    let inspected = desk.json(&format!("inspect {id}"));
    assert_eq!(inspected["compiled_router_request"]["digest"], format!("sha256:{digest}"));
    assert_eq!(inspected["decision"]["status"], "EXECUTED");
}

/// Defends what is recorded when a run fails: the code, and nothing of standard error, which is shown.
#[test]
fn a_failure_is_recorded_and_its_last_words_are_shown() {
    let desk = Desk::new();
    let id = desk.approved("");
    router(&desk, "fails", "echo 'secret \u{1b}[31m' >&2; exit 3");
    router(&desk, "chatters", "head -c 2000 /dev/zero");
    router(&desk, "silent", "echo '{}'");
    router(&desk, "hangs", "exec sleep 60");
    for (options, code) in [
        ("--router-command ./fails", "ROUTER_EXITED"),
        ("--router-command ./missing", "ROUTER_NOT_STARTED"),
        ("--router-command ./silent", "ROUTER_NO_RUN_ID"),
        ("--router-command ./chatters", "ROUTER_RESPONSE_INVALID"),
        ("--router-command ./chatters --max-output 100", "ROUTER_OUTPUT_TOO_LARGE"),
        ("--router-command ./hangs --timeout 200ms", "ROUTER_TIMED_OUT"),
    ] {
        let before = desk.events(&id);
        let answer = execute(&desk, &id, options);
        assert_eq!((&answer["error_code"], &answer["state"]), (&json!(code), &json!("failed")), "{options}");
        assert_eq!(answer["request_id"], id.as_str());
        assert_eq!(desk.events(&id), before + 3, "{options}");
        let log = desk.say(&format!("status {id} --events")).stdout;
        assert!(log.contains(code) && !log.contains("secret"), "{log}");
    }
    let run = desk.say(&format!("execute {id} --adapter keys --actor system:ci --router-command ./fails"));
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("secret") && !run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
}

/// Defends a response from a file: read before anything is recorded.
#[test]
fn a_response_that_cannot_be_used_records_nothing() {
    let desk = Desk::new();
    let id = desk.approved("");
    let before = desk.events(&id);
    for (content, code) in [
        ("", "ROUTER_RESPONSE_INVALID"),
        ("[]", "ROUTER_RESPONSE_INVALID"),
        ("{\"run_id\":\"\"}", "ROUTER_NO_RUN_ID"),
        ("{\"run_id\":\"r\",\"steps_executed\":-1}", "ROUTER_RESPONSE_INVALID"),
    ] {
        desk.file("response.json", content);
        assert_eq!(execute(&desk, &id, "--router-response response.json")["error_code"], code, "{content}");
        let run =
            desk.say(&format!("execute {id} --adapter k --actor system:ci --router-response response.json"));
        assert_eq!(run.status, 3, "{content}");
    }
    assert_eq!(execute(&desk, &id, "--router-response missing.json")["error_code"], "NOT_FOUND");
    assert_eq!(desk.events(&id), before);
    desk.file("response.json", RESPONSE);
    assert_eq!(execute(&desk, &id, "--router-response response.json")["run_id"], "run-1");
}

/// Defends what is said about capabilities: declared, lacking, by hand, or not known, which is no error.
#[test]
fn capabilities_are_asked_for_where_they_are_required() {
    let desk = Desk::new();
    router(
        &desk,
        "asked",
        &format!(
            "if [ \"$1\" = capabilities ]; then echo asked > asked.txt; echo '{{\"capabilities\":[\"deploy\"]}}'; else echo '{RESPONSE}'; fi"
        ),
    );
    router(&desk, "mute", &format!("[ $# = 0 ] && echo '{RESPONSE}'"));
    let free = desk.approved("");
    assert!(execute(&desk, &free, "--router-command ./asked").get("capabilities").is_none());
    assert!(!desk.path("asked.txt").exists());

    let bound = desk.approved("--require-capability deploy");
    assert_eq!(execute(&desk, &bound, "--router-command ./asked")["capabilities"], json!(["deploy"]));
    let other = desk.approved("--require-capability deploy --require-capability build");
    let before = desk.events(&other);
    let refused = execute(&desk, &other, "--router-command ./asked");
    assert_eq!(refused["error_code"], "CAPABILITY_MISSING");
    let refused = execute(&desk, &other, "--router-command ./mute --router-capability deploy");
    assert_eq!(refused["error_code"], "CAPABILITY_MISSING");
    assert_eq!(desk.events(&other), before);
    let by_hand = "--router-command ./mute --router-capability deploy --router-capability build";
    assert_eq!(execute(&desk, &other, by_hand)["capabilities"], json!(["deploy", "build"]));

    let line = format!("execute {bound} --adapter keys --actor system:ci --router-command ./mute");
    assert_eq!(desk.json(&line)["capabilities"], "undeclared");
    assert!(desk.say(&line).stderr.starts_with("note: the policy requires deploy"));
}

/// Defends the warning about a router that does more than it may: it happened, so it is recorded.
#[test]
fn more_steps_than_the_policy_allows_are_recorded_with_a_warning() {
    let desk = Desk::new();
    let id = desk.approved("--max-steps 2");
    desk.file("response.json", RESPONSE);
    let line = format!("execute {id} --adapter keys --actor system:ci --router-response response.json");
    let run = desk.say(&line);
    assert_eq!(run.status, 0);
    assert!(run.stderr.starts_with("warning: the router executed 3 steps"), "{}", run.stderr);
    assert_eq!(desk.json(&line)["warnings"].as_array().map(Vec::len), Some(1));
}

/// Waits until a file is there.
fn wait_for(desk: &Desk, name: &str) {
    let until = Instant::now() + Duration::from_secs(30);
    while !desk.path(name).exists() {
        assert!(Instant::now() < until, "{name} does not come");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Defends an answer that comes too late: somebody abandoned the execution meanwhile, and what the router
/// answered is shown, because it is recorded nowhere.
#[test]
fn an_answer_that_cannot_be_recorded_is_not_lost() {
    let desk = Desk::new();
    let id = desk.approved("");
    router(&desk, "slow", &format!("touch began; until [ -e go ]; do sleep 0.02; done; echo '{RESPONSE}'"));
    let arguments =
        ["execute", &id, "--adapter", "k", "--actor", "system:ci", "--router-command", "./slow", "--json"];
    let child =
        desk.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    wait_for(&desk, "began");
    assert_eq!(execute(&desk, &id, "--router-command ./slow")["error_code"], "EXECUTION_IN_PROGRESS");
    let abandoned = desk.json(&format!("execute {id} --abandon --actor human:alice --reason late"));
    assert_eq!(
        (&abandoned["state"], &abandoned["execution_error_code"]),
        (&json!("failed"), &json!("EXECUTION_ABANDONED"))
    );
    desk.file("go", "");
    let Run { status, stdout, stderr } = finished(&child.wait_with_output().expect("it ends"));
    assert_eq!(status, 1);
    let answer: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(
        (&answer["error_code"], &answer["response"]["run_id"]),
        (&json!("CLAIM_LOST"), &json!("run-1"))
    );
    assert!(
        stderr.contains("error[CLAIM_LOST]: ") && stderr.lines().any(|line| line == RESPONSE),
        "{stderr}"
    );
    assert_eq!(state(&desk, &id), "failed");
}

/// Defends Ctrl-C and its like: the router is ended, and that is recorded, so nobody has to abandon anything.
#[test]
fn a_signal_ends_the_router_and_is_recorded() {
    let desk = Desk::new();
    let id = desk.approved("");
    router(&desk, "slow", "touch began; exec sleep 60");
    let arguments =
        ["execute", &id, "--adapter", "keys", "--actor", "system:ci", "--router-command", "./slow"];
    let child =
        desk.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    wait_for(&desk, "began");
    let pid = rustix::process::Pid::from_child(&child);
    // Not the one of Ctrl-C: who runs the tests in the background of a shell has that ignored, and an ignored one stays so.
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("a signal");
    let run = finished(&child.wait_with_output().expect("it ends"));
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("error[ROUTER_INTERRUPTED]: "), "{}", run.stderr);
    assert_eq!(state(&desk, &id), "failed");
}

/// Defends that two executors cannot both run a request: the router of one of them starts.
#[test]
fn of_two_executors_one_runs() {
    let desk = Desk::new();
    for _ in 0..5 {
        let id = desk.approved("--mode apply");
        router(&desk, "router", &format!("echo x >> runs-{id}; echo '{RESPONSE}'"));
        let children: Vec<_> = (0..2)
            .map(|_| {
                let arguments = [
                    "execute",
                    &id,
                    "--adapter",
                    "k",
                    "--actor",
                    "system:ci",
                    "--router-command",
                    "./router",
                ];
                desk.command(arguments)
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("it runs")
            })
            .collect();
        let mut runs: Vec<Run> =
            children.into_iter().map(|child| finished(&child.wait_with_output().expect("it ends"))).collect();
        runs.sort_by_key(|run| run.status);
        assert_eq!(runs.iter().map(|run| run.status).collect::<Vec<_>>(), [0, 1]);
        let code = ["EXECUTION_IN_PROGRESS", "ALREADY_EXECUTED"];
        assert!(code.iter().any(|code| runs[1].stderr.contains(code)), "{}", runs[1].stderr);
        assert_eq!(fs::read_to_string(desk.path(&format!("runs-{id}"))).expect("a run"), "x\n");
    }
}
