// The README: its example for Node, and that it tells of everything.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verify } from "@nexus-attest/verifier";
import * as verifier from "@nexus-attest/verifier";
import { OTHER_KEY, signed } from "./attestations.js";
import { part } from "./inputs.js";
import { folder, INSTALLED, node } from "./project.js";
import { examples, write } from "./readme.js";
import { test } from "./test.js";

const text = readFileSync(join(INSTALLED, "README.md"), "utf8");

test("readme: the example for Node says what the report says", async () => {
  const into = folder("readme-node");
  write(["verify.mjs"], into);
  for (const { name, path, bytes } of part("samples")) {
    const { status, stdout, stderr } = await node([join(into, "verify.mjs"), path]);
    assert.equal(status, 0, stderr);
    const [verdict, ...lines] = stdout.trimEnd().split("\n");
    const report = verify(bytes);
    assert.equal(verdict, report.verdict, name);
    if (verdict === "malformed") {
      assert.ok(lines.length === 1 && lines[0].includes(report.error.code), stdout);
    } else {
      assert.equal(lines.length, Object.values(report.layers).flatMap((layer) => layer.checks).length, stdout);
    }
  }
});

test("readme: the example with a pin and an attestation prints what is said", async () => {
  const into = folder("readme-vouched");
  write(["vouched.mjs"], into);
  const { path, row, attestation, key } = signed("00-plain-reference");
  const pin = row.attestation.payload.binding_digest;
  const file = (name, content) => {
    writeFileSync(join(into, name), content);
    return join(into, name);
  };
  const vouched = async (pin, trusted) => {
    const files = [file("package.att.json", attestation), file("auditor.pub", trusted)];
    const { status, stdout, stderr } = await node([join(into, "vouched.mjs"), path, pin, ...files]);
    assert.equal(status, 0, stderr);
    return stdout;
  };
  const printed = await vouched(pin, key);
  const [, said] = text.match(/ it prints:\n\n((?: {4}.*\n)+)/);
  assert.equal(printed, said.replace(/^ {4}/gm, ""));
  const wrong = pin.replace("bc7b", "bc7c");
  assert.match(await vouched(wrong, key), /^failed\npinned_digest: fail: .*\nattestation: pass: /);
  assert.match(await vouched(pin, OTHER_KEY), /^attention\npinned_digest: pass: .*\nattestation: inconclusive: /);
});

test("readme: no example is left untested", () => {
  assert.deepEqual([...examples.keys()].sort(), [
    ...["app-esbuild.js", "app.js", "page.html", "page.js", "verify.mjs", "vouched.mjs"],
  ]);
  assert.equal(text.match(/^```\w/gm).length, examples.size);
});

test("readme: every function, option and code is mentioned", () => {
  const declarations = readFileSync(join(INSTALLED, "index.d.ts"), "utf8");
  const codes = [...declarations.matchAll(/^ {2}\| "([A-Z0-9_]+)"/gm)].map(([, code]) => code);
  const options = [...declarations.matchAll(/^ {2}(\w+)\?: .+ \| undefined;/gm)].map(([, option]) => option);
  assert.ok(codes.length === 20 && options.length === 9, `${codes} ${options}`);
  const layers = verifier.layers();
  for (const { name, question } of layers) assert.ok(text.includes(`| \`${name}\` | ${question} |`), name);
  for (const name of [...Object.keys(verifier), ...codes, ...options]) {
    assert.ok(text.includes(`\`${name}`), `${name} is mentioned`);
  }
});
