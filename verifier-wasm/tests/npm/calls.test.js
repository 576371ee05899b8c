// Calls that cannot be answered. What is refused, and why, is tested in the browser too; here it is what a
// program sees of it.

import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { canonicalize, catalog, digest, isVerifierError, verify, verifyToJson, version } from "@nexus-attest/verifier";
import { test } from "./test.js";

const bytes = new TextEncoder().encode("[]");

function thrown(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail("it throws");
}

test("calls: an error is an Error, with its code in the message and its stack where it was called", () => {
  const error = thrown(() => verify("[]"));
  assert.ok(error instanceof Error && isVerifierError(error));
  assert.equal(error.name, "VerifierError");
  assert.equal(error.code, "INVALID_ARGUMENT");
  assert.match(error.message, /^INVALID_ARGUMENT: /);
  assert.match(String(error), /^VerifierError: INVALID_ARGUMENT: /);
  assert.match(error.stack, /calls\.test\.js/);
  assert.deepEqual({ ...error }, { code: "INVALID_ARGUMENT", name: "VerifierError" });
});

test("calls: a refusal says where", () => {
  const error = thrown(() => canonicalize(new TextEncoder().encode('{"a": [0, 01]}')));
  assert.deepEqual([error.code, error.pointer, error.offset], ["SYNTAX", "/a/1", 11]);
  assert.match(error.message, /^SYNTAX: .*\/a\/1.*11/);
});

test("calls: every function refuses what it cannot take", () => {
  for (const call of [verify, verifyToJson, canonicalize, digest]) {
    for (const wrong of [undefined, null, "[]", 7, {}, [91, 93], bytes.buffer, new Uint16Array(2), new DataView(bytes.buffer)]) {
      assert.equal(thrown(() => call(wrong)).code, "INVALID_ARGUMENT");
    }
    assert.equal(thrown(() => call(bytes, null)).code, "INVALID_ARGUMENT");
    assert.equal(thrown(() => call(bytes, [])).code, "INVALID_ARGUMENT");
    assert.equal(thrown(() => call(bytes, { maxByte: 1 })).code, "UNKNOWN_OPTION");
    assert.equal(thrown(() => call(bytes, { [Symbol("maxBytes")]: 1 })).code, "UNKNOWN_OPTION");
    assert.equal(thrown(() => call(bytes, { maxBytes: "1" })).code, "INVALID_OPTION");
    assert.equal(thrown(() => call(bytes, { maxDepth: 2 ** 32 })).code, "INVALID_OPTION");
    assert.equal(thrown(() => call(bytes, { maxDepth: -1 })).option, "maxDepth");
    assert.equal(
      thrown(() =>
        call(bytes, {
          get maxDepth() {
            throw new Error("no");
          },
        }),
      ).code,
      "INVALID_ARGUMENT",
    );
  }
});

test("calls: bytes of another context are bytes", () => {
  const foreign = runInNewContext("new Uint8Array([91, 93])");
  assert.ok(!(foreign instanceof Uint8Array));
  assert.equal(verifyToJson(foreign), verifyToJson(bytes));
});

test("calls: a call that throws leaves nothing behind", () => {
  for (let round = 0; round < 20_000; round += 1) {
    thrown(() => digest(bytes, { maxMembers: -1 }));
    thrown(() => digest(new Uint8Array([123])));
    thrown(() => verify(bytes, { trustedKeys: ["ab".repeat(32), "x"] }));
  }
  assert.equal(verify(bytes).error.code, "WRONG_TYPE");
  assert.equal(catalog().length > 6 && version().length > 4, true);
});

test("calls: what is no error of this package is told apart", () => {
  for (const other of [new Error("x"), undefined, null, "VerifierError", { name: "VerifierError" }]) {
    assert.equal(isVerifierError(other), false);
  }
});
