// The viewer says what the command line says.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { SAMPLES, forms, hook, open, report, start } from "./harness/index.js";

const browser = await start();
const inFolder = (folder) => readdirSync(folder).filter((name) => name.endsWith(".json")).sort().map((name) => join(folder, name));

for (const form of forms) {
  // Defends that a reader of the viewer gets the answer of the command line: verdict, checks and report.
  test(`${form.name}: each sample, in a fresh page`, async () => {
    for (const path of inFolder(SAMPLES)) {
      const page = await open(browser, form);
      await page.bring(path);
      const { bytes, ...expected } = await report(path);
      assert.deepEqual(await page.shown(), expected, path);
      const saved = await page.save(hook("export-json"));
      assert.ok(saved.bytes.equals(bytes), `${path}: the report is not the one of the command line`);
    }
    assert.deepEqual(await browser.problems(), []);
  });
}
