// The views of the page, each with the way to it: what is looked at, by people and by programs.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { built, written } from "../hostile/package.js";
import { hook } from "./page.js";
import { SAMPLES, SCRATCH } from "./settings.js";
import { until } from "./until.js";

const sample = (name) => join(SAMPLES, name);
/** A key, as the command line writes it. */
const KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/** A package made of a sample, by changing what is in it; its path. */
export function altered(name, change, base = "good-template.json") {
  const value = JSON.parse(readFileSync(sample(base), "utf8"));
  change(value);
  const path = join(SCRATCH, name);
  writeFileSync(path, JSON.stringify(value, null, 2));
  return path;
}

/** A package that is sealed anew, of the parts that `built` takes; its path. */
function made(name, parts) {
  const path = join(SCRATCH, name);
  writeFileSync(path, written(built(parts)));
  return path;
}

/** One with members that no digest covers. */
const unsealed = () => altered("unsealed.json", (value) => {
  value.control_bundle.events[3].note = "nobody knows";
  value.extra = { of: ["anything"] };
});

/** People who approve: some until a time, some take it back. */
const approvers = (count) => (log) => {
  for (let index = 0; index < count; index += 1) {
    const name = `reviewer-${index}@team.example.com`;
    const until = index % 7 === 3 ? `2026-11-22T20:00:${30 + (index % 20)}+00:00` : null;
    log.add("APPROVAL_GRANTED", { expires_at: until }, name);
    if (index % 5 === 4) log.add("APPROVAL_REVOKED", { reason: "second thoughts" }, name);
  }
};

/** Runs that fail; from the eleventh on, an approval is missing. */
const runs = (count) => (log) => {
  for (let index = 0; index < count; index += 1) {
    if (index === 10) log.add("APPROVAL_REVOKED", { reason: "enough" }, "second@example.com");
    log
      .add("EXECUTION_REQUESTED", { adapter_id: "subprocess:echo", dry_run: true }, "scheduler", "system")
      .add("EXECUTION_FAILED", { error_code: "E", error_message: "not now" }, "nexus-control", "system");
  }
};

/** Files that are dragged: a transfer with one in it, made in the page. */
const DRAG = `
  const transfer = new DataTransfer();
  transfer.items.add(new File(["{}"], "package.json"));
  document.body.dispatchEvent(new DragEvent(arguments[0], { bubbles: true, cancelable: true, dataTransfer: transfer }));`;

