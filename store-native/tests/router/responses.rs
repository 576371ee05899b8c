//! What counts as a response.

use store_native::router::{Response, ResponseError, RouterFailure};
use verifier_core::{Limits, canonical, digest};

use super::support::{AMPLE, failure};

/// Defends the digest that is recorded: over the canonical form of all members, also of unknown ones, and
/// independent of the layout.
#[test]
fn the_digest_covers_the_whole_response() {
    let compact = Response::read(b"{\"run_id\":\"r\",\"x\":[1.50,-0,\"\\u00e9\"]}").expect("a response");
    let pretty = Response::read("\n{ \"x\": [1.5, 0, \"é\"],\r\n \"run_id\": \"\\u0072\" }\n".as_bytes())
        .expect("a response");
    assert_eq!(compact.canonical(), "{\"run_id\":\"r\",\"x\":[1.5,0,\"é\"]}".as_bytes());
    assert_eq!(compact.digest(), pretty.digest());
    assert_eq!(compact.digest(), digest::of_bytes(compact.canonical()));
    let canonical = canonical::canonicalize(pretty.raw(), &Limits::default()).expect("canonical");
    assert_eq!(canonical, pretty.canonical());
    let other = Response::read(b"{\"run_id\":\"r\",\"x\":[1.5,0,\"e\"]}").expect("a response");
    assert_ne!(compact.digest(), other.digest());
}

/// Defends the limits of each member at their edges.
#[test]
fn members_within_their_limits_are_taken() {
    for (steps, expected) in [("0", 0), ("-0", 0), ("7", 7), ("9007199254740991", Response::MAX_STEPS)] {
        let text = format!("{{\"run_id\":\"r\",\"steps_executed\":{steps}}}");
        assert_eq!(Response::read(text.as_bytes()).expect("a response").steps_executed(), expected);
    }
    assert_eq!(Response::read(b"{\"run_id\":\"r\"}").expect("a response").steps_executed(), 0);
    for run_id in ["x".repeat(Response::MAX_RUN_ID), "支".repeat(Response::MAX_RUN_ID), " ".to_owned()] {
        let text = format!("{{\"run_id\":\"{run_id}\"}}");
        assert_eq!(Response::read(text.as_bytes()).expect("a response").run_id(), run_id);
    }
}

/// Every defect with the code, the pointer and the offset that it is reported with.
const DEFECTS: [(&str, &str, &str, usize); 27] = [
    (" \n", "ROUTER_RESPONSE_INVALID", "", 0),
    ("", "ROUTER_RESPONSE_INVALID", "", 0),
    ("done", "ROUTER_RESPONSE_INVALID", "", 0),
    ("starting\n{\"run_id\":\"r\"}", "ROUTER_RESPONSE_INVALID", "", 0),
    ("{\"run_id\":\"r\"}\n{\"run_id\":\"r\"}", "ROUTER_RESPONSE_INVALID", "", 15),
    ("{\"run_id\":\"r\"", "ROUTER_RESPONSE_INVALID", "", 13),
    ("{\"run_id\":\"r\",\"x\":NaN}", "ROUTER_RESPONSE_INVALID", "/x", 18),
    ("{\"run_id\":\"r\",\"run_id\":\"s\"}", "ROUTER_RESPONSE_INVALID", "/run_id", 14),
    ("{\"run_id\":\"r\",\"x\":{\"a\":1,\"a\":2}}", "ROUTER_RESPONSE_INVALID", "/x/a", 25),
    ("{\"run_id\":\"\\ud800\"}", "ROUTER_RESPONSE_INVALID", "/run_id", 11),
    ("[{\"run_id\":\"r\"}]", "ROUTER_RESPONSE_INVALID", "", 0),
    ("\"r\"", "ROUTER_RESPONSE_INVALID", "", 0),
    ("null", "ROUTER_RESPONSE_INVALID", "", 0),
    ("{}", "ROUTER_NO_RUN_ID", "/run_id", 0),
    (" {\"RUN_ID\":\"r\",\"run\":{\"run_id\":\"r\"}}", "ROUTER_NO_RUN_ID", "/run_id", 1),
    ("{\"run_id\":\"\"}", "ROUTER_NO_RUN_ID", "/run_id", 10),
    ("{\"run_id\":7}", "ROUTER_NO_RUN_ID", "/run_id", 10),
    ("{\"run_id\":null}", "ROUTER_NO_RUN_ID", "/run_id", 10),
    ("{\"run_id\":true}", "ROUTER_NO_RUN_ID", "/run_id", 10),
    ("{\"run_id\":[\"r\"]}", "ROUTER_NO_RUN_ID", "/run_id", 10),
    ("{\"run_id\":{\"id\":\"r\"}}", "ROUTER_NO_RUN_ID", "/run_id", 10),
    ("{\"run_id\":\"r\",\"steps_executed\":-1}", "ROUTER_RESPONSE_INVALID", "/steps_executed", 31),
    ("{\"run_id\":\"r\",\"steps_executed\":2.0}", "ROUTER_RESPONSE_INVALID", "/steps_executed", 31),
    ("{\"run_id\":\"r\",\"steps_executed\":\"2\"}", "ROUTER_RESPONSE_INVALID", "/steps_executed", 31),
    ("{\"run_id\":\"r\",\"steps_executed\":null}", "ROUTER_RESPONSE_INVALID", "/steps_executed", 31),
    ("{\"run_id\":\"r\",\"steps_executed\":true}", "ROUTER_RESPONSE_INVALID", "/steps_executed", 31),
    (
        "{\"run_id\":\"r\",\"steps_executed\":9007199254740992}",
        "ROUTER_RESPONSE_INVALID",
        "/steps_executed",
        31,
    ),
];

