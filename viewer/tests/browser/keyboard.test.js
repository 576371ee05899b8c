// The whole way through the page without a mouse: keys are pressed, and nothing else.

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { file, hook, open, SAMPLES, start, tool, until } from "./harness/index.js";

const { Key } = tool("selenium-webdriver");
const browser = await start();
/** Numbers that can be a digest and a key. */
const KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/** Presses keys, one after the other, where the focus is. */
async function press(...keys) {
  for (const key of keys) await browser.driver.actions().sendKeys(key).perform();
}

/** Presses Shift and Tab together. */
const back = () => browser.driver.actions().keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT).perform();

/** What has the focus: its hook, id or words. */
const focused = (page) => page.run(`
  const it = document.activeElement;
  return it === document.body ? "nothing" : it.dataset.testid ?? (it.id || it.textContent.trim().slice(0, 40) || it.tagName);`);

/** Presses Tab until this has the focus; on the way each element has to show that it has it. */
async function tabTo(page, wanted, limit = 120) {
  const way = [];
  for (let presses = 0; presses < limit; presses++) {
    await press(Key.TAB);
    const name = await focused(page);
    way.push(name);
    assert.ok(await seen(page), `${name} shows that it has the focus, and can be seen: ${await problem(page)}`);
    if (name === wanted) return way;
  }
  assert.fail(`Tab never came to ${wanted}: ${way.join(", ")}`);
}

/** Whether what has the focus shows it, is in view, and is covered by nothing. */
const seen = async (page) => (await problem(page)) === "";

const problem = (page) => page.run(`
  const it = document.activeElement;
  if (it === document.body) return "";
  const style = getComputedStyle(it);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "no outline";
  const box = it.getClientRects()[0];
  if (!box || box.width === 0) return "no box";
  const x = Math.min(box.left + box.width / 2, innerWidth - 2);
  const y = Math.max(box.top + Math.min(box.height / 2, 12), 0);
  if (y < 0 || y > innerHeight || x < 0) return "not in view: " + JSON.stringify(box);
  const top = document.elementFromPoint(x, y);
  return top && (it.contains(top) || top.contains(it)) ? "" : "covered by " + top?.outerHTML.slice(0, 80);`);

/** The focus is somewhere. */
async function kept(page, after) {
  assert.notEqual(await focused(page), "nothing", `the focus was lost after ${after}`);
}

/** Opens the page and waits for the verdict on what is pasted by keys. */
async function paste(page, text) {
  await tabTo(page, "paste");
  await press(Key.ENTER);
  await until("the dialog is open", () => page.run("return document.querySelector('dialog').open"));
  assert.equal(await focused(page), "paste-input");
  await press(text, Key.TAB);
  await press(Key.TAB);
  assert.equal(await focused(page), "paste-verify");
  await press(Key.ENTER);
}

// Defends that a reader without a mouse gets past the bar, and to the dialog of the browser for files and folders.
test("the skip link, and the ways in", async () => {
  const page = await open(browser, file);
  await press(Key.TAB);
  assert.equal(await page.run("return document.activeElement.getAttribute('href')"), "#main");
  assert.ok(await seen(page));
  await press(Key.ENTER);
  await until("the focus is behind the bar", async () => (await focused(page)) === "main");
  await page.run(`
    window.asked = [];
    for (const field of document.querySelectorAll("input[type=file]")) {
      field.addEventListener("click", (event) => { event.preventDefault(); window.asked.push(field.id); });
    }`);
  assert.deepEqual(await tabTo(page, "choose"), ["choose"]);
  await press(Key.ENTER);
  await tabTo(page, "choose-folder");
  await press(" ");
  assert.deepEqual(await page.run("return window.asked"), ["files", "folder"]);
  await kept(page, "asking for files");
});

