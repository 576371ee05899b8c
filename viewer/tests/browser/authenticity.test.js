// Digests, attestations and keys from elsewhere, and warnings that count as failures: the same answers as on the command
// line with the same options, however they are brought, and nothing trusted that the reader has not said to trust.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { SAMPLES, SCRATCH, VECTORS, commandLine, file, forms, hook, open, report, reports, start, until } from "./harness/index.js";
import { drop } from "./harness/drag.js";

const browser = await start();
const GOOD = join(SAMPLES, "good-reference.json");
const PACKAGE = join(VECTORS, "packages", "00-plain-reference.json");
const { public_key_hex: KEY, cases } = JSON.parse(readFileSync(join(VECTORS, "attestations", "00-plain-reference.json"), "utf8"));
const binding = (path) => JSON.parse(readFileSync(path, "utf8")).integrity.binding_digest;
const attestation = (label) => JSON.stringify(cases.find((it) => it.label === label).attestation);
const OTHER = `sha256:${"0".repeat(64)}`;

const folder = join(SCRATCH, "brought");
mkdirSync(folder, { recursive: true });
function written(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
const signed = written("signed.json", attestation("as signed"));
const key = written("auditor.pub", `${KEY}\n`);
await commandLine("keygen", "--no-passphrase", "--output", join(folder, "mine"));
const mine = join(folder, "mine.pub");
const dsse = written(
  "dsse.json",
  await commandLine("attest", PACKAGE, "--key", join(folder, "mine"), "--claim", "reviewed", "--attestor", "me", "--dsse"),
);
/** A sound package with a member that nobody knows, which warns. */
const warns = written("warns.json", readFileSync(GOOD, "utf8").replace('"meta"', '"remarks": 1, "meta"'));
/** A sound package that is too large to be read again for each answer. */
const large = (() => {
  const content = JSON.parse(readFileSync(PACKAGE, "utf8"));
  return written("large.json", JSON.stringify({ ...content, meta: { ...content.meta, notes: "x".repeat(9 << 20) } }));
})();

/** Opens the place where things are brought, from wherever it can be. */
async function opened(page) {
  if (!(await page.has("dialog.elsewhere[open]"))) await page.click(hook("bring"));
  await page.element("dialog.elsewhere[open]");
}

/** Pastes something into the field. */
async function give(page, text) {
  await opened(page);
  await page.fill(hook("elsewhere-field"), text);
  await page.click(hook("elsewhere-add"));
}

const done = (page) => page.click(hook("elsewhere-done"));
const wrong = (page) => page.text(hook("elsewhere-wrong"));
const used = (page) => page.run(`return [...document.querySelectorAll('dialog ${hook("used")}')].map((it) => it.dataset.kind)`);
const headline = (page) => page.text("#headline");

/** Compares what is shown and saved with what the command line says with these options. */
async function agrees(page, path, ...options) {
  await page.run("document.querySelector('dialog[open]')?.close()");
  await until("there is a verdict", () => page.has(hook("verdict")));
  const { bytes, ...expected } = await report(path, ...options);
  assert.deepEqual(await page.shown(), expected, options.join(" "));
  const saved = await page.save(hook("export-json"));
  assert.ok(saved.bytes.equals(bytes), `the report is not that of the command line with ${options.join(" ")}`);
  return expected.verdict;
}

for (const form of forms) {
  const check = (name, body) =>
    test(`${form.name}: ${name}`, async () => {
      const page = await open(browser, form);
      await body(page);
      assert.deepEqual(await browser.problems(), []);
    });

  // Defends that a digest is what the reader means it to be: the expected package is told from another one, in the words
  // too, and nothing of it stays when it is removed.
  check("a digest that fits, one that does not, and none", async (page) => {
    await page.bring(PACKAGE);
    assert.match(await headline(page), /Nobody vouches/);
    await give(page, binding(PACKAGE).toUpperCase().replace("SHA256", "sha256"));
    assert.equal(await agrees(page, PACKAGE, "--pin", binding(PACKAGE)), "verified");
    assert.match(await headline(page), /the one that you expected/);
    await opened(page);
    await page.click("dialog [data-testid=remove-used]");
    await give(page, OTHER);
    assert.equal(await agrees(page, PACKAGE, "--pin", OTHER), "failed");
    assert.match(await headline(page), /sound package, but not the one/);
    // What was used stands in the report that is taken away.
    const markdown = await page.save(hook("export-markdown"));
    assert.ok(markdown.bytes.toString().includes(OTHER));
    await page.click("[data-layer=authenticity] [data-testid=remove-used]");
    assert.equal(await agrees(page, PACKAGE), "verified");
    assert.match(await headline(page), /Nobody vouches/);
  });

  // Defends lists of digests: a line with a name is for the file of that name, and others do not escape.
  check("a list of digests, for several packages", async (page) => {
    const list = written("digests.txt", `# of the audit\n${binding(GOOD).slice(7)}  good-reference.json\n${OTHER}  a.json\n`);
    await page.choose(GOOD, PACKAGE);
    await page.settled(2);
    await page.click(hook("bring-for-all"));
    await (await page.element(hook("elsewhere-files"))).sendKeys(list);
    await until("it is used", async () => (await used(page)).length === 1);
    await done(page);
    await page.settled(2);
    assert.deepEqual((await page.rows()).map((row) => row.verdict), ["verified", "failed"]);
    for (const path of [GOOD, PACKAGE]) {
      await page.openRow(path.slice(path.lastIndexOf("/") + 1));
      await agrees(page, path, "--pins", list);
    }
  });

  // Defends that an attestation is worth what its key is worth: nothing without one, and that a key is only trusted after
  // the reader has seen it and said so.
  check("an attestation, without a trusted key and with one", async (page) => {
    await page.bring(PACKAGE);
    await give(page, readFileSync(signed, "utf8"));
    assert.equal(await agrees(page, PACKAGE, "--attestation", signed), "attention");
    assert.match(await headline(page), /not settled/);
    await give(page, readFileSync(key, "utf8"));
    assert.deepEqual(await used(page), ["attestation"]);
    assert.ok((await page.text(hook("question"))).includes(KEY), "the key is shown as it has to be compared");
    await page.click(hook("trust-key"));
    assert.equal(await agrees(page, PACKAGE, "--attestation", signed, "--trust", key), "verified");
    assert.match(await headline(page), /vouches for it/);
    await page.bring(GOOD);
    assert.equal(await agrees(page, GOOD, "--attestation", signed, "--trust", key), "failed");
  });

  // Defends every attestation of the vectors, good and bad, against the command line.
  check("every attestation of the vectors", async (page) => {
    await page.bring(PACKAGE);
    await give(page, KEY);
    await page.click(hook("trust-key"));
    for (const { label, attestation } of cases) {
      const text = JSON.stringify(attestation);
      const path = written("case.json", text);
      await give(page, text);
      const answer = (await commandLineOrRefusal(path)).toString();
      if (answer === "") {
        assert.notEqual(await wrong(page), "", label);
        await page.fill(hook("elsewhere-field"), "");
        continue;
      }
      assert.equal(await wrong(page), "", label);
      await agrees(page, PACKAGE, "--attestation", path, "--trust", key);
      await opened(page);
      await page.click("dialog [data-kind=attestation] [data-testid=remove-used]");
    }
  });

  // Defends DSSE envelopes, files that are dropped, and that a dropped key is asked about.
  check("a DSSE envelope and a key that are dropped with a package", async (page) => {
    await drop(page, PACKAGE, dsse, mine);
    await page.element(`dialog[open] ${hook("question")}`);
    assert.deepEqual(await used(page), ["attestation"]);
    assert.ok((await page.text(hook("question"))).includes(readFileSync(mine, "utf8").trim()));
    await agrees(page, PACKAGE, "--attestation", dsse);
    await opened(page);
    await page.click(hook("trust-key"));
    assert.equal(await agrees(page, PACKAGE, "--attestation", dsse, "--trust", mine), "verified");
    // Nothing of it became a package.
    assert.equal((await page.rows()).length, 0);
  });

  // Defends that nothing which is dropped or pasted anywhere is trusted by itself, or taken for a broken package.
  check("what is not used before the reader says so", async (page) => {
    await page.bring(PACKAGE);
    const pem = written("key.pem", "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n");
    const list = written("list.txt", `${OTHER}\n`);
    const either = written("numbers.txt", `${KEY}\n`);
    await drop(page, pem, list, either);
    await until("all are asked about", () => page.run(`return document.querySelectorAll('${hook("question")}').length === 3`));
    assert.deepEqual(await used(page), []);
    await agrees(page, PACKAGE);
    assert.equal((await page.rows()).length, 0);
    await opened(page);
    for (let left = 3; left > 0; left -= 1) await page.click(hook("leave-out"));
    assert.deepEqual(await used(page), []);
    assert.equal(await page.has(hook("question")), false);
    // The same numbers, meant as a digest.
    await give(page, KEY);
    await page.click(hook("expect-digest"));
    assert.deepEqual(await used(page), ["digests"]);
    assert.equal(await agrees(page, PACKAGE, "--pin", KEY), "failed");
  });

  // Defends that bad input is said at the field with a code and a place, and that nothing of what was typed is lost.
  check("what cannot be used", async (page) => {
    await page.bring(PACKAGE);
    for (const [text, code, place] of [
      ["hello", "NOT_RECOGNISED", /digest/],
      [`${KEY}  a.json\n${KEY.slice(1)}  b.json`, "PINS_INVALID", /Line 2, column 1/],
      ["sha256:12", "PINS_INVALID", /Line 1/],
      [attestation("as signed").replace('"claims"', '"claims" 1'), "SYNTAX", /column/],
      ['{"payloadType": "x"}', "BAD_VALUE", /payload/],
      ["-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "KEY_INVALID", /private key/],
      [readFileSync(PACKAGE, "utf8"), "NOT_RECOGNISED", /Packages/],
    ]) {
      await give(page, text);
      const said = await wrong(page);
      assert.ok(said.includes(code) && place.test(said), `${code}: ${said}`);
      assert.equal(await page.run(`return document.querySelector('${hook("elsewhere-field")}').value`), text);
    }
    assert.deepEqual(await used(page), []);
    // A broken one that is dropped is no package either.
    await done(page);
    await drop(page, written("broken.json", attestation("as signed").slice(0, -9)));
    await until("it is said", async () => (await page.text("main [role=alert]")).includes("broken.json"));
    assert.equal((await page.shown()).verdict, "verified");
  });

  // Defends `--deny`: all warnings, those of one check, and what the verdict says then.
  check("warnings that count as failures", async (page) => {
    await page.bring(warns);
    assert.equal(await agrees(page, warns), "attention");
    await opened(page);
    await page.click(hook("deny-all"));
    assert.equal(await agrees(page, warns, "--deny", "warnings"), "failed");
    assert.match(await headline(page), /your own rule/);
    await opened(page);
    await page.click(hook("deny-all"));
    await page.click("[data-deny=single_apply]");
    assert.equal(await agrees(page, warns, "--deny", "single_apply"), "attention");
    await opened(page);
    await page.click("[data-deny=unsealed_members]");
    assert.equal(await agrees(page, warns, "--deny", "single_apply", "--deny", "unsealed_members"), "failed");
  });

  // Defends large packages: they are judged anew without being read again while they are open, and all the same as on
  // the command line; those that are not open are verified again.
  check("large packages", async (page) => {
    await page.bring(large);
    await until("it is open", () => page.has("#decision"));
    await page.run(`
      window.read = 0;
      new MutationObserver(() => {
        if (document.querySelector('${hook("progress")} progress')?.value > 0) window.read += 1;
      }).observe(document.body, { subtree: true, childList: true, attributes: true });`);
    await give(page, binding(large));
    assert.equal(await agrees(page, large, "--pin", binding(large)), "verified");
    assert.equal(await page.run("return window.read"), 0, "it was read again");
    assert.ok(await page.has("#decision"), "what is in it stays where it is");
    await page.choose(PACKAGE);
    await page.settled(2);
    await page.run("document.querySelector('[data-testid=remove-used]').click()");
    await give(page, OTHER);
    await done(page);
    await page.settled(2);
    assert.deepEqual((await page.rows()).map((row) => row.verdict), ["failed", "failed"]);
    await page.openRow("large.json");
    await agrees(page, large, "--pin", OTHER);
  });
}

// Defends against an answer to an older question under a newer one: however fast a reader changes their mind, while
// packages are being verified, the last word counts for all of them.
test("the last word counts for every package", async () => {
  const page = await open(browser, file);
  const packages = join(VECTORS, "packages");
  const expected = await reports(packages, "--pin", binding(PACKAGE));
  await page.choose(...[...expected.keys()].map((name) => join(packages, name)), large);
  await page.click(hook("bring-for-all"));
  await give(page, binding(PACKAGE));
  for (let round = 0; round < 15; round += 1) {
    await page.click(hook("deny-all"));
    await give(page, OTHER);
    await page.click("dialog li[data-testid=used]:last-child [data-testid=remove-used]");
    await page.click(hook("deny-all"));
  }
  await done(page);
  await page.settled(expected.size + 1);
  const rows = await page.rows();
  assert.deepEqual(rows.slice(0, -1), [...expected].map(([name, { verdict, code }]) => ({ name, verdict, code })));
  assert.equal(rows.at(-1).verdict, "verified");
  const saved = await page.save(hook("export-all"));
  const lines = [...expected].map(([name, { text }]) => `{"path":${JSON.stringify(name)},"report":${text}}\n`);
  assert.ok(saved.bytes.toString().startsWith(lines.join("")), "the reports are not those of the command line");
  assert.deepEqual(await browser.problems(), []);
});

/** What the command line says with this attestation; nothing where it refuses to read it. */
async function commandLineOrRefusal(path) {
  try {
    return await commandLine("verify", "--format", "json", "--attestation", path, PACKAGE);
  } catch {
    return "";
  }
}
