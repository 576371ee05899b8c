// What a page does, with the type library of browsers. It is compiled, not run.

import { canonicalize, init, verify } from "@nexus-attest/verifier";

await init(new URL("verifier.wasm", location.href));
await init(fetch("verifier.wasm"));
await init(await fetch("verifier.wasm"));
await init(await (await fetch("verifier.wasm")).arrayBuffer());
await init(await WebAssembly.compile(new Uint8Array()));

const file = new File([], "package.json");
const report = verify(new Uint8Array(await file.arrayBuffer()));
document.title = report.verdict;

// Bytes in memory of their own can go where shared memory cannot.
const link = URL.createObjectURL(new Blob([canonicalize(new Uint8Array())]));
postMessage(link, "*");
