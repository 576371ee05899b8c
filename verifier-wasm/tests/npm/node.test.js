// Loading in Node.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import * as verifier from "@nexus-attest/verifier";
import { folder, INSTALLED, node, PROJECT } from "./project.js";
import { VERSION } from "./settings.js";
import { test } from "./test.js";

test("node: the exports are those that are documented", () => {
  assert.deepEqual(Object.keys(verifier).sort(), [
    "canonicalize",
    "catalog",
    "digest",
    "init",
    "isVerifierError",
    "layers",
    "verify",
    "verifyToJson",
    "version",
  ]);
});

test("node: the version is that of the package", () => {
  assert.equal(verifier.version(), VERSION);
});

test("node: nothing is loaded by importing, and no request is made for loading", async () => {
  const program = `
    import assert from "node:assert/strict";
    import net from "node:net";
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    let read = 0;
    const original = fs.readFileSync;
    fs.readFileSync = (...args) => { read += 1; return original(...args); };
    syncBuiltinESMExports();
    const refuse = () => { throw new Error("a connection"); };
    globalThis.fetch = refuse;
    net.Socket.prototype.connect = refuse;
    const { verify, init } = await import("@nexus-attest/verifier");
    assert.equal(read, 0);
    assert.equal(verify(new Uint8Array()).verdict, "malformed");
    assert.equal(read, 1);
    await init();
    assert.equal(verify(new Uint8Array()).verdict, "malformed");
    assert.equal(read, 1);
  `;
  const { status, stderr } = await node(["--input-type=module", "--eval", program]);
  assert.equal(status, 0, stderr);
});

test("node: init does no harm, also twice at once, and takes every source", async () => {
  const program = `
    import assert from "node:assert/strict";
    import { readFileSync } from "node:fs";
    const bytes = readFileSync(${JSON.stringify(join(INSTALLED, "verifier.wasm"))});
    const sources = [
      undefined,
      bytes,
      new Uint8Array(bytes).buffer,
      new WebAssembly.Module(bytes),
      new Response(bytes),
      new Response(bytes, { headers: { "Content-Type": "application/wasm" } }),
      Promise.resolve(bytes),
      "data:application/wasm;base64," + bytes.toString("base64"),
      new URL("data:application/wasm;base64," + bytes.toString("base64")),
    ];
    for (const [index, source] of sources.entries()) {
      const entry = ${JSON.stringify(`${PROJECT}/node_modules/@nexus-attest/verifier`)};
      const copy = process.argv[1] + index;
      await import("node:fs").then((fs) => fs.cpSync(entry, copy, { recursive: true }));
      const { init, version } = await import(copy + "/browser.js");
      assert.throws(version, { code: "NOT_INITIALIZED", name: "VerifierError" });
      await assert.rejects(init(new Uint8Array(3)), { code: "LOAD_FAILED", name: "VerifierError" });
      if (source === undefined) {
        // Node cannot fetch a file; a browser does.
        await assert.rejects(init(), { code: "LOAD_FAILED" });
        continue;
      }
      assert.throws(version, { code: "NOT_INITIALIZED" });
      await Promise.all([init(source), init(source)]);
      await init("nowhere");
      assert.equal(version(), ${JSON.stringify(VERSION)});
    }
    const failed = new Response("no", { status: 404 });
    const copy = process.argv[1] + "failed";
    (await import("node:fs")).cpSync(${JSON.stringify(INSTALLED)}, copy, { recursive: true });
    const { init } = await import(copy + "/browser.js");
    await assert.rejects(init(failed), /404/);
    for (const wrong of [7, {}, null]) await assert.rejects(init(wrong), { code: "LOAD_FAILED" });
  `;
  const { status, stderr } = await node(["--input-type=module", "--eval", program, join(folder("copies"), "copy-")]);
  assert.equal(status, 0, stderr);
});

test("node: a worker has an instance of its own", async () => {
  const worker = new Worker(
    `import("@nexus-attest/verifier").then(({ verify }) =>
       require("node:worker_threads").parentPort.postMessage(verify(new Uint8Array([91, 93]))))`,
    { eval: true },
  );
  const report = await new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
  await worker.terminate();
  assert.equal(report.error.code, "WRONG_TYPE");
});

test("node: the files that the manifest exports are found, and no others", async () => {
  const require = createRequire(import.meta.url);
  const resolved = (name) => require.resolve(`@nexus-attest/verifier/${name}`);
  for (const name of ["verifier.wasm", "report.schema.json", "package.json"]) {
    assert.equal(resolved(name), join(INSTALLED, name));
  }
  for (const name of ["bindings.js", "verifier.js", "node.js"]) {
    assert.throws(() => resolved(name), { code: "ERR_PACKAGE_PATH_NOT_EXPORTED" });
  }
});

test("node: a CommonJS program reaches it", async () => {
  const at = join(folder("commonjs"), "program.cjs");
  mkdirSync(join(PROJECT, "commonjs"), { recursive: true });
  writeFileSync(
    at,
    `import("@nexus-attest/verifier").then(({ digest }) => console.log(digest(Buffer.from("[]"))));`,
  );
  const { status, stdout, stderr } = await node([at]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^sha256:[0-9a-f]{64}\n$/);
});