/** Each with its name and what a reader does to get there from the page as it was opened. */
export const views = [
  { name: "empty", reach: async () => undefined },
  {
    name: "empty, all unfolded",
    reach: (page) => page.run("for (const it of document.querySelectorAll('details')) it.open = true"),
  },
  { name: "dragging", reach: (page) => page.run(DRAG, "dragenter") },
  {
    name: "pasting",
    async reach(page) {
      await page.click(hook("paste"));
      await until("the dialog is open", () => page.run("return document.querySelector('dialog').open"));
    },
  },
  {
    name: "bringing",
    async reach(page) {
      await page.bring(sample("good-reference.json"));
      await page.click(hook("bring"));
      // A digest that is used, a key that is asked about, and something that cannot be used.
      for (const text of [`sha256:${"0".repeat(64)}`, KEY, "hello"]) {
        await page.fill(hook("elsewhere-field"), text);
        await page.click(hook("elsewhere-add"));
      }
      await page.run("document.querySelector('.warnings details').open = true");
      await until("what is wrong is said", async () => (await page.text(hook("elsewhere-wrong"))) !== "");
      await page.element(hook("verdict"));
    },
  },
  {
    name: "not the expected one",
    async reach(page) {
      await page.bring(sample("good-reference.json"));
      await page.click(hook("bring"));
      await page.fill(hook("elsewhere-field"), `sha256:${"0".repeat(64)}`);
      await page.click(hook("elsewhere-add"));
      await page.click(hook("elsewhere-done"));
      await page.element('[data-verdict="failed"]');
    },
  },
  { name: "under way", reach: standStill },
  {
    name: "cancelled",
    async reach(page) {
      await standStill(page);
      await page.click(hook("cancel"));
      await page.element(hook("cancelled"));
    },
  },
  { name: "verified", reach: (page) => page.bring(sample("good-reference.json")) },
  { name: "failed", reach: (page) => page.bring(sample("tampered-approval-comment-edited.json")) },
  {
    name: "failed, all unfolded",
    async reach(page) {
      await page.bring(sample("tampered-run-substituted.json"));
      await page.run("for (const it of document.querySelectorAll('details')) it.open = true");
      await until("the texts are there", () => page.run(`
        const texts = [...document.querySelectorAll(".chunk-status")];
        return texts.length === 2 && texts.every((it) => /\\d/.test(it.textContent));`));
    },
  },
  { name: "attention", reach: (page) => page.bring(sample("attention-embedded-router.json")) },
  {
    name: "not allowed",
    async reach(page) {
      await page.bring(sample("tampered-run-not-approved.json"));
      await page.element(`${hook("allowed")}[data-outcome="fail"]`);
    },
  },
  {
    name: "many approvers",
    async reach(page) {
      await page.bring(made("approvers.json", { more: approvers(30) }));
      await page.click(hook("all-approvers"));
      await until("all are shown", () => page.run("return document.querySelectorAll('.lanes .lane').length > 30"));
    },
  },
  {
    name: "many runs",
    async reach(page) {
      await page.bring(made("runs.json", { runs: runs(50) }));
      await page.run("document.querySelector('.brief button').click()");
      await until("the first of them is there", () => page.has(`#timeline ${hook("allowed")}`));
      await page.run("for (const it of document.querySelectorAll('.allowed details')) it.open = true");
      await until("the pictures are there", () => page.run(`
        return [...document.querySelectorAll(".allowed details")].every((it) => it.querySelector(".lanes"))`));
    },
  },
  { name: "malformed", reach: (page) => page.bring(sample("malformed-duplicate-key.json")) },
  {
    name: "long values",
    reach: (page) => page.bring(altered("long.json", (value) => {
      value.control_bundle.decision.goal = "Rotate the keys of production. ".repeat(60);
      value.control_bundle.decision.decision_id = "d".repeat(400);
      value.router.ref.run_id = `run-${"9".repeat(300)}`;
    })),
  },
  { name: "list", reach: several },
  {
    name: "detail in a list",
    async reach(page) {
      await several(page);
      await page.run(`document.querySelectorAll('${hook("package-row")} button')[1].click()`);
      await page.element(hook("verdict"));
    },
  },
  {
    name: "tree, unfolded",
    async reach(page) {
      await page.bring(sample("good-template.json"));
      await page.element('[role="treeitem"]');
      await page.run(`document.querySelectorAll('[role="treeitem"] .twist')[1].click()`);
      await until("it is unfolded", () => page.has('[role="treeitem"][aria-expanded="true"]'));
    },
  },
  {
    name: "tree, unsealed only",
    async reach(page) {
      await page.bring(unsealed());
      await page.click(hook("unsealed-only"));
      await page.element(".results .cover.un");
    },
  },
  {
    name: "tree, led to",
    async reach(page) {
      await page.bring(unsealed());
      await page.run(`
        const pointers = [...document.querySelectorAll('[data-check="unsealed_members"] .pointer button')];
        pointers.find((it) => it.textContent.endsWith("/note")).click();`);
      await until("the member has the focus", () => page.run(`
        return document.activeElement.matches('[role="treeitem"][title$="/note"]')`));
    },
  },
  {
    name: "tree, searched",
    async reach(page) {
      await page.bring(sample("good-template.json"));
      await page.fill(hook("tree-search"), "digest");
      await page.element(".results li");
    },
  },
];

/** Has a file checked by a worker that hears nothing, so that the check stands still. */
async function standStill(page) {
  await page.run("Worker.prototype.postMessage = () => undefined");
  await page.choose(sample("good-template.json"));
  await page.element(hook("progress"));
}

async function several(page) {
  await page.click(hook("example-all"));
  await page.settled(4);
}
