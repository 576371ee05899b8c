// What the tests need, as `cargo xtask test` hands it to them.

import { createRequire } from "node:module";
import { join } from "node:path";

/** What is handed over under this name. */
export function setting(name) {
  const value = process.env[`NEXUS_ATTEST_TEST_${name}`];
  if (!value) throw new Error(`NEXUS_ATTEST_TEST_${name} is not set: run the tests with \`cargo xtask test viewer\``);
  return value;
}

/** The browser to test in: `chromium` or `firefox`. */
export const BROWSER = setting("BROWSER");
/** Whether that is Chromium. */
export const CHROMIUM = BROWSER === "chromium";
/** The browser and the program that drives it. */
export const BROWSER_PROGRAM = setting("BROWSER_PROGRAM");
export const BROWSER_DRIVER = setting("BROWSER_DRIVER");
/** Settings of Chromium for every test of this repository. */
export const WEBDRIVER_SETTINGS = setting("WEBDRIVER_SETTINGS");
/** The program that reads a PDF; `pdftoppm`, which draws one, lies beside it. */
export const PDFTOTEXT = setting("PDFTOTEXT");
/** The viewer as one HTML file, and the folder of the site. */
export const FILE = setting("FILE");
export const SITE = setting("SITE");
/** The command line that the viewer is compared with. */
export const CLI = setting("CLI");
/** A folder with what the conformance tests verify: `packages/`, `tampered/`, `canonical/`. */
export const INPUTS = setting("INPUTS");
/** The vectors, with the answers of the independent implementation. */
export const VECTORS = setting("VECTORS");
/** The packages to try. */
export const SAMPLES = setting("SAMPLES");
/** A folder to write into, of this test file in this browser alone; empty at first. */
export const SCRATCH = setting("SCRATCH");
/** The folder `node_modules` with what xtask/npm/package.json names. */
export const TOOLS = setting("TOOLS");

/** Loads one of them: `tool("axe-core")`. */
export const tool = createRequire(join(TOOLS, "load.js"));
