// What a test file imports.

export { start } from "./browser.js";
export { commandLine, report, reports } from "./command_line.js";
export { file, forms, open, site, siteServer } from "./forms.js";
export { hook, Page } from "./page.js";
export { serve } from "./server.js";
export * from "./settings.js";
export { until } from "./until.js";
