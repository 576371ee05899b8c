/**
 * Verifies nexus-attest audit packages, as the command line does: the report is the same to the byte.
 *
 * In Node, call what you need. In a browser, and with a bundler, `await init()` once before.
 */

/**
 * Loads the WebAssembly. In browsers this has to be done once before any other call; in Node it is not
 * needed, but does no harm, so that the same code runs in both.
 *
 * Further calls do nothing, whatever the source. If loading fails, it can be tried again.
 *
 * @param source Where to take the WebAssembly from; default: the file `verifier.wasm` of this package.
 * @throws {VerifierError} `LOAD_FAILED`
 */
export function init(source?: WasmSource | PromiseLike<WasmSource>): Promise<void>;

/**
 * Verifies an audit package.
 *
 * Bytes that are no package give a report too: its verdict is `malformed`, and its `error` says what is
 * wrong and where. The bytes are copied and not changed.
 *
 * The report is what `JSON.parse` makes of {@link verifyToJson}, so a number in `expected` or `actual`
 * that JavaScript cannot hold is rounded here, and stands there as it is.
 *
 * @throws {VerifierError} `INVALID_ARGUMENT`, `UNKNOWN_OPTION`, `INVALID_OPTION`, `KEY_INVALID`, `TOO_LARGE`,
 * `OUT_OF_MEMORY`, `ABORTED`, `NOT_INITIALIZED`; for an attestation that cannot be read a {@link RefusalCode}
 */
export function verify(bytes: Uint8Array, options?: VerifyOptions): Report;

/**
 * Verifies an audit package and returns the report as text: one line of canonical JSON and a line feed,
 * byte for byte what `nexus-attest verify --format json` prints with the same options.
 *
 * @throws {VerifierError} as {@link verify}
 */
export function verifyToJson(bytes: Uint8Array, options?: VerifyOptions): string;

/**
 * The canonical form of a JSON text: the bytes that are hashed.
 *
 * @throws {VerifierError} as {@link verify}; for a text that is refused, a {@link TextRefusalCode}
 * with `pointer` and `offset`
 */
export function canonicalize(bytes: Uint8Array, options?: Limits): OwnBytes;

/**
 * The digest of the canonical form of a JSON text: `sha256:` and 64 hexadecimal digits.
 *
 * @throws {VerifierError} as {@link canonicalize}
 */
export function digest(bytes: Uint8Array, options?: Limits): string;

/** What there is to say about each check, by layer, in the order in which they are run. */
export function catalog(): CatalogEntry[];

/** What there is to say about each layer, in the order in which a reader asks. */
export function layers(): CatalogLayer[];

/** The version of the verifier, which is that of this package. */
export function version(): string;

/** Whether something that was caught is an error of this package. */
export function isVerifierError(error: unknown): error is VerifierError;

/** Bounds on an input. An option that is not named here is an error. */
export interface Limits {
  /** Largest input in bytes, at most 2,147,483,647. Default: 1,073,741,824. */
  maxBytes?: number | undefined;
  /** Deepest nesting of arrays and objects. Default: 512. */
  maxDepth?: number | undefined;
  /** Most digits in an integer. Default: 4300. */
  maxIntegerDigits?: number | undefined;
  /** Most members and elements in one document. Default: 67,108,864. */
  maxMembers?: number | undefined;
}

/**
 * What a verification may depend on besides its input: a plain object. An option that is not named here is an error.
 */
export interface VerifyOptions extends Limits {
  /**
   * SHA-256 of the bytes, if you have it already: 64 hexadecimal digits in lower case. It is taken as
   * given, into the report's subject, and saves computing it.
   */
  inputDigest?: string | undefined;
  /**
   * Binding digests of packages that you expect, from elsewhere, as `--pin` takes them: `sha256:` and 64
   * hexadecimal digits; the prefix may be left out. The package has to have one of them. None given, an empty
   * array included, means that this is not asked.
   */
  pins?: readonly string[] | undefined;
  /**
   * Attestations, as `--attestation` takes them: the content of a file each, in the format's own envelope or in
   * DSSE. The limits bound each of them too.
   */
  attestations?: readonly FileContent[] | undefined;
  /**
   * Public keys that you trust, as `--trust` takes them: the content of a file each. Each line of it is 64
   * hexadecimal digits and, if you like, a name behind them; or it is a public key in PEM.
   */
  trustedKeys?: readonly FileContent[] | undefined;
  /**
   * Which warnings count as failures, as `--deny` says it: `true` or `"all"` for all of them, or those of the
   * checks that are named. Default: `false`, none.
   */
  denied?: boolean | "all" | readonly CheckName[] | undefined;
}

