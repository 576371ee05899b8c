// The package in a browser: as it lies in node_modules, and bundled.

import assert from "node:assert/strict";
import { copyFileSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verify } from "@nexus-attest/verifier";
import { answersOfTheCommandLine, inputs, part } from "./inputs.js";
import { folder, INSTALLED, node, PROJECT } from "./project.js";
import { write } from "./readme.js";
import { INPUTS, SAMPLES, TOOLS } from "./settings.js";
import { test } from "./test.js";
import { open, serve, until } from "./webdriver.js";

/** Runs `body` with a browser and a server, and ends both. */
async function browsing(folders, headers, body) {
  const server = await serve(folders, headers);
  const browser = await open().catch((error) => {
    server.stop();
    throw error;
  });
  try {
    await body(browser, server);
  } finally {
    await browser.close();
    server.stop();
  }
}

const NODE_MODULES = join(PROJECT, "node_modules");

test("browser: the report on every input is what the command line prints, to the byte", async () => {
  const answers = await answersOfTheCommandLine();
  const into = folder("browser-inputs");
  const rows = inputs.map(({ name }) => ({ url: `/${name}.json`, printed: answers.get(name).stdout }));
  writeFileSync(join(into, "rows.json"), JSON.stringify(rows));
  writeFileSync(join(into, "index.html"), "<!doctype html><title>inputs</title>");
  const folders = {
    page: into,
    node_modules: NODE_MODULES,
    samples: SAMPLES,
    ...Object.fromEntries(["packages", "tampered", "canonical"].map((name) => [name, join(INPUTS, name)])),
  };
  await browsing(folders, {}, async (browser, server) => {
    await browser.go(`${server.address}/page/index.html`);
    const result = await browser.run(`
      return (async () => {
        const { init, verify, verifyToJson, version } = await import("/node_modules/@nexus-attest/verifier/browser.js");
        const code = (call) => { try { call(); return "none"; } catch (error) { return error.code; } };
        const early = code(version);
        await Promise.all([init(), init()]);
        const rows = await (await fetch("/page/rows.json")).json();
        const wrong = [];
        for (const { url, printed } of rows) {
          const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
          const text = verifyToJson(bytes);
          if (text !== printed || JSON.stringify(verify(bytes)) + "\\n" !== JSON.stringify(JSON.parse(printed)) + "\\n") {
            wrong.push(url);
          }
        }
        return { early, wrong, seen: rows.length };
      })()`);
    assert.deepEqual(result, { early: "NOT_INITIALIZED", wrong: [], seen: inputs.length });
    assert.equal(server.requests.filter((path) => path.endsWith(".wasm")).length, 1, "fetched once");
  });
});

test("browser: the page of the readme says the verdict on every package, and fetches nothing else", async () => {
  const into = folder("browser-page");
  write(["page.html", "page.js"], into);
  const folders = { "page.html": join(into, "page.html"), "page.js": join(into, "page.js"), node_modules: NODE_MODULES };
  await browsing(folders, {}, async (browser, server) => {
    await browser.go(`${server.address}/page.html`);
    await until("the page is ready", () => browser.run("return !document.getElementById('file').disabled"));
    for (const { name, path, bytes } of [...part("packages"), ...part("samples")]) {
      await browser.run("document.getElementById('verdict').value = ''");
      await browser.choose("#file", path);
      const shown = () => browser.run("return document.getElementById('verdict').value");
      await until(`${name} has a verdict`, async () => (await shown()) !== "");
      assert.equal(await shown(), verify(bytes).verdict, name);
    }
    const used = ["page.html", "page.js", ...["bindings.js", "browser.js", "verifier.js", "verifier.wasm"].map(
      (name) => `node_modules/@nexus-attest/verifier/${name}`,
    )];
    const asked = server.requests.filter((path) => path !== "/favicon.ico");
    assert.deepEqual(asked.sort(), used.map((name) => `/${name}`).sort());
  });
});

