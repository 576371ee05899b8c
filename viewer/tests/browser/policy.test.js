// The content security policy, as browsers enforce it, and the places that the viewer works in.

import assert from "node:assert/strict";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { CHROMIUM, FILE, Page, SAMPLES, SCRATCH, SITE, file, forms, hook, open, serve, start, until } from "./harness/index.js";
import { walk } from "./harness/walk.js";

const browser = await start();

/** The directives of the policy that stands in a page. */
function directives(html) {
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html);
  return new Map(policy.split(";").map((it) => it.trim().split(" ")).map(([name, ...values]) => [name, values]));
}

for (const { name, html, connect } of [
  { name: "single file", html: FILE, connect: undefined },
  { name: "site", html: join(SITE, "index.html"), connect: ["'self'"] },
]) {
  // Defends that the policy stays as narrow as it is meant to be.
  test(`${name}: nothing is allowed but what the page is made of`, () => {
    const text = readFileSync(html, "utf8");
    const policy = directives(text);
    assert.deepEqual(policy.get("default-src"), ["'none'"]);
    assert.deepEqual(policy.get("connect-src"), connect);
    for (const directive of ["script-src", "style-src"]) {
      const values = policy.get(directive).filter((it) => it !== "'wasm-unsafe-eval'");
      assert.ok(values.length > 0 && values.every((it) => /^'sha256-[A-Za-z0-9+/]{43}='$/.test(it)), directive);
    }
    assert.deepEqual(policy.get("worker-src"), ["blob:"]);
    assert.deepEqual(policy.get("img-src"), ["data:"]);
    assert.deepEqual(policy.get("base-uri"), ["'none'"]);
    assert.deepEqual(policy.get("form-action"), ["'none'"]);
    assert.equal(policy.size, connect ? 8 : 7, "no directive that is not named here");
    // The policy comes before all that it is about, and no address of another host is in the page.
    assert.ok(text.indexOf("Content-Security-Policy") < text.indexOf("<script"));
    assert.ok(text.indexOf("Content-Security-Policy") < text.indexOf("<style"));
    assert.doesNotMatch(text.replace(/<script[\s\S]*?<\/script>/g, ""), /(src|href|action)\s*=\s*["']?(https?:)?\/\//);
  });
}

/**
 * Ways out of a page, and ways in for a script, each with the directive that refuses it. `AT` stands for the address of a
 * server that is there; `refused()` says that the browser refuses by other means, before it comes to the policy.
 */
const ATTEMPTS = {
  "fetch": ["connect-src", "fetch('http://AT/x').catch(() => 0)"],
  "a request": ["connect-src", "const it = new XMLHttpRequest(); it.open('GET', 'http://AT/x'); try { it.send(); } catch {}"],
  "a socket": ["connect-src", "try { new WebSocket('ws://AT/x'); } catch {}"],
  "a stream of events": ["connect-src", "try { new EventSource('http://AT/x'); } catch {}"],
  "a beacon": ["connect-src", "try { navigator.sendBeacon('http://AT/x', 'x'); } catch {}"],
  "an image": ["img-src", "new Image().src = 'http://AT/x.png'"],
  "a font": ["font-src", "document.fonts.add(new FontFace('x', 'url(http://AT/x)')); document.fonts.load('1em x').catch(() => 0)"],
  "a frame": ["frame-src", "add('iframe', { src: 'http://AT/x' })"],
  "a media file": ["media-src", "add('video', { src: 'http://AT/x' })"],
  "an object": ["object-src", "add('object', { data: 'http://AT/x' })"],
  "a script of another address": ["script-src", "add('script', { src: 'http://AT/x.js' })"],
  "a script beside the page": ["script-src", "add('script', { src: 'x.js', onerror: refused })"],
  "a script in the page": ["script-src", "add('script', { textContent: 'window.intruded = 1' })"],
  "a script of a blob": ["script-src", "add('script', { src: URL.createObjectURL(new Blob(['window.intruded = 1'])) })"],
  "a handler in an attribute": ["script-src", "const it = add('div', {}); it.setAttribute('onclick', 'window.intruded = 1'); it.click()"],
  "an address that is a script": ["script-src", "const it = add('a', { href: 'javascript:window.intruded=1' }); it.click()"],
  "eval": ["script-src", "try { window.eval('window.intruded = 1'); } catch {}"],
  "a function made of text": ["script-src", "try { new window.Function('window.intruded = 1')(); } catch {}"],
  "a style sheet of another address": ["style-src", "add('link', { rel: 'stylesheet', href: 'http://AT/x.css' })"],
  "a style in the page": ["style-src", "add('style', { textContent: 'body { display: none }' })"],
  "a style in an attribute": ["style-src", "add('div', {}).setAttribute('style', 'position: fixed')"],
  "another base": ["base-uri", "add('base', { href: 'http://AT/' })"],
  "a form": ["form-action", "add('form', { action: 'http://AT/x' }).submit()"],
  "a worker beside the page": ["worker-src", "try { new Worker('x.js').onerror = refused; } catch { refused(); }"],
};

/** The same for a worker, whose script is a blob and which has the policy of the page. */
const ATTEMPTS_OF_A_WORKER = {
  "fetch": ["connect-src", "fetch('http://AT/x').catch(() => 0)"],
  "a request": ["connect-src", "const it = new XMLHttpRequest(); it.open('GET', 'http://AT/x'); try { it.send(); } catch {}"],
  "a socket": ["connect-src", "try { new WebSocket('ws://AT/x'); } catch {}"],
  "a script": ["script-src", "try { importScripts('http://AT/x.js'); } catch { refused(); }"],
  "eval": ["script-src", "try { self.eval('1'); } catch { refused(); }"],
};

/** Makes an attempt in the page, by a script of its own; hands back what refused it. */
function tried(code, at) {
  return browser.inPage(`async () => {
    const added = [];
    const add = (name, properties) => {
      const element = Object.assign(document.createElement(name), properties);
      added.push(element);
      document.body.append(element);
      return element;
    };
    const directive = await new Promise((resolve) => {
      const refused = () => resolve("refused");
      const said = (event) => resolve(event.effectiveDirective.replace(/-(elem|attr)$/, ""));
      document.addEventListener("securitypolicyviolation", said, { once: true });
      // Later, when the driver does not stand behind it any more.
      setTimeout(() => { ${code.replaceAll("AT", at)} }, 0);
      setTimeout(resolve, 20_000, "nothing");
    });
    for (const element of added) element.remove();
    return directive;
  }`);
}

/** The same in a worker that the page starts. */
function triedInWorker(code, at) {
  const source = `
    const refused = () => setTimeout(postMessage, 200, "refused");
    self.addEventListener("securitypolicyviolation", (event) => postMessage(event.effectiveDirective));
    setTimeout(() => { ${code.replaceAll("AT", at)} }, 0);`;
  return browser.inPage(`async (source) => {
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    const directive = await new Promise((resolve) => {
      worker.onmessage = (event) => resolve(event.data.replace(/-(elem|attr)$/, ""));
      setTimeout(resolve, 20_000, "nothing");
    });
    worker.terminate();
    return directive;
  }`, source);
}

/** A copy of a form, with a script beside it. */
async function withNeighbour(form, body) {
  const folder = join(SCRATCH, "with a neighbour", form.name);
  cpSync(form === file ? FILE : SITE, form === file ? join(folder, "page.html") : folder, { recursive: true });
  writeFileSync(join(folder, "x.js"), "self.intruded = 1");
  if (form === file) await body(pathToFileURL(join(folder, "page.html")).href);
  else await served(folder, { under: "/x/" }, (server) => body(server.address));
}

for (const form of forms) {
  // Defends that even a script that found its way into the page could load nothing, run nothing and send nothing.
  test(`${form.name}: what the policy forbids is refused, in the page and in a worker`, async () => {
    await served(SITE, {}, (server) => withNeighbour(form, async (address) => {
      const at = new URL(server.address).host;
      const page = await Page.open(browser, address);
      for (const [what, [directive, code]] of Object.entries(ATTEMPTS)) {
        // Firefox applies no policy to files that lie beside a page on a disk.
        if (what.endsWith("beside the page") && form === file && !CHROMIUM) continue;
        const outcome = await tried(code, at);
        assert.ok(outcome === directive || (outcome === "refused" && code.includes("refused")), `${what}: ${outcome}`);
      }
      for (const [what, [directive, code]] of Object.entries(ATTEMPTS_OF_A_WORKER)) {
        const outcome = await triedInWorker(code, at);
        assert.ok(outcome === directive || (outcome === "refused" && code.includes("refused")), `worker, ${what}: ${outcome}`);
      }
      assert.equal(await browser.inPage("() => typeof window.intruded"), "undefined");
      assert.deepEqual(server.requests, []);
      // What was tried has left the page as it was.
      await page.bring(join(SAMPLES, "good-reference.json"));
      assert.equal((await page.shown()).verdict, "verified");
      await browser.problems();
    }));
  });
}

// Defends that the single file has no connection at all: neither to the network nor to itself, and its worker neither.
test("single file: nothing can be fetched, whatever the address", async () => {
  await open(browser, file);
  const addresses = ["data:,x", "http://localhost/", "https://[::1]/", ...(CHROMIUM ? [await file.address()] : [])];
  for (const address of [...addresses, "blob"]) {
    const it = address === "blob" ? "URL.createObjectURL(new Blob(['x']))" : JSON.stringify(address);
    const fetched = `fetch(${it}).then(() => "fetched", () => "refused")`;
    assert.equal(await browser.inPage(`() => ${fetched}`), "refused", address);
    const inWorker = await browser.inPage(`async (source) => {
      const worker = new Worker(URL.createObjectURL(new Blob([source])));
      return new Promise((resolve) => { worker.onmessage = (event) => resolve(event.data); });
    }`, `${fetched}.then((it) => postMessage(it))`);
    assert.equal(inWorker, "refused", address);
  }
  await browser.problems();
});

/** What every place has to allow. */
async function works(page) {
  await page.bring(join(SAMPLES, "attention-embedded-router.json"));
  assert.equal((await page.shown()).verdict, "attention");
  await page.element(`${hook("tree")} [role=treeitem]`);
  await page.save(hook("export-json"));
  assert.deepEqual(await browser.problems(), []);
}

for (const place of ["renamed.html", "a folder/with spaces.htm", "Übung äöü/Prüfung.html", "50% #1/what?.html", "日本/監査 (1).html"]) {
  // Defends that an auditor may put the file wherever it suits, on a disk that cannot be written to as well.
  test(`single file: it works as ${place}, read-only`, async () => {
    const path = join(SCRATCH, "places", place);
    mkdirSync(join(path, ".."), { recursive: true });
    copyFileSync(FILE, path);
    chmodSync(path, 0o444);
    await works(await Page.open(browser, pathToFileURL(path).href));
  });
}

/** Serves a folder for as long as `body` runs. */
async function served(folder, options, body) {
  const server = await serve(folder, options);
  try {
    await body(server);
  } finally {
    server.stop();
  }
}

const STRICT = {
  "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'; style-src 'unsafe-inline'; worker-src blob:; connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), clipboard-read=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Cache-Control": "no-store",
};

for (const [what, under, headers, path] of [
  ["at the root of a host", "/", {}, ""],
  ["below a path, with a query and a place in the page", "/deep/er/path/", {}, "index.html?from=mail#main"],
  ["with strict headers of the server", "/audit/", STRICT, ""],
]) {
  // Defends that the site can be hosted as it suits, behind headers that forbid what it does not need.
  test(`site: it works ${what}`, async () => {
    await served(SITE, { under, headers }, async (server) => {
      await works(await Page.open(browser, server.address + path));
      assert.deepEqual(
        server.requests.map((it) => it.replace(/viewer-[0-9a-f]+/, "viewer")),
        [`GET ${under}${path.replace(/[?#].*/, "")}`, `GET ${under}viewer.wasm`],
      );
    });
  });
}

for (const [what, spoil] of [
  ["was changed", (name, bytes) => (name.endsWith(".wasm") ? Buffer.concat([bytes, Buffer.from([0])]) : bytes)],
  ["is missing", (name, bytes) => (name.endsWith(".wasm") ? undefined : bytes)],
]) {
  // Defends that the site runs no other WebAssembly than the one it was built with, and says so instead of staying silent.
  test(`site: WebAssembly that ${what} is not run, and the page says so`, async () => {
    await served(SITE, { under: "/x/", spoil }, async (server) => {
      await browser.driver.get(server.address);
      const page = new Page(browser);
      await until("the page says that it cannot start", async () => (await page.text("#app")).includes("cannot be started"));
      await browser.problems();
    });
  });
}

// Defends that nothing is kept: neither what was verified nor how the reader wants the page, nowhere in the browser.
for (const form of forms) {
  test(`${form.name}: no storage, no cookie, no cache and no service worker is used`, async () => {
    await browser.before(`() => {
      window.touched = [];
      const watch = (of, name) => {
        const there = of && Object.getOwnPropertyDescriptor(of, name);
        if (!there) return;
        const note = (call) => function (...given) { window.touched.push(name); return call.apply(this, given); };
        const watched = { ...there };
        for (const part of ["get", "set", "value"]) if (typeof there[part] === "function") watched[part] = note(there[part]);
        Object.defineProperty(of, name, watched);
      };
      for (const name of ["getItem", "setItem"]) watch(window.Storage.prototype, name);
      for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) watch(window, name);
      watch(Document.prototype, "cookie");
      watch(Navigator.prototype, "serviceWorker");
      watch(Navigator.prototype, "storage");
      watch(window, "BroadcastChannel");
    }`);
    const page = await open(browser, form);
    await walk(page, { printing: false });
    assert.deepEqual(await browser.inPage("() => window.touched"), []);
    const kept = await browser.inPage(`async () => {
      const quiet = async (ask) => { try { return await ask(); } catch { return 0; } };
      return {
        local: await quiet(() => localStorage.length),
        session: await quiet(() => sessionStorage.length),
        databases: await quiet(async () => (await indexedDB.databases()).length),
        caches: await quiet(async () => (await caches.keys()).length),
        workers: await quiet(async () => (await navigator.serviceWorker.getRegistrations()).length),
        cookie: document.cookie,
        noted: window.touched.length,
      };
    }`);
    const { noted, ...stored } = kept;
    assert.deepEqual(stored, { local: 0, session: 0, databases: 0, caches: 0, workers: 0, cookie: "" });
    assert.ok(noted > 0, "what is touched is noted");
    assert.deepEqual(await browser.driver.manage().getCookies(), []);
  });
}
