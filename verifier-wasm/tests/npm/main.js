// Runs the tests of the npm package, from a project in which its tarball is installed. `cargo xtask test`
// makes the project, copies this folder into it and sets the variables in settings.js.

import "./package.test.js";
import "./node.test.js";
import "./reports.test.js";
import "./vouching.test.js";
import "./canonical.test.js";
import "./calls.test.js";
import "./trouble.test.js";
import "./types.test.js";
import "./readme.test.js";
import "./browser.test.js";
import { run } from "./test.js";

process.exitCode = await run();
