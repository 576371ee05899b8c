//! Every code that the library can give is explained.

use std::path::{Path, PathBuf};
use std::{fs, io};

use store_native::router::RouterFailure;
use store_native::store::FindingCode;

use crate::support::run;

/// The codes and what they mean.
fn explained() -> Vec<(String, String)> {
    let all: serde_json::Value =
        serde_json::from_str(&run(["explain", "--format", "json"]).stdout).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let codes = all["codes"].as_array().expect("codes").iter();
    codes.map(|code| (text(&code["code"]), text(&code["means"]))).collect()
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// The codes in a source: what an error's `code` returns for one of its kinds, `=> "LIKE_THIS"`.
fn codes_in(source: &str) -> Vec<&str> {
    let is_code = |text: &str| {
        text.contains('_') && text.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_'))
    };
    source
        .split("=> \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|text| is_code(text))
        .collect()
}

/// Defends `explain` against codes that the library learns: they are searched for in its source, because its
/// errors cannot be enumerated.
#[test]
fn every_code_of_the_library_is_explained() {
    let explained = explained();
    let mut files = Vec::new();
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for part in ["store", "workflow", "router", "exchange"] {
        sources(&library.join(part), &mut files).expect("the sources");
    }
    let mut seen = 0;
    for file in files {
        let source = fs::read_to_string(&file).expect("a source");
        for code in codes_in(&source) {
            seen += 1;
            assert!(
                explained.iter().any(|(known, _)| known == code),
                "{code} in {} is not explained",
                file.display()
            );
        }
    }
    assert!(seen > 50, "{seen} codes were found; is the search still right?");
    for code in RouterFailure::CODES {
        assert!(explained.iter().any(|(known, _)| known == code), "{code}");
    }
    for code in FindingCode::ALL {
        assert!(explained.iter().any(|(known, _)| known == code.as_str()), "{code}");
    }
}

/// Defends the list: each code once, with something to say and something to do.
#[test]
fn each_code_is_explained_once() {
    let mut codes: Vec<String> = explained().into_iter().map(|(code, _)| code).collect();
    for code in &codes {
        let run = run(["explain", code]);
        assert_eq!(run.status, 0, "{code}");
        assert!(run.stdout.contains("means") && run.stdout.contains("next"), "{}", run.stdout);
    }
    let count = codes.len();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), count);
}

/// Defends the page about the command line: it says of every code what `explain` says.
#[test]
fn the_documentation_explains_every_code() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/cli.md");
    let page = fs::read_to_string(page).expect("docs/cli.md");
    for (code, means) in explained() {
        let row = format!("| `{code}` | {} |", means.replace('\\', "\\\\"));
        assert!(page.lines().any(|line| line == row), "docs/cli.md has no line {row}");
    }
}
