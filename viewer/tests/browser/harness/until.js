// Waiting.

/** Longer than anything takes on a machine that is four times slower; only a test that fails waits for so long. */
const LIMIT = 240_000;

/** Waits until `found` gives something other than null, undefined, false or "", and returns it. */
export async function until(what, found, limit = LIMIT) {
  const end = performance.now() + limit;
  for (;;) {
    const value = await found();
    if (value !== null && value !== undefined && value !== false && value !== "") return value;
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
