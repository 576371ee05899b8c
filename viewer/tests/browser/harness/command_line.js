// What the command line says.

import { execFile } from "node:child_process";
import { CLI } from "./settings.js";

/** What `nexus-attest` prints with these arguments, whatever its exit status says. */
export function commandLine(...args) {
  return new Promise((resolve, reject) => {
    execFile(CLI, args, { encoding: "buffer", maxBuffer: 1 << 30 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else if (stdout.length === 0) reject(new Error(`nexus-attest ${args.join(" ")}: ${stderr}`));
      else resolve(stdout);
    });
  });
}

/** The report on a file: its bytes as printed, and what a page has to show of it. */
export async function report(path) {
  const bytes = await commandLine("verify", "--format", "json", path);
  return { bytes, ...shown(JSON.parse(bytes)) };
}

/** The reports on the files of a folder, by their names: the text of each, and what a page has to show of it. */
export async function reports(folder) {
  const lines = (await commandLine("verify", "--format", "jsonl", folder)).toString().split("\n").slice(0, -1);
  return new Map(
    lines.map((line) => {
      const { path, report } = JSON.parse(line);
      const name = path.slice(path.lastIndexOf("/") + 1);
      return [name, { text: line.slice(line.indexOf(',"report":') + 10, -1), ...shown(report) }];
    }),
  );
}

function shown({ verdict, error, layers }) {
  // A report sorts its members; a page shows the seal first, on which everything else rests.
  const { seal, ...others } = layers;
  const inOrder = seal ? [seal, ...Object.values(others)] : [];
  return {
    verdict,
    code: error?.code ?? null,
    checks: inOrder.flatMap((layer) => layer.checks.map((check) => [check.name, check.outcome])),
  };
}
