//! Values and pointers from an input, as far as a report shows them.

use std::path::Path;
use std::process::Command;

use crate::support::{Scratch, command, finished, run, sample};

/// Everything but JSON, which holds values whole.
const FORMATS: [&str; 4] = ["human", "markdown", "junit", "sarif"];

const DIGEST: &str = "\"sha256:3b80d1be414316713c9c66f0bb08e84125ed5f6ae0d75df942813094e94284a7\"";

/// A sample in which a stored digest is replaced.
fn with_digest(scratch: &Scratch, name: &str, value: &str) -> std::path::PathBuf {
    let package = sample("tampered-run-substituted.json");
    assert!(package.contains(DIGEST));
    scratch.file(name, package.replacen(DIGEST, value, 1))
}

const RUN: &str = "\"f363da46-6ed5-445b-bc3c-3ec3eab7cc0d\"";

fn report(path: &Path, format: &str) -> String {
    run(["verify".as_ref(), "-f".as_ref(), format.as_ref(), path.as_os_str()]).stdout
}

#[test]
fn a_long_value_is_shown_in_part_in_every_format_for_people() {
    let scratch = Scratch::new();
    let path = with_digest(&scratch, "digest.json", &format!("\"{}\"", "é".repeat(100_000)));
    for format in FORMATS {
        let text = report(&path, format);
        assert!(text.len() < 40_000, "{format}: {} bytes", text.len());
        assert!(text.matches('é').count() >= 240, "{format}");
        // A line may end inside the mark.
        let mark = text.split_whitespace().filter(|word| !matches!(*word, "actual" | "expected"));
        let mark: String = mark.collect();
        assert!(mark.contains("(99,760morecharacters)"), "{format}: {text}");
    }
    assert!(report(&path, "json").len() > 400_000);
}

#[test]
fn a_long_pointer_is_shown_in_part_in_every_format_for_people() {
    let scratch = Scratch::new();
    let path = scratch.file("key.json", format!("{{\"{}\":x}}", "k".repeat(100_000)));
    for format in FORMATS {
        let text = report(&path, format);
        // SARIF lists every check of the catalog.
        assert!(text.len() < 60_000, "{format}: {} bytes", text.len());
        assert!(text.contains("(99,761 more characters)"), "{format}: {text}");
        assert!(text.lines().count() < 60, "{format}");
    }
    let told = run(["digest".as_ref(), path.as_os_str()]).stderr;
    assert!(told.len() < 1000 && told.contains("(99,761 more"), "{told}");
}

#[test]
fn a_number_is_told_from_the_string_that_looks_like_it() {
    let scratch = Scratch::new();
    let package = sample("attention-embedded-router.json");
    // The link is the only object whose last member is the run.
    let linked = format!("{RUN}\n  }}");
    assert!(package.contains(&linked));
    let path = scratch.file("seven.json", package.replacen(&linked, "7}", 1).replace(RUN, "\"7\""));
    for (format, quoted) in
        [("human", "\"7\""), ("markdown", "\"7\""), ("junit", "&quot;7&quot;"), ("sarif", "\\\"7\\\"")]
    {
        assert!(report(&path, format).contains(quoted), "{format}: {}", report(&path, format));
    }
}

/// What is kept of a value does not grow with it: the whole run takes a few bytes of memory per byte.
#[cfg(target_os = "linux")]
#[test]
fn a_long_value_takes_little_memory() {
    let scratch = Scratch::new();
    let path = with_digest(&scratch, "digest.json", &format!("\"{}\"", "x".repeat(8 << 20)));
    for format in FORMATS {
        // 160 MiB, where the input has 8.
        let output = Command::new("sh")
            .args(["-c", "ulimit -v 163840; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_nexus-attest")])
            .args(["verify", "-f", format])
            .arg(&path)
            .output()
            .expect("the shell runs");
        assert_eq!(output.status.code(), Some(1), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn what_is_narrow_stays_narrow() {
    let scratch = Scratch::new();
    let inputs = [
        with_digest(&scratch, "cut.json", "\"sha256:3b80d1be\""),
        with_digest(&scratch, "null.json", "null"),
        scratch.file("key.json", "{\"a\":1,      \"a\":2}"),
    ];
    for columns in [30, 31, 36, 40] {
        for input in &inputs {
            let output = command()
                .arg("verify")
                .arg(input)
                .env("COLUMNS", columns.to_string())
                .output()
                .expect("it runs");
            // The path stands on a line of its own, whole.
            for line in finished(&output).stdout.lines().skip(1) {
                assert!(line.chars().count() <= columns, "{columns}: {line}");
            }
        }
    }
}
