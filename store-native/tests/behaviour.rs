//! What the command line does with its inputs and outputs, besides what it prints.
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use serde_json::Value;
use support::{Scratch, command, finished, run, run_with_input, sample};

#[test]
fn good_samples_verify_and_tampered_ones_fail() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
    let mut seen = [0; 3];
    for entry in fs::read_dir(folder).expect("the samples") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let kinds = [("good-", 0), ("tampered-", 1), ("malformed-", 3)];
        let Some(kind) = kinds.iter().position(|(prefix, _)| name.starts_with(prefix)) else { continue };
        assert_eq!(run(["verify", &format!("samples/{name}")]).status, kinds[kind].1, "{name}");
        seen[kind] += 1;
    }
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
}

#[test]
fn an_unreadable_file_is_reported_in_its_place_and_stops_nothing() {
    let scratch = Scratch::new();
    let good = sample("good-reference.json");
    scratch.file("a.json", &good);
    std::os::unix::fs::symlink("nowhere", scratch.0.join("b.json")).expect("a link");
    scratch.file("c.json", "not JSON");
    scratch.file("d.json", &good);
    let run = run(["verify".as_ref(), scratch.0.as_os_str(), "--format".as_ref(), "jsonl".as_ref()]);
    assert_eq!(run.status, 3);
    let lines: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let told: Vec<_> = lines
        .iter()
        .map(|line| line["report"]["verdict"].as_str().or(line["error"]["code"].as_str()).expect("an answer"))
        .collect();
    assert_eq!(told, ["verified", "NOT_FOUND", "malformed", "verified"]);
    assert!(run.stderr.is_empty(), "{}", run.stderr);
}

/// Skipped for a superuser, who may read everything.
#[test]
fn a_file_without_permission_has_its_own_code() {
    let scratch = Scratch::new();
    let path = scratch.file("secret.json", "{}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions");
    if fs::read(&path).is_ok() {
        return;
    }
    let run = run(["verify".as_ref(), path.as_os_str(), "--format".as_ref(), "json".as_ref()]);
    assert_eq!(run.status, 3);
    assert!(run.stdout.contains("PERMISSION_DENIED"), "{}", run.stdout);
}

#[test]
fn every_line_of_json_is_canonical_and_the_report_is_that_of_the_core() {
    let scratch = Scratch::new();
    let good = sample("good-template.json");
    scratch.file("a\u{1b}\"\\\n\u{7f}é.json", &good);
    let lines = run(["verify".as_ref(), scratch.0.as_os_str(), "-f".as_ref(), "jsonl".as_ref()]).stdout;
    let limits = verifier_core::Limits::default();
    for line in lines.lines() {
        let canonical = verifier_core::canonical::canonicalize(line.as_bytes(), &limits).expect("JSON");
        assert_eq!(String::from_utf8_lossy(&canonical), line);
    }
    let report = verifier_core::verify(good.as_bytes(), &verifier_core::Options::default()).to_json();
    assert!(lines.ends_with(&format!(",\"report\":{report}}}\n")));
    let json = run_with_input(["verify", "-", "--format", "json"], good.as_bytes()).stdout;
    assert_eq!(json, format!("{report}\n"));
}

#[test]
fn a_path_that_is_no_utf_8_is_shown_as_far_as_it_is() {
    use std::os::unix::ffi::OsStrExt;
    let scratch = Scratch::new();
    fs::write(scratch.0.join(std::ffi::OsStr::from_bytes(b"x\xffy.json")), "{}").expect("a file");
    let run = run(["verify".as_ref(), scratch.0.as_os_str(), "-f".as_ref(), "jsonl".as_ref()]);
    assert!(run.stdout.contains("x\u{fffd}y.json"), "{}", run.stdout);
    assert_eq!(run.status, 3);
}

