//! Exports: the JSON itself and nothing else, a file whole or not at all.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::desk::Desk;

const EXPORTS: [&str; 3] = ["export", "audit export", "audit record"];

/// Defends standard output: canonical JSON in one line, the same with `--json`, and nothing on standard error.
#[test]
fn an_export_is_the_json_itself() {
    let desk = Desk::new();
    let id = desk.executed("--mode apply");
    for (export, member) in EXPORTS.into_iter().zip(["bundle_version", "package_version", "audit_record"]) {
        let run = desk.say(&format!("{export} {id}"));
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{export}");
        let line = run.stdout.strip_suffix('\n').expect("a line");
        let limits = verifier_core::Limits::default();
        let canonical = verifier_core::canonical::canonicalize(line.as_bytes(), &limits).expect("JSON");
        assert_eq!(String::from_utf8_lossy(&canonical), line, "{export}");
        let value: Value = serde_json::from_str(line).expect("JSON");
        assert!(value.get(member).is_some(), "{export}");
        if export != "audit record" {
            // Nothing in it depends on when it was exported.
            assert_eq!(desk.say(&format!("{export} {id} --json")).stdout, run.stdout, "{export}");
        }
    }
    let verified = desk.run(["verify", "missing"]);
    assert_eq!(verified.status, 3);
    desk.file("package.json", desk.say(&format!("audit export {id}")).stdout);
    assert_eq!(desk.run(["verify", "--strict", "package.json"]).status, 0);
}

/// Defends `-o`: the same bytes as on standard output, what is said about them, and what is left behind.
#[test]
fn a_file_gets_the_same_bytes_whole_or_not_at_all() {
    let desk = Desk::new();
    let id = desk.executed("--mode apply");
    for export in EXPORTS {
        let printed = desk.say(&format!("{export} {id}")).stdout;
        let run = desk.say(&format!("{export} {id} -o out.json"));
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{export}");
        assert!(
            run.stderr.starts_with("note: wrote the ") && run.stderr.contains("sha256:"),
            "{}",
            run.stderr
        );
        let written = fs::read_to_string(desk.path("out.json")).expect("the export");
        if export != "audit record" {
            assert_eq!(written, printed);
        }
        let answer = desk.json(&format!("{export} {id} -o out.json"));
        assert_eq!(answer["path"], "out.json");
        let written = fs::read_to_string(desk.path("out.json")).expect("the export");
        assert!(written.contains(answer["digest"].as_str().expect("a digest").trim_start_matches("sha256:")));
        assert_eq!(answer["bytes"], written.len());

        // What cannot be exported leaves what was there before.
        assert_eq!(desk.say(&format!("{export} missing -o out.json")).status, 1);
        assert_eq!(fs::read_to_string(desk.path("out.json")).expect("the export"), written);
        let answer = desk.json(&format!("{export} {id} -o no/such/folder.json"));
        assert_eq!(answer["error_code"], "OUTPUT");
        assert_eq!(desk.say(&format!("{export} {id} -o no/such/folder.json")).status, 3);
    }
    fs::remove_file(desk.path("out.json")).expect("a file");
    assert_eq!(desk.say("export missing -o new.json").status, 1);
    assert_eq!(desk.0.names(), ["nexus-attest.sqlite", "response.json"]);
}

/// Defends the store, and the evidence that a package is made from, against being replaced by an export.
#[test]
fn an_export_replaces_neither_the_store_nor_its_sources() {
    let desk = Desk::new();
    let id = desk.executed("--mode apply");
    std::os::unix::fs::symlink("nexus-attest.sqlite", desk.path("link")).expect("a link");
    for export in EXPORTS {
        for name in ["nexus-attest.sqlite", "./link"] {
            let run = desk.say(&format!("{export} {id} -o {name}"));
            assert_eq!(run.status, 2, "{export} {name}");
            assert!(run.stderr.contains("is the store"), "{}", run.stderr);
        }
    }
    let bundle = format!(
        "{{\"run_id\":\"run-1\",\"integrity\":{{\"canonical_digest\":\"sha256:{}\"}}}}",
        "1".repeat(64)
    );
    desk.file("run.json", &bundle);
    let line = format!("audit export {id} --embed run.json --no-cross-check -o");
    assert_eq!(desk.say(&format!("{line} ./run.json")).status, 2);
    assert_eq!(fs::read_to_string(desk.path("run.json")).expect("the bundle"), bundle);
    assert_eq!(desk.say(&format!("{line} package.json")).status, 0);
    assert_eq!(desk.run(["store", "check"]).status, 0);
}

/// Defends a package against another run's record, against one that was changed, and against a digest that is
/// none.
#[test]
fn what_is_embedded_must_be_the_record_of_the_run() {
    let desk = Desk::new();
    let id = desk.executed("--mode apply");
    let bundle = |run: &str| {
        format!(
            "{{\"run_id\":\"{run}\",\"integrity\":{{\"canonical_digest\":\"sha256:{}\"}}}}",
            "1".repeat(64)
        )
    };
    desk.file("run.json", bundle("run-1"));
    desk.file("other.json", bundle("run-2"));
    desk.file("none.json", "{\"run_id\":\"run-1\"}");
    desk.file("broken.json", "{\"run_id\":");
    for (options, code, status) in [
        ("--embed run.json", "ROUTER_DIGEST_MISMATCH", 1),
        ("--embed other.json --no-cross-check", "ROUTER_RUN_MISMATCH", 1),
        ("--embed none.json", "ROUTER_BUNDLE_INVALID", 3),
        ("--embed broken.json", "ROUTER_BUNDLE_INVALID", 3),
        ("--embed missing.json", "NOT_FOUND", 3),
        ("--router-digest 11", "ROUTER_DIGEST_INVALID", 2),
    ] {
        let line = format!("audit export {id} {options} -o package.json");
        assert_eq!(desk.json(&line)["error_code"], code, "{options}");
        assert_eq!(desk.say(&line).status, status, "{options}");
    }
    assert!(!desk.path("package.json").exists());
    let line = format!("audit export {id} --embed run.json --no-cross-check -o package.json");
    assert_eq!(desk.json(&line)["router_mode"], "embedded");
}

/// Defends an existing file's permissions, and that a link is followed.
#[test]
fn a_file_that_is_there_keeps_its_permissions() {
    let desk = Desk::new();
    let id = desk.request("");
    let path = desk.file("out.json", "old");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("permissions");
    assert_eq!(desk.say(&format!("export {id} -o out.json")).status, 0);
    assert_eq!(fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o600);
}

/// Defends `-`, which is standard output for an export as it is standard input for an import.
#[test]
fn a_hyphen_is_standard_output() {
    let desk = Desk::new();
    let id = desk.request("");
    assert_eq!(desk.say(&format!("export {id} -o -")).stdout, desk.say(&format!("export {id}")).stdout);
    assert_eq!(desk.0.names(), ["nexus-attest.sqlite"]);
}
