//! Runs the transcripts in `tests/transcripts/`: what a user types, and what the user then sees.
//!
//! A transcript is a Markdown file. In its indented blocks a line that starts with `$ ` is a command for
//! the shell, run in the root of the repository; below it stands what it prints. Lines from standard error
//! start with `2> `, and an exit status other than 0 is said in the last line.
//!
//! A transcript that has the line `<!-- in a folder of its own -->` is run in an empty folder, `$SCRATCH`. What
//! differs from run to run stands in it by name: the ids in the order in which they are first seen, `$ID_1`,
//! `$ID_2`, which are variables of the commands below; times as `[TIME]`; digests as `[DIGEST]`.
//!
//! After a change that is meant, `UPDATE_TRANSCRIPTS=1 cargo test -p store-native --test transcripts` writes them anew; then
//! read the difference.
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic)]

#[path = "support/varying.rs"]
mod varying;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use varying::Varying;

/// The mark of a transcript whose commands make something of their own.
const OWN_FOLDER: &str = "<!-- in a folder of its own -->";

const INDENT: &str = "    ";
const PROMPT: &str = "    $ ";

#[test]
fn transcripts_are_true() {
    let folder = root().join("tests/transcripts");
    let mut transcripts: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the folder of the transcripts")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    transcripts.sort();
    assert!(!transcripts.is_empty(), "{} holds no transcript", folder.display());

    let update = env::var_os("UPDATE_TRANSCRIPTS").is_some();
    let mut wrong = String::new();
    for transcript in transcripts {
        let recorded = fs::read_to_string(&transcript).expect("a transcript");
        let seen = replay(&recorded);
        if recorded == seen {
            continue;
        }
        if update {
            fs::write(&transcript, seen).expect("a transcript can be written");
        } else {
            let _ = writeln!(wrong, "\n{}\n{}", transcript.display(), difference(&recorded, &seen));
        }
    }
    assert!(wrong.is_empty(), "what is printed is not what is recorded:\n{wrong}");
}

/// The transcript as it is now.
fn replay(recorded: &str) -> String {
    let scratch = Scratch::new();
    let mut varying = recorded.lines().any(|line| line == OWN_FOLDER).then(Varying::default);
    let mut seen = String::new();
    let mut lines = recorded.lines().peekable();
    while let Some(line) = lines.next() {
        seen.push_str(line);
        seen.push('\n');
        let Some(command) = line.strip_prefix(PROMPT) else { continue };
        // What is recorded goes up to the next command or the next line of the text.
        while lines.next_if(|line| line.is_empty() || is_output(line)).is_some() {}
        for line in run(command, &scratch.0, varying.as_mut()) {
            seen.push_str(format!("{INDENT}{line}").trim_end());
            seen.push('\n');
        }
        if lines.peek().is_some() {
            seen.push('\n');
        }
    }
    seen
}

fn is_output(line: &str) -> bool {
    line.starts_with(INDENT) && !line.starts_with(PROMPT)
}

fn run(command: &str, scratch: &Path, mut varying: Option<&mut Varying>) -> Vec<String> {
    let binary = Path::new(env!("CARGO_BIN_EXE_nexus-attest"));
    let mut path = binary.parent().expect("a folder").as_os_str().to_owned();
    path.push(":");
    path.push(env::var_os("PATH").unwrap_or_default());
    let folder = if varying.is_some() { scratch.to_owned() } else { root() };
    let ids = varying.iter().flat_map(|varying| varying.ids());
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env_clear()
        .envs(ids)
        .env("PATH", path)
        .env("SCRATCH", scratch)
        .env("COLUMNS", "80")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .expect("the shell runs");
    let mut text = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let text = varying.as_mut().map_or(text.clone(), |varying| varying.named(&text));
        let version = env!("CARGO_PKG_VERSION");
        text.replace('\u{1b}', "<ESC>")
            .replace(version, "<VERSION>")
            .replace(scratch.to_str().expect("a path that is text"), "$SCRATCH")
    };
    let mut lines: Vec<String> = text(&output.stdout).lines().map(str::to_owned).collect();
    lines.extend(text(&output.stderr).lines().map(|line| format!("2> {line}")));
    match output.status.code() {
        Some(0) => {}
        Some(code) => lines.push(format!("[exit status {code}]")),
        None => lines.push("[ended by a signal]".to_owned()),
    }
    lines
}

/// The first lines that differ, with what is around them.
fn difference(recorded: &str, seen: &str) -> String {
    let (recorded, seen): (Vec<_>, Vec<_>) = (recorded.lines().collect(), seen.lines().collect());
    let same = recorded.iter().zip(&seen).take_while(|(a, b)| a == b).count();
    let mut text = format!("differs from line {} on\n", same + 1);
    for line in recorded.iter().skip(same.saturating_sub(3)).take(3.min(same)) {
        let _ = writeln!(text, "  {line}");
    }
    for line in recorded.iter().skip(same).take(12) {
        let _ = writeln!(text, "- {line}");
    }
    for line in seen.iter().skip(same).take(12) {
        let _ = writeln!(text, "+ {line}");
    }
    text
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A folder for the files that the commands of one transcript write.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        // Text is wrapped with the path in it, so the path is equally long wherever the repository lies.
        let path = PathBuf::from(format!("/tmp/nexus-attest-{:010}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
