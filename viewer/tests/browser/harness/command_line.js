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

/** The report on a file, with further options: its bytes as printed, and what a page has to show of it. */
export async function report(path, ...options) {
  const bytes = await commandLine("verify", "--format", "json", ...options, path);
  return { bytes, ...shown(JSON.parse(bytes)) };
}

/** The reports on the files of a folder, by their names: the text of each, and what a page has to show of it. */
export async function reports(folder, ...options) {
  const lines = (await commandLine("verify", "--format", "jsonl", ...options, folder)).toString().split("\n").slice(0, -1);
  return new Map(
    lines.map((line) => {
      const { path, report } = JSON.parse(line);
      const name = path.slice(path.lastIndexOf("/") + 1);
      return [name, { text: line.slice(line.indexOf(',"report":') + 10, -1), ...shown(report) }];
    }),
  );
}

/** The layers in the order in which a reader asks, which is that of the page; a report sorts its members. */
const LAYERS = ["seal", "format", "history", "authorization", "router", "coverage", "authenticity"];

function shown({ verdict, error, layers }) {
  const names = Object.keys(layers);
  const inOrder = names.sort((a, b) => LAYERS.indexOf(a) - LAYERS.indexOf(b)).map((name) => layers[name]);
  return {
    verdict,
    code: error?.code ?? null,
    checks: inOrder.flatMap((layer) => layer.checks.map((check) => [check.name, check.outcome])),
  };
}
