// The entry for browsers, and for bundlers that build for them: `init` fetches the WebAssembly, which lies
// beside this file. The address is written so that bundlers recognise it as that of a file to take along.

import { createVerifier } from "./verifier.js";

export const { init, verify, verifyToJson, canonicalize, digest, catalog, layers, version } = createVerifier({
  address: () => new URL("./verifier.wasm", import.meta.url),
});
export { isVerifierError } from "./verifier.js";
