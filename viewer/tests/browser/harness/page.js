// The viewer in a browser: what a reader does with it, and what the reader then sees.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "./until.js";

/** An element that carries a stable hook. */
export const hook = (name) => `[data-testid="${name}"]`;

export class Page {
  constructor(browser) {
    this.browser = browser;
  }

  /** Opens an address, and waits until the viewer can be used. */
  static async open(browser, address) {
    const page = new Page(browser);
    await browser.driver.get(address);
    await until("the viewer has started", () => page.has(hook("choose")));
    return page;
  }

  /** Runs the body of a function in the page. */
  run(script, ...args) {
    return this.browser.run(script, ...args);
  }

  /** Whether an element is there. */
  has(selector) {
    return this.run("return document.querySelector(arguments[0]) !== null", selector);
  }

  /** The element, once it is there. */
  element(selector) {
    return until(`there is ${selector}`, async () => (await this.browser.driver.findElements({ css: selector }))[0]);
  }

  /** The text of an element, as it is rendered. */
  async text(selector) {
    return (await this.element(selector)).getText();
  }

  /** Runs the body of a function on `element`, once it is there, in one step: the page may put another in its place. */
  act(selector, script, ...args) {
    return until(`there is ${selector}`, () => this.run(`
      const [selector, ...given] = arguments;
      const element = document.querySelector(selector);
      if (element === null) return false;
      ${script}
      return true;`, selector, ...args));
  }

  /** Clicks on an element, by script: what a reader cannot reach is found by the tests of the keyboard and the mouse. */
  click(selector) {
    return this.act(selector, "element.click();");
  }

  /** Waits until the page has drawn what it shows by now: it moves the focus, and scrolls, with the next frame. */
  frame() {
    return this.run("return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))");
  }

  /** Puts a text into a field, as if it was typed at once. */
  fill(selector, text) {
    return this.act(selector, `
      element.value = given[0];
      element.dispatchEvent(new Event("input", { bubbles: true }));`, text);
  }

  /** Chooses an option of a field. */
  choice(selector, value) {
    return this.act(selector, `
      element.value = given[0];
      element.dispatchEvent(new Event("change", { bubbles: true }));`, value);
  }

  /** Brings files in by the field for files, and does not wait. */
  async choose(...paths) {
    const field = await this.element(hook("file-input"));
    await field.sendKeys(paths.join("\n"));
  }

  /** Brings one file in and waits until its verdict is shown. */
  async bring(path) {
    await this.choose(path);
    const digest = createHash("sha256").update(readFileSync(path)).digest("hex");
    await until(`${path} has a verdict`, async () => (await this.shownDigest()) === digest);
    await this.frame();
  }

  /** The digest of the file whose verdict is shown. */
  shownDigest() {
    return this.run(`return document.querySelector('${hook("file-digest")}')?.textContent.trim()`);
  }

  /** What is shown of a package: its verdict, the code of the error if it is malformed, and its checks in order. */
  shown() {
    return this.run(`
      const verdict = document.querySelector('${hook("verdict")}');
      return {
        verdict: verdict?.dataset.verdict ?? null,
        code: verdict?.dataset.errorCode ?? null,
        checks: [...document.querySelectorAll("[data-check]")].map((row) => [row.dataset.check, row.dataset.outcome]),
      };`);
  }

  /** The rows of the list: names, verdicts and codes. */
  rows() {
    return this.run(`
      return [...document.querySelectorAll('${hook("package-row")}')].map((row) => ({
        name: row.dataset.name,
        verdict: row.dataset.verdict ?? null,
        code: row.dataset.errorCode ?? null,
      }));`);
  }

  /** Waits until the list has so many rows and each of them stands where it will stay; shows all of them. */
  async settled(count) {
    await until(`${count} files are settled`, () =>
      this.run(`
        // Asked first, because there may be thousands of rows. The counts follow the rows a moment later.
        if (document.querySelector('.filters [data-standing="pending"]')) return false;
        const more = document.querySelector('${hook("more-rows")}');
        if (more) more.click();
        const rows = [...document.querySelectorAll('${hook("package-row")}')];
        return rows.length === arguments[0] && rows.every((row) => row.ariaBusy !== "true");`, count),
    );
  }

  /** Opens the detail of a row of the list. */
  async openRow(name) {
    await this.run(`
      const rows = [...document.querySelectorAll('${hook("package-row")}')];
      rows.find((row) => row.dataset.name === arguments[0]).querySelector("button").click();`, name);
    await until(`the detail of ${name} is shown`, () => this.run(`
      return document.querySelector('${hook("verdict")}, ${hook("unreadable")}')?.textContent.includes(arguments[0])`, name));
    await this.frame();
  }

  /** Clicks on a button that saves a file, and returns the name and the bytes of what was saved. */
  async save(selector) {
    const folder = this.browser.downloads;
    // What came of a second click for the file before is not this one.
    for (const late of readdirSync(folder)) rmSync(join(folder, late));
    let again = 0;
    const name = await until(`${selector} has saved a file`, async () => {
      const names = readdirSync(folder);
      if (names.length === 0 && performance.now() > again) {
        // As a reader does: browsers keep pages from saving file after file by themselves.
        await this.frame();
        const clicked = await (await this.element(selector)).click().then(() => true, wasBeside);
        again = performance.now() + (clicked ? 20_000 : 1_000);
      }
      // A browser writes into a file of another name, or into one beside it, until it has all.
      return names.some((it) => /\.(part|crdownload|tmp)$/.test(it) || it.startsWith(".")) ? false : names[0];
    });
    const path = join(folder, name);
    const bytes = await until(`${name} is written`, () => {
      const bytes = readFileSync(path);
      return bytes.length > 0 && bytes;
    });
    rmSync(path);
    return { name, bytes };
  }
}

/** A reader whose button moved while they were about to click clicks again; any other error is one. */
function wasBeside(error) {
  if (!/^(ElementClickIntercepted|ElementNotInteractable|StaleElementReference|MoveTargetOutOfBounds)Error$/.test(error.name)) {
    throw error;
  }
  return false;
}
