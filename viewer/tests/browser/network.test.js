// Nothing leaves the page: the browser's own logs of the network, during a whole walk through it.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { CHROMIUM, SCRATCH, forms, open, siteServer, until } from "./harness/index.js";
import { record } from "./harness/network.js";
import { walk } from "./harness/walk.js";

// Defends the other tests of this file: what would leave a page is in the record, whatever way it takes.
test("the record shows every way out that a page could take", async (t) => {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(204).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const at = `127.0.0.1:${server.address().port}`;
  const page = join(SCRATCH, "leaking.html");
  writeFileSync(
    page,
    `<!doctype html><title>leaking</title><img src="http://${at}/image"><body><script>
      const ignore = () => undefined;
      fetch("http://${at}/fetch").catch(ignore);
      fetch("http://name.invalid/").catch(() => fetch("http://${at}/named").catch(ignore));
      navigator.sendBeacon("http://${at}/beacon");
      new WebSocket("ws://${at}/socket");
      const connection = new RTCPeerConnection({ iceServers: [{ urls: "stun:stun.invalid" }] });
      connection.createDataChannel("x");
      connection.createOffer().then((offer) => connection.setLocalDescription(offer));
      const worker = 'fetch("http://${at}/worker").catch(() => 0); new WebSocket("ws://${at}/worker-socket");';
      new Worker(URL.createObjectURL(new Blob([worker])));
      document.body.append(Object.assign(document.createElement("iframe"), { src: "http://${at}/frame" }));
    </script>`,
  );
  const recorded = await record();
  await recorded.browser.driver.get(pathToFileURL(page).href);
  const ways = ["beacon", "fetch", "frame", "image", "named", "socket", "worker", "worker-socket"];
  await until("everything has been asked for", () => ways.every((way) => asked.includes(`/${way}`)));
  // The browser tells of a request of a worker a moment after it was made.
  const recordedOf = (end, by) => recorded.loaded.some((it) => it.url.endsWith(end) && (by === undefined || it.by === by));
  await until("the page's requests are recorded", () => recordedOf("/fetch"));
  if (CHROMIUM) await until("the worker's requests are recorded", () => recordedOf("/worker", "worker"));
  const { requests, names } = await recorded.end();
  const paths = requests.map((url) => new URL(url)).filter(({ host }) => host === at).map(({ pathname }) => pathname.slice(1));
  assert.deepEqual([...new Set(paths)].sort(), ways);
  assert.ok(names.includes("name.invalid"), `no name was looked up: ${names}`);
});

for (const form of forms) {
  // Defends what a reader is told: nothing leaves the page, and it needs nothing from anywhere.
  test(`${form.name}: a whole walk through the page asks for nothing but the page itself`, async () => {
    const recorded = await record();
    const own = [await form.address()];
    if (own[0].startsWith("http")) own.push(/^.*\/viewer-[0-9a-f]{16}\.wasm$/);
    const server = await siteServer();
    const before = server.requests.length;
    const page = await open(recorded.browser, form);
    await walk(page);
    const noted = await page.run("return performance.getEntriesByType('resource').map((it) => it.name)");
    assert.deepEqual(await recorded.browser.problems(), []);
    const { requests, names } = await recorded.end();

    const known = (url) => own.some((it) => (it instanceof RegExp ? it.test(url) : it === url));
    const foreign = recorded.loaded.filter(({ url }) => !known(url) && !url.startsWith("blob:") && url !== "data:");
    assert.deepEqual(foreign, [], "loaded, as the events say");
    // The events of Firefox leave files out; what the page itself has noted does not.
    if (CHROMIUM || own.length > 1) assert.ok(recorded.loaded.some(({ url }) => url === own[0]), "the page was watched");
    assert.deepEqual(noted.filter((url) => !known(url) && !url.startsWith("blob:")), [], "loaded, as the page notes");
    if (CHROMIUM) assert.ok(recorded.watched().filter((kind) => kind === "worker").length > 1, "workers were watched");
    const expected = own.slice(0, own[0].startsWith("http") ? 2 : 0);
    assert.equal(requests.length, expected.length, `requested, as the log says: ${requests}`);
    assert.deepEqual(requests.filter((url) => !known(url)), []);
    assert.deepEqual(names.filter((name) => name !== "127.0.0.1"), [], "names that were looked up");
    assert.equal(server.requests.length - before, expected.length, `requested, as the server says: ${server.requests}`);
  });
}
