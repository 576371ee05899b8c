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
  const report = JSON.parse(bytes);
  // The report sorts its members; a page shows the seal first, on which everything else rests.
  const { seal, ...others } = report.layers;
  const layers = seal ? [seal, ...Object.values(others)] : [];
  return {
    bytes,
    verdict: report.verdict,
    code: report.error?.code ?? null,
    checks: layers.flatMap((layer) => layer.checks.map((check) => [check.name, check.outcome])),
  };
}
