//! What is opened, and what is left alone.

use std::fs;
use std::thread;

use store_native::store::{OpenOptions, Store, StoreError};

use crate::support::{approved, assert_sound, create, open, outside, scratch, store_in};

/// Defends files that are no stores: each is refused with its own code and is not touched.
#[test]
fn what_is_no_store_is_left_alone() {
    let folder = scratch();
    let path = store_in(&folder);
    let code = |create: bool| {
        let options = OpenOptions { create, ..OpenOptions::default() };
        Store::open(&path, &options).unwrap_err().code()
    };
    assert_eq!(code(false), "STORE_NOT_FOUND");
    assert!(!path.exists());

    fs::create_dir(&path).unwrap();
    assert_eq!(code(true), "NOT_A_STORE");
    fs::remove_dir(&path).unwrap();

    for text in ["{\"bundle_version\":\"0.5\"}".repeat(100), "short".to_owned()] {
        fs::write(&path, &text).unwrap();
        assert_eq!(code(true), "NOT_A_STORE", "{text}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        fs::remove_file(&path).unwrap();
    }

    for (schema, expected) in [
        ("CREATE TABLE bookmarks (url TEXT)", "NOT_A_STORE"),
        ("CREATE TABLE decisions (decision_id TEXT PRIMARY KEY, created_at TEXT NOT NULL)", "NOT_A_STORE"),
        ("PRAGMA application_id = 77", "NOT_A_STORE"),
        ("PRAGMA user_version = 3", "NOT_A_STORE"),
        ("PRAGMA application_id = 0x4e784174; PRAGMA user_version = 99", "STORE_TOO_NEW"),
    ] {
        outside(&path).execute_batch(schema).unwrap();
        let before = fs::read(&path).unwrap();
        assert_eq!(code(true), expected, "{schema}");
        assert_eq!(fs::read(&path).unwrap(), before, "{schema}");
        fs::remove_file(&path).unwrap();
    }
}

/// Defends names that mean something else to SQLite: they are files all the same.
#[test]
fn a_name_is_a_file_name() {
    let folder = scratch();
    for name in ["file:x?mode=memory", "a b?c#d%20.sqlite", "ünïcode ✓.sqlite"] {
        let path = folder.path().join(name);
        let mut store = create(&path);
        approved(&mut store, "goal");
        drop(store);
        assert!(path.is_file(), "{name}");
        assert_sound(&open(&path));
    }
}

/// Defends the first opening: many who open a new file at once all get the same store.
#[test]
fn many_who_open_a_new_file_at_once_get_one_store() {
    for _ in 0..40 {
        let folder = scratch();
        let path = store_in(&folder);
        let heads: Vec<_> = thread::scope(|scope| {
            let openers: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        let options = OpenOptions { create: true, ..OpenOptions::default() };
                        Store::open(&path, &options).and_then(|store| store.head())
                    })
                })
                .collect();
            openers.into_iter().map(|opener| opener.join().unwrap().unwrap()).collect()
        });
        assert!(heads.iter().all(|head| *head == heads[0]), "{heads:?}");
        assert_sound(&open(&path));
    }
}

/// Defends the migration: where it cannot be completed, the file is as it was.
#[test]
fn a_migration_that_fails_leaves_the_file_as_it_was() {
    let folder = scratch();
    let path = store_in(&folder);
    outside(&path)
        .execute_batch(
            "CREATE TABLE decisions (decision_id TEXT PRIMARY KEY, created_at TEXT NOT NULL);
             CREATE TABLE decision_events (decision_id TEXT NOT NULL, seq INTEGER NOT NULL, event_type TEXT NOT NULL,
                 ts TEXT NOT NULL, actor_type TEXT NOT NULL, actor_id TEXT NOT NULL, payload TEXT NOT NULL,
                 digest TEXT NOT NULL, PRIMARY KEY (decision_id, seq));
             INSERT INTO decisions VALUES ('d', 'x');
             INSERT INTO decision_events VALUES ('d', 0, 'DECISION_CREATED', 'x', 'human', 'x', x'7b7d', 'x');",
        )
        .unwrap();
    let error = Store::open(&path, &OpenOptions::default()).unwrap_err();
    assert!(matches!(error, StoreError::Tampered { .. }), "{error}");
    let connection = outside(&path);
    let tables: i64 = connection
        .query_row("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(tables, 2);
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 0);
}

/// Defends a copy: it is complete, checked and of one piece while others go on writing, and it replaces
/// nothing.
#[test]
fn a_backup_is_whole_while_others_write() {
    let folder = scratch();
    let path = store_in(&folder);
    let mut store = create(&path);
    for number in 0..50 {
        approved(&mut store, &format!("goal {number}"));
    }
    let copy = folder.path().join("copy.sqlite");
    let before = store.head().unwrap();
    let backed_up = thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut other = open(&path);
            for number in 0..50 {
                approved(&mut other, &format!("later {number}"));
            }
        });
        let backed_up = store.back_up(&copy, |_, _| ()).unwrap();
        writer.join().unwrap();
        backed_up
    });
    assert!(backed_up.checked.is_sound());
    assert!(backed_up.head.position >= before.position);
    assert_eq!(fs::metadata(&copy).unwrap().len(), backed_up.bytes);
    let of_copy = open(&copy);
    assert_eq!(of_copy.head().unwrap(), backed_up.head);
    // The copy is a place in the history of the original.
    assert!(store.check(Some(backed_up.head), |_, _| ()).unwrap().is_sound());
    drop(of_copy);

    let bytes = fs::read(&copy).unwrap();
    assert_eq!(store.back_up(&copy, |_, _| ()).unwrap_err().code(), "STORE_IO");
    assert_eq!(fs::read(&copy).unwrap(), bytes);
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().contains(".tmp")), "{names:?}");
}
