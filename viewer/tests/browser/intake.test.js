// Getting packages in: chosen, dropped, pasted; one, many, folders; and whatever else people bring.

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import test from "node:test";
import { CHROMIUM, INPUTS, Page, SAMPLES, SCRATCH, forms, hook, open, report, start, tool, until } from "./harness/index.js";
import { drop } from "./harness/drag.js";

const { Key } = tool("selenium-webdriver");
// Only so that the page may be given a clipboard without a reader's click.
const browser = await start(CHROMIUM ? {} : { prefs: { "dom.events.testing.asyncClipboard": true } });
const sample = (name) => join(SAMPLES, `${name}.json`);
const GOOD = sample("good-reference");

/** A file in a folder of its own. */
function file(name, content) {
  const path = join(SCRATCH, "made", name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** A folder with packages at two depths, and other things that lie about. */
function folderOfPackages() {
  const folder = join(SCRATCH, "case 17");
  mkdirSync(join(folder, "older", "still older"), { recursive: true });
  mkdirSync(join(folder, "empty"), { recursive: true });
  copyFileSync(GOOD, join(folder, "b.json"));
  copyFileSync(sample("good-template"), join(folder, "a.JSON"));
  copyFileSync(sample("tampered-run-substituted"), join(folder, "older", "b.json"));
  copyFileSync(sample("malformed-duplicate-key"), join(folder, "older", "still older", "c.json"));
  writeFileSync(join(folder, "notes.txt"), "not a package");
  writeFileSync(join(folder, "older", "picture.png"), "not a package either");
  return folder;
}

const IN_FOLDER = [
  ["case 17/a.JSON", "verified"],
  ["case 17/b.json", "verified"],
  ["case 17/older/b.json", "failed"],
  ["case 17/older/still older/c.json", "malformed"],
];

/** Names and verdicts of the rows. */
const verdicts = async (page) => (await page.rows()).map(({ name, verdict }) => [name, verdict]);
/** What the page says about what it did not take in. */
const notice = (page) => page.text("main [role=alert]");

for (const form of forms) {
  const check = (name, body) =>
    test(`${form.name}: ${name}`, async (t) => {
      const page = await open(browser, form);
      await body(page, t);
      assert.deepEqual(await browser.problems(), []);
    });

  // Defends the contract with programs that drive the page: the field is there before anything has run, and what was
  // chosen then is verified as soon as it can be.
  test(`${form.name}: files that are chosen before the program is loaded are taken`, async () => {
    const page = await held(form);
    assert.equal(await page.run(`
      const field = document.querySelector('${hook("file-input")}');
      return [field.tagName, field.type, field.multiple].join(" ");`), "INPUT file true");
    await page.choose(GOOD, sample("malformed-duplicate-key"));
    assert.equal(await page.has(hook("choose")), false, "the program is not there yet");
    await page.run("window.dispatchEvent(new Event('go-on'))");
    await page.settled(2);
    assert.deepEqual(await verdicts(page), [[basename(GOOD), "verified"], ["malformed-duplicate-key.json", "malformed"]]);
    assert.deepEqual(await browser.problems(), []);
  });

  // Defends that one package shows its detail at once, also when it is none, and that the hooks say what it is.
  check("one package shows its detail at once, by its stable hooks", async (page) => {
    await page.bring(GOOD);
    assert.equal((await page.shown()).verdict, "verified");
    assert.ok((await page.shown()).checks.length > 0);
    assert.ok(await page.has(hook("export-json")));
    assert.equal((await page.rows()).length, 0, "no list for one");
    await page.bring(sample("malformed-duplicate-key"));
    assert.deepEqual(await page.shown(), { verdict: "malformed", code: "DUPLICATE_KEY", checks: [] });
    assert.ok(await page.has(hook("export-json")));
    assert.equal((await page.rows()).length, 2);
  });

  check("one file is dropped", async (page) => {
    await drop(page, GOOD);
    await page.element(hook("verdict"));
    assert.equal((await page.shown()).verdict, "verified");
  });

  check("several files are dropped, of any name", async (page) => {
    const odd = file("a package without an end", readFileSync(GOOD));
    await drop(page, sample("tampered-binding-digest-altered"), odd, sample("malformed-duplicate-key"));
    await page.settled(3);
    assert.deepEqual((await verdicts(page)).sort(), [
      [basename(odd), "verified"],
      ["malformed-duplicate-key.json", "malformed"],
      ["tampered-binding-digest-altered.json", "failed"],
    ].sort());
  });

  check("a folder with folders in it is dropped, together with a file", async (page) => {
    await drop(page, folderOfPackages(), GOOD);
    await page.settled(5);
    assert.deepEqual((await verdicts(page)).sort(), [...IN_FOLDER, [basename(GOOD), "verified"]].sort());
    assert.match(await notice(page), /2 files .*passed over/);
  });

  // Defends that a folder is read to its end: browsers list one hundred files at a time.
  check("a folder with hundreds of files is dropped", async (page) => {
    const folder = join(SCRATCH, "many");
    mkdirSync(folder, { recursive: true });
    for (let number = 0; number < 250; number += 1) {
      copyFileSync(number === 7 ? sample("malformed-duplicate-key") : GOOD, join(folder, `${String(number).padStart(3, "0")}.json`));
    }
    await drop(page, folder);
    await page.settled(250);
    const rows = await verdicts(page);
    assert.equal(rows.filter(([, verdict]) => verdict === "verified").length, 249);
    assert.deepEqual(rows[7], ["many/007.json", "malformed"]);
  });

  check("a folder without packages is dropped, and an empty one", async (page) => {
    const folder = join(SCRATCH, "no packages");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "readme.txt"), "x");
    await drop(page, folder);
    assert.match(await notice(page), /1 file .*passed over/);
    rmSync(join(folder, "readme.txt"));
    await drop(page, folder);
    await until("the page says that there is nothing", async () => /no file/.test(await notice(page)));
    assert.equal((await page.rows()).length, 0);
    assert.ok(await page.has(hook("choose")), "the way in is still there");
  });

  check("a folder is chosen", async (page) => {
    await chooseFolder(page, folderOfPackages());
    await page.settled(4);
    assert.deepEqual(await verdicts(page), IN_FOLDER);
    assert.match(await notice(page), /2 files .*passed over/);
  });

  check("a folder without packages is chosen", async (page) => {
    const folder = join(SCRATCH, "nothing to choose");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "readme.txt"), "x");
    await chooseFolder(page, folder);
    assert.match(await notice(page), /1 file .*passed over/);
    assert.ok(await page.has(hook("choose")), "the way in is still there");
  });

  // Defends that the page is not replaced by what is dropped a little beside where it should be.
  check("what is dragged over the page is not opened by the browser", async (page) => {
    const address = await page.run("return location.href");
    await drop(page, file("page.html", "<title>another page</title>"));
    await page.element(hook("verdict"));
    assert.deepEqual([await page.run("return location.href"), (await page.shown()).verdict], [address, "malformed"]);
  });

  // Defends that nobody types into a field while what they brought in is shown behind it.
  check("a file that comes in while the field to paste into is open closes it, and what was typed stays", async (page) => {
    await page.click(hook("paste"));
    await page.fill(hook("paste-input"), "half of it");
    await drop(page, GOOD);
    await page.element(hook("verdict"));
    const state = `
      const dialog = document.querySelector("dialog");
      return [dialog.open, dialog.contains(document.activeElement), dialog.querySelector("textarea").value];`;
    await until("it is closed", async () => String(await page.run(state)) === "false,false,half of it");
  });

  // Defends that who reads about one package is not thrown out of it by others that come in.
  check("several files that come in leave the detail that is shown where it is", async (page) => {
    await page.bring(GOOD);
    await page.choose(sample("good-template"), sample("malformed-duplicate-key"));
    await page.settled(3);
    assert.equal((await page.shown()).verdict, "verified");
    assert.match(await page.run("return document.querySelector('#detail').textContent"), new RegExp(basename(GOOD)));
  });

  // Defends that a reader with a list gives up on all of it at once, knows which button is for which file, and is not
  // left with an empty list by a filter that has nothing more to show.
  check("all that is under way is cancelled at once, and a filter goes with the last that it shows", async (page) => {
    await page.run("window.post = Worker.prototype.postMessage; Worker.prototype.postMessage = () => undefined");
    await page.choose(GOOD, sample("good-template"));
    await until("both rows say so", () => page.run(`
      const names = [...document.querySelectorAll(".package > .link")].map((it) => it.textContent);
      return names.length === 2 && names[0].includes(arguments[0]) && names[1].includes("good-template.json");`, basename(GOOD)));
    await page.click(hook("cancel-all"));
    await page.settled(2);
    assert.deepEqual((await page.rows()).map(({ verdict }) => verdict), [null, null]);
    await page.click('[data-standing="unread"]');
    await page.run("Worker.prototype.postMessage = window.post");
    for (const name of [basename(GOOD), "good-template.json"]) {
      await page.run(`
        const rows = [...document.querySelectorAll('${hook("package-row")}')];
        rows.find((row) => row.dataset.name === arguments[0]).querySelector("button").click();`, name);
      await page.click(hook("retry"));
      await page.element(`${hook("verdict")}[data-verdict=verified]`);
    }
    await until("all are shown", () => page.run(`
      return document.querySelectorAll('${hook("package-row")}').length === 2
        && document.querySelectorAll('.filters [aria-pressed="true"]').length === 1;`));
  });

  // Defends that nobody pastes something else because the page said that it was copied.
  check("what could not be copied is not said to be", async (page) => {
    await page.bring(GOOD);
    await page.run(`
      Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
      document.execCommand = () => false;
      document.querySelector(".copy").focus();
      document.querySelector(".copy").click();`);
    await until("it is said", async () => /did not allow/.test(await page.run(`return document.querySelector('${hook("status")}').textContent`)));
    assert.doesNotMatch(await page.run("return document.querySelector('.copy').textContent"), /Copied/);
    assert.equal(await page.run("return document.activeElement.className"), "copy");
  });

  check("JSON is pasted into the field for it", async (page) => {
    await page.click(hook("paste"));
    await page.fill(hook("paste-input"), readFileSync(GOOD, "utf8"));
    await page.click(hook("paste-verify"));
    await page.element(hook("verdict"));
    assert.equal((await page.shown()).verdict, "verified");
    // A field changes the ends of lines: nobody knows the digest of the file that it comes from.
    assert.match(await page.text(".identity"), /SHA-256 of the pasted text/);
    assert.equal(await page.run("return document.querySelector('dialog[open]') === null"), true);
  });

  check("JSON is pasted anywhere on the page, by keys", async (page) => {
    await copied(page, readFileSync(sample("good-template"), "utf8"));
    await browser.inPage(`() => document.addEventListener("paste", (event) => {
      // What was pasted into the field may come late.
      const inField = event.target.tagName === "TEXTAREA";
      window.pasted ||= !inField && event.clipboardData.getData("text/plain").length > 0;
    }, true)`);
    // Again where the keys came too early: a page in the background of a busy machine takes its time.
    await until("the page gets what is pasted", async () => {
      await browser.driver.actions().keyDown(Key.CONTROL).sendKeys("v").keyUp(Key.CONTROL).perform();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return browser.inPage("() => window.pasted === true");
    });
    await page.element(hook("verdict"));
    const saved = await page.save(hook("export-json"));
    // The text alone is what was pasted, so the report is that on a file of it.
    const { bytes } = await report(file("pasted.json", readFileSync(sample("good-template"), "utf8")));
    assert.ok(saved.bytes.equals(bytes));
  });

  // Defends that files copied in a file manager can be pasted, and that pasting into a field stays what it is.
  check("files are pasted, and text is left to a field that has the focus", async (page) => {
    const paste = (selector, name, content) => browser.inPage(`(selector, name, content) => {
      const clipboardData = new DataTransfer();
      if (name) clipboardData.items.add(new File([content], name));
      else clipboardData.setData("text/plain", content);
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      // Firefox makes an event of its own with nothing on the clipboard.
      Object.defineProperty(event, "clipboardData", { value: clipboardData });
      return document.querySelector(selector).dispatchEvent(event);
    }`, selector, name, content);
    assert.equal(await paste("body", "from a folder.json", readFileSync(GOOD, "utf8")), false);
    await page.element(hook("verdict"));
    assert.match(await page.text(hook("verdict")), /from a folder\.json/);
    assert.equal(await paste(hook("tree-search"), null, "digest"), true, "left to the field");
    assert.equal((await page.rows()).length, 0);
  });

  // Defends that the limit of the verifier is said, and that nobody waits for a file that is above it.
  check("a file that is too large is refused by its size", async (page) => {
    const path = file("large.json", "");
    truncateSync(path, 2 ** 30 + 1);
    await page.choose(path, GOOD);
    await page.settled(2);
    assert.deepEqual(await verdicts(page), [["large.json", null], [basename(GOOD), "verified"]]);
    await page.openRow("large.json");
    assert.match(await page.text(hook("unreadable")), /larger than 1 GiB/);
    rmSync(path);
  });

  check("the same file twice is verified twice, and again after it was changed", async (page) => {
    const path = file("again.json", readFileSync(GOOD));
    await page.choose(path, path);
    await page.settled(2);
    await page.choose(path);
    await page.settled(3);
    writeFileSync(path, readFileSync(sample("tampered-approval-comment-edited")));
    await page.bring(path);
    await page.settled(4);
    assert.deepEqual((await verdicts(page)).map(([, verdict]) => verdict), ["verified", "verified", "verified", "failed"]);
  });

  // Defends that whatever is brought in gets the same answer as on the command line, with the place and the reason.
  check("what is no package says what, where and why", async (page) => {
    for (const [name, content] of Object.entries(REFUSED)) {
      const path = file(`${name}.json`, content);
      const expected = await report(path);
      await page.bring(path);
      const { verdict, code } = await page.shown();
      assert.deepEqual([verdict, code], ["malformed", expected.code], name);
      const { error } = JSON.parse(expected.bytes);
      const refused = await page.run(`
        return document.querySelector('${hook("error-message")}')?.closest("section").innerText ?? ""`);
      assert.ok(refused.includes(error.message), `${name}: ${error.message} is not in: ${refused}`);
      assert.ok(refused.includes(error.offset.toLocaleString("en")), `${name}: ${error.offset} is not in: ${refused}`);
      const pointer = (error.pointer ?? "").slice(0, 100);
      assert.ok(refused.includes(pointer), `${name}: ${error.pointer} is not in: ${refused}`);
      const excerpt = await page.run(`return document.querySelector('${hook("excerpt")}').textContent`);
      assert.ok(excerpt.trim().length > 0, name);
      const saved = await page.save(hook("export-json"));
      assert.ok(saved.bytes.equals(expected.bytes), name);
    }
  });

  // Defends that the reader sees the place in the text, and not only its number.
  check("the text around the place is shown, with the place marked", async (page) => {
    await page.bring(file("marked.json", '{"package_version":"1.0","binding":{"before":1,"here":tru,"behind":2}}'));
    const [excerpt, mark] = await page.run(`
      const excerpt = document.querySelector('${hook("excerpt")}');
      return [excerpt.textContent, excerpt.querySelector("mark").textContent];`);
    assert.match(excerpt, /"before":1,"here":tru,"behind":2/);
    assert.match(mark, /^[tru,]/);
  });

  // Defends that one file that cannot be read is named with its reason, can be tried again, and hides no other.
  test(`${form.name}: a file that vanishes before it is read, and one that changes`, async () => {
    const page = await held(form);
    const vanishing = file("vanishing.json", readFileSync(GOOD));
    const changing = file("changing.json", readFileSync(GOOD));
    await page.choose(GOOD, vanishing, changing, sample("good-template"));
    rmSync(vanishing);
    writeFileSync(changing, readFileSync(sample("tampered-approval-comment-edited")));
    await page.run("window.dispatchEvent(new Event('go-on'))");
    await page.settled(4);
    const [first, gone, changed, last] = await verdicts(page);
    assert.deepEqual([first, gone, last], [
      [basename(GOOD), "verified"],
      ["vanishing.json", null],
      ["good-template.json", "verified"],
    ]);
    assert.notEqual(changed[1], "verified", "what it was is not what it is");
    await page.openRow("vanishing.json");
    assert.match(await page.text(hook("unreadable")), /could not be read[\s\S]*nothing is known about it[\s\S]*no longer where it was/);
    await page.openRow("good-template.json");
    assert.equal((await page.shown()).verdict, "verified");
    await browser.problems();
  });

  // Defends the list: many files at once, each with its own answer, counted, filtered, searched and sorted.
  check("three hundred files at once, with broken ones among them", async (page) => {
    const names = Array.from({ length: 300 }, (_, number) => `${String(number + 1).padStart(4, "0")}`);
    const paths = names.map((name) => join(INPUTS, "tampered", `${name}.json`));
    const broken = file("broken.json", Buffer.from([0, 1, 2, 255, 254]));
    paths.splice(150, 0, broken);
    paths.push(GOOD);
    await page.choose(...paths);
    await page.settled(paths.length);
    const rows = await page.rows();
    assert.deepEqual(rows.map(({ name }) => name), paths.map((path) => basename(path)));
    assert.deepEqual(rows[150], { name: "broken.json", verdict: "malformed", code: "NOT_UTF8" });
    assert.equal(rows.at(-1).verdict, "verified");

    // Counted: the number on each button is the number of its rows.
    const buttons = await page.run(`
      return [...document.querySelectorAll(".filters button[data-standing]")].map((it) => it.dataset.standing)`);
    assert.ok(buttons.length >= 3, `${buttons}`);
    let sum = 0;
    for (const standing of buttons) {
      const label = await page.run(`
        const button = document.querySelector('.filters [data-standing="' + arguments[0] + '"]');
        button.click();
        return button.innerText;`, standing);
      const count = Number(label.replace(/\D/g, ""));
      await page.settled(count);
      const shown = await page.rows();
      assert.equal(new Set(shown.map(({ verdict }) => verdict)).size, 1, standing);
      sum += count;
    }
    assert.equal(sum, paths.length);
    await page.run("document.querySelector('.filters button').click()");

    // Searched, and sorted.
    await page.fill("#filter", "broken");
    await page.settled(1);
    await page.fill("#filter", "");
    await page.settled(paths.length);
    await page.choice("#order", "name");
    await page.settled(paths.length);
    const sorted = (await page.rows()).map(({ name }) => name);
    assert.deepEqual(sorted, [...sorted].sort());
    await page.choice("#order", "verdict");
    await page.settled(paths.length);
    const order = (await page.rows()).map(({ verdict }) => verdict);
    assert.deepEqual(order, [...order].sort((a, b) => WORST_FIRST.indexOf(a) - WORST_FIRST.indexOf(b)));
  });

  check("everything is removed, and it goes on", async (page) => {
    await page.choose(GOOD, sample("good-template"));
    await page.settled(2);
    await page.click(hook("clear"));
    await page.element(hook("choose"));
    assert.equal((await page.rows()).length, 0);
    await page.bring(GOOD);
    assert.equal((await page.shown()).verdict, "verified");
  });
}

