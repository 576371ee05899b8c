//! What a reader is told beside the verdict: what no digest covers, how much of a long list, and what was not done.

use std::fs;

use crate::support::{Scratch, run, sample};

const GOOD: &str = "samples/good-reference.json";

/// Defends what the format leaves out of its digests against being taken for verified: it is named, in every form that
/// people read.
#[test]
fn what_no_digest_covers_is_named_in_a_verified_package_too() {
    for options in
        [&[][..], &["--details"], &["--format", "markdown"], &["--format", "markdown", "--details"]]
    {
        let run = run(["verify", GOOD].iter().chain(options));
        assert_eq!(run.status, 0);
        let text: String = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Under no digest, which is how the format has it"), "{text}");
        for pointer in ["/meta", "/provenance", "/control_bundle/provenance"] {
            assert!(text.contains(pointer), "{pointer} is not in {text}");
        }
    }
}

/// Defends readers against reports as long as what somebody put into a package.
#[test]
fn long_lists_are_cut_and_counted() {
    let scratch = Scratch::new();
    let members: Vec<String> = (0..2_000).map(|number| format!("\"added_{number}\": 1, ")).collect();
    let members = members.concat();
    let package = sample("good-reference.json").replacen('{', &format!("{{{members}"), 1);
    let path = scratch.file("long.json", package);
    for format in ["human", "markdown"] {
        let run = run(["verify".as_ref(), "--format".as_ref(), format.as_ref(), path.as_os_str()]);
        let text: String = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("2000 members are under no digest"), "{text}");
        assert!(text.contains("and 1,900 more"), "{text}");
        assert!(run.stdout.len() < 20_000, "{format}: {} bytes", run.stdout.len());
    }
}

/// Defends whoever brings a key and nothing that it could have signed.
#[test]
fn a_key_alone_is_said_to_ask_nothing() {
    let scratch = Scratch::new();
    let hex = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    let key = scratch.file("key.pub", hex);
    let key = key.to_str().expect("text");
    let alone = run(["verify", GOOD, "--trust", key]);
    let text: String = alone.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(alone.status == 0 && text.contains("a key alone asks nothing"), "{text}");
    let json = run(["verify", GOOD, "--trust", key, "--format", "json"]);
    assert!(json.stdout.contains("a key alone asks nothing"), "{}", json.stdout);
    assert_eq!(run(["verify", GOOD]).stderr, "");
}

/// Defends the one who signs: nothing is said to be signed that was not written.
#[test]
fn nothing_is_said_to_be_signed_before_it_is_written() {
    let scratch = Scratch::new();
    let key = scratch.0.join("k");
    let key = key.to_str().expect("text");
    assert_eq!(run(["keygen", "--no-passphrase", "-o", key]).status, 0);
    let attested = |package: &str, more: &[&str]| {
        let arguments = ["attest", package, "--key", key, "--claim", "x", "--attestor", "me"];
        run(arguments.iter().chain(more))
    };
    let unwritable = attested(GOOD, &["-o", "no/such/folder/x"]);
    assert!(unwritable.status == 3 && !unwritable.stderr.contains("Signed for"), "{}", unwritable.stderr);
    let failing = "samples/tampered-run-substituted.json";
    for (package, more, said) in [
        (GOOD, &[][..], "which is verified"),
        ("samples/attention-embedded-router.json", &[], "which asks for attention"),
        (failing, &["--force-attest-failed-package"], "which fails"),
    ] {
        let run = attested(package, more);
        let text: String = run.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(run.status == 0 && text.contains(said), "{text}");
    }
}

/// Defends `-`, which is a stream: it is not taken for the name of a key or of what a package is held against.
#[test]
fn a_stream_is_no_file() {
    let scratch = Scratch::new();
    let pass = scratch.file("pass", "x");
    let pass = pass.to_str().expect("text");
    for arguments in [
        &["keygen", "--no-passphrase", "-o", "-"][..],
        &["verify", GOOD, "--attestation", "-"],
        &["verify", GOOD, "--trust", "-"],
        &["verify", GOOD, "--pins", "-"],
        &["attest", GOOD, "--key", "-", "--claim", "x", "--attestor", "me"],
        &["keygen", "-o", "no/such/folder/k", "--passphrase-file", "-"],
    ] {
        let run = run(arguments);
        assert!(run.status == 2 && run.stderr.contains("- is no file"), "{arguments:?}: {}", run.stderr);
    }
    assert!(fs::metadata("-").is_err() && fs::metadata("-.pub").is_err());
    assert_eq!(run(["keygen", "-o", "no/such/folder/k", "--passphrase-file", pass]).status, 3);
}

/// Defends readers against one reason told fourteen times, and against not seeing how much it takes away.
#[test]
fn what_several_checks_found_is_said_once() {
    let scratch = Scratch::new();
    let package =
        sample("good-reference.json").replacen("\"type\": \"POLICY_ATTACHED\"", "\"type\": \"NOTE\"", 1);
    let path = scratch.file("note.json", package);
    let run = run(["verify".as_ref(), path.as_os_str()]);
    let text: String = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let verdict = text.split("bytes").next().unwrap_or_default();
    assert_eq!(verdict.matches("so nothing is known from there on").count(), 1, "{verdict}");
    assert!(verdict.contains("nothing is known from there on (14 checks)"), "{verdict}");
    assert!(verdict.contains("So nothing at all is known about: authorization."), "{verdict}");
}
