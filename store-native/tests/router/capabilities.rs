//! Asking a router what it can do.

use std::time::Duration;

use store_native::router::{Declared, Limits, RouterCommand, capabilities};

use super::support::{AMPLE, script};

fn declared(text: &str) -> Declared {
    capabilities(&script(text, &["own"]), "an adapter", &AMPLE)
}

/// Defends the question: the arguments of the command, then these two, and no request to run.
#[test]
fn the_router_is_asked_by_its_arguments_and_gets_no_request() {
    let text = "printf '{\"capabilities\":[\"%s\",\"%s\",\"%s\",\"%s\",\"%s\"]}' \"$#\" \"$1\" \"$2\" \"$3\" \"$(wc -c)\"";
    let Declared::Capabilities(seen) = declared(text) else { panic!("undeclared") };
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["0", "3", "an adapter", "capabilities", "own"]);
}

/// Defends that an empty list is an answer, that more than the list may stand in it, and that names are
/// compared as they are.
#[test]
fn what_is_declared_is_what_the_router_says() {
    let some = declared("echo '{\"capabilities\":[\"apply\",\"dry_run\",\"apply\"],\"version\":3}'");
    assert_eq!(some.lacking(&["timeout", "apply", "Apply", "dry_run"]), ["timeout", "Apply"]);
    assert_eq!(some.lacking::<String>(&[]), [""; 0]);
    let none = declared("echo '{\"capabilities\":[]}'; echo 'noise' >&2");
    assert!(matches!(&none, Declared::Capabilities(list) if list.is_empty()));
    assert_eq!(none.lacking(&["apply"]), ["apply"]);
}

/// Defends that no answer is not an empty list, and that a run's response is no answer.
#[test]
fn anything_else_is_undeclared() {
    for text in [
        "echo '{\"capabilities\":[\"apply\"]}'; exit 1",
        "echo '{\"capabilities\":[\"apply\"]}'; kill -9 $$",
        "exit 2",
        "true",
        "echo apply",
        "echo '[\"apply\"]'",
        "echo '{\"run_id\":\"r\"}'",
        "echo '{\"capabilities\":\"apply\"}'",
        "echo '{\"capabilities\":{\"apply\":true}}'",
        "echo '{\"capabilities\":null}'",
        "echo '{\"capabilities\":[\"apply\",7]}'",
        "echo '{\"capabilities\":[\"\"]}'",
        "echo '{\"capabilities\":[\"apply\"],\"capabilities\":[]}'",
        "echo '{\"capabilities\":[\"apply\"]} trailing'",
    ] {
        let answer = declared(text);
        let Declared::Undeclared(why) = &answer else { panic!("{text}: {answer:?}") };
        assert!(!why.is_empty() && !why.contains('\n'), "{why}");
        assert_eq!(answer.lacking(&["apply"]), ["apply"]);
    }
    let missing = RouterCommand { program: "no-program-has-this-name".to_owned(), arguments: Vec::new() };
    assert!(matches!(capabilities(&missing, "a", &AMPLE), Declared::Undeclared(_)));
    let limits = Limits { timeout: Duration::from_millis(300), ..Limits::CAPABILITIES };
    assert!(matches!(capabilities(&script("sleep 600", &[]), "a", &limits), Declared::Undeclared(_)));
}
