//! Stores that cannot be used: not there, no store, busy, not to be written; and answers that cannot be given.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::desk::Desk;
use crate::program_copy::copy_program;
use crate::support::{Run, finished};

/// Whom a test runs a process as that may not do everything.
const NOBODY: u32 = 65_534;

/// Commands that read, with an id, and those that write.
fn reading(id: &str) -> Vec<String> {
    [
        "status ID",
        "inspect ID",
        "list",
        "template list",
        "export ID",
        "audit record ID",
        "store check",
        "store head",
        "store stats",
    ]
    .map(|line| line.replace("ID", id))
    .to_vec()
}

fn writing(id: &str) -> Vec<String> {
    [
        "approve ID --actor human:carol",
        "revoke ID --actor human:bob --reason no",
        "execute ID --abandon --actor human:alice",
        "request --goal Try --actor human:alice",
        "template create t --actor human:alice",
        "store adopt --actor human:alice --reason no",
    ]
    .map(|line| line.replace("ID", id))
    .to_vec()
}

/// Defends a store that is not there: said with its name, and not created by those who only look.
#[test]
fn a_store_that_is_not_there_is_not_created_by_looking() {
    let desk = Desk::new();
    let mut lines = reading("x");
    lines.extend(["approve x --actor human:bob".to_owned(), "store backup copy.sqlite".to_owned()]);
    lines.push("request --goal Try --actor human:alice --template production".to_owned());
    for line in lines {
        assert_eq!(desk.json(&line)["error_code"], "STORE_NOT_FOUND", "{line}");
        let run = desk.say(&line);
        assert_eq!((run.status, run.stdout.as_str()), (3, ""), "{line}");
        assert!(run.stderr.contains("nexus-attest.sqlite"), "{}", run.stderr);
    }
    assert_eq!(desk.0.names(), [""; 0]);
    for line in ["list", "request --goal Try --actor human:alice", "import missing.json"] {
        let answer = desk.json(&format!("{line} --store no/such/folder.sqlite"));
        let code = if line.starts_with("import") { "NOT_FOUND" } else { "STORE_NOT_FOUND" };
        assert_eq!(answer["error_code"], code, "{line}");
    }
    // Nothing to import: nothing to create.
    assert_eq!(desk.json("import missing.json")["error_code"], "NOT_FOUND");
    assert_eq!(desk.0.names(), [""; 0]);
}

/// Defends what is no store: it is named, and not touched.
#[test]
fn what_is_no_store_is_not_touched() {
    let desk = Desk::new();
    let text = "This is a text, and it is long enough to be taken for the header of a database. ".repeat(40);
    desk.file("notes.txt", &text);
    fs::create_dir(desk.path("folder")).expect("a folder");
    for store in ["notes.txt", "folder", "/dev/null"] {
        for line in ["list", "request --goal Try --actor human:alice", "store check", "store head"] {
            let answer = desk.json(&format!("{line} --store {store}"));
            assert_eq!(answer["error_code"], "NOT_A_STORE", "{line} {store}");
            assert_eq!(desk.say(&format!("{line} --store {store}")).status, 3);
        }
    }
    assert_eq!(fs::read_to_string(desk.path("notes.txt")).expect("the text"), text);
    assert_eq!(desk.0.names(), ["folder", "notes.txt"]);
}

/// Defends a bounded wait: a busy store is an error after the time that was asked for, and reading waits for
/// nobody.
#[test]
fn a_busy_store_is_an_error_after_the_wait() {
    let desk = Desk::new();
    let id = desk.approved("");
    let connection = rusqlite::Connection::open(desk.path("nexus-attest.sqlite")).expect("the store");
    connection.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    for line in writing(&id) {
        let answer = desk.json(&format!("{line} --wait 50ms"));
        assert_eq!(answer["error_code"], "STORE_BUSY", "{line}");
        assert_eq!(desk.say(&format!("{line} --wait 0")).status, 3, "{line}");
    }
    for line in reading(&id) {
        assert_eq!(desk.say(&format!("{line} --wait 0")).status, 0, "{line}");
    }
    connection.execute_batch("ROLLBACK").expect("the lock");
    assert_eq!(desk.events(&id), 3);
}

/// A place that everybody may enter, with a copy of the binary and of a store: whoever runs the tests, the
/// binary can run there as somebody who may not write to it.
struct Public(tempfile::TempDir);