// Defends that pasting works by keys, can be given up, and leaves the focus where it was.
test("the dialog to paste into", async () => {
  const page = await open(browser, file);
  await tabTo(page, "paste");
  await press(Key.ENTER);
  await until("the dialog is open", () => page.run("return document.querySelector('dialog').open"));
  await press(Key.ESCAPE);
  await until("the dialog is closed", () => page.run("return !document.querySelector('dialog').open"));
  assert.equal(await focused(page), "paste");
  await back();
  await paste(page, '{"package_version": ');
  await page.element(hook("verdict"));
  assert.equal((await page.shown()).verdict, "malformed");
  await page.frame();
  await kept(page, "the verdict");
});

// Defends that the switch for the colours works by keys and says where it stands.
test("the switch for the colours", async () => {
  const page = await open(browser, file);
  await tabTo(page, "theme");
  for (const theme of ["light", "dark", null]) {
    await press(Key.ENTER);
    assert.equal(await page.run("return document.documentElement.dataset.theme ?? null"), theme);
    assert.equal(await focused(page), "theme");
  }
  assert.match(await page.run("return document.activeElement.ariaLabel"), /Auto/);
});

// Defends everything that is shown of one package: each part is reached, in the order in which it is seen, and used.
test("one package, from the verdict to the end", async () => {
  const page = await open(browser, file);
  await tabTo(page, "example-tampered");
  await press(Key.ENTER);
  await page.element(hook("verdict"));
  await until("the detail has the focus", async () => (await focused(page)) === "detail");

  // The verdict leads to the check that failed.
  await press(Key.TAB);
  await press(Key.ENTER);
  await until("the check has the focus", async () => (await focused(page)) === "check-control_bundle_digest");
  await page.run("document.getElementById('detail').focus()");

  const order = await tabTo(page, "print");
  assert.deepEqual(order.slice(-3), ["export-json", "export-markdown", "print"]);
  const { name } = await saved(page, "export-json");
  assert.match(name, /\.report\.json$/);

  // The ways through the page.
  await tabTo(page, "What was decided");
  await press(Key.ENTER);
  await until("the decision has the focus", async () => (await focused(page)) === "decision");
  await page.run("document.getElementById('checks').focus()");

  // Each check unfolds and folds.
  await tabTo(page, "What the words mean");
  const unfolded = () => page.run("return document.activeElement.parentElement.open");
  for (const open of [true, false]) {
    await press(Key.ENTER);
    assert.equal(await unfolded(), open);
  }
  for (const check of ["binding_digest", "control_bundle_digest", "binding_control_match"]) {
    await until(`the details of ${check} have the focus`, async () => {
      await press(Key.TAB);
      return page.run(`return document.activeElement.matches(\`#check-\${arguments[0]} summary\`)`, check);
    });
    const before = await unfolded();
    await press(" ");
    assert.equal(await unfolded(), !before);
    await press(" ");
  }

  // The tree: one stop for Tab, arrows within.
  await until("the search has the focus", async () => {
    await press(Key.TAB);
    return (await focused(page)) === "tree-search";
  });
  const line = () => page.run(`
    const it = document.activeElement;
    return [it.role, it.ariaLevel, it.querySelector(".key")?.textContent, it.ariaExpanded ?? null];`);
  const inTree = async () => (await line())[0] === "treeitem";
  await until("the tree has the focus", async () => {
    await press(Key.TAB);
    return inTree();
  });
  assert.deepEqual(await line(), ["treeitem", "1", "binding", "false"]);
  await press(Key.ARROW_RIGHT);
  await until("it is unfolded", async () => (await line())[3] === "true");
  await press(Key.ARROW_RIGHT);
  assert.deepEqual((await line()).slice(0, 2), ["treeitem", "2"]);
  assert.ok(await seen(page));
  await press(Key.ARROW_LEFT);
  assert.equal((await line())[2], "binding");
  await press(Key.ARROW_LEFT);
  await until("it is folded", async () => (await line())[3] === "false");
  await press(Key.END);
  assert.equal((await line())[2], "router");
  await press(Key.ARROW_UP);
  assert.equal((await line())[2], "provenance");
  const toSearch = () => until("the search has the focus again", async () => {
    await back();
    return (await focused(page)) === "tree-search";
  });
  await toSearch();
  await until("the tree has the focus again", async () => {
    await press(Key.TAB);
    return inTree();
  });
  assert.equal((await line())[2], "provenance", "Tab comes back to the line that was left");

  // The search.
  await toSearch();
  await press("run_id");
  await page.element(".results li");
  assert.equal(await focused(page), "tree-search");
  await press(...Array(6).fill(Key.BACK_SPACE));
  await page.element('[role="tree"]');

  // The texts, which scroll by keys.
  for (const text of ["raw", "canonical"]) {
    await until(`${text} is reached`, async () => {
      await press(Key.TAB);
      return page.run("return document.activeElement.matches('.text > summary') && !document.activeElement.parentElement.open");
    });
    await press(Key.ENTER);
    await until(`${text} is shown`, () => page.run("return document.activeElement.parentElement.querySelector('pre')?.textContent.length > 100"));
    await press(Key.TAB);
    assert.ok(await page.run("return document.activeElement.matches('.chunks')"));
  }
  await kept(page, "the texts");
});

