//! Disks that are full and files that may not be written.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::{Command, Output};

use rusqlite::Connection;
use store_native::store::StoreError;

use crate::processes::program;
use crate::program_copy::copy_program;
use crate::support::{approved, assert_sound, create, open, scratch, store_in};

/// Whom a test runs a process as that may not do everything.
const NOBODY: u32 = 65_534;

/// Defends a store that cannot grow: the error is clear, what was acknowledged is there, nothing is half
/// written. The operating system itself refuses to write, as it does on a full disk.
#[test]
fn a_file_that_cannot_grow_loses_nothing() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let id = approved(&mut store, "goal");
    drop(store);
    // Blocks of 512 bytes, or of 1024 in some shells: the file holds a few hundred more events.
    for blocks in [400, 700, 1000] {
        let before = open(&path).log(&id).unwrap().events.len();
        let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let output = Command::new("/bin/sh")
            .args(["-c", &limited, "sh"])
            .arg(program())
            .args(["events", path.to_str().unwrap(), "writer", "100000", &id])
            .output()
            .unwrap();
        assert!(!output.status.success());
        let message = text(&output.stderr);
        assert!(message.contains("the database refused") || message.contains("disk is full"), "{message}");
        let acknowledged = text(&output.stdout).lines().count();
        let store = open(&path);
        let events = store.log(&id).unwrap().events.len();
        // The one that was being written may have reached the disk without being acknowledged.
        assert!((before + acknowledged..=before + acknowledged + 1).contains(&events), "{events}");
        assert_sound(&store);
    }
}

/// Defends the code of a full disk: what SQLite says then is `STORE_FULL`.
#[test]
fn a_full_disk_has_its_own_code() {
    let folder = scratch();
    let connection = Connection::open(store_in(&folder)).unwrap();
    connection.execute_batch("CREATE TABLE t (x TEXT); PRAGMA max_page_count = 3").unwrap();
    let error = connection.execute("INSERT INTO t VALUES (zeroblob(100000))", []).unwrap_err();
    assert!(matches!(StoreError::from(error), StoreError::Full));
}

/// Defends files that may not be written: reading works, writing is refused with a clear error, and not a
/// byte changes.
#[test]
fn a_read_only_store_is_read_and_not_written() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    let id = approved(&mut store, "goal");
    drop(store);
    let bytes = fs::read(&path).unwrap();
    let appender = folder.path().join("appender");
    copy_program(program(), &appender);
    let run = |arguments: &[&str]| -> Output {
        let mut command = Command::new(&appender);
        command.args(arguments);
        if rustix::process::geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output().unwrap()
    };
    let store = path.to_str().unwrap();
    // A file in a folder that may not be written either; then one whose folder may.
    for folder_mode in [0o555, 0o777] {
        fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(folder_mode)).unwrap();
        let output = run(&["read", store, &id]);
        assert_eq!(text(&output.stdout), "3\n", "{}", text(&output.stderr));
        for arguments in [&["events", store, "x", "1", &id][..], &["requests", store, "x"]] {
            let output = run(arguments);
            assert!(!output.status.success());
            assert_eq!(text(&output.stderr), "the store may not be written to\n");
            assert_eq!(text(&output.stdout), "");
        }
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    assert_sound(&open(&path));
}

/// Defends acknowledged events that are still in the write-ahead log: who may only read sees them, also
/// through a link, or is told that it cannot be read; never the file without them.
#[test]
fn a_reader_never_misses_the_write_ahead_log() {
    let folder = scratch();
    let real = folder.path().join("real");
    fs::create_dir(&real).unwrap();
    let path = real.join("store.sqlite");
    let mut store = create(&path);
    let id = approved(&mut store, "goal");
    let appender = folder.path().join("appender");
    copy_program(program(), &appender);
    let link = folder.path().join("link.sqlite");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    // The store stays open, so its log stands beside it.
    assert!(fs::metadata(real.join("store.sqlite-wal")).is_ok_and(|log| log.len() > 0));
    for suffix in ["", "-wal", "-shm"] {
        let file = real.join(format!("store.sqlite{suffix}"));
        fs::set_permissions(&file, Permissions::from_mode(0o444)).unwrap();
    }
    fs::set_permissions(&real, Permissions::from_mode(0o555)).unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o555)).unwrap();
    for path in [&path, &link] {
        let mut command = Command::new(&appender);
        command.args(["read", path.to_str().unwrap(), &id]);
        if rustix::process::geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        let output = command.output().unwrap();
        let (answer, message) = (text(&output.stdout), text(&output.stderr));
        assert!(answer == "3\n" || message == "the store may not be written to\n", "{answer} {message}");
    }
    fs::set_permissions(&real, Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
