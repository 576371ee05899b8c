// The examples of the package's README, which are programs that the tests run.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { INSTALLED } from "./project.js";

const text = readFileSync(join(INSTALLED, "README.md"), "utf8");

/** Every example, by the name of its file. */
export const examples = new Map(
  [...text.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, name, content]) => [name, content]),
);

/** Writes examples into a folder. */
export function write(names, folder) {
  for (const name of names) writeFileSync(join(folder, name), examples.get(name));
}
