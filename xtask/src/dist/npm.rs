//! The npm package: a folder that can be published or installed as it is, with its tarball in it.

use std::fs;
use std::path::Path;

use super::{files, notices, tarball, wasm};
use crate::problem::Problem;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

/// The workspace's package whose bindings are published.
const PACKAGE: &str = "verifier-wasm";

/// What `package.json` says in the checkout: the version stands in Cargo.toml alone.
const NO_VERSION: &str = "\"version\": \"0.0.0\"";

/// What is copied from the checkout as it is: from where, and under which name.
const COPIED: [(&str, &str); 8] = [
    ("verifier-wasm/npm/README.md", "README.md"),
    ("verifier-wasm/npm/browser.js", "browser.js"),
    ("verifier-wasm/npm/index.d.ts", "index.d.ts"),
    ("verifier-wasm/npm/node.js", "node.js"),
    ("verifier-wasm/npm/verifier.js", "verifier.js"),
    ("verifier-core/report.schema.json", "report.schema.json"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
];

/// Makes the package in a folder that is not there yet.
pub fn make(workspace: &Workspace, toolbox: &Toolbox<'_>, folder: &Path) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| files::unwritable(folder, &error))?;
    wasm::build(workspace, toolbox, PACKAGE, folder, "bindings")?;
    let generated = folder.join("bindings_bg.wasm");
    fs::rename(&generated, folder.join("verifier.wasm"))
        .map_err(|error| files::unwritable(&generated, &error))?;
    for (from, name) in COPIED {
        files::copy(&workspace.root().join(from), folder, name)?;
    }
    let manifest = files::read(&workspace.root().join("verifier-wasm/npm/package.json"))?;
    let manifest = with_version(&manifest, &workspace.locked_version(PACKAGE)?)?;
    files::write(&folder.join("package.json"), &manifest)?;
    files::write(&folder.join(notices::FILE), &notices::text(workspace, PACKAGE)?)?;
    tarball::pack(workspace, folder, &tarball_name(workspace)?)
}

/// The name of the tarball, which is in the package's folder.
pub fn tarball_name(workspace: &Workspace) -> Result<String, Problem> {
    Ok(format!("nexus-attest-verifier-{}.tgz", workspace.locked_version(PACKAGE)?))
}

fn with_version(manifest: &str, version: &str) -> Result<String, Problem> {
    if manifest.matches(NO_VERSION).count() == 1 {
        return Ok(manifest.replace(NO_VERSION, &format!("\"version\": \"{version}\"")));
    }
    Err(Problem::new(
        format!("verifier-wasm/npm/package.json does not say {NO_VERSION} once"),
        "put it back: the version stands in Cargo.toml and is filled in here",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Defends the version: it is filled in once, or the build stops.
    #[test]
    fn the_version_is_filled_in() {
        let manifest = include_str!("../../../verifier-wasm/npm/package.json");
        let filled = with_version(manifest, "1.2.3");
        assert!(filled.is_ok_and(|text| text.contains("\"version\": \"1.2.3\"")));
        assert!(with_version("{\"version\": \"1.0.0\"}", "1.2.3").is_err());
    }
}