/** The content of a file: its bytes, or its text, which is taken as UTF-8. */
export type FileContent = string | Uint8Array;

/** What was checked, and what came of it. */
export type Report = ExaminedReport | MalformedReport;

/** The report on a package. */
export interface ExaminedReport {
  report_version: "1";
  /** The answer over all layers. */
  verdict: "verified" | "attention" | "failed";
  /** Whether all seal checks hold. It says less than the verdict. */
  ok: boolean;
  /** The seal checks, as every implementation of the format reports them. */
  checks: SealCheck[];
  /** How many of `checks` hold. */
  passed: number;
  /** How many of `checks` do not. */
  failed: number;
  /** How many `checks` there are: 5, or 6 with an embedded router bundle. */
  total: number;
  subject: Subject;
  /** Every check, by the question that it helps to answer. */
  layers: Layers;
  error?: never;
}

/** The report on bytes that are no package. Nothing was checked. */
export interface MalformedReport {
  report_version: "1";
  verdict: "malformed";
  ok: false;
  checks: [];
  passed: 0;
  failed: 0;
  total: 0;
  subject: MalformedSubject;
  layers: Record<string, never>;
  error: Refusal;
}

/** The answer to the question whether the package can be relied on, as far as it was checked. */
export type Verdict = Report["verdict"];

/** What the report is about. */
export interface Subject {
  /** SHA-256 of the bytes as they were given, in hexadecimal. */
  sha256: string;
  /** How many bytes there were. */
  bytes: number;
  /** The version of the package; null if it is no string. */
  package_version: string | null;
  /** The decision; null if its id is no string. */
  decision_id: string | null;
  /** The binding digest as it is stored, which may be no digest. */
  binding_digest: string | null;
  /** The mode of the router section; null if it is no string. */
  router_mode: string | null;
}

/** What is known of bytes that are no package. */
export interface MalformedSubject extends Subject {
  package_version: null;
  decision_id: null;
  binding_digest: null;
  router_mode: null;
}

/** A seal check, as every implementation of the format reports it. */
export interface SealCheck {
  name: SealCheckName;
  ok: boolean;
  /** What was done, in one line. */
  detail?: string;
  /** What the other value was held against; only if the check fails. */
  expected?: Evidence;
  /** The value that was held against it; only if the check fails. */
  actual?: Evidence;
}

/** The layers: the questions that are kept apart. */
export type Layers = { [Name in LayerName]: Layer<Name> };

/** Checks that answer one question together. */
export interface Layer<Name extends LayerName = LayerName> {
  /** The gravest outcome of its checks. */
  outcome: Outcome;
  checks: Check<Name>[];
}

/** A check that was run. */
export interface Check<Name extends LayerName = LayerName> {
  name: CheckNames[Name];
  /** Whether the check holds: false means that the outcome is `fail`. */
  ok: boolean;
  outcome: Outcome;
  /** JSON pointers to what the check is about; each stands for everything below it. */
  at: string[];
  /** What was done, in one line. */
  detail?: string;
  /** What the other value was held against, if two were compared. */
  expected?: Evidence;
  /** The value that was held against it. */
  actual?: Evidence;
}

/** What came of a check or a layer. */
export type Outcome =
  /** It holds. */
  | "pass"
  /** It does not hold, or it warned and was denied. */
  | "fail"
  /** It holds, but a careful auditor asks about it. */
  | "warn"
  /**
   * It could not be established, which is neither a pass nor a sign of a change. The checks of `authenticity` are
   * inconclusive while nothing is given that they could ask with; that does not weigh on the verdict.
   */
  | "inconclusive"
  /** There is nothing of the kind to check. */
  | "not_applicable";

/** The questions that are kept apart; {@link layers} has their words. */
export type LayerName = keyof CheckNames;

/** The seal checks. */
export type SealCheckName = CheckNames["seal"];

/** Every check. */
export type CheckName = CheckNames[LayerName];

/** The checks of each layer. */
export interface CheckNames {
  /** Do the digests in the package agree with each other? */
  seal:
    | "binding_digest"
    | "control_bundle_digest"
    | "binding_control_match"
    | "binding_router_match"
    | "binding_link_match"
    | "router_digest";
  /** Is it a package of a known version, written as that version says? */
  format: "known_versions" | "algorithm" | "router_sections";
  /** Does the history add up to what the package says? */
  history:
    | "event_digests"
    | "event_sequence"
    | "event_identity"
    | "event_times"
    | "event_types"
    | "replayed_state"
    | "router_link"
    | "link_digest"
    | "router_request"
    | "template"
    | "provenance";
  /** Was each run allowed by its policy when it was requested? */
  authorization:
    | "policy_attached"
    | "approvals_met"
    | "mode_allowed"
    | "step_limit"
    | "mode_as_requested"
    | "single_apply"
    | "policy_stable"
    | "separation_of_duties";
  /** Is the run in the package the one that was allowed? */
  router: "router_run" | "router_bundle_digest" | "router_result";
  /** Is there anything in the package that no digest covers? */
  coverage: "unsealed_members";
  /** Does somebody outside the package vouch for it? */
  authenticity: "pinned_digest" | "attestation";
}

