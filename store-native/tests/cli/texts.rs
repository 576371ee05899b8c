//! What is printed: JSON, text in a width, in colour or not, explanations, generated files.

use serde_json::Value;

use crate::support::{Scratch, command, finished, run, run_with_input, sample};

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
    for columns in [30, 40, 50, 80, 100] {
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
                assert!(line.chars().count() <= columns, "{columns}: {line}");
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
    assert_eq!(checks.len(), verifier_core::catalog::checks().count());
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
