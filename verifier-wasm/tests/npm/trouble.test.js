// Memory: what happens where there is too little of it, and that it is given back.

import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { verify } from "@nexus-attest/verifier";
import { part } from "./inputs.js";
import { folder, INSTALLED } from "./project.js";
import { test } from "./test.js";

const PAGE = 65_536;
const imported = (folder, name) => import(pathToFileURL(join(folder, name)));

test("memory: a large input leaves no large memory behind", async () => {
  // The same instance that the package uses.
  const { memoryPages } = await imported(INSTALLED, "bindings.js");
  const [{ bytes }] = part("packages");
  const expected = verify(bytes);
  const large = new Uint8Array(150_000_000).fill(32);
  large.set(bytes);
  const report = verify(large);
  assert.equal(report.verdict, expected.verdict);
  assert.equal(report.subject.bytes, large.length);
  assert.ok(memoryPages() * PAGE < 10_000_000, `${memoryPages()} pages are left`);
  assert.deepEqual(verify(bytes), expected);
});

test("memory: where it does not suffice, an error says so, and the next call works", async () => {
  const copy = folder("limited");
  cpSync(INSTALLED, copy, { recursive: true });
  const { createVerifier } = await imported(copy, "verifier.js");
  const pages = 400;
  const limited = createVerifier({ read: () => withAtMost(pages, readFileSync(join(INSTALLED, "verifier.wasm"))) });
  const [{ bytes }] = part("packages");
  const expected = verify(bytes);
  assert.deepEqual(limited.verify(bytes), expected);

  // Too large to be copied.
  const tooLarge = new Uint8Array(pages * PAGE);
  assert.throws(() => limited.verify(tooLarge), { code: "OUT_OF_MEMORY", name: "VerifierError" });
  assert.deepEqual(limited.verify(bytes), expected);

  // Small enough to be copied, but with too much in it to be read.
  const tooMuch = new Uint8Array(12_000_000).fill(",".charCodeAt(0));
  for (let at = 1; at < tooMuch.length; at += 2) tooMuch[at] = "0".charCodeAt(0);
  tooMuch[0] = "[".charCodeAt(0);
  for (let round = 0; round < 3; round += 1) {
    assert.throws(
      () => limited.verify(tooMuch),
      (error) => error.code === "ABORTED" && error.name === "VerifierError" && error.cause instanceof Error,
    );
    assert.deepEqual(limited.verify(bytes), expected);
    assert.equal(limited.digest(bytes).length, 71);
  }
});

/** The WebAssembly with an upper bound on its memory (section 5 of its binary format). */
function withAtMost(pages, wasm) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at];
      at += 1;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const written = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...written(value >> 7)]);
  for (;;) {
    const start = at;
    const id = wasm[at];
    at += 1;
    const length = number();
    const end = at + length;
    if (id === 5) {
      assert.equal(number(), 1, "one memory");
      assert.equal(number(), 0, "without a bound so far");
      const content = [1, 1, ...written(number()), ...written(pages)];
      return Buffer.concat([
        wasm.subarray(0, start),
        Buffer.from([5, ...written(content.length), ...content]),
        wasm.subarray(end),
      ]);
    }
    at = end;
  }
}
