//! The life of a decision: requested, approved by two people, carried out by a real router, exported in
//! both modes, tampered with, and verified.

use std::fs;
use std::path::PathBuf;

use super::program;
use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

/// The files of the demo, in its folder.
const RECORD: &str = "run.json";
const REFERENCE: &str = "reference.json";
const EMBEDDED: &str = "embedded.json";
const TAMPERED: &str = "tampered.json";

/// Walks through all of it and returns a sentence about it.
pub fn run(workspace: &Workspace) -> Result<String, Problem> {
    let stage = Stage::set(workspace)?;
    let id = stage.request()?;

    let router = format!("'{}' --bundle {RECORD}", program(workspace, "example-router").display());
    let execution =
        ["execute", &id, "--adapter", "subprocess:keys", "--actor", "system:ci", "--router-command", &router];
    stage.show("Nobody has approved yet, so it must not run.", 1, &execution)?;
    stage.show(
        "Alice approves.",
        0,
        &["approve", &id, "--actor", "human:alice", "--comment", "The window is agreed with operations."],
    )?;
    stage.show(
        "Bob approves, for eight hours.",
        0,
        &["approve", &id, "--actor", "human:bob", "--expires-at", "8h"],
    )?;
    stage.show("Two of two: now it runs, through a router that is a program of its own.", 0, &execution)?;
    stage.show("It has run, so it must not run again.", 1, &execution)?;
    stage.show("What has happened.", 0, &["inspect", &id])?;

    stage.show(
        "The audit package for daily use: it refers to the run.",
        0,
        &["audit", "export", &id, "-o", REFERENCE],
    )?;
    stage.show(
        "The audit package for an archive: it holds the router's own record of the run. The record has a digest \
         of its own, which is not that of the response, so the two are not compared.",
        0,
        &["audit", "export", &id, "--embed", RECORD, "--no-cross-check", "-o", EMBEDDED],
    )?;
    stage.tamper(EMBEDDED, TAMPERED)?;
    stage.show("The package must verify.", 0, &["verify", "--strict", REFERENCE])?;
    stage.show(
        "The one with the record must too. That the record and the response have two digests asks for attention.",
        0,
        &["verify", EMBEDDED],
    )?;
    stage.show("A copy in which somebody else approved must not.", 1, &["verify", TAMPERED])?;
    stage.show("And the store itself is as it was recorded.", 0, &["store", "check"])?;
    stage.show(
        "Kept elsewhere, this shows later that nothing was changed or cut off.",
        0,
        &["store", "head"],
    )?;
    Ok(format!("a decision was approved, carried out once and exported, and lies in {}", stage.shown()))
}

/// Where the demo plays: a folder that is made anew each time.
struct Stage<'w> {
    workspace: &'w Workspace,
    folder: PathBuf,
}

impl<'w> Stage<'w> {
    fn set(workspace: &'w Workspace) -> Result<Self, Problem> {
        let folder = workspace.target().join("demo");
        let stage = Self { workspace, folder };
        if stage.folder.exists() {
            fs::remove_dir_all(&stage.folder).map_err(|error| stage.problem("cannot be removed", &error))?;
        }
        fs::create_dir_all(&stage.folder).map_err(|error| stage.problem("cannot be made", &error))?;
        Ok(stage)
    }

    /// Makes the request and returns its id.
    fn request(&self) -> Result<String, Problem> {
        let arguments = [
            "request",
            "--goal",
            "Rotate the production API keys",
            "--plan",
            "create new keys\ndeploy them\nrevoke the old ones",
            "--actor",
            "human:dana",
            "--mode",
            "apply",
            "--min-approvals",
            "2",
            "--label",
            "prod",
            "--json",
        ];
        announce("Dana asks for something to be done, by a policy that wants two approvals.", &arguments);
        let printed = process::output(&mut self.command(&arguments), "see the message above")?;
        print!("{printed}");
        let id = printed.split_once("\"request_id\":\"").and_then(|(_, rest)| rest.split('"').next());
        id.map(str::to_owned).ok_or_else(|| {
            Problem::new("the request printed no request_id", "see what it printed instead, above")
        })
    }

    /// Shows a command and what it prints, and requires the exit status that the story needs.
    fn show(&self, story: &str, expected: i32, arguments: &[&str]) -> Result<(), Problem> {
        announce(story, arguments);
        let status = process::status(&mut self.command(arguments))?;
        if status.code() == Some(expected) {
            return Ok(());
        }
        Err(Problem::new(
            format!("`nexus-attest {}` ended with {status}, where {expected} was due", arguments.join(" ")),
            "compare what it printed with what the demo is there to show",
        ))
    }

    fn command(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = self.workspace.command(program(self.workspace, "nexus-attest"));
        command.current_dir(&self.folder).env("NEXUS_ATTEST_STORE", "demo.sqlite").args(arguments);
        command
    }

    /// Writes a copy of a package with another approver.
    fn tamper(&self, package: &str, copy: &str) -> Result<(), Problem> {
        let package = self.folder.join(package);
        let text = fs::read_to_string(&package).map_err(|error| self.problem("has no package", &error))?;
        let changed = text.replace("\"id\":\"bob\"", "\"id\":\"eve\"");
        if changed == text {
            return Err(Problem::new("the package names no approver bob", "see the package"));
        }
        fs::write(self.folder.join(copy), changed)
            .map_err(|error| self.problem("cannot be written to", &error))
    }

    fn shown(&self) -> String {
        self.folder.display().to_string()
    }

    fn problem(&self, what: &str, error: &std::io::Error) -> Problem {
        Problem::new(
            format!("{} {what}: {error}", self.folder.display()),
            "look at the folder and its permissions",
        )
    }
}

fn announce(story: &str, arguments: &[&str]) {
    let shown: Vec<String> = arguments.iter().map(|argument| quoted(argument)).collect();
    println!("\n{story}\n$ nexus-attest {}\n", shown.join(" "));
}

/// An argument as somebody would type it.
fn quoted(argument: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) {
        return argument.to_owned();
    }
    if argument.contains('\'') {
        return format!("\"{argument}\"");
    }
    format!("'{argument}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_quoted_where_a_shell_would_split_it() {
        assert_eq!(quoted("human:bob"), "human:bob");
        assert_eq!(quoted("two words"), "'two words'");
        assert_eq!(quoted("'a' b"), "\"'a' b\"");
        assert_eq!(quoted(""), "''");
    }
}
