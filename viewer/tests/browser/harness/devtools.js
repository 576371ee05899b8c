// The DevTools protocol of Chromium, spoken to the whole browser: what a page loads and what its workers load.

import { tool } from "./settings.js";

const WebSocket = tool("ws");

const WATCHED = new Set(["page", "iframe", "worker", "shared_worker", "service_worker", "worklet"]);

/**
 * Watches every page and every worker from its first moment on. `loaded` gets the address of each thing that one of
 * them loads, whatever the scheme, and who loaded it.
 */
export async function watch(driver, loaded) {
  const capabilities = await driver.getCapabilities();
  const { debuggerAddress } = capabilities.get("goog:chromeOptions");
  const { webSocketDebuggerUrl } = await (await fetch(`http://${debuggerAddress}/json/version`)).json();
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const answers = new Map();
  const send = (method, params = {}, sessionId = undefined) => {
    const id = answers.size + 1;
    socket.send(JSON.stringify({ id, method, params, sessionId }));
    return new Promise((resolve) => answers.set(id, resolve));
  };
  // Each target waits until somebody listens to it, and hands its own targets, the workers, on.
  const attach = (sessionId) =>
    send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }, sessionId);
  const kinds = new Map();
  // Not the windows of the browser itself, which are pages too.
  const tell = (url, sessionId) => WATCHED.has(kinds.get(sessionId)) && loaded(url, kinds.get(sessionId));
  let watching;
  const begun = new Promise((resolve) => (watching = resolve));
  socket.on("message", (data) => {
    const { id, method, params, sessionId } = JSON.parse(data.toString());
    answers.get(id)?.();
    if (method === "Target.attachedToTarget") {
      const { type } = params.targetInfo;
      kinds.set(params.sessionId, type);
      const enabled = send("Network.enable", {}, params.sessionId);
      attach(params.sessionId);
      send("Runtime.runIfWaitingForDebugger", {}, params.sessionId);
      if (type === "page") enabled.then(watching);
    } else if (method === "Network.requestWillBeSent") {
      tell(params.request.url, sessionId);
    } else if (method === "Network.webSocketCreated" || method === "Network.webTransportCreated") {
      tell(params.url, sessionId);
    }
  });
  attach();
  await begun;
  return { kinds: () => [...kinds.values()], stop: () => socket.close() };
}
