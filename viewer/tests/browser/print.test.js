// The report on paper: what a browser prints is read again and looked at, page by page.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { CHROMIUM, file, hook, open, PDFTOTEXT, SAMPLES, SCRATCH, start, until } from "./harness/index.js";
import { altered } from "./harness/views.js";

// Whoever reads in the dark prints on white paper all the same.
const browser = await start({ dark: true });

/** Prints on A4; the pages, each as a text, and the file. */
async function printed(name) {
  const pdf = join(SCRATCH, `${name}.pdf`);
  const data = await browser.driver.printPage({ width: 21, height: 29.7, background: false });
  writeFileSync(pdf, data, "base64");
  const text = execFileSync(PDFTOTEXT, ["-layout", pdf, "-"], { encoding: "utf8" });
  return { pdf, pages: text.split("\f").slice(0, -1) };
}

/** Without the white space, which a line that is broken has more of, and without ligatures. */
const dense = (text) => text.normalize("NFKC").replace(/\s/g, "");

/** What the page shows of the checks: name, title, and the values where there are any. */
const checks = (page) => page.run(`
  return [...document.querySelectorAll("[data-check]")].map((it) => ({
    name: it.dataset.check,
    title: it.querySelector("h4").textContent,
    values: [...it.querySelectorAll(".hidden .value, .equal .value")].map((value) => value.textContent),
  }));`);

const SHOWN = ["tampered-approval-comment-edited.json", "attention-embedded-router.json"];
for (const sample of SHOWN) {
  // Defends that the paper says everything that a reader has to know of a package, and to which file it belongs.
  test(`${sample}: everything is on the paper, on white, and no check is split`, async () => {
    const page = await open(browser, file);
    await page.bring(join(SAMPLES, sample));
    const folded = "return [...document.querySelectorAll('details')].map((it) => it.open)";
    const before = await page.run(folded);
    const { pdf, pages } = await printed(sample);
    assert.deepEqual(await page.run(folded), before, "what was folded is folded again");

    const [first] = pages.map(dense);
    const all = dense(pages.join(""));
    const digest = await page.text(hook("file-digest"));
    const parts = await page.run(`
      const text = (selector) => [...document.querySelectorAll(selector)].map((it) => it.textContent);
      return {
        first: [...text("#headline"), ...text(".stamp"), ...text(".finding h2"), ...text(".identity .value")],
        all: [...text(".finding li"), ...text("#decision .value"), ...text("#timeline .value"), ...text(".legend li > span"),
          ...text("#binding .facts .value"), ...text("[data-testid=version]"), ...text(".about .value")],
      };`);
    for (const part of [digest, sample, ...parts.first]) assert.ok(first.includes(dense(part)), `${part}: on the first page`);
    for (const part of parts.all) assert.ok(all.includes(dense(part)), `${part}: on the paper`);

    for (const { name, title, values } of await checks(page)) {
      const at = pages.findIndex((it) => dense(it).includes(dense(title)) && dense(it).includes(dense(`Check ${name}, about`)));
      assert.ok(at >= 0, `${name}: from its title to its end on one page`);
      // The two values of a check that fails stand below each other, in pieces of eight.
      const pieces = values.flatMap((value) => value.replace("sha256:", "").match(/.{1,8}/g) ?? []);
      for (const piece of pieces) assert.ok(dense(pages[at]).includes(piece), `${name}: ${piece}`);
    }

    pages.forEach((text, index) => {
      assert.ok(text.includes(digest.slice(0, 16)), `page ${index + 1} says which file it is about`);
      // Firefox numbers pages by itself, where a person prints.
      if (CHROMIUM) assert.ok(dense(text).endsWith(`.${index + 1}/${pages.length}`), `page ${index + 1} has its number`);
    });
    assert.match(await browser.driver.getTitle(), new RegExp(`${sample} .*${digest.slice(0, 16)}`));
    assert.ok(whiteness(pdf) > 0.7, `of the paper ${whiteness(pdf)} is white`);
    assert.deepEqual(outside(pdf), [], "nothing reaches into the margins or beyond");
  });
}

// Defends that what is no package is said on paper too: what, where and why.
test("a refusal is on the paper", async () => {
  const page = await open(browser, file);
  await page.bring(join(SAMPLES, "malformed-duplicate-key.json"));
  const { pdf, pages } = await printed("malformed");
  const all = dense(pages.join(""));
  for (const part of [`${hook("error-message")} .value`, `${hook("excerpt")} mark`, hook("file-digest"), "#headline"]) {
    assert.ok(all.includes(dense(await page.text(part))), part);
  }
  assert.deepEqual(outside(pdf), []);
});

// Defends that values without a place to break them do not run off the paper.
test("long values stay on the paper", async () => {
  const page = await open(browser, file);
  await page.bring(altered("long-print.json", (value) => {
    value.control_bundle.decision.goal = "x".repeat(300);
    value.control_bundle.decision.decision_id = "d".repeat(300);
    value.router.ref.run_id = "9".repeat(300);
    value.integrity.binding_digest = "b".repeat(300);
  }));
  const { pdf, pages } = await printed("long");
  const all = dense(pages.join(""));
  for (const character of ["x", "d"]) assert.ok(all.includes(character.repeat(300)), character);
  assert.deepEqual(outside(pdf), []);
});

// Defends that paper, on which nobody can unfold anything, has every event and the whole of a long text, and that what is
// beyond that is counted there.
test("nothing is cut off in silence", async () => {
  const page = await open(browser, file);
  const numbered = (name, length) => Array.from({ length }, (_, number) => `${name}${number};`).join(" ");
  const goal = numbered("goal", 600);
  await page.bring(altered("many.json", (value) => {
    const { events, decision } = value.control_bundle;
    decision.goal = goal;
    while (events.length < 124) {
      events.push({ ...events[0], seq: events.length, actor: { type: "human", id: `actor-${events.length}-end` } });
    }
    events[123].actor.id = "y".repeat(20_000 + 1_500);
  }));
  const shown = () => page.run("return [document.querySelectorAll('.time > li').length, document.body.innerText.includes('goal599;')]");
  assert.deepEqual(await shown(), [50, false]);
  const { pages } = await printed("many");
  const all = dense(pages.join(""));
  for (let number = 60; number < 123; number += 1) assert.ok(all.includes(`actor-${number}-end`), `event ${number}`);
  for (let number = 0; number < 600; number += 1) assert.ok(all.includes(`goal${number};`), `goal${number}`);
  assert.match(all, /1,500morecharacters/);
  await until("it is as it was", async () => String(await shown()) === "50,false");
});

/** How much of the first page is white, from 0 to 1. */
function whiteness(pdf) {
  const program = join(dirname(PDFTOTEXT), "pdftoppm");
  const image = execFileSync(program, ["-r", "20", "-gray", "-f", "1", "-l", "1", pdf], { maxBuffer: 1 << 26 });
  // A PGM: three lines, then a byte for each point.
  const points = image.subarray(image.length - 165 * 234);
  return points.filter((point) => point > 200).length / points.length;
}

/** Words that do not lie between the margins, left and right. */
function outside(pdf) {
  const boxes = execFileSync(PDFTOTEXT, ["-bbox", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 26 });
  const width = Number(/<page width="([\d.]+)"/.exec(boxes)[1]);
  const margin = (15 / 25.4) * 72;
  return [...boxes.matchAll(/<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)"[^>]*>(.*?)<\/word>/g)]
    .filter(([, left, right]) => Number(left) < margin || Number(right) > width - margin)
    .map(([, left, right, word]) => `${word}: ${left} to ${right} of ${width}`);
}
