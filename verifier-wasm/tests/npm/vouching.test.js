// Pins, attestations, trusted keys and denied warnings, against the command line: the same report to the byte, and the
// same refused.

import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalog, digest, verify, verifyToJson } from "@nexus-attest/verifier";
import { attestations, OTHER_KEY, signed } from "./attestations.js";
import { part } from "./inputs.js";
import { folder, program } from "./project.js";
import { CLI } from "./settings.js";
import { test } from "./test.js";

const into = folder("vouching");

/** Writes what is brought as files, and returns the arguments of the command line that mean the same. */
function argumentsOf({ pins = [], attestations = [], trustedKeys = [], denied = [] }, prefix = "0") {
  const file = (kind, content, index) => {
    const path = join(into, `${prefix}-${kind}-${index}`);
    writeFileSync(path, content);
    return path;
  };
  const names = denied === true || denied === "all" ? ["warnings"] : denied === false ? [] : denied;
  return [
    ...pins.flatMap((pin) => ["--pin", pin]),
    ...attestations.flatMap((content, index) => ["--attestation", file("attestation", content, index)]),
    ...trustedKeys.flatMap((content, index) => ["--trust", file("key", content, index)]),
    ...names.flatMap((name) => ["--deny", name]),
  ];
}

/** Asserts that the report is what the command line prints for each of the cases, and returns the reports. */
async function assertSame(cases) {
  const open = cases.map(({ path, options }, index) => ({ index, path, args: argumentsOf(options, String(index)) }));
  const printed = [];
  const worker = async () => {
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      printed[one.index] = await program(CLI, ["verify", "--format", "json", ...one.args, one.path]);
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return cases.map(({ name, bytes, options }, index) => {
    const { stdout, stderr } = printed[index];
    assert.equal(verifyToJson(bytes, options), stdout, `${name}: ${stderr}`);
    const report = verify(bytes, options);
    assert.deepEqual(report, JSON.parse(stdout), name);
    return report;
  });
}

const bindingDigest = (bytes) => JSON.parse(bytes).integrity.binding_digest;
const outcomes = ({ layers }) => layers.authenticity.checks.map(({ outcome }) => outcome);
/** Whether the digests that a package states are those of what is in it. */
const isSealed = ({ layers }) =>
  [...layers.seal.checks, ...layers.router.checks.filter(({ name }) => name === "router_bundle_digest")].every(
    ({ outcome }) => outcome !== "fail",
  );
const everything = [...part("packages"), ...part("samples")];

test("vouching: every attestation gives what the command line prints, under each key that is trusted", async () => {
  const readable = attestations.filter(({ row }) => /^[0-9a-f]{128}$/i.test(row.attestation.signature));
  assert.ok(attestations.length === 66 && readable.length > 55, `${readable.length} of ${attestations.length}`);
  const cases = readable.flatMap(({ name, path, bytes, key, attestation }) =>
    [[key], [OTHER_KEY], [], [OTHER_KEY, key]].map((trustedKeys) => ({
      ...{ name, path, bytes },
      options: { attestations: [attestation], trustedKeys },
    })),
  );
  const reports = await assertSame(cases);
  for (const [index, { row, name }] of readable.entries()) {
    const [trusted, foreign, none, both] = reports.slice(4 * index, 4 * index + 4).map((report) => outcomes(report)[1]);
    if (row.label === "as signed") {
      assert.deepEqual([trusted, foreign, none, both], ["pass", "inconclusive", "inconclusive", "pass"], name);
    }
    if (!row.expected.ok) assert.notEqual(trusted, "pass", `${name}: ${row.label}`);
  }
});

test("vouching: an attestation of the independent implementation that cannot be read is refused by both", async () => {
  let refused = 0;
  for (const { row, path, bytes, key, attestation } of attestations) {
    if (/^[0-9a-f]{128}$/i.test(row.attestation.signature)) continue;
    refused += 1;
    const options = { attestations: [attestation], trustedKeys: [key] };
    await assertRefused({ path, bytes }, options, "attestations", 0, "BAD_VALUE");
  }
  assert.ok(refused > 0);
});

/** Asserts that both refuse what is brought: here with this code, option and index, there with the code it prints. */
async function assertRefused({ path, bytes }, options, option, index, code, printed = code) {
  for (const call of [verify, verifyToJson]) {
    assert.throws(
      () => call(bytes, options),
      (error) => {
        assert.deepEqual([error.name, error.code, error.option, error.index], ["VerifierError", code, option, index]);
        return true;
      },
      JSON.stringify(options),
    );
  }
  const { status, stdout, stderr } = await program(CLI, ["verify", "--format", "json", ...argumentsOf(options), path]);
  assert.ok(status === 2 || status === 3, stderr);
  assert.equal(stdout, "");
  assert.ok(stderr.includes(`[${printed}]`), `${printed}: ${stderr}`);
}

test("vouching: pins give what the command line prints, for every package", async () => {
  const other = `sha256:${createHash("sha256").update("other").digest("hex")}`;
  const packages = everything.filter(({ name }) => !name.includes("malformed"));
  const reports = await assertSame(
    packages.flatMap((input) => {
      const pin = bindingDigest(input.bytes);
      const all = [[pin], [pin.slice(7).toUpperCase()], [other], [other, pin], [other, other]];
      return all.map((pins) => ({ ...input, options: { pins } }));
    }),
  );
  for (const [index, { name }] of packages.entries()) {
    const found = reports.slice(5 * index, 5 * index + 5).map((report) => outcomes(report)[0]);
    // A digest that is written in a package which is not the one that has it is no match.
    const fits = isSealed(reports[5 * index]) ? "pass" : "fail";
    assert.deepEqual(found, [fits, fits, "fail", fits, "fail"], name);
  }
});

test("vouching: denied warnings give what the command line prints, for every package", async () => {
  const names = catalog().map(({ name }) => name);
  const kinds = [true, "all", false, [], ["unsealed_members"], ["router_result", "policy_stable"], names];
  const cases = everything.flatMap((input) => kinds.map((denied) => ({ ...input, options: { denied } })));
  const reports = await assertSame(cases);
  const verdicts = kinds.map((_, kind) =>
    reports.filter((__, index) => index % kinds.length === kind).map(({ verdict }) => verdict),
  );
  assert.deepEqual(verdicts[0], verdicts[1]);
  assert.deepEqual(verdicts[0], verdicts[6]);
  assert.deepEqual(verdicts[2], verdicts[3]);
  const failed = verdicts.map((all) => all.filter((verdict) => verdict === "failed").length);
  assert.ok(failed[0] > failed[4] && failed[4] > failed[2], `${failed}`);
});

test("vouching: all of it at once gives what the command line prints, for inputs of every kind", async () => {
  const { key, attestation } = signed("00-plain-reference");
  const options = {
    pins: [`sha256:${OTHER_KEY}`, signed("00-plain-reference").row.attestation.payload.binding_digest],
    attestations: [signed("01-template-reference").attestation, attestation],
    trustedKeys: [`# one\n${OTHER_KEY} somebody\n`, key],
    denied: ["unsealed_members", "event_times"],
  };
  const some = part("tampered").filter((_, index) => index % 10 === 0);
  const all = [...everything, ...some, ...part("canonical").slice(0, 20)];
  const reports = await assertSame(all.map((input) => ({ ...input, options })));
  const verdicts = new Set(reports.map(({ verdict }) => verdict));
  assert.deepEqual([...verdicts].sort(), ["attention", "failed", "malformed", "verified"]);
});

/** A new key, as the command line makes it, in each of the forms that it takes. */
async function newKey(name) {
  const path = join(into, name);
  const { status, stderr } = await program(CLI, ["keygen", "-o", path, "--no-passphrase"]);
  assert.equal(status, 0, stderr);
  const pem = createPublicKey(createPrivateKey(readFileSync(path))).export({ type: "spki", format: "pem" });
  return { path, file: readFileSync(`${path}.pub`, "utf8"), pem };
}

test("vouching: what the command line attests holds here, in both envelopes, under the key in both forms", async () => {
  const { path: key, file, pem } = await newKey("auditor.key");
  const [input] = everything;
  for (const envelope of [[], ["--dsse"]]) {
    const said = ["--claim", "reviewed ✓", "--attestor", "auditor@example.com", ...envelope];
    const { status, stdout: attestation, stderr } = await program(CLI, ["attest", input.path, "--key", key, ...said]);
    assert.equal(status, 0, stderr);
    const given = [attestation, new TextEncoder().encode(attestation), Buffer.from(attestation)];
    const keys = [file, pem, pem.replaceAll("\n", "\r\n"), Buffer.from(pem), `${OTHER_KEY}\n\n# and\n${pem}${file}`];
    const cases = given.flatMap((one) =>
      keys.map((trusted) => ({ ...input, options: { attestations: [one], trustedKeys: [trusted] } })),
    );
    for (const report of await assertSame(cases)) assert.deepEqual(outcomes(report), ["not_applicable", "pass"]);
    const foreign = { ...everything[1], options: { attestations: [attestation], trustedKeys: [file] } };
    const [report] = await assertSame([foreign]);
    assert.deepEqual([outcomes(report)[1], report.verdict], ["fail", "failed"], "it is about another package");
  }
});

test("vouching: an attestation that was put together and signed by other means holds here", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const pem = publicKey.export({ type: "spki", format: "pem" });
  const [input] = everything;
  // Members in the order of the canonical form.
  const payload = {
    attestation_version: "0.7",
    attestor: { id: "a", key_id: "k" },
    binding_digest: bindingDigest(input.bytes),
    claims: ["reviewed", "zürich"],
    signed_at: "2026-11-22T20:53:09Z",
  };
  const signature = sign(null, Buffer.from(JSON.stringify(payload)), privateKey).toString("hex");
  const options = { attestations: [JSON.stringify({ payload, signature }, null, 2)], trustedKeys: [pem] };
  const [report] = await assertSame([{ ...input, options }]);
  assert.equal(outcomes(report)[1], "pass");
  const other = JSON.stringify({ payload: { ...payload, claims: ["zürich"] }, signature });
  const changed = { ...options, attestations: [other] };
  const [failed] = await assertSame([{ ...input, options: changed }]);
  assert.equal(outcomes(failed)[1], "fail");
});