impl Public {
    fn of(desk: &Desk) -> Self {
        let place = Self(tempfile::tempdir().expect("a folder for the test"));
        copy_program(env!("CARGO_BIN_EXE_nexus-attest"), place.path("nexus-attest"));
        fs::copy(desk.path(STORE), place.path(STORE)).expect("a copy of the store");
        place.set(0o555, 0o444);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The permissions of the folder and of the store.
    fn set(&self, folder: u32, store: u32) {
        for (path, mode) in [(self.path(STORE), store), (self.0.path().to_owned(), folder)] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
        }
    }

    fn say(&self, line: &str) -> Run {
        let mut command = Command::new(self.path("nexus-attest"));
        command.current_dir(self.0.path()).env_clear().args(line.split_whitespace());
        if rustix::process::geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        finished(&command.output().expect("it runs"))
    }
}

const STORE: &str = "nexus-attest.sqlite";

/// Defends a store that may not be written: those who look can, those who write get a clear error.
#[test]
fn a_store_that_may_not_be_written_can_be_read() {
    let desk = Desk::new();
    let id = desk.approved("");
    let place = Public::of(&desk);
    let before = fs::read(place.path(STORE)).expect("the store");
    for line in reading(&id) {
        let run = place.say(&line);
        assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    }
    for line in writing(&id) {
        let run = place.say(&line);
        assert_eq!(run.status, 3, "{line}: {}", run.stderr);
        assert!(run.stderr.contains("error[STORE_READ_ONLY]: "), "{line}: {}", run.stderr);
    }
    assert_eq!(fs::read(place.path(STORE)).expect("the store"), before);
    // The folder is to go with the value.
    place.set(0o755, 0o644);
}

/// Defends what was recorded although the answer could not be given: the message says so, so that nobody
/// repeats the command.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_given_says_what_was_recorded() {
    let desk = Desk::new();
    let id = desk.request("");
    let to_full = |line: &str| {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
        let child = desk
            .command(line.split_whitespace())
            .stdout(full)
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        finished(&child.wait_with_output().expect("it ends"))
    };
    let before = desk.events(&id);
    let run = to_full(&format!("approve {id} --actor human:bob"));
    assert_eq!(run.status, 3);
    let told = run.stderr.replace("\n  ", " ");
    assert!(told.contains("error[OUTPUT]: ") && told.contains("the approval is recorded"), "{told}");
    assert_eq!(desk.events(&id), before + 1);
    let run = to_full("request --goal Try --actor human:alice");
    assert!(run.stderr.replace("\n  ", " ").contains("is recorded"), "{}", run.stderr);
    for line in reading(&id) {
        let run = to_full(&line);
        assert_eq!(run.status, 3, "{line}");
        assert!(run.stderr.contains("error[OUTPUT]: "), "{line}: {}", run.stderr);
    }
    // The store itself is not concerned.
    assert_eq!(desk.run(["store", "check"]).status, 0);
}

/// Defends pipes: a reader who leaves ends the command without a message where nothing was recorded.
#[test]
fn a_reader_who_leaves_gets_no_message() {
    let desk = Desk::new();
    let id = desk.approved("");
    for line in reading(&id) {
        let mut child = desk
            .command(line.split_whitespace())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        drop(child.stdout.take());
        let run = finished(&child.wait_with_output().expect("it ends"));
        assert_eq!(run.stderr, "", "{line}");
    }
}

/// Defends a store that cannot grow: the error is clear, what was acknowledged is there, and nothing else is.
/// The operating system refuses to write beyond a size, as it does where the disk is full.
#[cfg(target_os = "linux")]
#[test]
fn a_store_that_cannot_grow_is_a_clear_error() {
    let desk = Desk::new();
    desk.request("");
    let plan = "x".repeat(40_000);
    let mut recorded = 1;
    let run = loop {
        // Blocks of 512 bytes, or of 1024 in some shells.
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "trap '' XFSZ; ulimit -f 600; exec \"$@\"", "sh"]);
        command.arg(env!("CARGO_BIN_EXE_nexus-attest")).current_dir(&desk.0.0).env_clear();
        command.args(["request", "--goal", "Try", "--actor", "human:alice", "--plan", &plan]);
        let run = finished(&command.output().expect("it runs"));
        if run.status != 0 {
            break run;
        }
        recorded += 1;
        assert!(recorded < 100, "the file grows beyond its bound");
    };
    assert_eq!((run.status, run.stdout.as_str()), (3, ""), "{}", run.stderr);
    let failed = run.stderr.contains("error[STORE_FULL]: ") || run.stderr.contains("error[STORE_FAILED]: ");
    assert!(failed, "{}", run.stderr);
    assert_eq!(desk.run(["store", "check"]).status, 0);
    let listed = desk.run(["list", "--limit", "200", "--json"]).stdout;
    assert!(listed.contains(&format!("\"count\":{recorded},")), "{recorded}: {listed}");
}
