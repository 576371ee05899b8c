//! Stores that cannot be used: not there, no store, busy, not to be written; and answers that cannot be given.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Stdio;

use crate::desk::Desk;
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

fn as_nobody(desk: &Desk, line: &str) -> Run {
    let mut command = desk.command(line.split_whitespace());
    if rustix::process::geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    finished(&command.output().expect("it runs"))
}

/// The binary may lie in a folder that others may not enter; then nobody else can run it.
fn nobody_can_run() -> bool {
    let readable =
        |path: &Path| fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o005 == 0o005);
    Path::new(env!("CARGO_BIN_EXE_nexus-attest")).ancestors().all(readable)
}

/// Defends a store that may not be written: those who look can, those who write get a clear error.
#[test]
fn a_store_that_may_not_be_written_can_be_read() {
    if !nobody_can_run() {
        return;
    }
    let desk = Desk::new();
    let id = desk.approved("");
    let set = |mode: u32, file: u32| {
        fs::set_permissions(&desk.0.0, fs::Permissions::from_mode(mode)).expect("permissions");
        fs::set_permissions(desk.path("nexus-attest.sqlite"), fs::Permissions::from_mode(file))
            .expect("permissions");
    };
    set(0o555, 0o444);
    for line in reading(&id) {
        let run = as_nobody(&desk, &line);
        assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    }
    for line in writing(&id) {
        let run = as_nobody(&desk, &line);
        assert_eq!(run.status, 3, "{line}: {}", run.stderr);
        assert!(run.stderr.contains("error[STORE_READ_ONLY]: "), "{line}: {}", run.stderr);
    }
    set(0o755, 0o644);
    assert_eq!(desk.events(&id), 3);
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

/// Defends a full disk under the store, where a small file system can be made.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_the_store_is_a_clear_error() {
    let desk = Desk::new();
    let folder = desk.path("disk");
    fs::create_dir(&folder).expect("a folder");
    let mounted = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"])
        .arg(&folder)
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !mounted {
        return;
    }
    let told = fill(&desk);
    let unmounted = std::process::Command::new("umount").arg(&folder).status().expect("umount runs");
    assert!(unmounted.success());
    told.unwrap_or_else(|told| panic!("{told}"));
}

/// Fills the disk with a store, and says what was wrong on the way.
#[cfg(target_os = "linux")]
fn fill(desk: &Desk) -> Result<(), String> {
    let plan = "x".repeat(40_000);
    let request =
        ["request", "--goal", "Try", "--actor", "human:alice", "--plan", &plan, "--store", "disk/s.sqlite"];
    let mut recorded = 0;
    let run = loop {
        let run = desk.run(request);
        if run.status != 0 || recorded > 100 {
            break run;
        }
        recorded += 1;
    };
    if run.status != 3 || !run.stderr.contains("error[STORE_FULL]: ") {
        return Err(format!("{} after {recorded}: {}", run.status, run.stderr));
    }
    let listed = desk.run(["list", "--store", "disk/s.sqlite", "--limit", "200", "--json"]);
    let check = desk.run(["store", "check", "--store", "disk/s.sqlite"]);
    if check.status != 0 {
        return Err(check.stdout + &check.stderr);
    }
    if listed.stdout.contains(&format!("\"count\":{recorded},")) { Ok(()) } else { Err(listed.stdout) }
}
