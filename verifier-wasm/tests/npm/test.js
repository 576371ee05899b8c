// As much of a test runner as is needed, the same on every version of Node: its lines are those that
// `cargo xtask test` counts.

const tests = [];

/** Adds a test: what it defends, and how. */
export function test(name, body) {
  tests.push({ name, body });
}

/** Runs all tests and returns the exit status. */
export async function run() {
  let failed = 0;
  console.log(`\nrunning ${tests.length} tests`);
  for (const { name, body } of tests) {
    const start = performance.now();
    try {
      await body();
      const seconds = (performance.now() - start) / 1000;
      console.log(`test ${name} ... ok${seconds < 1 ? "" : ` (${seconds.toFixed(1)} s)`}`);
    } catch (error) {
      failed += 1;
      console.log(`test ${name} ... FAILED`);
      console.log(error);
    }
  }
  const result = failed === 0 ? "ok" : "FAILED";
  console.log(`\ntest result: ${result}. ${tests.length - failed} passed; ${failed} failed; 0 ignored`);
  return failed === 0 ? 0 : 1;
}
