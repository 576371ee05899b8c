//! What goes in and what comes out.

use store_native::router::{self, Cause, Limits};
use verifier_core::digest;

use super::support::{AMPLE, MODERATE, failure, run, script};

/// Defends the contract's first sentence: the request arrives to the byte, then the input ends; what the
/// router prints is the response.
#[test]
fn the_request_arrives_to_the_byte() {
    let echo = script("printf '{\"run_id\":\"%s\"}' \"$(sha256sum | cut -c1-64)\"", &[]);
    for length in [0, 1, 4095, 65_536, 65_537, 3_000_000] {
        let request: Vec<u8> = (0..length).map(|n: u32| (n % 251) as u8).collect();
        let response = router::run(&echo, &request, &AMPLE).expect("a response");
        assert_eq!(response.run_id(), digest::of_bytes(&request).to_string(), "{length} bytes");
    }
}

/// Defends against a deadlock: a router that writes much before it reads, with a request and a standard
/// error that are larger than a pipe.
#[test]
fn a_router_may_write_before_it_reads() {
    let text = "spaces() { head -c 3000000 /dev/zero | tr '\\0' ' '; }
        spaces; spaces >&2; printf '{\"run_id\":\"%s\"}' \"$(wc -c | tr -d ' ')\"; spaces";
    let request = vec![b' '; 3_000_000];
    let response = router::run(&script(text, &[]), &request, &AMPLE).expect("a response");
    assert_eq!(response.run_id(), "3000000");
    assert_eq!(response.raw().len(), 6_000_000 + "{\"run_id\":\"3000000\"}".len());
}

/// Defends routers that know what to do without looking: input left unread is no failure.
#[test]
fn a_router_may_leave_its_input_unread() {
    let request = vec![b' '; 3_000_000];
    for text in ["echo '{\"run_id\":\"r\"}'", "exec <&-; echo '{\"run_id\":\"r\"}'; sleep 0.1"] {
        let response = router::run(&script(text, &[]), &request, &AMPLE).expect("a response");
        assert_eq!(response.run_id(), "r");
    }
}

/// Defends the environment and the working folder, which routers find credentials and settings by.
#[test]
fn environment_and_working_folder_are_inherited() {
    let response =
        run("printf '{\"run_id\":\"%s|%s\"}' \"$PATH\" \"$(pwd -P)\"", &AMPLE).expect("a response");
    let path = std::env::var("PATH").expect("PATH is set");
    let folder = std::env::current_dir().and_then(|folder| folder.canonicalize()).expect("a folder");
    assert_eq!(response.run_id(), format!("{path}|{}", folder.display()));
}

/// Defends the bound on output at its edge: so many bytes are good, one more is not.
#[test]
fn output_may_reach_its_bound_and_not_pass_it() {
    // 100,015 bytes: more than a pipe holds.
    let text = "printf '{\"run_id\":\"r\"}\\n'; head -c 100000 /dev/zero | tr '\\0' ' '";
    let bound = |max_output| Limits { max_output, ..AMPLE };
    let response = run(text, &bound(100_015)).expect("a response");
    assert_eq!(response.raw().len(), 100_015);
    let failure = failure(text, &bound(100_014));
    assert!(matches!(failure.cause, Cause::OutputTooLarge(100_014)), "{failure}");
    assert_eq!(failure.code(), "ROUTER_OUTPUT_TOO_LARGE");
}

/// Defends memory and time: output without end is cut off, on standard output at once, on standard error by
/// the time limit, with no more kept than asked for.
#[test]
fn endless_output_is_cut_off() {
    let bound = Limits { max_output: 1 << 20, ..AMPLE };
    assert_eq!(failure("yes", &bound).code(), "ROUTER_OUTPUT_TOO_LARGE");
    let noisy = failure("yes >&2", &Limits { max_stderr: 100, ..MODERATE });
    assert_eq!((noisy.code(), noisy.stderr.bytes().len()), ("ROUTER_TIMED_OUT", 100));
}

/// Defends what is kept of standard error: its end, with the number of bytes before it.
#[test]
fn the_end_of_standard_error_is_kept() {
    let text = "seq 1 30000 >&2; printf 'the last word' >&2; exit 3";
    let total: usize = (1..=30_000).map(|n: u32| n.to_string().len() + 1).sum::<usize>() + 13;
    for max_stderr in [0, 13, 100, 5000, 1 << 20] {
        let failure = failure(text, &Limits { max_stderr, ..AMPLE });
        let kept = max_stderr.min(total);
        assert_eq!(failure.stderr.bytes().len(), kept);
        assert_eq!(failure.stderr.omitted(), (total - kept) as u64);
        assert!("the last word".as_bytes().ends_with(failure.stderr.bytes()) || kept > 13);
    }
    let shown = failure(text, &AMPLE).to_string();
    assert!(shown.ends_with("\n  29999\n  30000\n  the last word"), "{shown}");
    assert_eq!(shown.lines().count(), 2 + 20, "no more than 20 lines are shown");
}
