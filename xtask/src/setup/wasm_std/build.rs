//! Builds the standard library from source and puts it where the compiler looks for it.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::{TARGET, libraries};
use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

/// `source` holds `library/`; everything is built below `folder`.
pub fn install(workspace: &Workspace, source: &Path, sysroot: &Path, folder: &Path) -> Result<(), Problem> {
    let unwritable = |error: io::Error| {
        Problem::new(
            format!("the wasm32 std cannot be put into {}: {error}", sysroot.display()),
            "make the tool chain's folder writable, or install a tool chain of your own with rustup",
        )
    };
    let project = empty_project(folder).map_err(unwritable)?;
    let _linked = LinkedSource::new(sysroot, source).map_err(unwritable)?;
    let mut build = workspace.cargo("build -Z build-std=std,panic_abort,proc_macro,test --release --target");
    build
        .arg(TARGET)
        .current_dir(&project)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        // The pinned compiler is a stable one, which only so accepts to build its own library.
        .env("RUSTC_BOOTSTRAP", "1")
        // Link-time optimisation of what is built with this library needs its bitcode.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    process::run(&mut build, "see the compiler's messages above")?;
    copy(&folder.join("target").join(TARGET).join("release/deps"), sysroot).map_err(unwritable)
}

/// A crate without code: what is wanted is what it is linked with.
fn empty_project(folder: &Path) -> io::Result<PathBuf> {
    let project = folder.join("project");
    fs::create_dir_all(project.join("src"))?;
    fs::write(
        project.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n",
    )?;
    fs::write(project.join("src/lib.rs"), "")?;
    Ok(project)
}

/// Cargo looks for the sources in one place of the tool chain only; the link is there while it builds.
struct LinkedSource {
    link: Option<PathBuf>,
}

impl LinkedSource {
    fn new(sysroot: &Path, source: &Path) -> io::Result<Self> {
        let link = sysroot.join("lib/rustlib/src/rust");
        // Sources that rustup installed are the compiler's own: they do as well.
        if link.join("library/std").is_dir() {
            return Ok(Self { link: None });
        }
        if let Some(parent) = link.parent() {
            fs::create_dir_all(parent)?;
        }
        // A dangling link of an aborted run.
        if link.is_symlink() {
            fs::remove_file(&link)?;
        }
        symlink(source, &link)?;
        Ok(Self { link: Some(link) })
    }
}

impl Drop for LinkedSource {
    fn drop(&mut self) {
        if let Some(link) = &self.link {
            fs::remove_file(link).ok();
        }
    }
}

/// Copies the libraries into a new folder and then renames it, so that half of them are never
/// taken for all.
fn copy(built: &Path, sysroot: &Path) -> io::Result<()> {
    let home = libraries(sysroot);
    let incoming = home.with_extension("incoming");
    for old in [&home, &incoming] {
        if old.exists() {
            fs::remove_dir_all(old)?;
        }
    }
    fs::create_dir_all(&incoming)?;
    for entry in fs::read_dir(built)? {
        let path = entry?.path();
        let is_own = path.file_stem().is_some_and(|stem| stem.to_string_lossy().starts_with("libempty-"));
        if let Some(name) =
            path.file_name().filter(|_| !is_own && path.extension().is_some_and(|kind| kind == "rlib"))
        {
            fs::copy(&path, incoming.join(name))?;
        }
    }
    fs::rename(incoming, home)
}
