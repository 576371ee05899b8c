//! Writes what the conformance tests verify as files, for tests that are not written in Rust.
//!
//! `cargo run --package conformance --example inputs -- FOLDER` writes `packages/`, `tampered/` and
//! `canonical/` into a folder that is not there yet.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use conformance::vectors::{canonical, package_files, tampered};
use conformance::{Random, Spelling};

fn main() -> io::Result<()> {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let [folder] = arguments.as_slice() else {
        return Err(io::Error::other("one argument is needed: the folder to write into"));
    };
    let folder = Path::new(folder);
    let rows: Vec<(PathBuf, Vec<u8>)> = package_files()
        .iter()
        .map(|(name, bytes)| (format!("packages/{name}.json").into(), bytes.to_vec()))
        .chain(tampered().map(|row| {
            let text = Spelling::Compact.write(&row.package, &mut Random::new(0));
            (format!("tampered/{:04}.json", row.line).into(), text.into_bytes())
        }))
        .chain(
            canonical().map(|row| (format!("canonical/{:04}.json", row.line).into(), row.input.into_bytes())),
        )
        .collect();
    fs::create_dir(folder)?;
    for part in ["packages", "tampered", "canonical"] {
        fs::create_dir(folder.join(part))?;
    }
    for (name, content) in &rows {
        fs::write(folder.join(name), content)?;
    }
    println!("{} inputs in {}", rows.len(), folder.display());
    Ok(())
}
