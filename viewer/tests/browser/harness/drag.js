// Things that are dragged from outside over a page.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { CHROMIUM } from "./settings.js";

/**
 * Drags files and folders from the disk over the page, and drops them there. Chromium does what it does for a reader who
 * drags them. Firefox cannot be told to; there the page gets the events, with files of the same content, and folders
 * that list themselves in portions as those of a browser do.
 */
export async function drop(page, ...paths) {
  if (CHROMIUM) await dropped(page, paths);
  else await simulated(page, paths);
}

async function dropped({ browser }, paths) {
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await browser.cdp("Input.dispatchDragEvent", { type, x: 400, y: 300, data });
  }
}

function simulated({ browser }, paths) {
  return browser.inPage(
    `(things) => {
      const bytes = (text) => Uint8Array.from(atob(text), (it) => it.charCodeAt(0));
      const file = (thing) => new File([bytes(thing.content)], thing.name);
      const entry = (thing, within) => {
        const fullPath = within + "/" + thing.name;
        if (thing.members === undefined) {
          return { isDirectory: false, isFile: true, name: thing.name, fullPath, file: (done) => setTimeout(() => done(file(thing))) };
        }
        const createReader = () => {
          let at = 0;
          const readEntries = (done) => setTimeout(() => {
            const portion = thing.members.slice(at, at + 100).map((member) => entry(member, fullPath));
            at += portion.length;
            done(portion);
          });
          return { readEntries };
        };
        return { isDirectory: true, isFile: false, name: thing.name, fullPath, createReader };
      };
      const transfer = new DataTransfer();
      for (const thing of things) transfer.items.add(thing.members ? new File([], thing.name) : file(thing));
      const asEntry = DataTransferItem.prototype.webkitGetAsEntry;
      const entries = things.map((thing) => entry(thing, ""));
      DataTransferItem.prototype.webkitGetAsEntry = () => entries.shift();
      for (const type of ["dragenter", "dragover", "drop"]) {
        document.querySelector("main").dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }),
        );
      }
      DataTransferItem.prototype.webkitGetAsEntry = asEntry;
    }`,
    paths.map(described),
  );
}

/** A file or a folder, as the page makes it. */
function described(path) {
  const name = basename(path);
  if (!statSync(path).isDirectory()) return { name, content: readFileSync(path).toString("base64") };
  return { name, members: readdirSync(path).map((member) => described(join(path, member))) };
}