/// Defends that nothing but a response counts as one, and that its author is told what is wrong and where.
#[test]
fn defects_are_refused_with_their_place() {
    for (text, code, pointer, offset) in DEFECTS {
        let error = Response::read(text.as_bytes()).expect_err("a defect");
        assert_eq!(
            (error.code(), error.pointer(), error.offset()),
            (code, pointer, offset),
            "{text}: {error}"
        );
        assert!(!error.remedy().is_empty());
    }
    let long = format!("{{\"run_id\":\"{}\"}}", "x".repeat(Response::MAX_RUN_ID + 1));
    assert_eq!(Response::read(long.as_bytes()).expect_err("a defect").code(), "ROUTER_NO_RUN_ID");
    let deep = format!("{{\"run_id\":\"r\",\"x\":{}{}}}", "[".repeat(128), "]".repeat(128));
    assert!(matches!(
        Response::read(deep.as_bytes()),
        Err(ResponseError::Refused(refusal)) if refusal.code == verifier_core::Code::TooDeep
    ));
    assert!(matches!(
        Response::read(b"{\"run_id\":\"\xff\"}"),
        Err(ResponseError::Refused(refusal)) if refusal.code == verifier_core::Code::NotUtf8
    ));
}

/// Defends the way from a program's output to the failure that is recorded.
#[test]
fn a_program_that_prints_no_response_has_failed() {
    for (text, code, pointer, offset) in DEFECTS {
        let failure = failure(&format!("printf '%s' '{text}'; echo 'a hint' >&2"), &AMPLE);
        assert_eq!(failure.code(), code, "{text}");
        let store_native::router::Cause::Response(error) = &failure.cause else { panic!("{failure}") };
        assert_eq!((error.pointer(), error.offset()), (pointer, offset), "{text}");
        assert_eq!(failure.stderr.bytes(), b"a hint\n");
    }
}

/// Defends the log and the terminal: what is recorded is one line of bounded length in which nothing is
/// invisible, whatever the router wrote.
#[test]
fn messages_are_one_bounded_line() {
    let key = format!("\\u001b[31m\u{202e}{}", "k".repeat(2000));
    let failure = failure(
        &format!("printf '%s' '{{\"{key}\":1,\"{key}\":2}}'; printf 'a\\033[2Jb\\r\\n\\377\\n' >&2"),
        &AMPLE,
    );
    assert_eq!(failure.code(), "ROUTER_RESPONSE_INVALID");
    let message = failure.message();
    assert_eq!(message.chars().count(), RouterFailure::MAX_MESSAGE, "{message}");
    assert!(!message.contains(|c: char| c.is_control() || c == '\u{202e}'), "{message:?}");
    let shown = failure.to_string();
    assert!(shown.starts_with(&message) && shown.ends_with("\n  a\\u{1b}[2Jb\n  \\xff"), "{shown:?}");
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
}
