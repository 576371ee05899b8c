// The types: what they say is compared with real reports by the compiler, in both directions.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as verifier from "@nexus-attest/verifier";
import { inputs, part } from "./inputs.js";
import { folder, INSTALLED, node } from "./project.js";
import { TOOLS } from "./settings.js";
import { test } from "./test.js";

const here = join(dirname(fileURLToPath(import.meta.url)), "types");
const schema = JSON.parse(readFileSync(join(INSTALLED, "report.schema.json"), "utf8"));
const declarations = readFileSync(join(INSTALLED, "index.d.ts"), "utf8");

const STRICT = {
  target: "es2022",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  types: [],
};

/** Compiles files in a folder of their own and asserts that the compiler has nothing to say. */
async function compile(name, files, options) {
  const into = folder(name);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(into, file), content);
  const compilerOptions = { ...STRICT, rootDir: ".", outDir: "out", ...options };
  writeFileSync(join(into, "package.json"), '{ "type": "module" }');
  writeFileSync(join(into, "tsconfig.json"), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  const { status, stdout, stderr } = await node([
    "--max-old-space-size=4000",
    join(TOOLS, "typescript/bin/tsc"),
    "--project",
    into,
  ]);
  assert.equal(status, 0, stdout.split("\n").slice(0, 20).join("\n") + stderr);
  return into;
}

test("types: a program that uses every export compiles, with and without a bundler, and runs", async () => {
  const files = { "program.ts": readFileSync(join(here, "program.ts"), "utf8") };
  const withNode = await compile("types-node", files, { lib: ["es2022"], module: "nodenext" });
  const { status, stderr } = await node([join(withNode, "out/program.js")]);
  assert.equal(status, 0, stderr);
  files["page.ts"] = readFileSync(join(here, "page.ts"), "utf8");
  const page = { lib: ["es2022", "dom", "dom.iterable"], module: "esnext", moduleResolution: "bundler" };
  await compile("types-bundler", files, page);
});

test("types: the program leaves out nothing that is declared, and nothing that is exported is undeclared", () => {
  const program = readFileSync(join(here, "program.ts"), "utf8");
  const declared = [...declarations.matchAll(/^export (function|interface|type) (\w+)/gm)];
  const functions = declared.filter(([, kind]) => kind === "function").map(([, , name]) => name);
  assert.deepEqual(functions.sort(), Object.keys(verifier).sort());
  assert.ok(declared.length > functions.length + 10);
  for (const [, , name] of declared) {
    const uses = program.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0;
    assert.ok(uses >= 2, `${name} is imported and used`);
  }
});

test("types: every real report has exactly the declared shape", async () => {
  const texts = new Set(inputs.map(({ bytes }) => verifier.verifyToJson(bytes).trimEnd()));
  assert.ok(texts.size > 2000);
  const lines = [...texts].map((text, index) => `export const r${index}: Report = ${text};`);
  const content = `import type { Report } from "@nexus-attest/verifier";\n${lines.join("\n")}\n`;
  await compile("types-reports", { "reports.ts": content }, { lib: ["es2022"], module: "nodenext", noEmit: true });
});

test("types: a report with a member too many, one too few or one of another type is refused", async () => {
  const samples = [
    ...["good-reference", "attention-embedded-router", "tampered-binding-digest-altered", "tampered-run-substituted"],
    ...["malformed-duplicate-key"],
  ].map((name) => verifier.verify(part("samples").find((input) => input.name === `samples/${name}`).bytes));
  const lines = samples.flatMap((report, index) =>
    changes(report).map(
      ([change, changed]) => `// @ts-expect-error: ${index} ${change}\nlet _: Report = ${JSON.stringify(changed)};`,
    ),
  );
  assert.ok(lines.length > 500, `${lines.length} changes`);
  const blocks = lines.map((line) => `{\n${line}\n}`);
  const content = `import type { Report } from "@nexus-attest/verifier";\n${blocks.join("\n")}\n`;
  await compile("types-changed", { "changed.ts": content }, { lib: ["es2022"], module: "nodenext", noEmit: true });
});

/** Everything that can be changed in a report so that it is none any more. */
function changes(report) {
  const changes = [];
  const change = (what, path, edit) => {
    const changed = structuredClone(report);
    edit(path.reduce((place, name) => place[name], changed));
    changes.push([`${what} at /${path.join("/")}`, changed]);
  };
  const visit = (place, path) => {
    const at = path.at(-1);
    // A value that a check compared can have any shape.
    if (at === "expected" || at === "actual") return;
    if (Array.isArray(place)) {
      change("a wrong element", path, (array) => array.push({ unheard: "of" }));
    } else if (typeof place === "object" && place !== null) {
      change("a member too many", path, (object) => (object.unheard_of = "x"));
      for (const name of Object.keys(place)) {
        const optional = ["detail", "expected", "actual"].includes(name);
        if (!optional) change(`without ${name}`, path, (object) => delete object[name]);
        if (name !== "expected" && name !== "actual") {
          const other = typeof place[name] === "number" ? "7" : 7;
          change(`another type of ${name}`, path, (object) => (object[name] = other));
        }
        if (["name", "outcome", "verdict", "code", "report_version"].includes(name)) {
          change(`another ${name}`, path, (object) => (object[name] = "unheard_of"));
        }
      }
    }
    if (typeof place === "object" && place !== null) {
      for (const name of Object.keys(place)) visit(place[name], [...path, name]);
    }
  };
  visit(report, []);
  return changes;
}

test("types: names and codes are those of the catalog and of the schema", async () => {
  const entries = verifier.catalog();
  const definitions = schema.$defs;
  const examined = definitions.examined.properties;
  const unions = {
    CheckName: entries.map(({ name }) => name),
    SealCheckName: examined.checks.prefixItems.map((item) => item.properties.name.const),
    LayerName: Object.keys(examined.layers.properties),
    Outcome: definitions.outcome.enum,
    Verdict: definitions.verdict.enum,
    RefusalCode: definitions.code.enum,
  };
  const seal = entries.filter(({ layer }) => layer === "seal").map(({ name }) => name);
  assert.deepEqual(unions.SealCheckName, seal);
  const equal = Object.entries(unions).map(([type, names]) => {
    const union = names.map((name) => JSON.stringify(name)).join(" | ");
    return `export const equal${type}: Equal<${type}, ${union}> = true;`;
  });
  const checks = verifier.layers().map(({ name, checks }) => {
    const union = checks.map((check) => JSON.stringify(check)).join(" | ");
    return `export const checks_${name}: Equal<CheckNames["${name}"], ${union}> = true;`;
  });
  const content = `
    import type { CatalogEntry, CatalogLayer, CheckNames, ${Object.keys(unions).join(", ")} } from "@nexus-attest/verifier";
    type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
    ${equal.join("\n")}
    ${checks.join("\n")}
    export const catalog: CatalogEntry[] = ${JSON.stringify(entries)};
    export const layers: CatalogLayer[] = ${JSON.stringify(verifier.layers())};
  `;
  await compile("types-names", { "names.ts": content }, { lib: ["es2022"], module: "nodenext", noEmit: true });
});
