//! Folders that are dropped on the page, listed with what is in them.
//!
//! Chromium lists a folder for a page that was opened from a file only by the newer of two ways, which others do not
//! have: there, the older one is taken.

use js_sys::futures::JsFuture;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DataTransferItem};

/// A folder, and its path from what was dropped.
pub struct Folder {
    path: String,
    way: Way,
}

enum Way {
    /// A `FileSystemDirectoryHandle`, or the promise of one.
    Handle(JsValue),
    /// A `FileSystemDirectoryEntry`.
    Entry(JsValue),
}

/// What was found in folders.
#[derive(Default)]
pub struct Found {
    /// Files, with their paths.
    pub files: Vec<(String, Blob)>,
    /// How many files are not named like packages.
    pub passed_over: u64,
    /// Files and folders that the browser could not read.
    pub unreadable: Vec<String>,
}

impl Folder {
    /// The folder that was dropped, if it is one. To be asked at once: later, what was dropped is no longer there.
    pub fn of(item: &DataTransferItem) -> Option<Self> {
        let entry = call(item, "webkitGetAsEntry", &[]).ok()?;
        if !is_true(&entry, "isDirectory") {
            return None;
        }
        let path = text(&entry, "name");
        let way = match call(item, "getAsFileSystemHandle", &[]) {
            Ok(handle) => Way::Handle(handle),
            Err(_) => Way::Entry(entry),
        };
        Some(Self { path, way })
    }

    /// Adds what is in the folders, and in the folders in them.
    pub async fn walk(mut folders: Vec<Self>, found: &mut Found) {
        while let Some(folder) = folders.pop() {
            match folder.members().await {
                Err(_) => found.unreadable.push(folder.path),
                Ok(members) => {
                    // All are asked for before the first answer is waited for.
                    let mut files = Vec::new();
                    for member in members {
                        let path = [&folder.path, "/", &text(&member, "name")].concat();
                        match folder.way.member(&member) {
                            Member::Folder(way) => folders.push(Self { path, way }),
                            Member::File(file) if path.to_ascii_lowercase().ends_with(".json") => {
                                files.push((path, file.map(JsFuture::from)));
                            }
                            Member::File(_) => found.passed_over += 1,
                        }
                    }
                    for (path, file) in files {
                        match file {
                            Ok(file) => match file.await {
                                Ok(file) => found.files.push((path, file.unchecked_into())),
                                Err(_) => found.unreadable.push(path),
                            },
                            Err(_) => found.unreadable.push(path),
                        }
                    }
                }
            }
        }
    }

    /// All members, as the way that the folder was come by has them.
    async fn members(&self) -> Result<Vec<JsValue>, JsValue> {
        let mut members = Vec::new();
        match &self.way {
            Way::Handle(handle) => {
                let handle = settled(handle).await?;
                let values = call(&handle, "values", &[])?;
                loop {
                    let step = settled(&call(&values, "next", &[])?).await?;
                    if is_true(&step, "done") {
                        return Ok(members);
                    }
                    members.push(Reflect::get(&step, &"value".into())?);
                }
            }
            Way::Entry(entry) => {
                let reader = call(entry, "createReader", &[])?;
                loop {
                    // In portions, until one is empty.
                    let portion: Array =
                        settled(&called_back(&reader, "readEntries")).await?.unchecked_into();
                    if portion.length() == 0 {
                        return Ok(members);
                    }
                    members.extend(portion.iter());
                }
            }
        }
    }
}

enum Member {
    Folder(Way),
    /// The promise of the file.
    File(Result<Promise, JsValue>),
}

impl Way {
    fn member(&self, member: &JsValue) -> Member {
        match self {
            Self::Handle(_) if text(member, "kind") == "directory" => {
                Member::Folder(Self::Handle(member.clone()))
            }
            Self::Handle(_) => Member::File(call(member, "getFile", &[]).map(JsCast::unchecked_into)),
            Self::Entry(_) if is_true(member, "isDirectory") => Member::Folder(Self::Entry(member.clone())),
            Self::Entry(_) => Member::File(Ok(called_back(member, "file"))),
        }
    }
}

/// What a value, or the promise of one, comes to.
async fn settled(value: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(value)).await
}

/// Calls a method that calls one of two functions back.
fn called_back(object: &JsValue, method: &str) -> Promise {
    Promise::new(&mut |resolve, reject| {
        if let Err(error) = call(object, method, &[&resolve, &reject]) {
            drop(reject.call1(&JsValue::NULL, &error));
        }
    })
}

fn call(object: &JsValue, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    function.apply(object, &arguments.iter().copied().collect::<Array>())
}

fn text(object: &JsValue, member: &str) -> String {
    Reflect::get(object, &member.into()).ok().and_then(|it| it.as_string()).unwrap_or_default()
}

fn is_true(object: &JsValue, member: &str) -> bool {
    Reflect::get(object, &member.into()).is_ok_and(|it| it.is_truthy())
}
