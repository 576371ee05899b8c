// What the package exports, over the generated bindings: how the WebAssembly is started, and what happens
// to a call that it does not survive. How calls are answered is in the WebAssembly.

import start, * as bindings from "./bindings.js";

// In pages of 64 KiB. The memory of an instance never shrinks, so one that has grown beyond this for a
// large input is replaced after the call. Usual packages are far below.
const LARGE = 1024;

// `read` returns the bytes of the WebAssembly at once, where the platform can do that; `address` says
// where to fetch them.
export function createVerifier({ read, address }) {
  let ready = false;
  let broken = false;
  let starting;

  async function init(source) {
    if (ready) return;
    starting ??= startFrom(source).finally(() => {
      starting = undefined;
    });
    await starting;
  }

  async function startFrom(source) {
    if (source === undefined && read !== undefined) {
      startNow();
      return;
    }
    try {
      await start({ module_or_path: await compiled(source ?? address()) });
    } catch (error) {
      throw failure("LOAD_FAILED", `the WebAssembly cannot be started: ${error?.message ?? error}`, error);
    }
    ready = true;
  }

  function startNow() {
    try {
      bindings.initSync({ module: new WebAssembly.Module(read()) });
    } catch (error) {
      throw failure("LOAD_FAILED", `the WebAssembly cannot be started: ${error?.message ?? error}`, error);
    }
    ready = true;
  }

  function call(name, ...args) {
    if (!ready) {
      if (read === undefined) {
        throw failure("NOT_INITIALIZED", "the verifier is not loaded yet: `await init()` first");
      }
      startNow();
    }
    if (broken) renew();
    try {
      const answer = bindings[name](...args);
      if (bindings.memoryPages() > LARGE) renewIfPossible();
      return answer;
    } catch (error) {
      if (isVerifierError(error)) {
        // The stack says who called, not what happened inside.
        Error.captureStackTrace?.(error, call);
        throw error;
      }
      // What the WebAssembly was doing when it stopped is unknown, so it must not go on from there.
      broken = true;
      renewIfPossible();
      throw failure(
        "ABORTED",
        "the verifier stopped: the memory did not suffice for this input, or it has a defect. " +
          "The next call starts anew",
        error,
      );
    }
  }

  function renew() {
    bindings.__wbg_reset_state();
    broken = false;
  }

  function renewIfPossible() {
    try {
      renew();
    } catch {
      // Some browsers do not start an instance while the page waits. An instance that works goes on
      // working with its large memory; one that is broken is tried again at the next call.
    }
  }

  return {
    init,
    verify: (bytes, options) => call("verify", bytes, options),
    verifyToJson: (bytes, options) => call("verifyToJson", bytes, options),
    canonicalize: (bytes, options) => call("canonicalize", bytes, options),
    digest: (bytes, options) => call("digest", bytes, options),
    catalog: () => call("catalog"),
    layers: () => call("layers"),
    version: () => call("version"),
  };
}

export function isVerifierError(error) {
  return error instanceof Error && error.name === "VerifierError";
}

function failure(code, message, cause) {
  const error = new Error(`${code}: ${message}`, cause === undefined ? undefined : { cause });
  error.name = "VerifierError";
  error.code = code;
  return error;
}

// Compiles what `init` was given: an address, a response, bytes, or a module that is compiled already.
async function compiled(given) {
  let source = await given;
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === "string" || source instanceof URL) source = await fetch(source);
  if (typeof Response === "undefined" || !(source instanceof Response)) return WebAssembly.compile(source);
  if (!source.ok) throw new Error(`${source.url}: HTTP status ${source.status}`);
  // Compiling while it arrives takes a server that names the type; not all do.
  return source.headers.get("Content-Type")?.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(source)
    : WebAssembly.compile(await source.arrayBuffer());
}
