//! The pages about the layers, `docs/checks/`: what the catalog says, and a real failure.
//!
//! After a change that is meant, `UPDATE_PAGES=1 cargo test -p store-native --test pages` writes them anew.
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use verifier_core::catalog::LAYERS;

/// Prints of a report what is about one layer.
const PART: &str = "| awk '/^[^ ]+ [a-z]+: /{on=/ LAYER: /} on'";

/// For each layer, what is done to a sample, and the command line that does it and verifies the result.
const EXAMPLES: [(&str, &str, &str); 7] = [
    (
        "seal",
        "The comment of an approval was replaced, and nothing else.",
        "nexus-attest verify samples/tampered-approval-comment-edited.json",
    ),
    (
        "format",
        "Both places that name the algorithm are changed. No digest covers them, so the seal does not notice.",
        "sed 's/\"alg\": \"sha256\"/\"alg\": \"md5\"/' samples/good-reference.json | nexus-attest verify -",
    ),
    (
        "history",
        "The header says that the run failed. The events say otherwise. (The seal notices as well, until somebody \
         computes the digests anew.)",
        "sed 's/\"status\": \"COMPLETED\"/\"status\": \"FAILED\"/' samples/good-reference.json | nexus-attest verify -",
    ),
    (
        "authorization",
        "The policy asks for two approvals, and there is one. (The seal and the history notice as well, until \
         somebody computes the digests anew.)",
        "sed 's/\"min_approvals\": 1/\"min_approvals\": 2/' samples/good-reference.json | nexus-attest verify -",
    ),
    (
        "router",
        "The record of another run was put in, and the digests were computed anew: the seal holds.",
        "nexus-attest verify samples/tampered-run-substituted.json",
    ),
    (
        "coverage",
        "A member was added that the format does not know. No digest covers it, so everything else holds.",
        "sed '1s/{/{ \"approved_by\": \"the board\",/' samples/good-reference.json | nexus-attest verify -",
    ),
    (
        "authenticity",
        "A sound package, held against the binding digest of another one.",
        "nexus-attest verify samples/good-reference.json \\\n        --pin sha256:ce82a30d7657f45b6da5302a391502a0cd7875bc41b1a497526cc0f104f5b9fe",
    ),
];

/// Defends the pages: each says what the catalog says, and what the command prints.
#[test]
fn each_layer_has_a_page_that_is_true() {
    let names: Vec<&str> = LAYERS.iter().map(|layer| layer.name).collect();
    assert_eq!(EXAMPLES.map(|(layer, ..)| layer).to_vec(), names, "each layer has an example");
    let folder = root().join("docs/checks");
    let mut files: Vec<String> = fs::read_dir(&folder)
        .map(|entries| {
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        })
        .expect("the folder of the pages")
        .collect();
    files.sort();
    let mut expected: Vec<String> = names.iter().map(|name| format!("{name}.md")).collect();
    expected.sort();
    let update = env::var_os("UPDATE_PAGES").is_some();
    for (layer, done, command) in EXAMPLES {
        let path = folder.join(format!("{layer}.md"));
        let page = page(layer, done, command);
        if update {
            fs::write(&path, page).expect("a page can be written");
        } else {
            let found = fs::read_to_string(&path).unwrap_or_default();
            assert!(found == page, "{} is not what it should be:\n{page}", path.display());
        }
    }
    assert!(update || files == expected, "{files:?}");
}

fn page(layer: &str, done: &str, command: &str) -> String {
    let explained = shell(&format!("nexus-attest explain {layer} --format markdown"));
    let piped = format!("{command} \\\n        {}", PART.replace("LAYER", layer));
    let report = shell(&piped);
    let symbol = report.chars().next().expect("a report");
    assert!(matches!(symbol, '✗' | '!'), "{layer}: the example is no failure:\n{report}");
    let mut page = format!("{explained}\n## A failure\n\n{done}\n\n    $ {piped}\n");
    for line in report.trim_end().lines() {
        page.push_str(format!("    {line}").trim_end());
        page.push('\n');
    }
    page
}

fn shell(command: &str) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_nexus-attest"));
    let mut path = binary.parent().expect("a folder").as_os_str().to_owned();
    path.push(":");
    path.push(env::var_os("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(root())
        .env_clear()
        .env("PATH", path)
        .env("COLUMNS", "80")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .expect("the shell runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command}");
    String::from_utf8(output.stdout).expect("text")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
