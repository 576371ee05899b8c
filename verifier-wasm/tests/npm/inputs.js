// Everything that is verified: every vector and every sample, and the answers of the command line.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "./project.js";
import { CLI, INPUTS, SAMPLES } from "./settings.js";

/** Each with its path, its name (`packages/00-plain-reference`) and its bytes. */
export const inputs = [
  ...["packages", "tampered", "canonical"].flatMap((part) => files(join(INPUTS, part), part)),
  ...files(SAMPLES, "samples"),
];

function files(folder, part) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => {
      const path = join(folder, file);
      return { path, part, name: `${part}/${file.slice(0, -".json".length)}`, bytes: readFileSync(path) };
    });
}

/** The inputs of one part. */
export function part(name) {
  return inputs.filter((input) => input.part === name);
}

let answers;

/** What `nexus-attest verify --format json` prints for each input, and its exit status, by name. */
export function answersOfTheCommandLine() {
  answers ??= ask();
  return answers;
}

async function ask() {
  const answers = new Map();
  const open = inputs.slice();
  const worker = async () => {
    for (let input = open.pop(); input !== undefined; input = open.pop()) {
      answers.set(input.name, await program(CLI, ["verify", "--format", "json", input.path]));
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return answers;
}
