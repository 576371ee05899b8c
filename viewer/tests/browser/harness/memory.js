// How much memory a browser takes: of all of its processes, shared pages divided among those that share them.

import { readFileSync, readdirSync } from "node:fs";
import { CHROMIUM } from "./settings.js";

/** Bytes of memory that the processes of a browser take. */
export async function memory(browser) {
  const capabilities = await browser.driver.getCapabilities();
  const processes = all();
  const root = CHROMIUM
    ? oldestWith(processes, capabilities.get("chrome").userDataDir)
    : processes.find(({ id }) => id === capabilities.get("moz:processID"));
  if (!root) throw new Error("the processes of the browser are not found");
  const family = [root];
  for (const member of family) family.push(...processes.filter(({ parent }) => parent === member.id));
  return family.reduce((sum, { id }) => sum + proportional(id), 0);
}

function all() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const status = read(`/proc/${name}/status`);
      const parent = status.match(/^PPid:\s+(\d+)$/m);
      return parent ? [{ id: Number(name), parent: Number(parent[1]) }] : [];
    });
}

/** The first process that was started with this word in its command line. */
function oldestWith(processes, word) {
  const found = processes.filter(({ id }) => read(`/proc/${id}/cmdline`).includes(word));
  return found.find(({ parent }) => !found.some(({ id }) => id === parent));
}

function proportional(id) {
  const found = read(`/proc/${id}/smaps_rollup`).match(/^Pss:\s+(\d+) kB$/m);
  return found ? Number(found[1]) * 1024 : 0;
}

/** The content of a file; empty if its process has ended. */
function read(path) {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
