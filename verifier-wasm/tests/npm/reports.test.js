// Reports, against the command line and against the answers of the independent implementation.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { verify, verifyToJson } from "@nexus-attest/verifier";
import { answersOfTheCommandLine, inputs, part } from "./inputs.js";
import { CLI, VECTORS } from "./settings.js";
import { test } from "./test.js";

test("reports: the text is what the command line prints, to the byte, for every input", async () => {
  assert.deepEqual(["packages", "tampered", "canonical"].map((name) => part(name).length), [53, 2021, 855]);
  const answers = await answersOfTheCommandLine();
  for (const { name, bytes } of inputs) {
    assert.equal(verifyToJson(bytes), answers.get(name).stdout, name);
  }
});

test("reports: the object is what JSON.parse makes of the text, for every input", () => {
  for (const { name, bytes } of inputs) {
    assert.deepEqual(verify(bytes), JSON.parse(verifyToJson(bytes)), name);
  }
});

test("reports: the verdict goes with the exit status of the command line", async () => {
  const answers = await answersOfTheCommandLine();
  const status = { verified: 0, attention: 0, failed: 1, malformed: 3 };
  const seen = new Set();
  for (const { name, bytes } of inputs) {
    const { verdict } = verify(bytes);
    seen.add(verdict);
    assert.equal(answers.get(name).status, status[verdict], name);
  }
  assert.deepEqual([...seen].sort(), Object.keys(status).sort());
});

test("reports: every package gets the checks of the independent implementation", () => {
  for (const { name, bytes } of part("packages")) {
    const expected = JSON.parse(readFileSync(join(VECTORS, `${name.replace("packages", "expected")}.json`), "utf8"));
    const { ok, checks, passed, failed, total, verdict } = verify(bytes);
    assert.deepEqual({ ok, passed, failed, total }, pick(expected, ["ok", "passed", "failed", "total"]), name);
    assert.deepEqual(
      checks.map((check) => pick(check, ["name", "ok"])),
      expected.checks.map((check) => pick(check, ["name", "ok"])),
      name,
    );
    // A digest of a bundle in an unknown format cannot be recomputed, and one that was recorded may differ.
    const usual = name.endsWith("-reference") ? "verified" : "attention";
    assert.equal(verdict, name.endsWith("-substituted") ? "failed" : usual, name);
  }
});

function pick(object, names) {
  return Object.fromEntries(names.map((name) => [name, object[name]]));
}

test("reports: the subject is the input", () => {
  for (const { name, bytes } of inputs) {
    const { subject } = verify(bytes);
    assert.equal(subject.sha256, createHash("sha256").update(bytes).digest("hex"), name);
    assert.equal(subject.bytes, bytes.length, name);
  }
});

test("reports: a digest that is known already gives the same report", () => {
  for (const { name, bytes } of part("packages")) {
    const inputDigest = createHash("sha256").update(bytes).digest("hex");
    assert.equal(verifyToJson(bytes, { inputDigest }), verifyToJson(bytes), name);
  }
});

test("reports: limits are those of the command line", () => {
  const limits = [
    ["maxBytes", "--max-bytes", 1000],
    ["maxDepth", "--max-depth", 3],
    ["maxIntegerDigits", "--max-integer-digits", 0],
    ["maxMembers", "--max-members", 20],
  ];
  const [{ bytes, path }] = part("packages");
  for (const [option, flag, value] of limits.slice(1)) {
    let printed;
    try {
      printed = execFileSync(CLI, ["verify", "--format", "json", flag, String(value), path], { encoding: "utf8" });
    } catch (error) {
      printed = error.stdout;
    }
    assert.equal(verifyToJson(bytes, { [option]: value }), printed, option);
    assert.equal(verify(bytes, { [option]: value }).verdict, "malformed", option);
  }
  // The command line does not read a file that is too long; bytes that are there already get a report.
  assert.equal(verify(bytes, { maxBytes: 1000 }).error.code, "TOO_LARGE");
  assert.notEqual(verify(bytes, { maxBytes: bytes.length }).verdict, "malformed");
});

test("reports: a Buffer and a part of a larger buffer are their own bytes", () => {
  const [{ bytes }] = part("packages");
  const padded = new Uint8Array(bytes.length + 20).fill(255);
  padded.set(bytes, 10);
  const view = padded.subarray(10, 10 + bytes.length);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  for (const same of [Uint8Array.from(bytes), Buffer.from(bytes), view, shared]) {
    assert.equal(verifyToJson(same), verifyToJson(bytes));
  }
  assert.deepEqual(Buffer.from(view), bytes, "the bytes are not changed");
});

test("reports: a report belongs to whoever asked for it", () => {
  const [{ bytes }] = part("packages");
  const report = verify(bytes);
  report.checks.length = 0;
  report.subject.sha256 = "changed";
  assert.deepEqual(verify(bytes), JSON.parse(verifyToJson(bytes)));
});
