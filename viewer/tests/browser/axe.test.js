// Whether people who use the page in other ways than most can use all of it, as far as a program can tell.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { file, open, start, tool } from "./harness/index.js";
import { views } from "./harness/views.js";

const AXE = readFileSync(tool.resolve("axe-core/axe.min.js"), "utf8");

/** Runs every rule but the experimental ones over the page as it is; what is wrong, one line for each element. */
const CHECK = `
  ${AXE}
  const options = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };
  const line = (rule, node) => [rule.id, rule.help, node.html.slice(0, 160), node.any.map((it) => it.message)].join(": ");
  return axe.run(document, options).then(({ violations }) =>
    violations.flatMap((rule) => rule.nodes.map((node) => line(rule, node))));`;

for (const screen of ["desktop", "phone"]) {
  const browser = await start({ phone: screen === "phone" });
  for (const { name, reach } of views) {
    // Defends that no view loses what a screen reader, a keyboard or weak eyes need: names, roles, order, contrast, size.
    test(`${screen}, ${name}: axe-core finds no violation, light or dark`, async () => {
      const page = await open(browser, file);
      await reach(page);
      for (const theme of ["light", "dark"]) {
        await page.run("document.documentElement.dataset.theme = arguments[0]", theme);
        assert.deepEqual(await browser.run(CHECK), [], theme);
      }
    });
  }
}

// Defends that the colours that were looked at above are those that a reader gets who prefers dark ones.
test("dark by preference is dark by the switch", async () => {
  const browser = await start({ dark: true });
  const page = await open(browser, file);
  const colours = `
    const style = getComputedStyle(document.documentElement);
    return ["--paper", "--card", "--ink", "--soft", "--line", "--edge", "--accent", "--code", "--pass", "--fail", "--warn",
      "--open", "--fail-bg", "--pass-bg", "--warn-bg", "--mark"].map((name) => name + style.getPropertyValue(name));`;
  const preferred = await page.run(colours);
  await page.run("document.documentElement.dataset.theme = 'light'");
  assert.notDeepEqual(await page.run(colours), preferred);
  await page.run("document.documentElement.dataset.theme = 'dark'");
  assert.deepEqual(await page.run(colours), preferred);
});
