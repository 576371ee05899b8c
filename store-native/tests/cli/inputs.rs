//! What is verified, and in which order it is reported.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Stdio;

use serde_json::Value;

use crate::program_copy::copy_program;
use crate::support::{Scratch, command, finished, run, sample};

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

/// Whoever runs the tests, the binary runs as somebody who may not read the file: root may read all, so
/// then it runs as the user that owns nothing, from a place that everybody may enter.
#[test]
fn a_file_without_permission_has_its_own_code() {
    const NOBODY: u32 = 65_534;
    let place = std::env::temp_dir().join(format!("nexus-attest-cli-{}", std::process::id()));
    fs::create_dir_all(&place).expect("a folder for the test");
    let (program, secret) = (place.join("nexus-attest"), place.join("secret.json"));
    copy_program(env!("CARGO_BIN_EXE_nexus-attest"), &program);
    fs::write(&secret, "{}").expect("a file");
    for (path, mode) in [(&place, 0o755), (&program, 0o755), (&secret, 0o000)] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    }
    let mut command = std::process::Command::new(&program);
    command.current_dir(&place).env_clear().args(["verify", "secret.json", "--format", "json"]);
    if fs::read(&secret).is_ok() {
        command.uid(NOBODY).gid(NOBODY);
    }
    let run = finished(&command.output().expect("the binary runs"));
    fs::remove_dir_all(&place).expect("the folder goes");
    assert_eq!(run.status, 3);
    assert!(run.stdout.contains("PERMISSION_DENIED"), "{}", run.stdout);
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
