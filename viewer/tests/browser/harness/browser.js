// A browser without a window, driven over the WebDriver protocol.

import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { BROWSER_DRIVER, BROWSER_PROGRAM, CHROMIUM, SCRATCH, WEBDRIVER_SETTINGS, tool } from "./settings.js";

// The program of selenium-webdriver that looks for browsers and downloads drivers: everything is passed in, so it is
// not needed, and where it were started all the same the test has to fail.
process.env.SE_MANAGER_PATH = "/nonexistent/selenium-manager";
process.env.SE_OFFLINE = "true";

const { Builder, logging } = tool("selenium-webdriver");

/**
 * Starts a browser, which ends when the tests of the file have ended. Options:
 *
 * - `size`: width and height of the window, 1280 by 900 if not given
 * - `phone`: true for a small screen of 390 by 844 that is touched
 * - `dark`, `reducedMotion`: what the reader is said to prefer
 * - `args`, `prefs`, `env`: more arguments, preferences and variables for the browser itself
 */
export async function start(options = {}) {
  const downloads = mkdtempSync(join(SCRATCH, "downloads-"));
  const driver = await (CHROMIUM ? chromium(options, downloads) : firefox(options, downloads));
  const browser = new Browser(driver, downloads);
  after(() => browser.end());
  try {
    await driver.manage().setTimeouts({ script: 300_000, pageLoad: 60_000 });
    if (!CHROMIUM) await browser.listen();
    await browser.prefer(options);
  } catch (error) {
    // Without tests nothing comes after them, and the browser would stay.
    await browser.end();
    throw error;
  }
  return browser;
}

/** A browser with one page. `driver` is selenium-webdriver's, for what is not wrapped here. */
export class Browser {
  constructor(driver, downloads) {
    this.driver = driver;
    /** The folder that downloads go to. */
    this.downloads = downloads;
    this.logged = [];
  }

  /** Runs the body of a function in the page; what it returns may be a promise. */
  run(script, ...args) {
    return this.driver.executeScript(script, ...args);
  }

  /**
   * Calls a function, given as text, among the page's own scripts and not beside them, as a script of the page itself
   * would; arguments and result are texts, numbers, truth values, lists and objects of them.
   */
  async inPage(text, ...args) {
    if (CHROMIUM) return this.driver.executeScript(`return (${text})(...arguments)`, ...args);
    const { result, exceptionDetails } = await this.bidi("script.callFunction", {
      functionDeclaration: `async (given) => JSON.stringify(await (${text})(...JSON.parse(given))) ?? "null"`,
      arguments: [{ type: "string", value: JSON.stringify(args) }],
      target: { context: await this.driver.getWindowHandle() },
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return JSON.parse(result.value);
  }

  /** Calls a function, given as text, in each page that is opened from now on, before the page's own scripts. */
  async before(text) {
    if (CHROMIUM) await this.cdp("Page.addScriptToEvaluateOnNewDocument", { source: `(${text})()` });
    else await this.bidi("script.addPreloadScript", { functionDeclaration: text });
  }

  /** A command of the DevTools protocol to the page; Chromium only. */
  cdp(command, parameters = {}) {
    return this.driver.sendAndGetDevToolsCommand(command, parameters);
  }

  /** A command of WebDriver BiDi; Firefox only. */
  async bidi(method, params = {}) {
    const answer = await (await this.driver.getBidi()).send({ method, params });
    if (answer.type === "error") throw new Error(`${method}: ${answer.message}`);
    return answer.result;
  }

  /** The errors and warnings that the console has shown since the last time, as text. */
  async problems() {
    if (!CHROMIUM) return this.logged.splice(0);
    const entries = await this.driver.manage().logs().get(logging.Type.BROWSER);
    return entries.filter((it) => it.level.value >= logging.Level.WARNING.value).map((it) => it.message);
  }

  /** Sets what the reader prefers: `dark` (else light) and `reducedMotion`; and the screen, for `phone`. */
  async prefer({ dark = false, reducedMotion = false, phone = false }) {
    if (CHROMIUM) {
      await this.cdp("Emulation.setEmulatedMedia", {
        features: [
          { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
          { name: "prefers-reduced-motion", value: reducedMotion ? "reduce" : "no-preference" },
        ],
      });
    } else if (phone) {
      await this.bidi("browsingContext.setViewport", {
        context: await this.driver.getWindowHandle(),
        viewport: { width: PHONE.width, height: PHONE.height },
        devicePixelRatio: PHONE.pixelRatio,
      });
    }
  }

  /** Collects what the console of Firefox shows; Chromium keeps it by itself. */
  async listen() {
    const bidi = await this.driver.getBidi();
    await bidi.subscribe("log.entryAdded");
    bidi.socket.on("message", (data) => {
      const { method, params } = JSON.parse(data.toString());
      if (method === "log.entryAdded" && ["warn", "error"].includes(params.level)) this.logged.push(params.text);
    });
  }

  async end() {
    await this.driver.quit().catch(() => undefined);
  }
}

const PHONE = { width: 390, height: 844, pixelRatio: 3 };

async function chromium({ size = [1280, 900], phone = false, args = [], prefs = {}, env }, downloads) {
  const chrome = tool("selenium-webdriver/chrome");
  const settings = JSON.parse(readFileSync(WEBDRIVER_SETTINGS, "utf8"))["goog:chromeOptions"];
  const options = new chrome.Options()
    .setChromeBinaryPath(BROWSER_PROGRAM)
    .addArguments(...settings.args, `--window-size=${size.join(",")}`, ...args)
    .setUserPreferences({ "download.default_directory": downloads, "download.prompt_for_download": false, ...prefs });
  if (phone) options.setMobileEmulation({ deviceMetrics: { ...PHONE, touch: true } });
  const logs = new logging.Preferences();
  logs.setLevel(logging.Type.BROWSER, logging.Level.ALL);
  options.setLoggingPrefs(logs);
  const service = new chrome.ServiceBuilder(BROWSER_DRIVER);
  if (env) service.setEnvironment({ ...process.env, ...env });
  return new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build();
}

async function firefox({ size = [1280, 900], dark = false, reducedMotion = false, args = [], prefs = {}, env }, downloads) {
  const { Options, ServiceBuilder } = tool("selenium-webdriver/firefox");
  const options = new Options().setBinary(BROWSER_PROGRAM).addArguments("-headless", ...args);
  const all = {
    "browser.download.folderList": 2,
    "browser.download.dir": downloads,
    "browser.download.alwaysOpenPanel": false,
    "browser.helperApps.neverAsk.saveToDisk": "application/json,text/markdown,application/x-ndjson",
    "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1,
    "ui.prefersReducedMotion": reducedMotion ? 1 : 0,
    ...prefs,
  };
  for (const [name, value] of Object.entries(all)) options.setPreference(name, value);
  options.set("webSocketUrl", true);
  // A port of its own: the driver's default is one number for everybody.
  const service = new ServiceBuilder(BROWSER_DRIVER).addArguments("--websocket-port=0");
  if (env) service.setEnvironment({ ...process.env, ...env });
  const driver = await new Builder().forBrowser("firefox").setFirefoxOptions(options).setFirefoxService(service).build();
  await driver.manage().window().setRect({ width: size[0], height: size[1] });
  return driver;
}
