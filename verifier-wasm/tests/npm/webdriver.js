// A browser, driven over the WebDriver protocol, and a server for its pages.

import { spawn } from "node:child_process";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { CHROMEDRIVER, WEBDRIVER_SETTINGS } from "./settings.js";

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** Serves folders, by the first part of the path; `requests` lists what was asked for. */
export async function serve(folders, headers = {}) {
  const requests = [];
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    requests.push(path);
    const [, first, ...rest] = path.split("/");
    const file = folders[first] === undefined ? "" : join(folders[first], ...rest);
    if (file === "" || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "text/plain", ...headers });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    requests,
    address: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.close();
      server.closeAllConnections?.();
    },
  };
}

/** A browser with one page. */
export async function open() {
  const driver = spawn(CHROMEDRIVER, ["--port=0"], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise((resolve, reject) => {
    let written = "";
    driver.stdout.on("data", (chunk) => {
      written += chunk;
      const found = /started successfully on port (\d+)/.exec(written);
      if (found) resolve(found[1]);
    });
    driver.on("exit", (status) => reject(new Error(`the driver ended with ${status}: ${written}`)));
  });
  const command = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.message}`);
    return value;
  };
  try {
    const settings = JSON.parse(readFileSync(WEBDRIVER_SETTINGS, "utf8"));
    const { sessionId } = await command("POST", "/session", { capabilities: { alwaysMatch: settings } });
    const session = (method, path, body) => command(method, `/session/${sessionId}${path}`, body);
    await session("POST", "/timeouts", { script: 300_000, pageLoad: 60_000 });
    return {
      go: (url) => session("POST", "/url", { url }),
      title: () => session("GET", "/title"),
      /** Runs the body of a function; what it returns may be a promise. */
      run: (script, ...args) => session("POST", "/execute/sync", { script, args }),
      /** Chooses a file in an input. */
      choose: async (selector, file) => {
        const element = await session("POST", "/element", { using: "css selector", value: selector });
        await session("POST", `/element/${Object.values(element)[0]}/value`, { text: file });
      },
      close: async () => {
        await session("DELETE", "").catch(() => undefined);
        driver.kill();
      },
    };
  } catch (error) {
    driver.kill();
    throw error;
  }
}

/** Waits until something holds, or fails after a while that is long for any machine. */
export async function until(what, holds) {
  for (let round = 0; round < 6000; round += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain until ${what}`);
}