/** A value as it stands in the package; a digest, if the package is sound. */
export type Evidence = JsonValue;

/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** Why bytes are not a package. */
export interface Refusal {
  code: RefusalCode;
  /** What is wrong, in one sentence. */
  message: string;
  /** JSON pointer (RFC 6901) to the innermost value that was being read or that is wrong. */
  pointer: string;
  /** Where it shows, in bytes from the start of the input. */
  offset: number;
}

/** Why an input is not a package, or not an attestation. */
export type RefusalCode =
  | TextRefusalCode
  /** A member that the format requires is not there. */
  | "MISSING_MEMBER"
  /** A value has a type that the format does not allow in its place. */
  | "WRONG_TYPE"
  /** A value of the right type is not what its place requires; only in attestations. */
  | "BAD_VALUE";

/** Why a text is refused as JSON. */
export type TextRefusalCode =
  | "NOT_UTF8"
  | "SYNTAX"
  | "DUPLICATE_KEY"
  | "LONE_SURROGATE"
  | "NUMBER_TOO_LONG"
  | "NUMBER_OVERFLOW"
  | "TOO_DEEP"
  | "TOO_LARGE"
  | "TOO_MANY_MEMBERS";

/** What every function throws: an `Error` with a code that does not change. */
export interface VerifierError extends Error {
  name: "VerifierError";
  code: ErrorCode;
  /** The name of the option that is wrong, if it is one. */
  option?: string;
  /** Which element of that option is wrong, from 0, if it is one. */
  index?: number;
  /** For a {@link RefusalCode}: JSON pointer to the innermost value that was being read or is wrong. */
  pointer?: string;
  /** For a {@link RefusalCode} and `KEY_INVALID`: where it shows, in bytes from the start of what was read. */
  offset?: number;
  /** For `LOAD_FAILED` and `ABORTED`: what was thrown there. */
  cause?: unknown;
}

/** The code of a {@link VerifierError}. */
export type ErrorCode =
  | RefusalCode
  /** An argument is not what the function takes. */
  | "INVALID_ARGUMENT"
  /** There is no option of this name. */
  | "UNKNOWN_OPTION"
  /** An option cannot have this value. */
  | "INVALID_OPTION"
  /** What was given as public keys is something else, or a key that proves nothing. */
  | "KEY_INVALID"
  /** There is no memory to hold the input. */
  | "OUT_OF_MEMORY"
  /** The verifier is not loaded yet: `await init()` first. */
  | "NOT_INITIALIZED"
  /** The WebAssembly cannot be loaded or started. */
  | "LOAD_FAILED"
  /** The memory did not suffice for the input, or the verifier has a defect; the next call starts anew. */
  | "ABORTED";

/** What there is to say about a check. */
export interface CatalogEntry {
  name: CheckName;
  layer: LayerName;
  /** A statement that holds when the check passes. */
  title: string;
  /** What it compares, and what that proves. */
  proves: string;
  /** What it does not prove. */
  limits: string;
  /** What a failure means. */
  failure: string;
  /** What to do after a failure. */
  next: string;
}

/** What there is to say about a layer. */
export interface CatalogLayer {
  name: LayerName;
  /** The question that its checks answer together. */
  question: string;
  /** What it says about the package when all of them hold. */
  holds: string;
  /** What it leaves open all the same. */
  limits: string;
  /** The names of its checks, in the order in which they are run. */
  checks: CheckName[];
}

/** Where the WebAssembly can come from: an address, a response, its bytes, or a compiled module. */
export type WasmSource =
  | string
  | ArrayBuffer
  | Uint8Array
  | InstanceOf<"URL">
  | InstanceOf<"Response">
  | (typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : never);

/** Bytes in memory of their own. */
export type OwnBytes = ReturnType<Uint8ArrayConstructor["from"]>;

/** The type of a global class, where the program's type libraries have it. */
type InstanceOf<Name extends string> =
  typeof globalThis extends Record<Name, { prototype: infer Instance }> ? Instance : never;

export {};
