// A server for the site, on this machine only.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = { ".html": "text/html; charset=utf-8", ".wasm": "application/wasm" };

/**
 * Serves a folder below the path `under`, with these headers; `spoil` may change what a file holds, or lose it. What it
 * hands back: `address` of the folder, `requests` (each path that was asked for, with its method), and `stop()`.
 */
export async function serve(folder, { under = "/", headers = {}, spoil = (name, bytes) => bytes } = {}) {
  const requests = [];
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    requests.push(`${request.method} ${path}`);
    let file = path.startsWith(under) ? join(folder, path.slice(under.length)) : "";
    if (file !== "" && existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const bytes = file !== "" && existsSync(file) ? spoil(file, readFileSync(file)) : undefined;
    if (bytes === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", ...headers }).end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    requests,
    address: `http://127.0.0.1:${server.address().port}${under}`,
    stop() {
      server.close();
      server.closeAllConnections?.();
    },
  };
}