test("vouching: what the command line refuses is refused here, with its code where it has one", async () => {
  const [input] = everything;
  const { attestation } = signed("00-plain-reference");
  const pin = bindingDigest(input.bytes);
  for (const wrong of ["", "sha256:", pin.slice(1), `${pin}0`, ` ${pin}`, pin.replace("sha256", "sha512"), "x"]) {
    await assertRefused(input, { pins: [pin, wrong] }, "pins", 1, "INVALID_OPTION", "USAGE");
  }
  for (const wrong of ["unsealed", "", "UNSEALED_MEMBERS", "seal"]) {
    await assertRefused(input, { denied: ["unsealed_members", wrong] }, "denied", 1, "INVALID_OPTION", "USAGE");
  }
  const { pem, path } = await newKey("refused.key");
  const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ type: "spki", format: "pem" });
  const weak = `01${"00".repeat(31)}`;
  const broken = [pem.replace("MCow", "MCox"), pem.slice(0, -5), readFileSync(path), rsa, weak, Buffer.from([255])];
  for (const wrong of ["", "#\n", "x", OTHER_KEY.slice(1), `${OTHER_KEY}\nx`, ...broken]) {
    await assertRefused(input, { trustedKeys: [OTHER_KEY, wrong] }, "trustedKeys", 1, "KEY_INVALID");
  }
  const envelope = { payloadType: "application/vnd.in-toto+json", payload: "e30=", signatures: [] };
  const dsse = (content) => JSON.stringify({ ...envelope, ...content });
  for (const [wrong, code] of [
    ["", "SYNTAX"],
    ["{}", "MISSING_MEMBER"],
    ["[]", "WRONG_TYPE"],
    [`\ufeff${attestation}`, "SYNTAX"],
    [attestation.replace('"payload"', '"payload":1,"payload"'), "DUPLICATE_KEY"],
    [attestation.replace(/"signature":"../, '"signature":"'), "BAD_VALUE"],
    [dsse({}), "BAD_VALUE"],
    [dsse({ payloadType: "text/plain" }), "BAD_VALUE"],
    [Buffer.from([0x7b, 0xff]), "NOT_UTF8"],
    ["[".repeat(600), "TOO_DEEP"],
  ]) {
    await assertRefused(input, { attestations: [attestation, wrong] }, "attestations", 1, code);
  }
});

