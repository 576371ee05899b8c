// The entry for Node: the WebAssembly is read from this folder at the first call, without `init` and
// without a request.

import { readFileSync } from "node:fs";
import { createVerifier } from "./verifier.js";

export const { init, verify, verifyToJson, canonicalize, digest, catalog, layers, version } = createVerifier({
  read: () => readFileSync(new URL("./verifier.wasm", import.meta.url)),
});
export { isVerifierError } from "./verifier.js";
