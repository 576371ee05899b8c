// The two forms of the viewer. Most tests are run with both.

import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { Page } from "./page.js";
import { serve } from "./server.js";
import { FILE, SITE } from "./settings.js";

let server;

/** The server of the site, started when it is first wanted and stopped at the end. */
export async function siteServer() {
  // Below a path, as most sites are.
  server ??= await serve(SITE, { under: "/audit/viewer/" });
  return server;
}

// Here and not above, where it would belong to the test that is running.
after(() => server?.stop());

/** Each with its name and the address of its page. */
export const forms = [
  { name: "single file", address: async () => pathToFileURL(FILE).href },
  { name: "site", address: async () => (await siteServer()).address },
];

/** Opens a form anew in a browser, and waits until it can be used. */
export function open(browser, form) {
  return form.address().then((address) => Page.open(browser, address));
}

/** The single file; for tests for which one form is enough. */
export const [file, site] = forms;
