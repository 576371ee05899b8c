// The project that these tests run in, and its package.

import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL("..", import.meta.url));
/** The installed package. */
export const INSTALLED = join(PROJECT, "node_modules/@nexus-attest/verifier");

/** A new folder in the project. */
export function folder(name) {
  const path = join(PROJECT, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

/** The names of all files below a folder, in order. */
export function below(root, within = "") {
  return readdirSync(join(root, within), { withFileTypes: true })
    .flatMap((entry) => {
      const name = within === "" ? entry.name : `${within}/${entry.name}`;
      return entry.isDirectory() ? below(root, name) : [name];
    })
    .sort();
}

/** Runs a program in the project; returns its status and what it wrote, as text. */
export async function program(path, args, options = {}) {
  try {
    const { stdout, stderr } = await promisify(execFile)(path, args, {
      cwd: PROJECT,
      maxBuffer: 1 << 28,
      ...options,
    });
    return { status: 0, stdout, stderr };
  } catch (error) {
    if (typeof error.code !== "number") throw error;
    return { status: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

/** Runs a JavaScript program with the Node that runs the tests. */
export function node(args, options) {
  return program(process.execPath, args, options);
}
