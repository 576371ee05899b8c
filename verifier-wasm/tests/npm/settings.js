// What the tests need besides the package.

function setting(name) {
  const value = process.env[`NEXUS_ATTEST_TEST_${name}`];
  if (!value) throw new Error(`NEXUS_ATTEST_TEST_${name} is not set: run the tests with \`cargo xtask test\``);
  return value;
}

/** The command line that the package is compared with. */
export const CLI = setting("CLI");
/** A folder with everything that the conformance tests verify. */
export const INPUTS = setting("INPUTS");
/** The vectors, with the answers of the independent implementation. */
export const VECTORS = setting("VECTORS");
/** The packages to try. */
export const SAMPLES = setting("SAMPLES");
/** The folder that was published, from which the tarball was made. */
export const PUBLISHED = setting("PUBLISHED");
/** Folders of this machine that must not be found in what is published, one a line. */
export const PRIVATE = setting("PRIVATE").split("\n");
/** The version in Cargo.toml. */
export const VERSION = setting("VERSION");
/** The folder node_modules with typescript and esbuild. */
export const TOOLS = setting("TOOLS");
/** npm. */
export const NPM = setting("NPM");
/** The program that drives the browser, and the browser's settings for it. */
export const CHROMEDRIVER = setting("CHROMEDRIVER");
export const WEBDRIVER_SETTINGS = setting("WEBDRIVER_SETTINGS");
