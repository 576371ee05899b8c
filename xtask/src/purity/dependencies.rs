//! Which crates the core may be built from.

use std::path::PathBuf;

use crate::problem::Problem;
use crate::process;
use crate::workspace::Workspace;

/// Every crate below verifier-core, direct or not. Whoever adds one has read it: it computes, and it
/// neither opens nor sends nor asks for the time.
const ALLOWED: &[&str] = &[
    // SHA-256 and what it is made of.
    "sha2",
    "digest",
    "block-buffer",
    "crypto-common",
    "hybrid-array",
    "typenum",
    "cfg-if",
    // Asks the processor (on some systems through libc) which instructions it has; the digests do not
    // depend on the answer.
    "cpufeatures",
    "libc",
    // Ed25519: verifies signatures, and signs with what the caller hands in.
    "ed25519-dalek",
    "ed25519",
    "signature",
    "curve25519-dalek",
    "fiat-crypto",
    "subtle",
    // Reads the version of the compiler while curve25519-dalek is compiled.
    "rustc_version",
    "semver",
    // Writes code while curve25519-dalek is compiled.
    "curve25519-dalek-derive",
    "proc-macro2",
    "quote",
    "syn",
    "unicode-ident",
];

/// What the core is built from, on whatever platform and with whatever feature.
pub struct Dependencies {
    /// Crates that are not on the list.
    pub unexpected: Vec<String>,
    /// Folders of the crates that are part of this checkout, the core itself among them.
    pub local: Vec<PathBuf>,
}

impl Dependencies {
    pub fn of(workspace: &Workspace, package: &str) -> Result<Self, Problem> {
        let mut tree =
            workspace.cargo("tree --locked --all-features --target all --edges normal,build --prefix none");
        let tree = process::output(
            tree.args(["--format", "{p}", "--package", package]),
            "if Cargo.lock is out of date, run `cargo update --workspace` and commit it",
        )?;
        let unexpected = names(&tree)
            .into_iter()
            .filter(|name| *name != package && !ALLOWED.contains(name))
            .map(|name| {
                format!("{package} depends on `{name}`, which is not on the list in xtask/src/purity/dependencies.rs")
            })
            .collect();
        Ok(Self { unexpected, local: folders(&tree) })
    }
}

/// The names in lines like `sha2 v0.11.0 (*)`, each once.
fn names(tree: &str) -> Vec<&str> {
    let mut names: Vec<_> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The folders in lines like `core v0.1.0 (/checkout/core)`, each once.
fn folders(tree: &str) -> Vec<PathBuf> {
    let folder = |line: &str| {
        let (_, path) = line.split_once(" (/")?;
        Some(PathBuf::from(format!("/{}", path.split_once(')')?.0)))
    };
    let mut folders: Vec<_> = tree.lines().filter_map(folder).collect();
    folders.sort_unstable();
    folders.dedup();
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "\
core v0.1.0 (/here/core)
sha2 v0.11.0
cfg-if v1.0.0

sha2 v0.11.0 (*)
serde_derive v1.0.0 (proc-macro)
";

    #[test]
    fn each_crate_is_named_once() {
        assert_eq!(names(TREE), ["cfg-if", "core", "serde_derive", "sha2"]);
    }

    #[test]
    fn only_crates_of_the_checkout_have_a_folder() {
        assert_eq!(folders(TREE), [PathBuf::from("/here/core")]);
    }
}