/** Presses Enter on a button that saves, and hands back what was saved. */
async function saved(page, button) {
  await page.run("arguments[0].focus()", await page.element(hook(button)));
  return page.save(hook(button));
}

// Defends that a text that comes in portions can be read on by keys, to its end.
test("a long text, portion by portion", async () => {
  const page = await open(browser, file);
  await page.bring(join(SAMPLES, "attention-embedded-router.json"));
  await page.run("document.getElementById('text').focus()");
  await press(Key.TAB);
  await press(Key.ENTER);
  await page.element(".chunks pre");
  await kept(page, "unfolding the text");
});

// Defends the list: filtered, sorted, opened and left by keys, and the focus is never lost on the way.
test("several packages", async () => {
  const page = await open(browser, file);
  await tabTo(page, "example-all");
  await press(Key.ENTER);
  await page.settled(4);
  await until("the list has the focus", async () => (await focused(page)) === "list");
  const names = async () => (await page.rows()).map((row) => row.name);

  // Filters.
  const filter = (standing) => until(`the filter ${standing} has the focus`, async () => {
    await press(Key.TAB);
    return page.run("return document.activeElement.dataset.standing === arguments[0]", standing);
  });
  await filter("failed");
  await press(Key.ENTER);
  await until("two are shown", async () => (await names()).length === 2);
  assert.equal(await page.run("return document.activeElement.ariaPressed"), "true");
  await back();
  await press(Key.ENTER);
  await until("all are shown", async () => (await names()).length === 4);

  // By name, and in another order.
  await tabTo(page, "filter");
  await press("other");
  await until("one is shown", async () => (await names()).length === 1);
  await press(...Array(5).fill(Key.BACK_SPACE));
  await until("all are shown", async () => (await names()).length === 4);
  await tabTo(page, "order");
  await press("v");
  await until("the worst comes first", async () => (await names())[0] === "example-tampered-approval.json");

  // A row, and back.
  await press(Key.TAB);
  assert.ok(await page.run("return document.activeElement.matches('.open-package')"));
  await press(Key.ENTER);
  await page.element(hook("verdict"));
  await until("the detail has the focus", async () => (await focused(page)) === "detail");
  await press(Key.TAB);
  await press(Key.ENTER);
  await until("the list has the focus", async () => (await focused(page)) === "list");

  // All of them go away.
  await tabTo(page, "clear");
  await press(Key.ENTER);
  await until("the first view has the focus", async () => (await focused(page)) === "welcome");
});

// Defends that who does not see the page is told what came of it, without having to look for it.
test("what is read out", async () => {
  const page = await open(browser, file);
  const said = (words) => until(`${words} is read out`, async () => (await page.run(`
    const status = document.querySelector('${hook("status")}');
    return status.role === "status" && status.textContent;`)).includes(words));
  await page.click(hook("example-tampered"));
  await said("example-tampered-approval.json: Failed. The seal is broken: the digests do not agree.");
  await open(browser, file);
  await page.click(hook("example-all"));
  await page.settled(4);
  await said("All files are checked: 2 failed, 1 not a package, 1 verified.");
});