#[test]
fn the_output_is_in_order_whatever_the_jobs() {
    let scratch = Scratch::new();
    let small = sample("good-reference.json");
    let large = format!("{}{}", small, " ".repeat(200_000));
    for number in 0..300 {
        let content = if number % 50 == 0 { &large } else { &small };
        scratch.file(&format!("{number:04}.json"), content);
    }
    for format in ["human", "jsonl", "markdown", "junit", "sarif"] {
        let outputs: Vec<String> = ["1", "2", "7"]
            .iter()
            .map(|jobs| {
                let run = run([
                    "verify".as_ref(),
                    scratch.0.as_os_str(),
                    "--jobs".as_ref(),
                    jobs.as_ref(),
                    "--format".as_ref(),
                    format.as_ref(),
                ]);
                assert_eq!(run.status, 0, "{format}");
                run.stdout
            })
            .collect();
        assert!(outputs.windows(2).all(|pair| pair[0] == pair[1]), "{format}");
        if format == "jsonl" {
            let numbers: Vec<&str> =
                outputs[0].lines().map(|line| line.split(".json").next().expect("a path")).collect();
            assert!(numbers.is_sorted() && numbers.len() == 300);
        }
    }
}

#[test]
fn a_reader_who_leaves_is_no_error() {
    let scratch = Scratch::new();
    let good = sample("tampered-run-substituted.json");
    for number in 0..400 {
        scratch.file(&format!("{number:04}.json"), &good);
    }
    let mut child = command()
        .args(["verify".as_ref(), scratch.0.as_os_str(), "--jobs".as_ref(), "2".as_ref()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut reader = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line");
    assert!(line.contains("FAILED"), "{line}");
    drop(reader);
    let run = finished(&child.wait_with_output().expect("it ends"));
    assert_eq!(run.stderr, "");
    // Not everything was judged, so success would be a lie.
    assert_eq!(run.status, 3);
}

#[test]
fn a_report_in_a_file_appears_whole_or_not_at_all() {
    let scratch = Scratch::new();
    let report = scratch.0.join("report.json");
    let verify = |sample: &str| {
        command()
            .args(["verify", sample, "--format", "json", "--output"])
            .arg(&report)
            .output()
            .map(|output| finished(&output))
            .expect("the binary runs")
    };
    let run = verify("samples/good-reference.json");
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    assert_eq!(scratch.names(), ["report.json"]);
    let first = fs::read_to_string(&report).expect("the report");
    assert!(first.ends_with("\"verdict\":\"verified\"}\n"));

    // A file that is there is replaced, and keeps its permissions.
    fs::set_permissions(&report, fs::Permissions::from_mode(0o640)).expect("permissions");
    assert_eq!(verify("samples/tampered-run-substituted.json").status, 1);
    assert!(fs::read_to_string(&report).expect("the report").contains("\"verdict\":\"failed\""));
    assert_eq!(fs::metadata(&report).expect("the report").permissions().mode() & 0o777, 0o640);

    // What a link points to is replaced, not the link.
    let link = scratch.0.join("link");
    std::os::unix::fs::symlink("report.json", &link).expect("a link");
    let output = command()
        .args(["verify", "samples/good-reference.json", "--format", "json", "--output"])
        .arg(&link)
        .output()
        .expect("the binary runs");
    assert_eq!(finished(&output).status, 0);
    assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
    assert_eq!(fs::read_to_string(&report).expect("the report"), first);
    assert_eq!(scratch.names(), ["link", "report.json"]);
}

#[test]
fn an_output_that_cannot_be_written_is_an_error_and_leaves_nothing_behind() {
    let scratch = Scratch::new();
    for path in [scratch.0.join("missing/report.txt"), scratch.0.clone()] {
        let output = command()
            .args(["verify", "samples/good-reference.json", "--output"])
            .arg(&path)
            .output()
            .expect("the binary runs");
        let run = finished(&output);
        assert_eq!((run.status, run.stdout.as_str()), (3, ""), "{}", path.display());
        assert!(
            run.stderr.starts_with("error[OUTPUT]: ") && run.stderr.contains("\nhelp: "),
            "{}",
            run.stderr
        );
    }
    assert!(scratch.names().is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
    let output = command()
        .args(["verify", "samples/good-reference.json"])
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .expect("the binary runs");
    let run = finished(&output);
    assert_eq!(run.status, 3);
    assert!(run.stderr.starts_with("error[OUTPUT]: standard output cannot be written"), "{}", run.stderr);
    assert_eq!(run_to("/dev/full").status, 3);
}

/// A device is written to, not replaced.
#[cfg(target_os = "linux")]
fn run_to(device: &str) -> support::Run {
    let run = run(["verify", "samples/good-reference.json", "--output", device]);
    assert!(!fs::metadata(device).expect("the device").is_file());
    run
}

#[test]
fn an_endless_input_is_given_up_at_the_limit() {
    let mut child = command()
        .args(["verify", "-", "--max-bytes", "100000", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let block = [b' '; 4096];
    while stdin.write_all(&block).is_ok() {}
    let output = child.wait_with_output().expect("it ends");
    let run = finished(&output);
    assert_eq!(run.status, 3);
    assert!(run.stdout.starts_with("{\"error\":{\"code\":\"TOO_LARGE\""), "{}", run.stdout);
}

#[test]
fn an_input_of_just_the_limit_is_verified() {
    let bytes = sample("good-reference.json").len();
    let verify = |limit: usize| {
        run(["verify", "samples/good-reference.json", "--max-bytes", &limit.to_string()]).status
    };
    assert_eq!((verify(bytes), verify(bytes - 1)), (0, 3));
}

#[test]
fn a_pipe_in_a_folder_is_not_waited_for() {
    let scratch = Scratch::new();
    let status = std::process::Command::new("mkfifo").arg(scratch.0.join("pipe.json")).status();
    if !status.is_ok_and(|status| status.success()) {
        return;
    }
    let run = run(["verify".as_ref(), scratch.0.as_os_str(), "-f".as_ref(), "jsonl".as_ref()]);
    assert!(run.stdout.contains("NOT_A_FILE"), "{}", run.stdout);
    assert_eq!(run.status, 3);
}

#[test]
fn colour_is_used_only_where_it_is_wanted() {
    let coloured = |variables: &[(&str, &str)], arguments: &[&str]| {
        let output = command()
            .args(["verify", "samples/tampered-run-substituted.json"])
            .args(arguments)
            .envs(variables.iter().copied())
            .output()
            .expect("the binary runs");
        finished(&output).stdout.contains('\u{1b}')
    };
    assert!(!coloured(&[("TERM", "xterm-256color")], &[]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(coloured(&[("NO_COLOR", "1")], &["--color", "always"]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1")], &["--format", "markdown"]));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for columns in [40, 50, 80, 100] {
        for arguments in [
            &["verify", "samples/tampered-binding-digest-altered.json"][..],
            &["verify", "samples/malformed-duplicate-key.json"],
            &["explain"],
            &["explain", "router_run"],
        ] {
            let output = command()
                .args(arguments)
                .env("COLUMNS", columns.to_string())
                .output()
                .expect("the binary runs");
            for line in finished(&output).stdout.lines().filter(|line| !line.contains("samples/")) {
                let marked = line.contains("^ first difference");
                assert!(marked || line.chars().count() <= columns, "{columns}: {line}");
            }
        }
    }
}

#[test]
fn completions_and_manual_pages_are_made() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = run(["completions", shell]);
        assert!(run.status == 0 && run.stdout.contains("max-integer-digits"), "{shell}");
    }
    assert!(run(["man"]).stdout.contains(".TH nexus-attest 1"));
    let scratch = Scratch::new();
    assert_eq!(run(["man".as_ref(), "--dir".as_ref(), scratch.0.as_os_str()]).status, 0);
    let names = scratch.names();
    for command in ["", "-verify", "-canonicalize", "-digest", "-explain", "-completions", "-man"] {
        assert!(names.contains(&format!("nexus-attest{command}.1")), "{names:?}");
    }
}

#[test]
fn every_check_and_every_code_is_explained() {
    let all: Value = serde_json::from_str(&run(["explain", "--format", "json"]).stdout).expect("JSON");
    let checks = all["checks"].as_array().expect("checks");
    assert_eq!(checks.len(), verifier_core::catalog::CATALOG.len());
    let names = checks.iter().map(|check| &check["name"]);
    let codes = all["codes"].as_array().expect("codes").iter().map(|code| &code["code"]);
    for name in names.chain(codes) {
        let name = name.as_str().expect("a name");
        for format in ["human", "json", "markdown"] {
            let run = run(["explain", name, "--format", format]);
            assert!(run.status == 0 && run.stdout.len() > 40, "{name} {format}");
        }
    }
    for code in verifier_core::Code::ALL {
        assert_eq!(run(["explain", code.as_str()]).status, 0, "{code}");
    }
}
