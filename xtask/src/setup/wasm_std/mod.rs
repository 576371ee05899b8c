//! The standard library for `wasm32-unknown-unknown`, which a tool chain does not bring along.
//!
//! Rustup adds it in seconds where it can reach its server. Where it cannot, the library is built
//! from the compiler's own sources, which Debian packages.

mod build;
mod debian_source;

use std::fs;
use std::path::{Path, PathBuf};

use super::announced;
use super::cache::Cache;
use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

const TARGET: &str = "wasm32-unknown-unknown";
const VARIABLE: &str = "NEXUS_ATTEST_WASM_STD";

/// Which ways to try when the library is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    RustupThenBuild,
    Rustup,
    Build,
}

pub fn ensure(workspace: &Workspace, cache: &Cache) -> Result<(), Problem> {
    let way = way(std::env::var(VARIABLE).ok().as_deref())?;
    let sysroot = sysroot(workspace)?;
    if is_there(&sysroot) {
        return Ok(());
    }
    if way != Way::Build {
        let added = announced("the wasm32 std, through rustup", || {
            process::run(
                workspace.command("rustup").args(["target", "add", TARGET]),
                &format!("run it again with a connection, or set {VARIABLE}=build"),
            )
        });
        match added {
            Err(problem) if way == Way::Rustup => return Err(problem),
            Err(problem) => println!("set-up: {problem}\nset-up: building it from source instead"),
            Ok(()) => {}
        }
    }
    if !is_there(&sysroot) && way != Way::Rustup {
        announced("the wasm32 std, from source", || {
            let workshop = cache.workshop()?;
            let source = debian_source::unpack(&release(workspace)?, workshop.path())?;
            build::install(workspace, &source, &sysroot, workshop.path())
        })?;
    }
    if !is_there(&sysroot) {
        return Err(Problem::new(
            format!(
                "the set-up finished, but {} still holds no standard library",
                libraries(&sysroot).display()
            ),
            format!("run `rustup target remove {TARGET}` and then `rustup target add {TARGET}` by hand"),
        ));
    }
    remove_stale_builds(workspace.target())
}

fn way(value: Option<&str>) -> Result<Way, Problem> {
    match value {
        None | Some("" | "auto") => Ok(Way::RustupThenBuild),
        Some("rustup") => Ok(Way::Rustup),
        Some("build") => Ok(Way::Build),
        Some(other) => Err(Problem::new(
            format!("{VARIABLE} is `{other}`"),
            "set it to auto, rustup or build, or unset it",
        )),
    }
}

fn sysroot(workspace: &Workspace) -> Result<PathBuf, Problem> {
    let path =
        process::output(workspace.command("rustc").args(["--print", "sysroot"]), "repair the tool chain")?;
    Ok(PathBuf::from(path.trim()))
}

/// The compiler's version, as its sources are called: `1.95.0`.
fn release(workspace: &Workspace) -> Result<String, Problem> {
    let verbose = process::output(workspace.command("rustc").arg("-vV"), "repair the tool chain")?;
    verbose.lines().find_map(|line| line.strip_prefix("release: ")).map(str::to_owned).ok_or_else(|| {
        Problem::new(
            "`rustc -vV` does not say which release it is",
            "use the tool chain of rust-toolchain.toml",
        )
    })
}

fn libraries(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

/// `std` for the programs, `test` for their tests.
fn is_there(sysroot: &Path) -> bool {
    let Ok(entries) = fs::read_dir(libraries(sysroot)) else { return false };
    let files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    ["libstd-", "libtest-"].iter().all(|prefix| {
        files.iter().any(|file| {
            file.extension().is_some_and(|kind| kind == "rlib")
                && file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix))
        })
    })
}

/// What was compiled against another standard library does not link with this one.
fn remove_stale_builds(target: &Path) -> Result<(), Problem> {
    let Ok(entries) = fs::read_dir(target) else { return Ok(()) };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with("wasm32-") {
            fs::remove_dir_all(entry.path()).map_err(|error| {
                Problem::new(
                    format!("{} cannot be removed: {error}", entry.path().display()),
                    "remove it by hand",
                )
            })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_chosen_by_name() {
        assert_eq!(way(None).ok(), Some(Way::RustupThenBuild));
        assert_eq!(way(Some("build")).ok(), Some(Way::Build));
        assert!(way(Some("yes")).is_err_and(|problem| problem.to_string().contains("auto, rustup or build")));
    }
}
