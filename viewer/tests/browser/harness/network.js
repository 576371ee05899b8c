// What a browser asks the network for, from its own logs.
//
// - Chromium: `--log-net-log`, what its network service is asked for, whoever asks; and the events of the DevTools
//   protocol from the page and each worker, because files, `blob:` and `data:` never come to the network service.
// - Firefox: `MOZ_LOG`, the same of its HTTP code and its resolver of names, in which requests of workers, sockets and
//   names that are looked up ahead are found too; and the events of WebDriver BiDi, for the rest.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { start } from "./browser.js";
import { watch } from "./devtools.js";
import { CHROMIUM, SCRATCH } from "./settings.js";

let recorders = 0;

/** Starts a browser that records. Ends it, when asked, to hand back what it has recorded. */
export async function record(options = {}) {
  recorders += 1;
  const log = join(SCRATCH, `network-${recorders}`);
  const browser = await start(
    CHROMIUM
      ? { ...options, args: [`--log-net-log=${log}`] }
      : { ...options, env: { MOZ_LOG: "nsHttp:3,nsHostResolver:3,sync", MOZ_LOG_FILE: log } },
  );
  const loaded = [];
  const seen = (url, by) => loaded.push({ url: url.startsWith("data:") ? "data:" : url, by });
  const watching = CHROMIUM ? await watch(browser.driver, seen) : await listen(browser, seen);
  return {
    browser,
    /** What pages and workers have loaded so far, as the events say: addresses, and which kind loaded them. */
    loaded,
    /** The kinds of what was watched, for each target. */
    watched: () => watching.kinds(),
    /** Ends the browser. What its log says: the addresses that were asked for, and the names that were looked up. */
    async end() {
      watching.stop();
      await browser.end();
      return CHROMIUM ? ofChromium(log) : ofFirefox(log);
    },
  };
}

async function listen(browser, seen) {
  const bidi = await browser.driver.getBidi();
  await bidi.subscribe("network.beforeRequestSent");
  bidi.socket.on("message", (data) => {
    const { method, params } = JSON.parse(data.toString());
    if (method === "network.beforeRequestSent") seen(params.request.url, params.request.destination);
  });
  return { kinds: () => [], stop: () => undefined };
}

/** What the browsers ask for by themselves, whatever page is open. */
const OWN = CHROMIUM ? /(^|\.)(google|googleapis|gvt1)\.com$/ : /(^|\.)(mozilla\.(com|net|org)|firefox\.com)$/;

function ofChromium(log) {
  const { constants, events } = parsed(readFileSync(log, "utf8"));
  const { URL_REQUEST_START_JOB, HOST_RESOLVER_MANAGER_REQUEST } = constants.logEventTypes;
  const of = (type) => events.filter((event) => event.type === type && event.params).map((event) => event.params);
  return {
    // What a page asks for names the page as its initiator; the browser itself is none.
    requests: of(URL_REQUEST_START_JOB)
      .filter(({ url }) => url !== undefined)
      .filter(({ url, initiator }) => initiator !== "not an origin" || !OWN.test(new URL(url).hostname))
      .map(({ url }) => url),
    names: of(HOST_RESOLVER_MANAGER_REQUEST)
      .filter(({ host }) => host !== undefined)
      .map(({ host }) => host.replace(/^.*:\/\//, "").replace(/:\d+$/, ""))
      .filter((name) => !OWN.test(name)),
  };
}

/** The log, which has an event in each line, and no end if the browser was ended in a hurry. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(`${text.slice(0, text.lastIndexOf("\n")).replace(/,\s*$/, "")}]}`);
  }
}

function ofFirefox(log) {
  const folder = join(log, "..");
  const name = log.slice(folder.length + 1);
  const text = readdirSync(folder)
    .filter((it) => it.startsWith(`${name}.`) && !it.includes(".child-"))
    .map((it) => readFileSync(join(folder, it), "utf8"))
    .join("\n");
  const found = (pattern) => [...text.matchAll(pattern)].map(([, it]) => it);
  return {
    requests: found(/nsHttp uri=(\S+)/g).filter((url) => !OWN.test(new URL(url).hostname)),
    names: found(/getaddrinfo for host \[([^\]]+)\]/g).filter((name) => !OWN.test(name)),
  };
}
