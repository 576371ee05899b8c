// A package of 100 MB: it is verified, the page stays alive meanwhile, it can be cancelled, and leaves nothing behind.

import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { BROWSER, SAMPLES, SCRATCH, file, hook, open, report, site, start, until } from "./harness/index.js";
import { writePackage } from "./harness/large_package.js";
import { memory } from "./harness/memory.js";

const MB = 1_000_000;
/** What the task allows between two frames, in milliseconds. */
const LONGEST_GAP = 100;
/** How often it is tried: a machine that is busy with something else is no fault of the page. */
const RUNS = 12;
/** What may be left of a package's memory: less than one copy of it. */
const LEFT_OVER = 60 * MB;

const packages = [
  { name: "pretty", form: file, events: 196_000, pretty: true },
  { name: "canonical", form: site, events: 288_000, pretty: false },
].map((it) => ({ ...it, path: join(SCRATCH, `${it.name}.json`) }));

for (const it of packages) {
  writePackage(it.path, it.events, it.pretty);
  assert.ok(statSync(it.path).size > 100 * MB, `${it.path} is too small`);
}
/** From 8 MiB on the page treats a package as large. */
const smaller = join(SCRATCH, "smaller.json");
writePackage(smaller, 20_000, true);
assert.ok(statSync(smaller).size > 8 * 2 ** 20, `${smaller} is too small`);
const sample = join(SAMPLES, "good-reference.json");

const browser = await start();

/**
 * Watches the page from now on: each gap between two animation frames, how far the bar has come, and when the verdict
 * is there. With `cancel`, clicks on Cancel as soon as that says so. Frames are counted with `frames` alone: to draw one
 * after the other takes a part of the machine.
 */
const WATCH = `
  const seen = (window.seen = { gaps: [], bar: [], cancelled: false });
  const [cancel, frames] = arguments;
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    seen.gaps.push(now - last);
    last = now;
    if (seen.running) requestAnimationFrame(frame);
  };
  const field = document.querySelector('${hook("file-input")}');
  field.addEventListener("change", () => {
    seen.file = field.files[0];
    seen.begun = last = performance.now();
    seen.running = true;
    if (frames) requestAnimationFrame(frame);
  }, { capture: true, once: true });
  const observer = new MutationObserver(() => {
    const bar = document.querySelector('${hook("progress")} progress');
    if (bar && bar.hasAttribute("value") && seen.bar.at(-1) !== bar.value) seen.bar.push(bar.value);
    const now = { reading: seen.bar.at(-1) > 0, checking: bar && !bar.hasAttribute("value") };
    if (!seen.cancelled && now[cancel]) {
      seen.cancelled = true;
      document.querySelector('${hook("cancel")}').click();
    }
    const verdict = document.querySelector('${hook("verdict")}');
    if (verdict && seen.file && !seen.verdict) {
      seen.verdict = verdict.dataset.verdict;
      seen.took = performance.now() - seen.begun;
    }
    // The frame that shows the decision belongs to it.
    if (document.querySelector("#decision") && seen.running) requestAnimationFrame(() => requestAnimationFrame(() => (seen.running = false)));
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });`;

/** How long the platform's own digest of the same bytes takes, in milliseconds: the best of three. */
const PLATFORM = `
  return seen.file.arrayBuffer().then(async (bytes) => {
    let best = Infinity;
    for (let run = 0; run < 3; run += 1) {
      const begun = performance.now();
      await crypto.subtle.digest("SHA-256", bytes);
      best = Math.min(best, performance.now() - begun);
    }
    return best;
  });`;

for (const it of packages) {
  const verified = async (frames) => {
    const page = await open(browser, it.form);
    await browser.run(WATCH, null, frames);
    await page.choose(it.path);
    await until("the decision is shown", () => browser.run("return seen.verdict && !seen.running"));
    return page;
  };

  // Defends that a reader with a large package gets the answer of the command line, sees that something happens, and has
  // a page that answers meanwhile.
  test(`${it.form.name}, ${it.name}: the answer of the command line, and the page stays alive`, async (t) => {
    const { bytes, ...expected } = await report(it.path);
    const longest = [];
    for (let run = 0; run < RUNS && !longest.some((gap) => gap < LONGEST_GAP); run += 1) {
      const page = await verified(true);
      assert.deepEqual(await page.shown(), expected);
      const { gaps, bar } = await browser.run("return { gaps: seen.gaps, bar: seen.bar }");
      assert.ok(bar.length > 3 && bar.every((value, at) => at === 0 || value > bar[at - 1]), `the bar moves: ${bar}`);
      longest.push(Math.max(...gaps));
      t.diagnostic(`${BROWSER}, ${it.name}: the longest of ${gaps.length} gaps ${Math.round(longest.at(-1))} ms`);
      const saved = await page.save(hook("export-json"));
      assert.ok(saved.bytes.equals(bytes), "the report is not that of the command line");
    }
    assert.ok(Math.min(...longest) < LONGEST_GAP, `the page stood still for ${longest.map(Math.round)} ms`);
    assert.deepEqual(await browser.problems(), []);
  });

  // Defends the figure that is printed: it is of a page that has verified the package, as one that is published does. It
  // is not required to be any, because it depends on the machine.
  test(`${it.form.name}, ${it.name}: its speed against the platform's own digest`, async (t) => {
    let [took, platform] = [Infinity, Infinity];
    for (let run = 0; run < 3; run += 1) {
      await verified(false);
      took = Math.min(took, await browser.run("return seen.took"));
      platform = Math.min(platform, await browser.run(PLATFORM));
    }
    assert.equal(await browser.run("return seen.verdict"), "verified");
    t.diagnostic(
      `${BROWSER}, ${it.name}: ${Math.round(took)} ms from the choice of the file to the verdict; ` +
        `${(platform / took).toFixed(2)} of the speed of crypto.subtle.digest, which takes ${Math.round(platform)} ms`,
    );
  });
}

