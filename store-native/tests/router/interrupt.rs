//! A signal to us, while a router runs.

use store_native::router::{self, Cause, Interrupt};

use super::support::{AMPLE, Process, Scratch, script};

/// Defends whoever presses Ctrl-C: the router, which the terminal does not reach, ends with us; the failure
/// says so, and nothing is started after the signal. One test, because signals are for the whole process.
#[test]
fn a_signal_ends_the_router() {
    let interrupt = Interrupt::on_signals().expect("signals can be caught");
    let scratch = Scratch::new();
    let response = router::run_until(&interrupt, &script("echo '{\"run_id\":\"r\"}'", &[]), b"{}", &AMPLE);
    assert_eq!(response.expect("a response").run_id(), "r");
    assert_eq!(interrupt.signal(), None);

    // It sends the signal to us itself, so it is running when the signal comes.
    let text = "sleep 600 & echo $! > \"$1\"; echo 'at work' >&2; kill -TERM $PPID; wait";
    let command = script(text, &[&scratch.argument("child")]);
    let failure = router::run_until(&interrupt, &command, b"{}", &AMPLE).expect_err("it is ended");
    assert!(matches!(failure.cause, Cause::Interrupted { signal: 15, started: true }), "{failure}");
    assert_eq!(failure.code(), "ROUTER_INTERRUPTED");
    assert_eq!(
        failure.message(),
        "nexus-attest was told to stop by signal 15 (SIGTERM) while the router ran; it was killed"
    );
    assert_eq!(failure.stderr.bytes(), b"at work\n");
    assert!(Process::of(&scratch.path("child")).ends());
    assert_eq!(interrupt.signal(), Some(15));

    let command = script("touch \"$1\"; echo '{\"run_id\":\"r\"}'", &[&scratch.argument("ran")]);
    let failure = router::run_until(&interrupt, &command, b"{}", &AMPLE).expect_err("nothing is started");
    assert!(matches!(failure.cause, Cause::Interrupted { signal: 15, started: false }), "{failure}");
    assert!(!scratch.path("ran").exists());
}
