// The packages, written into a folder.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { built, senseless, written } from "./package.js";
import { CANARY, long, names, texts } from "./texts.js";

/** As deep as the reader goes; six are on the way to where anything may stand. */
const LIMIT = 512;
const nested = (depth, key) => {
  let value = "end";
  for (let level = 0; level < depth; level += 1) value = level % 2 ? { [key]: value, b: level } : [value, level];
  return value;
};

/** Every field says the same. */
const everywhere = (text) => ({ say: () => text });

/** Writes a file; `like` names the kind of page that it is compared with. */
function entry(folder, name, text, more) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { name, path, ...more };
}

/** A package for each text, with it in every field: sealed, sealed and making no sense, altered, and none at all. */
export function ofTexts(folder) {
  mkdirSync(folder, { recursive: true });
  return Object.entries(texts).flatMap(([name, { text, ...expected }]) => {
    const sound = built(everywhere(text));
    const failed = built({ ...everywhere(text), failed: true, embedded: true, strange: true });
    const altered = built({ ...everywhere(text), strange: true });
    altered.router.ref.run_id = `${text}-${text}`;
    altered.binding.router_digest = text;
    altered.control_bundle.integrity.canonical_digest = `sha256:${text}`;
    const quoted = JSON.stringify(text);
    const twice = `{${quoted}: {${quoted}: 1, ${quoted}: 2}}`;
    const raw = `{"a": "${text}\u0001", ${CANARY}`;
    const broken = Buffer.concat([Buffer.from(`{"a": "${text}`), Buffer.from([0xff, 0xc0]), Buffer.from(`${text}"}`)]);
    return [
      entry(folder, `${name}.json`, written(sound), { shows: expected, canary: !expected.bare, full: true }),
      entry(folder, `${name}-alone.json`, written(built({ ...everywhere(text), alone: true })), { canary: !expected.bare }),
      entry(folder, `${name}-failed-run.json`, written(failed), { canary: !expected.bare }),
      entry(folder, `${name}-senseless.json`, written(senseless(structuredClone(sound), text)), { canary: !expected.bare }),
      entry(folder, `${name}-altered.json`, written(altered), { canary: !expected.bare }),
      entry(folder, `${name}-twice.json`, twice, {}),
      entry(folder, `${name}-raw.json`, raw, {}),
      entry(folder, `${name}-bytes.json`, broken, {}),
    ];
  });
}

/** Packages that are long, many or deep. */
export function ofSizes(folder) {
  mkdirSync(folder, { recursive: true });
  const approvals = (count) => (log) => {
    for (let index = 0; index < count; index += 1) {
      log.add("APPROVAL_GRANTED", { expires_at: null, comment: `${CANARY} ${index}` }, `person-${index}@example.com`);
    }
  };
  const runs = (count) => (log) => {
    for (let index = 0; index < count; index += 1) {
      log
        .add("EXECUTION_REQUESTED", { adapter_id: `adapter ${index}`, dry_run: true }, "scheduler", "system")
        .add("EXECUTION_FAILED", { error_code: "E", error_message: `failed ${index}` }, "nexus-control", "system");
    }
  };
  const list = (count) => Array.from({ length: count }, (_, index) => `${CANARY}-${index}`);
  const deep = (key) => ({ extra: nested(LIMIT - 6, key) });
  const package_ = (name, options, more) => entry(folder, `${name}.json`, written(built(options)), more);
  return [
    package_("events-10000", { more: approvals(10_000) }),
    package_("runs-1000", { runs: runs(1_000) }),
    package_("labels-3000", { labels: list(3_000) }),
    package_("members-20000", { extra: Object.fromEntries(list(20_000).map((key) => [key, key])) }),
    package_("deep", deep("k")),
    package_("deep-wide-keys", deep(`${CANARY}${"k".repeat(300)}`)),
    package_("long-keys", { say: (field) => (field === "key" ? `${CANARY}${"k".repeat(1 << 20)}` : undefined) }),
    entry(folder, "too-deep.json", `${"[".repeat(100_000)}`, {}),
    entry(folder, "long-line.json", `{"a": ${"[1],".repeat(1 << 18)}`, {}),
    ...Object.entries(long).map(([name, { text, ...expected }]) =>
      package_(`every-field-${name}`, everywhere(text), { shows: expected })),
  ];
}

/** One package under many names. */
export function ofNames(folder) {
  mkdirSync(folder, { recursive: true });
  return names.map((name, index) => entry(folder, name, written(built(everywhere(`${CANARY} ${index}`)))));
}

/** Packages that deceive nobody, one for each verdict: what the page looks like then. */
export function clean(folder) {
  mkdirSync(folder, { recursive: true });
  const sound = built();
  const altered = structuredClone(sound);
  altered.router.ref.run_id = "run-2";
  altered.binding.router_digest = `sha256:${"0".repeat(64)}`;
  altered.control_bundle.integrity.canonical_digest = `sha256:${"1".repeat(64)}`;
  return {
    verified: entry(folder, "verified.json", written(sound)),
    attention: entry(folder, "attention.json", written(senseless(structuredClone(sound), "something"))),
    failed: entry(folder, "failed.json", written(altered)),
    malformed: entry(folder, "malformed.json", "{"),
  };
}
