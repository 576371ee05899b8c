// Takes a picture of each view, for people to look at: `cargo xtask screenshots [FOLDER]`. Not a test: nothing is
// compared.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { BROWSER, CHROMIUM, file, open, setting, start } from "./harness/index.js";
import { views } from "./harness/views.js";

const FOLDER = setting("SCREENSHOTS");
mkdirSync(FOLDER, { recursive: true });

/** Views of which the first screenful is kept too, as a reader sees it, and those that are printed. */
const FIRST = ["empty", "verified", "failed", "malformed", "list"];
const PRINTED = ["verified", "failed", "malformed"];

for (const screen of ["desktop", "phone"]) {
  for (const theme of ["light", "dark"]) {
    const browser = await start({ phone: screen === "phone", dark: theme === "dark" });
    for (const { name, reach } of views) {
      const place = (end) => join(FOLDER, `${BROWSER}-${screen}-${theme}-${name.replace(/\W+/g, "-")}${end}`);
      test(place(""), async () => {
        const page = await open(browser, file);
        await reach(page);
        // A line that the focus draws says nothing here.
        if (name !== "pasting") await page.run("document.activeElement.blur(); scrollTo(0, 0)");
        if (FIRST.includes(name)) writeFileSync(place("-first.png"), await first(browser), "base64");
        writeFileSync(place(".png"), await whole(browser), "base64");
        if (PRINTED.includes(name) && screen === "desktop") {
          const pdf = await browser.driver.printPage({ width: 21, height: 29.7, background: false });
          writeFileSync(place(".pdf"), pdf, "base64");
        }
      });
    }
  }
}

/** What is seen at first; on a small screen not as fine as it could be, so that the picture stays small. */
async function first(browser) {
  if (!CHROMIUM) return browser.driver.takeScreenshot();
  const [width, height, fine] = await browser.run("return [innerWidth, innerHeight, devicePixelRatio > 1]");
  const clip = { x: 0, y: 0, width, height, scale: fine ? 0.4 : 1 };
  return (await browser.cdp("Page.captureScreenshot", { clip })).data;
}

/** The whole page, also what is not in view; not more of a very long one than a picture can hold. */
async function whole(browser) {
  const [width, height] = await browser.run(`
    const { clientWidth, scrollHeight } = document.documentElement;
    return [clientWidth, Math.min(scrollHeight, 12000)];`);
  const box = { x: 0, y: 0, width, height };
  if (CHROMIUM) {
    const clip = { ...box, scale: 1 };
    return (await browser.cdp("Page.captureScreenshot", { captureBeyondViewport: true, clip })).data;
  }
  const context = await browser.driver.getWindowHandle();
  const clip = { type: "box", ...box };
  return (await browser.bidi("browsingContext.captureScreenshot", { context, origin: "document", clip })).data;
}