test("browser: a server that does not name the type will do, and one that has no file gives an error", async () => {
  const folders = { node_modules: NODE_MODULES };
  await browsing(folders, {}, async (browser, server) => {
    const at = `${server.address}/node_modules/@nexus-attest/verifier`;
    await browser.go(`${at}/package.json`);
    const result = await browser.run(`
      return (async () => {
        const { init, version } = await import("./browser.js");
        const codes = [];
        for (const source of ["no-such-file.wasm", "package.json", "http://127.0.0.1:1/x.wasm"]) {
          codes.push(await init(source).then(() => "none", (error) => error.code));
        }
        const bytes = await (await fetch("verifier.wasm")).arrayBuffer();
        await init(new Response(bytes, { headers: { "Content-Type": "text/plain" } }));
        return { codes, version: typeof version() };
      })()`);
    assert.deepEqual(result, { codes: Array(3).fill("LOAD_FAILED"), version: "string" });
  });
});

test("browser: a large package leaves no large memory behind, in a page or in a worker", async () => {
  const into = folder("browser-large");
  const [{ bytes }] = part("packages");
  writeFileSync(join(into, "package.json"), bytes);
  writeFileSync(join(into, "index.html"), "<!doctype html><title>large</title>");
  writeFileSync(
    join(into, "large.js"),
    `import { init, verify } from "/node_modules/@nexus-attest/verifier/browser.js";
     import { memoryPages } from "/node_modules/@nexus-attest/verifier/bindings.js";
     export async function large() {
       await init();
       const bytes = new Uint8Array(await (await fetch("package.json")).arrayBuffer());
       const large = new Uint8Array(100_000_000).fill(32);
       large.set(bytes);
       const verdicts = [verify(large).verdict, verify(bytes).verdict];
       return { verdicts, small: memoryPages() < 200 };
     }`,
  );
  writeFileSync(join(into, "worker.js"), 'import { large } from "./large.js"; postMessage(await large());');
  await browsing({ page: into, node_modules: NODE_MODULES }, {}, async (browser, server) => {
    await browser.go(`${server.address}/page/index.html`);
    const { verdict } = verify(bytes);
    assert.notEqual(verdict, "malformed");
    const expected = { verdicts: [verdict, verdict], small: true };
    assert.deepEqual(await browser.run('return import("./large.js").then(({ large }) => large())'), expected);
    const inWorker = await browser.run(`
      return new Promise((resolve, reject) => {
        const worker = new Worker("worker.js", { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = (event) => reject(new Error(event.message));
      })`);
    assert.deepEqual(inWorker, expected);
  });
});

for (const { example, options, beside } of [
  { example: "app-esbuild.js", options: ["--loader:.wasm=file"], beside: false },
  // What other bundlers do by themselves, taking the file along, is done by hand here.
  { example: "app.js", options: [], beside: true },
]) {
  test(`bundler: ${example} of the readme works when it is bundled`, async () => {
    const into = folder(`bundled-${example}`);
    write([example], into);
    const out = join(into, "out");
    const { status, stderr } = await node([
      join(TOOLS, "esbuild-wasm/bin/esbuild"),
      join(into, example),
      ...["--bundle", "--minify", "--format=esm", `--outdir=${out}`, "--entry-names=app", ...options],
    ]);
    assert.equal(status, 0, stderr);
    assert.equal(readdirSync(out).some((name) => name.endsWith(".wasm")), !beside);
    if (beside) copyFileSync(join(INSTALLED, "verifier.wasm"), join(out, "verifier.wasm"));
    assert.ok(existsSync(join(out, "app.js")));
    const [{ path, bytes }] = part("packages");
    copyFileSync(path, join(out, "package.json"));
    writeFileSync(join(out, "index.html"), '<!doctype html><title></title><script type="module" src="app.js"></script>');
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
    await browsing({ app: out }, { "Content-Security-Policy": policy }, async (browser, server) => {
      await browser.go(`${server.address}/app/index.html`);
      await until("the page has a title", async () => (await browser.title()) !== "");
      assert.equal(await browser.title(), verify(bytes).verdict);
    });
  });
}