test("vouching: an error about what is brought is a whole one", () => {
  const thrown = (options) => {
    try {
      verify(everything[0].bytes, options);
    } catch (error) {
      return error;
    }
    return assert.fail("it throws");
  };
  const name = "VerifierError";
  const syntax = thrown({ attestations: ["{}x"] });
  const place = { option: "attestations", index: 0, pointer: "", offset: 2 };
  assert.deepEqual({ ...syntax }, { name, code: "SYNTAX", ...place });
  assert.match(syntax.message, /^SYNTAX: the option attestations, element 0: .*, byte 2$/);
  const key = thrown({ trustedKeys: [OTHER_KEY, `# é\n${OTHER_KEY}0`] });
  assert.deepEqual({ ...key }, { name, code: "KEY_INVALID", option: "trustedKeys", index: 1, offset: 5 });
  const check = thrown({ denied: ["unsealed"] });
  assert.deepEqual({ ...check }, { name, code: "INVALID_OPTION", option: "denied", index: 0 });
  for (const known of catalog()) assert.ok(check.message.includes(known.name), check.message);
  const pins = thrown({ pins: "sha256:" });
  assert.deepEqual({ ...pins }, { name, code: "INVALID_OPTION", option: "pins" });
  // Half of a surrogate pair has no UTF-8: replaced, it would be another text than was given.
  assert.deepEqual(thrown({ attestations: ['{"a":"\ud800"}'] }).code, "INVALID_OPTION");
});

test("vouching: what is brought is not changed, and is not remembered", () => {
  const { bytes, key, attestation } = signed("00-plain-reference");
  const given = Buffer.from(attestation);
  const options = { attestations: [given], trustedKeys: [key], pins: [] };
  for (const frozen of [...Object.values(options), options]) Object.freeze(frozen);
  assert.deepEqual(outcomes(verify(bytes, options)), ["not_applicable", "pass"]);
  assert.equal(given.toString(), attestation);
  assert.deepEqual(outcomes(verify(bytes)), ["inconclusive", "inconclusive"]);
  assert.equal(verify(bytes).verdict, "verified");
  assert.throws(() => digest(bytes, options), { code: "UNKNOWN_OPTION", option: "attestations" });
});