const WORST_FIRST = ["failed", "malformed", null, "attention", "verified"];

const REFUSED = {
  "nothing": "",
  "white space": " \n\t",
  "not JSON": "This is a letter, and no package.",
  "cut off": readFileSync(GOOD).subarray(0, 2000),
  "one zero byte": Buffer.from([0]),
  "compressed": Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xcb, 0x48]),
  "UTF-16": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("{}", "utf16le")]),
  "byte order mark": Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from("{}")]),
  "two values": "{}{}",
  "an array": "[]",
  "null": "null",
  "empty object": "{}",
  "too deep": "[".repeat(5000),
  "half a character": '{"a":"\\\\ud800"}',
  "wrong type": '{"package_version":"0.6","binding":{"control_digest":[]},"control_bundle":7,"router":{},"integrity":{}}',
  "a number that is none": '{"a":01}',
  "a key twice": '{"a":1,"b":{"c":2,"c":3}}',
  "an image": Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
};

/** Opens a form whose program does not start before the event `go-on`. */
async function held(form) {
  await holding;
  const address = await form.address();
  await browser.driver.get("about:blank");
  await browser.driver.get(`${address}#held`);
  return new Page(browser);
}

const holding = browser.before(`() => {
  if (!location.hash.endsWith("held")) return;
  const released = new Promise((resolve) => window.addEventListener("go-on", resolve, { once: true }));
  for (const name of ["compile", "compileStreaming", "instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => { await released; return original.apply(WebAssembly, given); };
  }
}`);

