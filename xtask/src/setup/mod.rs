//! What the other commands need on the machine, each thing set up when a step asks for it.

mod browser;
mod cache;
mod cargo_tool;
mod components;
mod debian;
mod node;
mod npm_tools;
mod wasm_std;

use std::cell::OnceCell;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

pub use browser::Browser;
use cache::Cache;
use cargo_tool::CargoTool;
pub use node::Node;

use crate::elapsed;
use crate::problem::Problem;
use crate::workspace::Workspace;

/// `cargo xtask setup`: everything at once.
pub fn everything(workspace: &Workspace) -> Result<ExitCode, Problem> {
    let toolbox = Toolbox::new(workspace);
    toolbox.rustfmt()?;
    toolbox.clippy()?;
    toolbox.wasm_std()?;
    let tools = [toolbox.wasm_bindgen()?, toolbox.trunk()?, toolbox.cargo_deny()?];
    let browsers = [toolbox.chromium()?, toolbox.firefox()?];
    let pdftotext = toolbox.pdftotext()?;
    let node = toolbox.node()?;
    let npm_tools = toolbox.npm_tools()?;
    println!("\nEverything is there:\n  rustfmt, clippy and the wasm32 std, in the tool chain");
    let browsers = browsers.iter().flat_map(|browser| [&browser.program, &browser.driver]);
    for tool in tools.iter().chain(browsers).chain([&pdftotext, &node.program, &node.npm, &npm_tools]) {
        println!("  {}", tool.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Sets up each thing at most once in a run, and remembers why it could not, so that every step
/// that needs it fails for the same reason without trying again.
pub struct Toolbox<'a> {
    workspace: &'a Workspace,
    rustfmt: Once<()>,
    clippy: Once<()>,
    wasm_std: Once<()>,
    wasm_bindgen: Once<PathBuf>,
    trunk: Once<PathBuf>,
    cargo_deny: Once<PathBuf>,
    chromium: Once<Browser>,
    firefox: Once<Browser>,
    pdftotext: Once<PathBuf>,
    node: Once<Node>,
    npm_tools: Once<PathBuf>,
}

type Once<T> = OnceCell<Result<T, Problem>>;

impl<'a> Toolbox<'a> {
    pub fn new(workspace: &'a Workspace) -> Self {
        Self {
            workspace,
            rustfmt: Once::new(),
            clippy: Once::new(),
            wasm_std: Once::new(),
            wasm_bindgen: Once::new(),
            trunk: Once::new(),
            cargo_deny: Once::new(),
            chromium: Once::new(),
            firefox: Once::new(),
            pdftotext: Once::new(),
            node: Once::new(),
            npm_tools: Once::new(),
        }
    }

    pub fn rustfmt(&self) -> Result<(), Problem> {
        self.rustfmt.get_or_init(|| components::ensure(self.workspace, "rustfmt", "fmt")).clone()
    }

    pub fn clippy(&self) -> Result<(), Problem> {
        self.clippy.get_or_init(|| components::ensure(self.workspace, "clippy", "clippy")).clone()
    }

    /// The standard library for `wasm32-unknown-unknown`, in the tool chain's own folder.
    pub fn wasm_std(&self) -> Result<(), Problem> {
        self.wasm_std.get_or_init(|| wasm_std::ensure(self.workspace, &Cache::find()?)).clone()
    }

    /// `wasm-bindgen`; its folder also holds `wasm-bindgen-test-runner`.
    pub fn wasm_bindgen(&self) -> Result<PathBuf, Problem> {
        let tool = || {
            // The command refuses to work on what another version of the library compiled.
            let version = self.workspace.locked_version("wasm-bindgen")?;
            self.cargo_tool(&CargoTool {
                package: "wasm-bindgen-cli",
                program: "wasm-bindgen",
                version: &version,
            })
        };
        self.wasm_bindgen.get_or_init(tool).clone()
    }

    pub fn trunk(&self) -> Result<PathBuf, Problem> {
        let tool = CargoTool { package: "trunk", program: "trunk", version: "0.21.14" };
        self.trunk.get_or_init(|| self.cargo_tool(&tool)).clone()
    }

    pub fn cargo_deny(&self) -> Result<PathBuf, Problem> {
        let tool = CargoTool { package: "cargo-deny", program: "cargo-deny", version: "0.20.2" };
        self.cargo_deny.get_or_init(|| self.cargo_tool(&tool)).clone()
    }

    pub fn chromium(&self) -> Result<Browser, Problem> {
        self.chromium.get_or_init(browser::chromium).clone()
    }

    pub fn firefox(&self) -> Result<Browser, Problem> {
        let driver = CargoTool { package: "geckodriver", program: "geckodriver", version: "0.37.1" };
        self.firefox.get_or_init(|| browser::firefox(self.cargo_tool(&driver)?)).clone()
    }

    /// Reads a PDF; `pdftoppm` lies beside it.
    pub fn pdftotext(&self) -> Result<PathBuf, Problem> {
        self.pdftotext.get_or_init(browser::pdftotext).clone()
    }

    pub fn node(&self) -> Result<Node, Problem> {
        self.node.get_or_init(node::ensure).clone()
    }

    /// The folder `node_modules` with what `xtask/npm/package.json` names.
    pub fn npm_tools(&self) -> Result<PathBuf, Problem> {
        let tools = || npm_tools::ensure(self.workspace, &Cache::find()?, &self.node()?);
        self.npm_tools.get_or_init(tools).clone()
    }

    fn cargo_tool(&self, tool: &CargoTool<'_>) -> Result<PathBuf, Problem> {
        tool.ensure(self.workspace, &Cache::find()?)
    }
}

/// Says what is being set up and how long it took: some of it takes minutes.
fn announced<T>(what: &str, set_up: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    println!("set-up: {what} ...");
    let start = Instant::now();
    let result = set_up()?;
    println!("set-up: {what} done in {}", elapsed::shown(start.elapsed()));
    Ok(result)
}
