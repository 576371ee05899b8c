// The canonical form, its digest, and the catalog.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalize, catalog, digest, layers, verify } from "@nexus-attest/verifier";
import { part } from "./inputs.js";
import { CLI, VECTORS } from "./settings.js";
import { test } from "./test.js";

const rows = readFileSync(join(VECTORS, "canonical.jsonl"), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));

test("canonical: form and digest are those of the vectors, for every one", () => {
  // Refused here on purpose, although the independent implementation keeps the last of two.
  let duplicates = 0;
  for (const [index, { input, canonical, sha256, error }] of rows.entries()) {
    const bytes = new TextEncoder().encode(input);
    const line = `line ${index + 1}`;
    let form;
    try {
      form = canonicalize(bytes);
    } catch (refusal) {
      if (refusal.code === "DUPLICATE_KEY") duplicates += 1;
      else assert.ok(error, `${line}: ${refusal}`);
      assert.throws(() => digest(bytes), { code: refusal.code, pointer: refusal.pointer, offset: refusal.offset });
      assert.equal(typeof refusal.pointer, "string");
      assert.ok(Number.isInteger(refusal.offset) && refusal.offset <= bytes.length, line);
      // What has no canonical form is no package either, for the same reason and in the same place.
      const { code, pointer, offset, message } = verify(bytes).error;
      assert.deepEqual([refusal.code, refusal.pointer, refusal.offset], [code, pointer, offset], line);
      assert.ok(refusal.message.includes(message), line);
      continue;
    }
    assert.equal(error, undefined, line);
    assert.equal(new TextDecoder().decode(form), canonical, line);
    assert.ok(form instanceof Uint8Array && form.byteLength === form.buffer.byteLength, line);
    assert.equal(digest(bytes), `sha256:${sha256}`, line);
  }
  assert.ok(duplicates > 0 && rows.length === 855, "no row got lost");
});

test("canonical: the command line prints the same", () => {
  for (const { name, bytes, path } of part("samples")) {
    if (name.includes("malformed")) continue;
    assert.deepEqual(Buffer.from(canonicalize(bytes)), execFileSync(CLI, ["canonicalize", path]), name);
    assert.equal(`${digest(bytes)}\n`, execFileSync(CLI, ["digest", path], { encoding: "utf8" }), name);
  }
});

test("catalog: layers and checks are those that the command line explains", () => {
  const explained = JSON.parse(execFileSync(CLI, ["explain", "--format", "json"], { encoding: "utf8" }));
  assert.deepEqual(catalog(), explained.checks);
  assert.deepEqual(layers(), explained.layers);
  assert.deepEqual(layers().flatMap(({ checks }) => checks), catalog().map(({ name }) => name));
});
