// What is in the package.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { below, folder, INSTALLED, program } from "./project.js";
import { NPM, PRIVATE, PUBLISHED, VERSION } from "./settings.js";
import { test } from "./test.js";

const manifest = JSON.parse(readFileSync(join(INSTALLED, "package.json"), "utf8"));
const tarball = `nexus-attest-verifier-${VERSION}.tgz`;

test("package: nothing is missing and nothing is there by accident", () => {
  assert.deepEqual(below(INSTALLED), [...manifest.files].sort());
  assert.deepEqual(below(PUBLISHED), [...manifest.files, tarball].sort());
  for (const name of manifest.files) {
    assert.deepEqual(readFileSync(join(INSTALLED, name)), readFileSync(join(PUBLISHED, name)), name);
    assert.notEqual(readFileSync(join(INSTALLED, name)).length, 0, name);
  }
});

test("package: the manifest is complete, and names files that are there", () => {
  assert.equal(manifest.name, "@nexus-attest/verifier");
  assert.equal(manifest.version, VERSION);
  assert.equal(manifest.type, "module");
  assert.equal(manifest.license, "MIT OR Apache-2.0");
  assert.equal(manifest.sideEffects, false);
  for (const member of ["description", "keywords", "engines"]) assert.ok(manifest[member], member);
  for (const member of ["dependencies", "peerDependencies", "optionalDependencies", "scripts", "bin"]) {
    assert.equal(manifest[member], undefined, member);
  }
  const named = [manifest.types, manifest.main, manifest.browser];
  const collect = (value) => (typeof value === "string" ? named.push(value) : Object.values(value).map(collect));
  collect(manifest.exports);
  for (const name of named) assert.ok(manifest.files.includes(name.replace(/^\.\//, "")), name);
});

test("package: npm packs the same files as the tarball holds", async () => {
  const into = folder("packed");
  const cache = join(into, "cache");
  const args = ["pack", "--offline", "--ignore-scripts", "--cache", cache, "--pack-destination", into, PUBLISHED];
  const packed = await program(NPM, args);
  assert.equal(packed.status, 0, packed.stderr);
  const entries = (file) =>
    execFileSync("tar", ["--list", "--gzip", "--file", file], { encoding: "utf8" }).split("\n").sort();
  assert.deepEqual(entries(join(into, tarball)), entries(join(PUBLISHED, tarball)));
});

test("package: neither folders of this machine nor the time are in it", () => {
  const content = gunzipSync(readFileSync(join(PUBLISHED, tarball)));
  for (const path of PRIVATE) assert.equal(content.indexOf(path), -1, path);
  assert.equal(content.indexOf("registry/src/"), -1, "where dependencies came from");
  const compressed = readFileSync(join(PUBLISHED, tarball));
  assert.equal(compressed.readUInt32LE(4), 0, "the time in the header of gzip");
  const times = execFileSync("tar", ["--list", "--verbose", "--utc", "--gzip", "--file", join(PUBLISHED, tarball)], {
    encoding: "utf8",
  });
  for (const line of times.trim().split("\n")) assert.match(line, /^-rw-r--r-- 0\/0 .* 1985-10-26 08:15 /);
});

test("package: the sizes", () => {
  const gzipped = (name) => execFileSync("gzip", ["-9", "-c", join(INSTALLED, name)]).length;
  const wasm = gzipped("verifier.wasm");
  const script = gzipped("bindings.js") + gzipped("verifier.js") + gzipped("browser.js");
  console.log(`  verifier.wasm ${wasm} bytes and scripts ${script} bytes, gzipped`);
  assert.ok(wasm < 240_000 && script < 10_000, "small enough to be loaded by a page");
});