/** Puts a text on the clipboard: by keys from a field as a reader does, where the browser without a window takes them. */
async function copied(page, text) {
  if (!CHROMIUM) {
    await browser.inPage("(text) => navigator.clipboard.writeText(text)", text);
    return;
  }
  await page.click(hook("paste"));
  await page.fill(hook("paste-input"), text);
  const field = await page.element(hook("paste-input"));
  // It is on the clipboard when it can be pasted behind itself.
  await until("the text is on the clipboard", async () => {
    await field.sendKeys(Key.chord(Key.CONTROL, "a"), Key.chord(Key.CONTROL, "c"));
    await field.sendKeys(Key.chord(Key.CONTROL, Key.END), Key.chord(Key.CONTROL, "v"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const whole = (await field.getAttribute("value")).length >= 2 * text.length;
    await page.fill(hook("paste-input"), text);
    return whole;
  });
  await field.sendKeys(Key.ESCAPE);
  await until("the field is closed", () => page.run("return document.querySelector('dialog[open]') === null"));
}

/** Chooses a folder in the field for one. The driver of Firefox has no way to: the page gets its files, with their paths. */
async function chooseFolder(page, folder) {
  const field = await page.element(hook("folder-input"));
  if (CHROMIUM) {
    await field.sendKeys(folder);
    return;
  }
  const names = readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile());
  const files = names.map((name) => [`${basename(folder)}/${name}`, readFileSync(join(folder, name)).toString("latin1")]);
  await browser.inPage(`(selector, files) => {
    const transfer = new DataTransfer();
    for (const [path, content] of files) {
      const bytes = Uint8Array.from(content, (it) => it.charCodeAt(0));
      transfer.items.add(new File([bytes], path.slice(path.lastIndexOf("/") + 1)));
    }
    const field = document.querySelector(selector);
    field.files = transfer.files;
    files.forEach(([path], index) => Object.defineProperty(field.files[index], "webkitRelativePath", { value: path }));
    field.dispatchEvent(new Event("change"));
  }`, hook("folder-input"), files);
}
