//! Embeds the vectors, so that the tests can run where there is no file system: in a browser.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let vectors = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("vectors");
    println!("cargo::rerun-if-changed=build.rs");

    let mut code = String::new();
    for (table, folder) in [
        ("PACKAGES", "packages"),
        ("EXPECTED", "expected"),
        ("BUNDLES", "bundles"),
        ("ROUTER_BUNDLES", "router"),
        ("ATTESTATIONS", "attestations"),
    ] {
        let folder = vectors.join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let _ = writeln!(code, "pub(super) const {table}: &[(&str, &[u8])] = &[");
        for file in files(&folder)? {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            let _ = writeln!(code, "    ({stem:?}, include_bytes!({:?})),", file.display().to_string());
        }
        code.push_str("];\n");
    }
    for (text, file) in [("CANONICAL", "canonical.jsonl"), ("TAMPERED", "tampered.jsonl")] {
        let file = vectors.join(file);
        let _ =
            writeln!(code, "pub(super) const {text}: &str = include_str!({:?});", file.display().to_string());
    }
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("vectors.rs"), code)
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}