/** Before a page's own scripts: a worker that would start another one fails, and tells the page. */
const TELLS = `() => {
  const told = "Worker = function () { postMessage('it starts another worker'); throw new Error('no'); };\\n";
  const [OneBlob, OneWorker] = [Blob, Worker];
  const seen = (window.workers = { scripts: 0, messages: 0, others: 0 });
  window.Blob = function (parts, options) {
    const script = options?.type === "text/javascript";
    seen.scripts += script;
    return new OneBlob(script ? [told, ...parts] : parts, options);
  };
  window.Worker = function (address) {
    const worker = new OneWorker(address);
    worker.addEventListener("message", ({ data }) => {
      seen.messages += 1;
      seen.others += data === "it starts another worker";
    });
    return worker;
  };
}`;

// Defends that every package gets its verdict: Firefox, once in about a hundred times, never returns from starting a
// worker within a worker, and the package then waits for ever.
test("a worker starts no other one", async () => {
  const browser = await start();
  await browser.before(TELLS);
  const page = await open(browser, file);
  await page.bring(packages[0].path);
  assert.equal((await page.shown()).verdict, "verified");
  const { scripts, messages, others } = await page.run("return window.workers");
  assert.ok(scripts > 0 && messages > 0, "nothing was watched");
  assert.equal(others, 0);
});

for (const moment of ["reading", "checking"]) {
  // Defends that a reader who does not want to wait need not, at whatever moment, and can go on with the page.
  test(`cancelled while ${moment}`, async () => {
    const page = await open(browser, file);
    await browser.run(WATCH, moment);
    await page.choose(packages[0].path);
    await page.element(hook("cancelled"));
    assert.equal(await browser.run("return seen.cancelled"), true);
    assert.equal(await page.has(hook("verdict")), false);
    await page.bring(sample);
    assert.deepEqual((await page.shown()).verdict, "verified");
    // What was given up stays given up.
    assert.deepEqual((await page.rows()).map(({ verdict }) => verdict), [null, "verified"]);
    assert.deepEqual(await browser.problems(), []);
  });
}

// Defends the memory of a reader's machine: of a large package nothing is left once another one is shown, it was
// cancelled, or all were removed.
test("a large package leaves no memory behind", async (t) => {
  // One that has held nothing large yet.
  const browser = await start();
  const page = await open(browser, file);
  const large = async (what, path = packages[0].path) => {
    await page.choose(path);
    await until(what, () => page.run(`return document.querySelector('${hook("tree")} [role=treeitem]') !== null`));
  };
  // A browser needs some memory of its own once it has done all of this, which is none of the package's.
  await page.bring(sample);
  await large("the tree of a smaller package is shown", smaller);
  await page.click(hook("clear"));
  await page.bring(sample);
  const before = await memory(browser);
  const fallen = (what) =>
    until(`the memory is free again after ${what}`, async () => {
      const more = (await memory(browser)) - before;
      if (more > LEFT_OVER) await new Promise((resolve) => setTimeout(resolve, 500));
      else t.diagnostic(`${BROWSER}: ${Math.round(more / MB)} MB more than before, after ${what}`);
      return more <= LEFT_OVER;
    }, 120_000);

  await large("the tree of the package is shown");
  const held = (await memory(browser)) - before;
  t.diagnostic(`${BROWSER}: ${Math.round(held / MB)} MB while it is shown`);
  assert.ok(held > 100 * MB, "what is measured is the memory that holds the package");
  await page.bring(sample);
  await fallen("another one was brought in");

  await browser.run(WATCH, "checking");
  await page.choose(packages[0].path);
  await page.element(hook("cancelled"));
  await fallen("it was cancelled");

  await large("the tree of the package is shown again");
  await page.click(hook("clear"));
  await fallen("all were removed");
});
