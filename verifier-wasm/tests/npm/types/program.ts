// A program that uses everything the package exports, as the types describe it. It needs no type library
// beside the language's own, and it is run after it was compiled.

import {
  canonicalize,
  catalog,
  digest,
  init,
  isVerifierError,
  layers,
  verify,
  verifyToJson,
  version,
} from "@nexus-attest/verifier";
import type {
  CatalogEntry,
  CatalogLayer,
  Check,
  CheckName,
  CheckNames,
  ErrorCode,
  Evidence,
  ExaminedReport,
  FileContent,
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
const key: FileContent = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const denied: CheckName[] = ["unsealed_members", "separation_of_duties"];
const brought: VerifyOptions = {
  pins: [`sha256:${"0".repeat(64)}`],
  attestations: [],
  trustedKeys: [key, Uint8Array.from(key, (digit) => digit.charCodeAt(0))],
  denied,
};
const everything: VerifyOptions[] = [brought, { denied: true }, { denied: false }, { denied: "all" }, { pins: undefined }];
const source: WasmSource | undefined = undefined;

await init();
await init(source);

const report: Report = verify(bytes, options);
const text: string = verifyToJson(bytes);
const form: OwnBytes = canonicalize(bytes, limits);
const prefixed: string = digest(bytes);
const entries: CatalogEntry[] = catalog();
const questions: CatalogLayer[] = layers();
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
  const seal: Layer<"seal"> = layers.seal;
  const anyone: Layer = layers.authenticity;
  const ofRouter: CheckNames["router"][] = layers.router.checks.map((check) => check.name);
  return `${verdict} ${subject.decision_id ?? "?"} ${names.join()} ${seal.outcome} ${anyone.outcome} ${ofRouter.join()}`;
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
      const option: string | undefined = known.option;
      const index: number | undefined = known.index;
      if (index !== undefined && option === undefined) return undefined;
      const offset: number | undefined = known.offset;
      const syntax: TextRefusalCode = "SYNTAX";
      return known.code === syntax && (place === undefined || offset === undefined) ? undefined : known.code;
    }
  }
  return undefined;
}

// @ts-expect-error: there is no such option.
codeOf(() => verify(bytes, { maxByte: 1 }));
// @ts-expect-error: there is no such check.
codeOf(() => verify(bytes, { denied: ["unsealed"] }));
// @ts-expect-error: several may be given, so it is an array.
codeOf(() => verify(bytes, { pins: "" }));
// @ts-expect-error: the content of a file is needed, not what it means.
codeOf(() => verify(bytes, { attestations: [{ payload: {} }] }));
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
  codeOf(() => verify(bytes, { trustedKeys: [""] })) === "KEY_INVALID",
  everything.every((one) => codeOf(() => verify(bytes, one)) === undefined),
  questions.every((layer) => layer.checks.length > 0 && layer.question.endsWith("?")),
  shown({ name: "router_run", ok: true, outcome: "pass", at: ["/router"] }) === "router_run pass null /router",
];
if (facts.includes(false)) throw new Error(`wrong: ${facts.join()}`);
