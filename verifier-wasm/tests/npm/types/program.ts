// A program that uses everything the package exports, as the types describe it. It needs no type library
// beside the language's own, and it is run after it was compiled.

import {
  canonicalize,
  catalog,
  digest,
  init,
  isVerifierError,
  verify,
  verifyToJson,
  version,
} from "@nexus-attest/verifier";
import type {
  CatalogEntry,
  Check,
  CheckName,
  ErrorCode,
  Evidence,
  ExaminedReport,
  JsonValue,
  Layer,
  LayerName,
  Layers,
  Limits,
  MalformedReport,
  MalformedSubject,
  Outcome,
  OwnBytes,
  Refusal,
  RefusalCode,
  Report,
  SealCheck,
  SealCheckName,
  Subject,
  TextRefusalCode,
  Verdict,
  VerifierError,
  VerifyOptions,
  WasmSource,
} from "@nexus-attest/verifier";

const bytes: Uint8Array = Uint8Array.of(0x5b, 0x5d);
const limits: Limits = { maxBytes: 10, maxDepth: 2, maxIntegerDigits: 3, maxMembers: undefined };
const options: VerifyOptions = { ...limits, inputDigest: "0".repeat(64) };
const source: WasmSource | undefined = undefined;

await init();
await init(source);

const report: Report = verify(bytes, options);
const text: string = verifyToJson(bytes);
const form: OwnBytes = canonicalize(bytes, limits);
const prefixed: string = digest(bytes);
const entries: CatalogEntry[] = catalog();
const number: string = version();

function explained(report: Report): string {
  const verdict: Verdict = report.verdict;
  // The verdict tells the two kinds of report apart.
  if (report.verdict === "malformed") {
    const malformed: MalformedReport = report;
    const error: Refusal = malformed.error;
    const code: RefusalCode = error.code;
    const subject: MalformedSubject = malformed.subject;
    const nothing: null = subject.decision_id;
    return `${verdict} ${code} ${error.message} ${error.pointer} ${error.offset} ${subject.bytes} ${nothing}`;
  }
  const examined: ExaminedReport = report;
  const subject: Subject = examined.subject;
  const checks: SealCheck[] = examined.checks;
  const names: SealCheckName[] = checks.map((check) => check.name);
  const layers: Layers = examined.layers;
  const seal: Layer = layers.seal;
  const later: Layer | undefined = layers.history;
  return `${verdict} ${subject.decision_id ?? "?"} ${names.join()} ${seal.outcome} ${later?.outcome ?? "?"}`;
}

function shown(check: Check): string {
  const name: CheckName = check.name;
  const outcome: Outcome = check.outcome;
  const expected: Evidence | undefined = check.expected;
  const value: JsonValue = expected ?? null;
  return `${name} ${outcome} ${JSON.stringify(value)} ${check.at.join()}`;
}

function layerOf(entry: CatalogEntry): LayerName {
  return entry.layer;
}

function codeOf(call: () => unknown): ErrorCode | undefined {
  try {
    call();
  } catch (error: unknown) {
    if (isVerifierError(error)) {
      const known: VerifierError = error;
      const place: string | undefined = known.pointer;
      const offset: number | undefined = known.offset;
      const syntax: TextRefusalCode = "SYNTAX";
      return known.code === syntax && (place === undefined || offset === undefined) ? undefined : known.code;
    }
  }
  return undefined;
}

// @ts-expect-error: there is no such option.
codeOf(() => verify(bytes, { maxByte: 1 }));
// @ts-expect-error: a text has to be encoded first.
codeOf(() => verify("[]"));
// @ts-expect-error: no report is made that the digest could go into.
codeOf(() => digest(bytes, { inputDigest: "" }));

const facts: boolean[] = [
  explained(report).startsWith("malformed WRONG_TYPE"),
  text.endsWith("\n"),
  form.length === 2,
  prefixed.startsWith("sha256:"),
  entries.every((entry) => layerOf(entry).length > 0),
  /^\d+\.\d+\.\d+/.test(number),
  codeOf(() => canonicalize(Uint8Array.of(0x5b))) === "SYNTAX",
  shown({ name: "router_run", ok: true, outcome: "pass", at: ["/router"] }) === "router_run pass null /router",
];
if (facts.includes(false)) throw new Error(`wrong: ${facts.join()}`);
