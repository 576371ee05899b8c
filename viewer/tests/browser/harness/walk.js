// A whole walk through the viewer: everything that a reader can do in it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hook } from "./page.js";
import { SAMPLES, VECTORS } from "./settings.js";
import { until } from "./until.js";

/** Takes the walk, from the page as it is after it has been opened; without `printing`, which takes seconds, if wanted. */
export async function walk(page, { printing = true } = {}) {
  await page.click(hook("example-good"));
  await onePackage(page);
  // What printing does, without its dialog.
  if (printing) await page.browser.driver.printPage();

  await page.click(hook("open-paste"));
  await page.fill(hook("paste-input"), readFileSync(join(SAMPLES, "tampered-run-substituted.json"), "utf8"));
  await page.click(hook("paste-verify"));
  await until("what was pasted is verified", async () => (await page.shown()).verdict === "attention" || (await page.shown()).verdict === "failed");
  await onePackage(page);
  await severalPackages(page, 2);

  await page.click(hook("clear"));
  await page.click(hook("example-all"));
  await severalPackages(page, 4);
  await page.choose(join(SAMPLES, "malformed-duplicate-key.json"), join(SAMPLES, "good-template.json"));
  await page.settled(6);
  await page.bring(join(SAMPLES, "malformed-duplicate-key.json"));
  await page.save(hook("export-all"));
  await page.click(hook("clear"));
  await page.click(hook("example-tampered"));
  await onePackage(page);
}

/** Looks at all there is of the package that is shown. */
async function onePackage(page) {
  await page.element(hook("verdict"));
  await page.element(`${hook("tree")} [role=treeitem]`);
  await page.save(hook("export-json"));
  await page.save(hook("export-markdown"));
  // Colours: as the system, light, dark, and back.
  for (let round = 0; round < 3; round += 1) await page.click(hook("theme"));
  await page.run("for (const it of document.querySelectorAll('details')) it.open = true;");
  await until("the texts are shown", () =>
    page.run("return [...document.querySelectorAll('details.text')].every((it) => it.querySelector('pre')?.textContent.length > 100)"),
  );
  const lines = () => page.run(`return document.querySelectorAll('${hook("tree")} [role=treeitem]').length`);
  const closed = await lines();
  await page.run(`
    for (const line of document.querySelectorAll('${hook("tree")} [role=treeitem]')) line.querySelector(".twist").click();`);
  await until("the tree has opened", async () => (await lines()) > closed);
  await page.fill(hook("tree-search"), "digest");
  await page.element(".results li");
  await page.fill(hook("tree-search"), "");
  await page.element(hook("tree"));
  await page.run("document.querySelector('[data-testid=verdict] .copy')?.click()");
  await elsewhere(page);
}

/** Brings a digest, an attestation and a key, looks at what comes of it, and takes all of it away again. */
async function elsewhere(page) {
  const attestations = JSON.parse(readFileSync(join(VECTORS, "attestations", "00-plain-reference.json"), "utf8"));
  await page.run("document.querySelector('[data-testid^=bring]').click()");
  for (const text of [`sha256:${"0".repeat(64)}`, JSON.stringify(attestations.cases[0].attestation), attestations.public_key_hex]) {
    await page.fill(hook("elsewhere-field"), text);
    await page.click(hook("elsewhere-add"));
  }
  await page.click(hook("trust-key"));
  await page.click(hook("deny-all"));
  await page.click(hook("elsewhere-done"));
  await until("it is judged anew", async () => ["failed", "malformed"].includes((await page.shown()).verdict));
  await page.save(hook("export-markdown"));
  await page.run("document.querySelector('[data-testid^=bring]').click()");
  await page.click(hook("deny-all"));
  for (let left = 3; left > 0; left -= 1) await page.click("dialog [data-testid=remove-used]");
  await page.click(hook("elsewhere-done"));
  await page.element(hook("verdict"));
}

/** Goes through the list. */
async function severalPackages(page, count) {
  await page.settled(count);
  for (const order of ["verdict", "name", "size", "arrival"]) await page.choice("#order", order);
  await page.fill("#filter", "zzz");
  await until("nothing is found", async () => (await page.rows()).length === 0);
  await page.fill("#filter", "");
  await page.settled(count);
  await page.run("for (const it of document.querySelectorAll('.filters button')) it.click();");
  await page.run("document.querySelector('.filters button').click()");
  await page.settled(count);
  await page.save(hook("export-all"));
  for (const { name } of await page.rows()) await page.openRow(name);
}
