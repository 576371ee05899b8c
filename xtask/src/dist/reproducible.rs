//! Compiling so that the result depends on the sources alone.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

/// 128-bit vectors and views that share code, as in `.cargo/config.toml`, whose flags do not count beside those that are
/// set here.
const FLAGS: [&str; 2] = ["-Ctarget-feature=+simd128", "--cfg=erase_components"];

/// Makes what cargo compiles for `wasm32-unknown-unknown` independent of where things lie on this machine
/// and of the user's settings. The command may start cargo itself or another program that does.
pub fn compile(workspace: &Workspace, command: &mut Command) -> Result<(), Problem> {
    for (name, _) in env::vars_os().filter(|(name, _)| is_a_setting(name)) {
        command.env_remove(name);
    }
    let mut flags = OsString::new();
    for flag in FLAGS.map(OsString::from).into_iter().chain(remapped(workspace)?) {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push(flag);
    }
    command.env("CARGO_ENCODED_RUSTFLAGS", flags).env("CARGO_TARGET_DIR", workspace.target());
    Ok(())
}

/// Whether an environment variable changes what the compiler makes.
fn is_a_setting(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name == "RUSTFLAGS"
        || name == "CARGO_INCREMENTAL"
        || ["CARGO_PROFILE_", "CARGO_BUILD_", "CARGO_TARGET_WASM32_"]
            .iter()
            .any(|prefix| name.starts_with(prefix))
}

/// Paths stand in messages of panics. Where several begin alike, the last one that fits counts.
fn remapped(workspace: &Workspace) -> Result<Vec<OsString>, Problem> {
    // The downloads go first: only then it is known where the sources lie.
    process::run(
        &mut workspace.cargo("fetch --locked"),
        "if Cargo.lock is out of date, run `cargo update --workspace` and commit it; else look at the network",
    )?;
    let sysroot =
        process::output(workspace.command("rustc").args(["--print", "sysroot"]), "repair the tool chain")?;
    let mut named = vec![(Path::new(sysroot.trim()).join("lib/rustlib/src/rust"), "/rust")];
    named.extend(registries().into_iter().map(|folder| (folder, "/crates")));
    named.push((workspace.root().to_owned(), "/nexus-attest"));
    named.push((workspace.target().to_owned(), "/target"));
    let flag = |(path, name): (PathBuf, &str)| {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(path);
        flag.push("=");
        flag.push(name);
        flag
    };
    Ok(named.into_iter().map(flag).collect())
}

/// Where cargo keeps the sources of dependencies. The folders are named after where they came from,
/// which differs between machines too.
pub fn registries() -> Vec<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = set("CARGO_HOME").or_else(|| Some(set("HOME")?.join(".cargo")));
    let Some(entries) = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok()) else {
        return Vec::new();
    };
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the build against settings of the machine, and leaves alone what cargo needs.
    #[test]
    fn settings_that_change_the_result_are_known() {
        for name in ["RUSTFLAGS", "CARGO_PROFILE_RELEASE_LTO", "CARGO_BUILD_RUSTFLAGS"] {
            assert!(is_a_setting(OsStr::new(name)), "{name}");
        }
        for name in ["CARGO_HOME", "RUSTUP_HOME", "PATH", "CARGO_TARGET_DIR", "CARGO_NET_OFFLINE"] {
            assert!(!is_a_setting(OsStr::new(name)), "{name}");
        }
    }

    /// Defends that what is tested is compiled like what is published.
    #[test]
    fn the_flags_are_those_of_every_other_build() {
        let settings = include_str!("../../../.cargo/config.toml");
        for flag in FLAGS {
            assert!(settings.contains(&format!("{flag:?}")), "{flag}");
        }
    }
}
