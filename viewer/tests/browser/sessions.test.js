// Looking through packages, one after the other: what is shown is of the package that was verified, and of no other.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { SAMPLES, SCRATCH, forms, open, start, until } from "./harness/index.js";

const browser = await start();

/** A sample, made large by notes that no digest covers. */
function large(name, sample) {
  const source = JSON.parse(readFileSync(join(SAMPLES, `${sample}.json`), "utf8"));
  source.meta = { notes: "x".repeat(9 << 20) };
  return written(name, JSON.stringify(source));
}

function written(name, text) {
  const folder = join(SCRATCH, "sessions");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const decisionId = (path) => JSON.parse(readFileSync(path, "utf8")).control_bundle.decision.decision_id;

for (const form of forms) {
  // Defends that what one package answers is never shown under the verdict of another one, however late it comes: a
  // browser may draw the page seldom, or not at all.
  test(`${form.name}: late answers about one package are not shown with another`, async () => {
    const paths = [large("a.json", "good-reference"), large("b.json", "good-template")];
    const page = await open(browser, form);
    await page.choose(...paths);
    await page.settled(2);
    await page.run("window.requestAnimationFrame = (then) => setTimeout(() => then(performance.now()), 2000);");
    for (const delay of [0, 30, 80, 150, 300]) {
      await page.run(
        `const [delay] = arguments;
         const open = (name) => [...document.querySelectorAll("[data-testid=package-row]")]
           .find((row) => row.textContent.includes(name)).querySelector("button").click();
         open("a.json");
         setTimeout(() => { open("b.json"); document.body.dataset.opened = delay; }, delay);`,
        delay,
      );
      await until("the second package is opened", () =>
        page.run("return document.body.dataset.opened === String(arguments[0])", delay));
      const shown = () => page.run(`return document.querySelector("#decision")?.textContent ?? ""`);
      await until("its decision is shown", async () => (await shown()) !== "");
      await new Promise((resolve) => setTimeout(resolve, 400));
      assert.ok((await shown()).includes(decisionId(paths[1])), `after ${delay} ms`);
      assert.ok(!(await shown()).includes(decisionId(paths[0])), `after ${delay} ms`);
    }
    assert.deepEqual(await browser.problems(), []);
  });

  // Defends the verdict against the file being another one by the time it is looked through.
  test(`${form.name}: a file that changed after it was verified is not shown`, async () => {
    const text = readFileSync(join(SAMPLES, "good-template.json"), "utf8");
    const path = written("changing.json", text);
    const other = written("other.json", readFileSync(join(SAMPLES, "good-reference.json"), "utf8"));
    const page = await open(browser, form);
    await page.choose(path, other);
    await page.settled(2);
    writeFileSync(path, text.replace('"ok', '"OK'));
    await page.openRow("changing.json");
    await until("it is said", async () => (await page.text("main [role=alert]")) !== "");
    assert.equal(await page.run(`return document.querySelectorAll("#tree li").length`), 0);
    writeFileSync(path, text);
    assert.deepEqual((await browser.problems()).filter((line) => !line.includes("ERR_UPLOAD_FILE_CHANGED")), []);
  });
}
