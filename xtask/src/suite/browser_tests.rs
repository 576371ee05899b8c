//! The tests of the web parts, in a real browser without a window.

use super::test_count::TestCount;
use crate::problem::Problem;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

/// The packages with tests for the browser.
pub const PACKAGES: [&str; 2] = ["verifier-wasm", "conformance"];

/// Settings of the test runner that would make it skip tests or run them elsewhere.
const MISLEADING: [&str; 8] = [
    "WASM_BINDGEN_TEST_ONLY_NODE",
    "WASM_BINDGEN_TEST_ONLY_WEB",
    "NO_HEADLESS",
    "CHROMEDRIVER_REMOTE",
    "GECKODRIVER",
    "GECKODRIVER_REMOTE",
    "SAFARIDRIVER",
    "SAFARIDRIVER_REMOTE",
];

pub fn run(workspace: &Workspace, toolbox: &Toolbox<'_>, package: &str) -> Result<TestCount, Problem> {
    toolbox.wasm_std()?;
    let runner = toolbox.wasm_bindgen()?.with_file_name("wasm-bindgen-test-runner");
    let browser = toolbox.chromium()?;
    let mut test = workspace.cargo("test --target wasm32-unknown-unknown --locked --no-fail-fast --package");
    for variable in MISLEADING {
        test.env_remove(variable);
    }
    test.arg(package)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", browser.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", workspace.root().join("xtask/webdriver.json"))
        // Tests that do not say where they run would else run in Node.js.
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        // Seconds, for a slow machine; the defaults are 20 and 5.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "900")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    TestCount::of(&mut test)
}
