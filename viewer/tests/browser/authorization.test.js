// Who had approved when a run was requested, and what no digest covers: what a reader is shown is what the checks found.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { SAMPLES, VECTORS, file, hook, open, report, start, until } from "./harness/index.js";
import { altered } from "./harness/views.js";

const browser = await start();
const CHECKS = ["policy_attached", "approvals_met", "mode_allowed", "step_limit"];

const files = (folder) => readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => join(folder, name));

/** The checks of a report, by their names. */
const checks = ({ bytes }) =>
  new Map(Object.values(JSON.parse(bytes).layers).flatMap((layer) => layer.checks).map((check) => [check.name, check]));

/** What stands in the timeline for each run that it has. */
const pictures = (page) => page.run(`
  return [...document.querySelectorAll('#timeline ${hook("allowed")}')].map((it) => ({
    event: Number(it.dataset.run), outcome: it.dataset.outcome, words: it.innerText,
    lanes: [...it.querySelectorAll(".lanes .lane")].map((lane) => ({
      words: lane.innerText, counts: lane.querySelector(".track circle.counts") !== null,
    })),
  }));`);

// Defends that a run is shown as not allowed where a check says so, and nowhere else, with the numbers of the check.
test("the picture of each run says what the checks say", async () => {
  const page = await open(browser, file);
  let seen = 0;
  for (const path of [...files(SAMPLES), ...files(join(VECTORS, "packages"))]) {
    const found = await report(path);
    if (found.verdict === "malformed") continue;
    const results = checks(found);
    const failed = CHECKS.map((name) => results.get(name)).filter(({ outcome }) => outcome === "fail");
    const wrong = new Set(failed.flatMap(({ at }) => at.map((pointer) => Number(pointer.split("/").at(-1)))));
    await page.bring(path);
    const runs = await pictures(page);
    assert.deepEqual(runs.filter(({ outcome }) => outcome === "fail").map(({ event }) => event), [...wrong], path);
    const { expected, actual, outcome } = results.get("approvals_met");
    if (outcome === "fail") {
      const run = runs.find(({ outcome }) => outcome === "fail");
      assert.match(run.words, new RegExp(`${actual} approvals? counted, ${expected} asked for`), path);
    }
    for (const { lanes, words } of runs.filter(({ lanes }) => lanes.length > 0)) {
      const counted = lanes.filter(({ counts }) => counts).length;
      assert.ok(words.includes(`${counted} approval`), `${path}: ${words}`);
      // What is drawn is said too, for who does not see it.
      for (const lane of lanes) {
        const word = lane.counts ? /\bcounted\b/ : /revoked before|expired before|came later|dated later|cannot be told/;
        assert.match(lane.words, word, path);
      }
      seen += lanes.length;
    }
  }
  assert.ok(seen > 40, `${seen} lanes`);
});

// Defends that of two values the page says where they part, and nothing of two that have nothing in common.
test("where two values differ first", async () => {
  const page = await open(browser, file);
  const seen = { said: 0, unsaid: 0 };
  for (const path of files(SAMPLES)) {
    const found = await report(path);
    if (found.verdict !== "failed") continue;
    await page.bring(path);
    const notes = await page.run(`
      const said = (it) => it.querySelector(".compared.two .note")?.textContent ?? "";
      const failed = document.querySelectorAll('[data-check][data-outcome="fail"]');
      return Object.fromEntries([...failed].map((it) => [it.dataset.check, said(it)]));`);
    for (const { name, outcome, expected, actual } of checks(found).values()) {
      if (outcome !== "fail" || expected === null || actual === null) continue;
      const [above, below] = [String(expected), String(actual)];
      let alike = 0;
      while (alike < above.length && above[alike] === below[alike]) alike += 1;
      assert.equal(notes[name], alike ? `The first difference is at character ${alike + 1}.` : "", `${path}: ${name}`);
      seen[alike ? "said" : "unsaid"] += 1;
    }
  }
  assert.ok(seen.said > 0 && seen.unsaid > 0, JSON.stringify(seen));
});

// Defends that who reads about a run finds the moment in which it was requested.
test("a run leads to its picture", async () => {
  const page = await open(browser, file);
  await page.bring(join(SAMPLES, "tampered-run-not-approved.json"));
  await page.click(".brief button");
  await until("the event has the focus", () => page.run("return document.activeElement.id === 'event-4'"));
  const [{ lanes }] = await pictures(page);
  assert.deepEqual(lanes.map(({ words }) => /approver\d@example\.com\s+([a-z ]+)/.exec(words)[1]), ["revoked before", "came later"]);
});

const strange = () => altered("strange.json", (value) => {
  value.control_bundle.events[3].note = "nobody knows";
  value["a/b~"] = { of: ["anything"] };
});

// Defends that each place that a check names is a way into the tree, also where that was searched, and that keys do it.
test("the pointers of a check lead into the tree", async () => {
  const page = await open(browser, file);
  const path = strange();
  const { at } = checks(await report(path)).get("unsealed_members");
  await page.bring(path);
  await page.fill(hook("tree-search"), "digest");
  await page.element(".results li");
  for (const pointer of at) {
    await page.run(`
      const pointers = [...document.querySelectorAll('[data-check="unsealed_members"] .pointer button')];
      pointers.find((it) => it.textContent === arguments[0]).click();`, pointer);
    await until(`${pointer} has the focus`, () => page.run(`
      const line = document.activeElement;
      return line.matches('[role="treeitem"]') && line.title === arguments[0]`, pointer));
    const covers = await page.run("return document.activeElement.querySelector('.covers').textContent");
    assert.match(covers, /unsealed/, pointer);
  }
  assert.equal(await page.run("return document.getElementById('search').value"), "");
});

// Defends that what the filter lists is what the check lists, those first that nobody knows.
test("only what is unsealed", async () => {
  const page = await open(browser, file);
  const path = strange();
  const { at, actual } = checks(await report(path)).get("unsealed_members");
  await page.bring(path);
  await page.click(hook("unsealed-only"));
  await page.element(".results li");
  const listed = await page.run(`
    return [...document.querySelectorAll(".results li")].map((it) => [
      it.querySelector(".pointer").textContent, it.querySelector(".cover").textContent]);`);
  assert.deepEqual(listed.map(([pointer]) => pointer), at);
  assert.deepEqual(listed.filter(([, word]) => word === "unsealed").map(([pointer]) => pointer), at.slice(0, listed.length - 4));
  assert.ok(String(actual).includes("a~1b~0"));
  await page.click(hook("unsealed-only"));
  await until("the tree is back", () => page.has('[role="treeitem"]'));
});

// Defends that nothing is called sealed by a digest that does not agree.
test("what a broken digest covers does not look sealed", async () => {
  const page = await open(browser, file);
  await page.bring(join(SAMPLES, "tampered-approval-comment-edited.json"));
  await page.run(`
    const pointers = [...document.querySelectorAll('[data-check="event_digests"] .pointer button')];
    pointers[0].click();`);
  await until("the member has the focus", () => page.run("return document.activeElement.matches('[role=treeitem]')"));
  const covers = await page.run(`
    const line = (end) => [...document.querySelectorAll('[role="treeitem"]')].find((it) => it.title.endsWith(end));
    return ["/payload", "/package_version"].map((end) => [...line(end).querySelectorAll(".cover")].map((it) => it.textContent));`);
  assert.deepEqual(covers, [["control digest: does not agree", "event digest: does not agree"], ["binding digest"]]);
});
