//! What the tests share: the vectors, stores in a scratch folder, and bundles that are changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use serde_json::Value as Json;
use store_native::clock::FixedClock;
use store_native::exchange::{ConflictMode, ImportError, Imported, import};
use store_native::store::{OpenOptions, Store, StoreError, Writing};
use tempfile::TempDir;
use verifier_core::bundle::Bundle;
use verifier_core::canonical::{Canonical, canonicalize};
use verifier_core::decision::{EventType, Timestamp, event_digest};
use verifier_core::json::{Document, Limits};

/// 2026-11-23T00:00:00 UTC, some hours after the vectors were made.
pub const NOW: i64 = 1_795_392_000_000_000;

pub fn now() -> Timestamp {
    Timestamp::from_unix_micros(NOW).expect("a time")
}

/// A file or folder of the vectors.
pub fn vectors(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors").join(name)
}

/// The name and the bytes of every file of a folder of the vectors, by name.
pub fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(vectors(folder))
        .expect("the vectors")
        .map(|entry| {
            let path = entry.expect("a file").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read(path).expect("a vector"))
        })
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{folder}");
    files
}

/// A decision bundle of the vectors.
pub fn bundle(name: &str) -> Json {
    json(&fs::read(vectors("bundles").join(name)).expect("a bundle"))
}

pub fn json(text: &[u8]) -> Json {
    serde_json::from_slice(text).expect("a JSON text")
}

/// The canonical form.
pub fn canonical(json: &Json) -> String {
    let text = canonicalize(json.to_string().as_bytes(), &Limits::default()).expect("a JSON text");
    String::from_utf8(text).expect("UTF-8")
}

/// Without what the export of a bundle or a package says about its making.
pub fn without_meta(mut json: Json) -> Json {
    let object = json.as_object_mut().expect("an object");
    object.remove("meta");
    if let Some(bundle) = object.get_mut("control_bundle").and_then(Json::as_object_mut) {
        bundle.remove("meta");
    }
    json
}

/// A store in a scratch folder, with a clock that stands at [`NOW`].
pub struct Scratch {
    folder: TempDir,
    pub store: Store,
}

impl Scratch {
    pub fn new() -> Self {
        Self::at(NOW)
    }

    pub fn at(micros: i64) -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let store = open(&folder.path().join("store.sqlite"), micros);
        Self { folder, store }
    }

    /// A copy of a file, opened as a store.
    pub fn copy_of(file: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("store.sqlite");
        // Only the bytes: the vector may be read-only.
        fs::write(&path, fs::read(file).expect("a file")).expect("a copy");
        let store = open(&path, NOW);
        Self { folder, store }
    }

    /// Another connection to the file, as another program has it.
    pub fn outside(&self) -> Connection {
        Connection::open(self.folder.path().join("store.sqlite")).expect("the database")
    }

    /// Opens the file anew, at another time.
    pub fn reopen_at(&mut self, micros: i64) {
        self.store = open(&self.folder.path().join("store.sqlite"), micros);
    }

    /// Imports a bundle in a transaction of its own.
    pub fn import(&mut self, text: &str, mode: ConflictMode) -> Result<Imported, ImportError> {
        self.store.write(|writing| import(writing, text.as_bytes(), mode, &Limits::default()))
    }

    /// Asserts that a check finds nothing.
    #[track_caller]
    pub fn assert_sound(&self) {
        let checked = self.store.check(None, |_, _| ()).expect("a check");
        assert!(checked.is_sound(), "{:#?}", checked.findings);
    }

    /// Everything in the file that an import could change.
    pub fn rows(&self) -> Vec<String> {
        let connection = self.outside();
        let tables = [
            "decisions",
            "decision_events",
            "archives",
            "archived_events",
            "chain",
            "decision_phases",
            "decision_labels",
        ];
        let mut all = vec![self.store.head().expect("a head").to_string()];
        for table in tables {
            let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).expect("a table");
            let columns = statement.column_count();
            let mut rows = statement.query([]).expect("rows");
            while let Some(row) = rows.next().expect("a row") {
                let values: Vec<_> = (0..columns)
                    .map(|column| format!("{:?}", row.get_ref(column).expect("a value")))
                    .collect();
                all.push(format!("{table}: {}", values.join("|")));
            }
        }
        all
    }
}

fn open(path: &Path, micros: i64) -> Store {
    let options = OpenOptions { create: true, clock: Arc::new(FixedClock(micros)), ..OpenOptions::default() };
    Store::open(path, &options).expect("a store")
}

/// Does some work in a transaction that is given up afterwards, so that the file stays as it is.
pub fn undone<T>(store: &mut Store, work: impl FnOnce(&mut Writing<'_>) -> T) -> T {
    struct Undone<T>(Option<T>);
    impl<T> From<StoreError> for Undone<T> {
        fn from(error: StoreError) -> Self {
            panic!("{error}");
        }
    }
    let outcome = store.write(|writing| Err::<(), _>(Undone(Some(work(writing)))));
    let Err(Undone(Some(value))) = outcome else { panic!("the transaction was not given up") };
    value
}

/// States the right control digest again after a change.
pub fn resealed(json: &Json) -> String {
    try_resealed(json).expect("a bundle")
}

/// The same, if it is still a bundle whose digest can be computed.
pub fn try_resealed(json: &Json) -> Option<String> {
    let mut json = json.clone();
    let text = json.to_string();
    let document = Document::read(text.as_bytes(), &Limits::default()).expect("a JSON text");
    let bundle = Bundle::read(&verifier_core::Place::root(document.root())).ok()?;
    let digest = bundle.control_digest().prefixed().to_string();
    json["integrity"]["canonical_digest"] = digest.into();
    Some(json.to_string())
}

/// States the right event digest again after a change of the payload.
pub fn redigested(event: &mut Json) {
    let kind = EventType::parse(event["type"].as_str().expect("a type")).expect("a type");
    let payload = Canonical::read(event["payload"].to_string().as_bytes(), &Limits::default()).expect("JSON");
    event["digest"] = event_digest(kind, &payload.into()).to_string().into();
}
