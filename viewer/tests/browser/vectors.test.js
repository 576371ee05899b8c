// The viewer says what the command line says, on everything that the conformance tests verify.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { INPUTS, SAMPLES, VECTORS, forms, hook, open, report, reports, start } from "./harness/index.js";

const browser = await start();

function filesIn(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  assert.notEqual(names.length, 0);
  return names.sort().map((name) => join(folder, name));
}

/** Brings a file in, and compares what is shown and what is saved with the command line. */
async function agrees(page, path) {
  await page.bring(path);
  const { bytes, ...expected } = await report(path);
  assert.deepEqual(await page.shown(), expected, path);
  const saved = await page.save(hook("export-json"));
  assert.ok(saved.bytes.equals(bytes), `${path}: the report is not that of the command line`);
}

for (const form of forms) {
  // Defends that the first file that a reader brings in gets the answer of the command line: verdict, checks, report.
  test(`${form.name}: each sample in a fresh page`, async () => {
    for (const path of filesIn(SAMPLES)) await agrees(await open(browser, form), path);
    assert.deepEqual(await browser.problems(), []);
  });

  // Defends the same for files that follow others.
  test(`${form.name}: every package of the vectors, and the samples among them`, async () => {
    const page = await open(browser, form);
    const paths = [...filesIn(join(VECTORS, "packages")), ...filesIn(SAMPLES)];
    for (const path of paths) await agrees(page, path);
    assert.equal((await page.rows()).length, paths.length);
    assert.deepEqual(await browser.problems(), []);
  });

  for (const part of ["tampered", "canonical"]) {
    // Defends that thousands of files brought in at once each get the answer of the command line, in the list, in the
    // reports that are taken away, and in the detail.
    test(`${form.name}: all inputs of the part "${part}" at once`, async () => {
      const folder = join(INPUTS, part);
      const expected = await reports(folder);
      const page = await open(browser, form);
      await page.choose(...filesIn(folder));
      await page.settled(expected.size);
      const rows = await page.rows();
      assert.deepEqual(
        rows,
        [...expected].map(([name, { verdict, code }]) => ({ name, verdict, code })),
      );

      const saved = await page.save(hook("export-all"));
      const lines = [...expected].map(([name, { text }]) => `{"path":${JSON.stringify(name)},"report":${text}}\n`);
      assert.ok(saved.bytes.equals(Buffer.from(lines.join(""))), "the reports are not those of the command line");

      for (const [name, it] of alike(expected)) {
        await page.openRow(name);
        const { text, ...shown } = it;
        assert.deepEqual(await page.shown(), shown, name);
      }
      assert.deepEqual(await browser.problems(), []);
    });
  }
}

/** One of those that a page shows alike. */
function alike(expected) {
  const seen = new Map();
  for (const [name, { text, ...shown }] of expected) {
    const key = JSON.stringify(shown);
    if (!seen.has(key)) seen.set(key, [name, { text, ...shown }]);
  }
  return seen.values();
}