// Defends that what vouches for a package is brought by keys alone, and that the focus comes back.
test("what comes from elsewhere", async () => {
  const page = await open(browser, file);
  await page.bring(join(SAMPLES, "good-reference.json"));
  await tabTo(page, "bring");
  await press(Key.ENTER);
  await until("it is open", () => page.has("dialog.elsewhere[open]"));
  if ((await focused(page)) !== "elsewhere-field") await tabTo(page, "elsewhere-field");
  await press("sha256:12");
  await tabTo(page, "elsewhere-add");
  await press(Key.ENTER);
  await until("what is wrong is said at the field", async () => (await focused(page)) === "elsewhere-field");
  assert.equal(await page.run("return document.activeElement.ariaInvalid"), "true");
  await press(Key.END, ...Array(9).fill(Key.BACK_SPACE), KEY);
  await tabTo(page, "elsewhere-add");
  await press(Key.ENTER);
  await page.element(hook("question"));
  await until("the question has the focus", async () => (await focused(page)).startsWith("question-"));
  await tabTo(page, "expect-digest");
  await press(Key.ENTER);
  await kept(page, "an answer");
  await tabTo(page, "deny-all");
  await press(" ");
  await tabTo(page, "elsewhere-done");
  await press(Key.ENTER);
  await until("it is closed", async () => !(await page.has("dialog.elsewhere[open]")));
  await until("there is a verdict", () => page.has(hook("verdict")));
  await until("the focus is somewhere", async () => (await focused(page)) !== "nothing");
  assert.equal((await page.shown()).verdict, "failed");
  // The spine, by keys: a layer, and a check in it.
  await until("the layer has the focus", async () => {
    await press(Key.TAB);
    return page.run("return document.activeElement.matches('[data-layer=format] > details > summary')");
  });
  await press(Key.ENTER);
  await press(Key.TAB);
  assert.ok(await page.run("return document.activeElement.matches('#check-known_versions summary')"));
});

// Defends that a check that is given up, and begun anew, keeps the focus, although the button that was pressed goes away.
test("a check that is given up", async () => {
  const page = await open(browser, file);
  await page.run("window.post = Worker.prototype.postMessage; Worker.prototype.postMessage = () => undefined");
  await page.choose(join(SAMPLES, "good-template.json"));
  await page.element(hook("progress"));
  await until("the detail has the focus", async () => (await focused(page)) === "detail");
  await tabTo(page, "cancel");
  await press(Key.ENTER);
  await page.element(hook("cancelled"));
  await kept(page, "giving up");
  if ((await focused(page)) !== "retry") await tabTo(page, "retry");
  await page.run("Worker.prototype.postMessage = window.post");
  await press(Key.ENTER);
  await page.element(hook("verdict"));
  await kept(page, "beginning anew");
});

// Defends that Tab goes through the page in the order in which it is seen: never up, but to begin a new column.
test("the order of the focus is the order on the screen", async () => {
  const page = await open(browser, file);
  await page.bring(join(SAMPLES, "tampered-approval-comment-edited.json"));
  await page.element('[role="treeitem"]');
  await page.run("document.querySelector('.bar').setAttribute('tabindex', '-1'); document.querySelector('.bar').focus()");
  let last = { top: -1, left: -1, bottom: 0 };
  for (;;) {
    await press(Key.TAB);
    const next = await page.run(`
      const it = document.activeElement;
      if (it === document.body || it.closest("footer")) return null;
      const box = it.getClientRects()[0];
      return { top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, what: it.textContent.slice(0, 40) };`);
    if (next === null) break;
    const follows = next.top >= last.bottom - 4 || (next.left > last.left && next.bottom > last.top);
    assert.ok(follows, `${JSON.stringify(next)} comes after ${JSON.stringify(last)}`);
    last = next;
  }
  assert.ok(last.top > 1000, "the whole page was gone through");
});
