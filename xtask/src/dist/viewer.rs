//! The viewer in its two forms: a site to be hosted, and one HTML file that holds everything.
//!
//! Both are what Trunk builds from `index.html`, with the scripts and styles put into the page, so that its content
//! security policy can name them by their digests.

use std::fs;
use std::path::{Path, PathBuf};

use super::viewer_page::{self as page, base64, digest};
use super::{files, notices, reproducible};
use crate::problem::Problem;
use crate::process;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

/// The name of the single file.
pub const FILE: &str = "nexus-attest-viewer.html";

/// The most that the WebAssembly may have, compressed, and the single file as it is, in bytes.
const LIMITS: (usize, usize) = (430_000, 700_000);

/// Makes the site, of what was [built](build), in a folder that is not there yet.
pub fn make_site(workspace: &Workspace, built: &Path, folder: &Path) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| files::unwritable(folder, &error))?;
    let sum = digest(&built.join(WASM))?;
    // Named after its content, so that no cache ever mixes two versions.
    let name = format!("viewer-{}.wasm", &sum.hex[..16]);
    files::copy(&built.join(WASM), folder, &name)?;
    let boot = format!(
        "wasm_bindgen({{ module_or_path: fetch(\"{name}\", {{ integrity: \"sha256-{}\" }}) }}){FAILED}",
        sum.base64
    );
    let parts = parts(workspace, built)?;
    files::write(&folder.join(notices::FILE), &parts.notices)?;
    files::write(&folder.join("index.html"), &page::assemble(&parts, "", &boot, "connect-src 'self'; ")?)
}

/// Makes the single file of what was [built](build).
pub fn make_file(workspace: &Workspace, built: &Path, file: &Path) -> Result<(), Problem> {
    let packed = packed(workspace, &built.join(WASM))?;
    let data = format!("<script id=\"wasm\" type=\"application/gzip\">{}</script>\n    ", base64(&packed));
    let boot = format!("({UNPACK})(){FAILED}");
    let page = page::assemble(&parts(workspace, built)?, &data, &boot, "")?;
    files::write(file, &page)?;
    for (what, size, most) in
        [("the WebAssembly, compressed,", packed.len(), LIMITS.0), ("the single file", page.len(), LIMITS.1)]
    {
        println!("dist: {what} has {size} bytes, of {most} at most");
        if size > most {
            return Err(Problem::new(
                format!("{what} has {size} bytes, and {most} are allowed"),
                "look at what was added to the viewer",
            ));
        }
    }
    Ok(())
}

const WASM: &str = "viewer_bg.wasm";

/// Unpacks the WebAssembly that stands in the page.
const UNPACK: &str = r#"async () => {
  const packed = Uint8Array.from(atob(document.getElementById("wasm").textContent), (byte) => byte.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const module = await WebAssembly.compile(await new Response(unpacked).arrayBuffer());
  await wasm_bindgen({ module_or_path: module });
}"#;

/// Says that the page cannot start, instead of staying silent.
const FAILED: &str = r#".catch((error) => {
  document.getElementById("app").textContent = `The verifier cannot be started in this browser: ${error}`;
});"#;

/// Builds the page with Trunk, into a folder of the target folder.
pub fn build(workspace: &Workspace, toolbox: &Toolbox<'_>) -> Result<PathBuf, Problem> {
    toolbox.wasm_std()?;
    let trunk = toolbox.trunk()?;
    let wasm_bindgen = toolbox.wasm_bindgen()?;
    // Not `dist`, which may hold something that is being looked at.
    let folder = workspace.target().join("xtask-viewer");
    files::remove(&folder)?;
    let mut command = workspace.command(trunk);
    command.args(["build", "--release", "--offline", "--skip-version-check", "--dist"]).arg(&folder);
    reproducible::compile(workspace, &mut command)?;
    command
        // Trunk would download a wasm-bindgen that it does not find on the PATH.
        .env("PATH", page::path_with(&wasm_bindgen))
        // Trunk takes the variable for a switch and refuses the values that everybody gives it.
        .env_remove("NO_COLOR");
    process::run(&mut command, "see trunk's messages above")?;
    Ok(folder)
}

fn parts(workspace: &Workspace, built: &Path) -> Result<page::Parts, Problem> {
    Ok(page::Parts {
        html: files::read(&built.join("index.html"))?,
        style: files::read(&built.join("style.css"))?,
        glue: files::read(&built.join("viewer.js"))?,
        notices: notices::text(workspace, "viewer")?,
    })
}

fn packed(workspace: &Workspace, wasm: &Path) -> Result<Vec<u8>, Problem> {
    let gzip = "gzip is needed, as Debian has it";
    process::run(workspace.command("gzip").args(["-9", "--no-name", "--keep", "--force"]).arg(wasm), gzip)?;
    let packed = wasm.with_extension("wasm.gz");
    fs::read(&packed)
        .map_err(|error| Problem::new(format!("{} cannot be read: {error}", packed.display()), gzip))
}
