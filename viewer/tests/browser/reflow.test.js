// Whether the page fits a very narrow screen, which is also what a reader sees who enlarges it to 400 %.

import assert from "node:assert/strict";
import test from "node:test";
import { CHROMIUM, file, open, start } from "./harness/index.js";
import { views } from "./harness/views.js";

const browser = await start();
await narrow(320, 640);

/** The spacing that a reader may set and that the page has to bear (WCAG 2.2, 1.4.12). */
const SPACED = `
  const sheet = document.styleSheets[0];
  sheet.insertRule("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }",
    sheet.cssRules.length);
  sheet.insertRule("p { margin-bottom: 2em !important; }", sheet.cssRules.length);`;

/** What reaches out of the window to the side, and boxes that cut off words of the page's own. */
const CUT = `
  const root = document.documentElement;
  const out = root.scrollWidth > innerWidth ? ["the page: " + root.scrollWidth + " of " + innerWidth] : [];
  const own = "h1, h2, h3, h4, p, summary, button, label, dt, li, a, .word, .soft, .stamp";
  for (const it of document.querySelectorAll(own)) {
    if (it.closest(".hidden, .skip, .note, .chunks, #third-party") || it.getClientRects().length === 0) continue;
    const { left, right } = it.getBoundingClientRect();
    const cuts = getComputedStyle(it).overflow !== "visible" && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1);
    if (left < -1 || right > innerWidth + 1 || cuts) out.push(it.outerHTML.slice(0, 120));
  }
  return out;`;

for (const { name, reach } of views) {
  // Defends that nothing has to be scrolled to the side to be read, and that wider spacing cuts nothing off.
  test(`${name}: fits 320 pixels, with the spacing of the page and with a wider one`, async () => {
    const page = await open(browser, file);
    await reach(page);
    assert.deepEqual(await page.run(CUT), []);
    await page.run(SPACED);
    assert.deepEqual(await page.run(CUT), [], "with wider spacing");
  });
}

/** Makes the screen so large. */
async function narrow(width, height) {
  if (CHROMIUM) {
    await browser.cdp("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: true });
  } else {
    const context = await browser.driver.getWindowHandle();
    await browser.bidi("browsingContext.setViewport", { context, viewport: { width, height } });
  }
}
