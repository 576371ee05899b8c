//! Which crates the core may be built from.

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
];

/// The crates that are not on the list, on whatever platform and with whatever feature.
pub fn unexpected(workspace: &Workspace, package: &str) -> Result<Vec<String>, Problem> {
    let mut tree =
        workspace.cargo("tree --locked --all-features --target all --edges normal,build --prefix none");
    let tree = process::output(
        tree.args(["--format", "{p}", "--package", package]),
        "if Cargo.lock is out of date, run `cargo update --workspace` and commit it",
    )?;
    Ok(names(&tree)
        .into_iter()
        .filter(|name| *name != package && !ALLOWED.contains(name))
        .map(|name| {
            format!(
                "{package} depends on `{name}`, which is not on the list in xtask/src/purity/dependencies.rs"
            )
        })
        .collect())
}

/// The names in lines like `sha2 v0.11.0 (*)`, each once.
fn names(tree: &str) -> Vec<&str> {
    let mut names: Vec<_> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_crate_is_named_once() {
        let tree = "core v0.1.0 (/here/core)\nsha2 v0.11.0\ncfg-if v1.0.0\n\nsha2 v0.11.0 (*)\nserde_derive v1.0.0 (proc-macro)\n";
        assert_eq!(names(tree), ["cfg-if", "core", "serde_derive", "sha2"]);
    }
}
