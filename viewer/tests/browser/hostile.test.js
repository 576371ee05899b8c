// Packages made to deceive whoever looks at them. Whatever stands in a package, a file name or a text that is no package:
// it is shown as text, in its place, with nothing hidden in it, and the verdict stays what it is and where it is.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { before } from "node:test";
import { CHROMIUM, SCRATCH, file, hook, open, report, reports, site, start, until } from "./harness/index.js";
import { clean, ofNames, ofSizes, ofTexts } from "./hostile/corpus.js";
import { covered, elements, faults } from "./hostile/inspect.js";

const browser = await start();
const SEAL = ["binding_digest", "control_bundle_digest", "binding_control_match", "binding_router_match", "binding_link_match"];
const PHONE = [390, 844];
const DESKTOP = [1280, 900];

/** Gives the page this size, without opening it anew. */
async function resize([width, height]) {
  if (CHROMIUM) {
    const mobile = width < 500;
    await browser.cdp("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile });
  } else {
    const context = await browser.driver.getWindowHandle();
    await browser.bidi("browsingContext.setViewport", { context, viewport: { width, height } });
  }
  await until("the page has its size", () => browser.run("return innerWidth === arguments[0]", width));
}

/** The words of the verdict as they are painted: pictures of its parts, without what checks quote of the package. */
async function painted(page) {
  const quoted = (display) => page.run(`
    for (const it of document.querySelectorAll('${hook("verdict")} .found')) it.style.display = arguments[0];
    scrollTo({ top: 0, behavior: "instant" });`, display);
  await quoted("none");
  const parts = await page.run(`
    const verdict = document.querySelector('${hook("verdict")}');
    // A picture has no more than fits the window: of what is longer, its beginning is enough.
    const pieces = (it) => (it.offsetHeight < innerHeight ? [it] : [...it.querySelectorAll("h2, li")].slice(0, 5));
    return [".stamp", "h1", ".finding"].flatMap((part) => [...verdict.querySelectorAll(part)]).flatMap(pieces);`);
  const pictures = [];
  for (const part of parts) pictures.push(await part.takeScreenshot());
  await quoted("");
  return pictures;
}

/** What the page looks like for each verdict, at both sizes, where nobody deceives. */
const honest = {};

before(async () => {
  for (const [verdict, { path }] of Object.entries(clean(join(SCRATCH, "clean")))) {
    await resize(DESKTOP);
    const page = await open(browser, file);
    await page.bring(path);
    honest[verdict] = { elements: await elements(page), checks: (await page.shown()).checks.join(), painted: {} };
    for (const size of [DESKTOP, PHONE]) {
      await resize(size);
      honest[verdict].painted[size] = await painted(page);
    }
  }
});

/** Brings a file into a fresh page and looks at it from every side. Returns the page. */
async function examine({ name, path, shows, canary }, expected) {
  await resize(DESKTOP);
  const page = await open(browser, file);
  await page.bring(path).catch(async (error) => {
    const shown = await page.run("return document.querySelector('main').innerText.slice(0, 500)");
    throw new Error(`${error.message}; the page says: ${shown}`);
  });
  const { text, ...rest } = expected;
  assert.deepEqual(await page.shown(), rest, name);
  const like = honest[expected.verdict];
  for (const size of [DESKTOP, PHONE]) {
    await resize(size);
    const where = `${name}, ${size[0]} wide`;
    assert.deepEqual(await covered(page), [], where);
    assert.deepEqual(await faults(page), [], where);
    // The same checks, the same words: then every dot of the verdict is the same as well. What is no package has words
    // of its own below the first two parts.
    if (rest.checks.join() === like.checks) {
      const parts = expected.verdict === "malformed" ? 2 : like.painted[size].length;
      const same = (await painted(page)).slice(0, parts).map((picture, index) => picture === like.painted[size][index]);
      assert.deepEqual(same, Array(parts).fill(true), `${where}: the verdict looks different`);
    }
  }
  assert.deepEqual(await elements(page), like.elements, name);
  const goal = await page.run("return document.querySelector('.goal')?.textContent ?? ''");
  for (const mark of shows?.marks ?? []) assert.ok(goal.includes(mark), `${name}: ${mark} is not in ${goal.slice(0, 400)}`);
  const alike = await page.run("return [...document.querySelectorAll('.goal .alike')].map((it) => it.textContent)");
  for (const letters of shows?.alike ?? []) assert.ok(alike.some((it) => it.includes(letters)), `${name}: ${letters} in ${alike}`);
  if (shows?.turned) assert.ok(await page.has(".goal .turned"), `${name}: the direction is not marked`);
  if (canary) assert.ok(goal.includes("zq7canary"), `${name}: the goal is not shown`);
  return page;
}

/** Unfolds what there is to unfold, a part of it where that is much. */
async function unfold(page) {
  await page.run(`
    for (const details of document.querySelectorAll("details:not([open])")) details.open = true;
    for (const button of [...document.querySelectorAll("main .value ~ button.link")].slice(0, 8)) button.click();`);
  for (let round = 0; round < 8; round += 1) {
    const closed = await page.run(`
      const closed = [...document.querySelectorAll("[role=treeitem][aria-expanded=false] .twist")].slice(0, 12);
      closed.forEach((twist) => twist.click());
      return closed.length;`);
    if (closed === 0) break;
    await page.run("return new Promise((resolve) => setTimeout(resolve, 60))");
  }
  await until("all texts are there", () => page.run(`
    return [...document.querySelectorAll(".chunk-status")].every((it) => !it.textContent.startsWith("Reading"))`));
}

const texts = ofTexts(join(SCRATCH, "texts"));
const answers = await reports(join(SCRATCH, "texts"));

// Defends that the corpus attacks: most of what deceives has to be sealed, or the page would warn of it anyway.
test("hostile packages are sealed", () => {
  const verdicts = texts.map(({ name }) => answers.get(name).verdict);
  const count = (verdict) => verdicts.filter((it) => it === verdict).length;
  const isSealed = ({ checks }) => SEAL.every((seal) => checks.some(([name, outcome]) => name === seal && outcome === "pass"));
  const sealed = texts.filter(({ name }) => isSealed(answers.get(name))).length;
  assert.ok(sealed >= texts.length / 3, `${sealed} of ${texts.length}`);
  const counts = ["verified", "attention", "failed", "malformed"].map(count);
  assert.ok(counts.every((it) => it > 20), counts.join());
});

for (const kind of ["", "-alone", "-failed-run", "-senseless", "-altered", "-twice", "-raw", "-bytes"]) {
  // Defends that no text, in whatever field of a package or of a file that is none, runs, hides, moves or counterfeits
  // anything.
  test(`every field says something hostile: ${kind || "-sealed"}`, async () => {
    const chosen = texts.filter(({ name, full }) => (kind ? name.endsWith(`${kind}.json`) : full));
    assert.ok(chosen.length > 20);
    for (const it of chosen) {
      await examine(it, answers.get(it.name));
      assert.deepEqual(await browser.problems(), [], it.name);
    }
  });
}

// Defends that the same holds for everything that is unfolded, for the tree, the search and the text of the file.
test("hostile packages, unfolded", async () => {
  for (const it of texts.filter(({ name, full }) => full || name.endsWith("-raw.json"))) {
    await resize(DESKTOP);
    const page = await open(browser, file);
    await page.bring(it.path);
    await unfold(page);
    for (const size of [DESKTOP, PHONE]) {
      await resize(size);
      assert.deepEqual(await faults(page), [], `${it.name}, ${size[0]} wide`);
    }
    if (it.canary) {
      const field = await page.element(hook("tree-search"));
      await field.sendKeys("zq7");
      await until("something is found", () => page.has(".results li"));
      assert.deepEqual(await faults(page), [], `${it.name}, searched`);
    }
  }
  assert.deepEqual(await browser.problems(), []);
});

// Defends that the site, whose policy lets it fetch its own WebAssembly, runs nothing of a package either.
test("hostile markup on the site", async () => {
  for (const it of texts.filter(({ name }) => /^(markup|link|style|markdown)(-twice)?\.json$/.test(name))) {
    const page = await open(browser, site);
    const before = await elements(page);
    await page.bring(it.path);
    await unfold(page);
    assert.deepEqual(await faults(page), [], it.name);
    assert.deepEqual(await elements(page), before, it.name);
  }
  assert.deepEqual(await browser.problems(), []);
});

// Defends that what is taken away is the truth: the report of the command line, and values as they stand in the package.
test("what is saved and copied from hostile packages is the truth", async () => {
  for (const { name, path } of texts.filter(({ full }) => full)) {
    const page = await open(browser, file);
    await page.bring(path);
    const saved = await page.save(hook("export-json"));
    assert.ok(saved.bytes.equals((await report(path)).bytes), name);
    assert.match(saved.name, /^[\w.() -]+\.report(\(\d+\))?\.json$/, name);

    const markdown = (await page.save(hook("export-markdown"))).bytes.toString();
    // Without its code spans, nothing of the package is left in it.
    const rest = markdown.replace(/(`+) .*? \1(?!`)/g, "");
    assert.ok(!/zq7canary|<script|evil\.example/.test(rest), `${name}: ${rest.slice(0, 2000)}`);
    assert.ok(!/[\p{Cf}\p{Co}\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/u.test(markdown), name);

    const run = JSON.parse(readFileSync(path)).router.ref.run_id;
    await page.run(`
      navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); };
      document.querySelector('[data-check="router_run"] button.copy')?.click();`);
    // The page copies a moment after the click.
    const copied = await page.run("return window.copied ?? null");
    assert.equal(copied, [...run].length > 240 ? null : run, name);
  }
});

// Defends against names of files, which the page shows in its list and beside the verdict.
test("hostile names of files", async () => {
  const named = ofNames(join(SCRATCH, "names"));
  await resize(DESKTOP);
  const page = await open(browser, file);
  await page.choose(...named.map(({ path }) => path));
  await page.settled(named.length);
  assert.deepEqual((await page.rows()).map(({ verdict }) => verdict), named.map(() => "verified"));
  for (const { name } of named) {
    await page.run(`
      const row = [...document.querySelectorAll('${hook("package-row")}')].find((it) => it.dataset.name === arguments[0]);
      row.querySelector("button").click();`, name);
    await until(`the verdict of ${name} is in view`, async () => (await covered(page)).length === 0);
    for (const size of [DESKTOP, PHONE]) {
      await resize(size);
      assert.deepEqual(await faults(page), [], name);
    }
    await resize(DESKTOP);
  }
  assert.deepEqual(await elements(page), honest.verified.elements);
  const alike = await page.run("return [...document.querySelectorAll('.rows .alike')].map((it) => it.textContent)");
  for (const letters of ["\u0440\u0430\u0443\u0440\u0430\u04cf", "\u0441\u043e\u0440\u0435", "e\u0301"]) {
    assert.ok(alike.includes(letters), `${letters} in ${alike}`);
  }
  assert.deepEqual(await browser.problems(), []);
});

// Defends that a package of any length leaves a page that can be used: it is drawn in part, and answers.
test("hostile sizes", async () => {
  for (const it of ofSizes(join(SCRATCH, "sizes"))) {
    const { bytes, ...expected } = await report(it.path);
    const page = await examine(it, expected);
    const drawn = () => page.run("return document.getElementsByTagName('*').length");
    assert.ok((await drawn()) < 12_000, `${it.name}: ${await drawn()} elements`);
    await unfold(page);
    assert.ok((await drawn()) < 100_000, `${it.name}, unfolded: ${await drawn()} elements`);
    assert.deepEqual(await faults(page), [], `${it.name}, unfolded`);
    assert.deepEqual(await browser.problems(), [], it.name);
  }
});
