// What is looked for in a page that shows a hostile package. Each function runs in the page.

import { hook } from "../harness/index.js";
import { CANARY } from "./texts.js";

/** Elements that no text may bring into being, each with how many there are. */
export const elements = (page) => page.run(`
  const count = {};
  for (const name of ["script", "img", "iframe", "object", "embed", "form", "base", "meta", "link", "style", "video",
    "audio", "source", "template", "frame", "applet", "math", "marquee", "portal", "noscript", "title", "body"])
    count[name] = document.getElementsByTagName(name).length;
  return count;`);

/** Everything that is wrong with the page as it is now, in words. */
export const faults = (page) => page.run(`
  const canary = arguments[0];
  const wrong = [];
  const say = (what) => { if (wrong.length < 8) wrong.push(what); };
  const named = (element) => element.tagName.toLowerCase() + "." + (element.getAttribute("class") ?? "");

  if (window.hacked !== undefined) say("a script of the package ran");

  // What cannot be seen, by the browser's own tables: they are not those of the viewer.
  const unseen = /[\\p{Cf}\\p{Co}\\p{Cs}\\p{Bidi_Control}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029]/u;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest("script, noscript, style")) continue;
    if (unseen.test(node.data)) say("a character that cannot be seen in " + named(parent));
    if (node.data.includes(canary) && !parent.closest(".value") && !parent.closest("[role=status]"))
      say("text of the package outside of its place, in " + named(parent));
  }
  if (unseen.test(document.title)) say("a character that cannot be seen in the title");

  // No attribute runs anything, and none carries text of the package but those made for it.
  const data = ["title", "data-name"];
  for (const element of document.body.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) say(named(element) + " has " + name);
      if (value.includes(canary) && !data.includes(name)) say("text of the package in " + name + " of " + named(element));
      if (name !== "data-name" && unseen.test(value)) say("a character that cannot be seen in " + name);
      if (["href", "src", "action"].includes(name) && !/^(#|data:,)/.test(value) && element.tagName !== "SCRIPT")
        say(named(element) + " leads to " + value.slice(0, 40));
    }
  }

  // The page does not scroll sideways, and its parts follow one another.
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth > width)
    say("the page is " + document.scrollingElement.scrollWidth + " wide where " + width + " are seen");
  const detail = document.getElementById("detail");
  const boxes = [...(detail?.children ?? [])].map((it) => [it, it.getBoundingClientRect()]).filter(([, box]) => box.height > 1);
  for (let index = 1; index < boxes.length; index += 1)
    if (boxes[index][1].top < boxes[index - 1][1].bottom - 0.5)
      say(named(boxes[index][0]) + " overlaps " + named(boxes[index - 1][0]));
  for (const value of document.querySelectorAll("main .value")) {
    if (value.closest("svg, .note, .hidden, .chunks")) continue;
    for (const box of value.getClientRects())
      if (box.left < -1 || box.right > width + 1) say("text of the package leaves the page, in " + named(value.parentElement));
  }
  return wrong;`, CANARY);

/** What hides the words of the verdict: nothing, at any point of them, wherever the page is scrolled to. */
export const covered = (page) => page.run(`
  const verdict = document.querySelector('${hook("verdict")}');
  const words = [verdict.querySelector(".stamp"), verdict.querySelector("h1")];
  const wrong = [];
  const look = (where) => {
    for (const word of words) {
      const box = word.getBoundingClientRect();
      for (let x = 1; x <= 7; x += 1) {
        for (let y = 1; y <= 3; y += 1) {
          const [left, top] = [box.left + (box.width * x) / 8, box.top + (box.height * y) / 4];
          // In a list of packages the top of the page is the list.
          if (where !== "as it was brought in" && (top < 0 || top > innerHeight)) continue;
          const seen = document.elementFromPoint(left, top);
          if (!word.contains(seen)) wrong.push(where + ": " + (seen?.outerHTML ?? "nothing").slice(0, 80) + " at " + left + ", " + top);
        }
      }
      const style = getComputedStyle(word);
      if (style.visibility !== "visible" || style.opacity !== "1" || box.height < 12) wrong.push(where + ": it is not shown");
    }
  };
  const scroll = (how) => window.scrollTo({ behavior: "instant", ...how });
  look("as it was brought in");
  scroll({ top: 1e9 });
  scroll({ top: 0 });
  look("from the top");
  const box = words[0].getBoundingClientRect();
  scroll({ top: box.top - 1 });
  look("scrolled to the edge");
  scroll({ top: 0 });
  return wrong.slice(0, 4);`);
