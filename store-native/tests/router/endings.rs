//! How a router ends, and what it leaves behind.

use std::time::Duration;

use store_native::router::{self, Cause, Ending, Limits};

use super::support::{AMPLE, MODERATE, Process, SHORT, Scratch, failure, run, script};

/// Defends the ordinary case.
#[test]
fn a_router_that_answers_has_run() {
    let response =
        run("echo '{ \"steps_executed\": 3, \"run_id\": \"run-1\" }'", &AMPLE).expect("a response");
    assert_eq!((response.run_id(), response.steps_executed()), ("run-1", 3));
    assert_eq!(response.canonical(), b"{\"run_id\":\"run-1\",\"steps_executed\":3}");
    assert_eq!(response.raw(), b"{ \"steps_executed\": 3, \"run_id\": \"run-1\" }\n");
}

/// Defends that only status 0 is success, whatever is printed, and that people see why.
#[test]
fn another_status_than_zero_is_a_failure() {
    for status in [1, 2, 126, 127, 255] {
        let text = format!("echo '{{\"run_id\":\"r\"}}'; echo 'no such host' >&2; exit {status}");
        let failure = failure(&text, &AMPLE);
        assert!(matches!(failure.cause, Cause::Exited(Ending::Status(seen)) if seen == status), "{failure}");
        assert_eq!(failure.code(), "ROUTER_EXITED");
        assert_eq!(failure.message(), format!("the router ended with status {status}"));
        assert!(failure.to_string().ends_with("\n  no such host"), "{failure}");
        assert!(failure.left_running.is_none());
    }
}

/// Defends that a router that was killed is told from one that ended by itself.
#[test]
fn a_signal_is_a_failure() {
    for (signal, name) in [(9, "9 (SIGKILL)"), (15, "15 (SIGTERM)"), (11, "11 (SIGSEGV)")] {
        let failure = failure(&format!("echo '{{\"run_id\":\"r\"}}'; kill -{signal} $$"), &AMPLE);
        assert!(matches!(failure.cause, Cause::Exited(Ending::Signal(seen)) if seen == signal), "{failure}");
        assert_eq!(failure.message(), format!("the router was ended by signal {name}"));
    }
}

/// Defends the time limit, for a router that waits, one that works, and one that ignores what can be ignored.
#[test]
fn a_router_that_takes_too_long_is_killed() {
    for text in ["sleep 600", "while :; do :; done", "trap '' TERM INT HUP; while :; do sleep 1; done"] {
        let failure = failure(text, &SHORT);
        assert!(matches!(failure.cause, Cause::TimedOut(limit) if limit == SHORT.timeout), "{failure}");
        assert_eq!(failure.code(), "ROUTER_TIMED_OUT");
        assert_eq!(failure.message(), "the router did not end within 300ms; it was killed");
        assert!(failure.left_running.is_none());
    }
    let none = Limits { timeout: Duration::ZERO, ..AMPLE };
    assert_eq!(failure("echo '{\"run_id\":\"r\"}'", &none).code(), "ROUTER_TIMED_OUT");
}

/// Defends what a router said before its time was over.
#[test]
fn standard_error_is_kept_when_a_router_is_killed() {
    let failure = failure("echo 'at work' >&2; sleep 600", &MODERATE);
    assert_eq!((failure.code(), failure.stderr.bytes()), ("ROUTER_TIMED_OUT", &b"at work\n"[..]));
}

/// Defends that no limit is the largest one: it does not overflow.
#[test]
fn a_limit_beyond_the_end_of_time_is_none() {
    let limits = Limits { timeout: Duration::MAX, max_output: usize::MAX, max_stderr: usize::MAX };
    assert_eq!(run("sleep 0.1; echo '{\"run_id\":\"r\"}'", &limits).expect("a response").run_id(), "r");
}

/// Defends that a response counts only if the router has ended.
#[test]
fn a_response_before_the_end_is_not_enough() {
    assert_eq!(failure("echo '{\"run_id\":\"r\"}'; sleep 600", &SHORT).code(), "ROUTER_TIMED_OUT");
    assert_eq!(
        failure("echo '{\"run_id\":\"r\"}'; exec >&- 2>&-; sleep 600", &SHORT).code(),
        "ROUTER_TIMED_OUT"
    );
}

/// Defends that the whole group ends at the time limit, and when the output is too large.
#[test]
fn what_a_router_started_is_killed_with_it() {
    for (text, limits, code) in [
        ("wait", MODERATE, "ROUTER_TIMED_OUT"),
        ("yes", Limits { max_output: 1 << 20, ..AMPLE }, "ROUTER_OUTPUT_TOO_LARGE"),
        ("exit 3", AMPLE, "ROUTER_EXITED"),
    ] {
        let scratch = Scratch::new();
        let command = script(&format!("sleep 600 & echo $! > \"$1\"; {text}"), &[&scratch.argument("child")]);
        let failure = router::run(&command, b"{}", &limits).expect_err("it fails");
        assert_eq!(failure.code(), code);
        assert!(Process::of(&scratch.path("child")).ends(), "{text}: the process that it started goes on");
    }
}

/// Defends a run that was done from being recorded as failed: a process that was left behind and holds the
/// output open neither hides the response nor outlives the run.
#[test]
fn a_process_left_behind_does_not_hide_the_response() {
    let scratch = Scratch::new();
    let text = "sleep 600 & echo $! > \"$1\"; echo '{\"run_id\":\"r\"}'";
    let response = router::run(&script(text, &[&scratch.argument("child")]), b"{}", &AMPLE);
    assert_eq!(response.expect("a response").run_id(), "r");
    assert!(Process::of(&scratch.path("child")).ends(), "the process that it left behind goes on");
}

/// Defends that a process out of reach, in a session of its own, holds nothing up: it is still there when
/// the run is over.
#[test]
fn a_process_in_another_session_holds_nothing_up() {
    for (text, code) in [("wait", Some("ROUTER_TIMED_OUT")), ("echo '{\"run_id\":\"r\"}'", None)] {
        let scratch = Scratch::new();
        // It is in its own session when it has become what it is to be.
        let settled = "until grep -q sleep /proc/$!/comm; do :; done";
        let text = format!("setsid sleep 60 & echo $! > \"$1\"; {settled}; {text}");
        let outcome = router::run(&script(&text, &[&scratch.argument("child")]), b"{}", &MODERATE);
        let child = Process::of(&scratch.path("child"));
        let outlived = child.is_running();
        child.kill();
        assert_eq!(outcome.err().map(|failure| failure.code()), code);
        assert!(outlived, "the run waited for a process that is none of its own");
    }
}

/// Defends the process table: a router that has ended is waited for, however it ended.
#[test]
fn no_zombie_is_left() {
    let scratch = Scratch::new();
    let pid = scratch.argument("pid");
    for (text, limits) in [
        ("echo '{\"run_id\":\"r\"}'", AMPLE),
        ("exit 1", AMPLE),
        ("sleep 600", MODERATE),
        ("kill -9 $$", AMPLE),
    ] {
        let command = script(&format!("echo $$ > \"$1\"; {text}"), &[&pid]);
        let _ = router::run(&command, b"{}", &limits);
        let id = std::fs::read_to_string(&pid).expect("an id");
        assert!(!std::path::Path::new("/proc").join(id.trim()).exists(), "{text}");
    }
}
