// What somebody might put into a package to deceive whoever looks at it.

const of = (...codes) => String.fromCodePoint(...codes);
const times = (count, text) => text.repeat(count);

// Words of Cyrillic letters alone.
const PAYPAL = [0x440, 0x430, 0x443, 0x440, 0x430, 0x4cf];
const COPE = [0x441, 0x43e, 0x440, 0x435];

/** Markup and scripts, for every way in which a page could take text for more than text. */
const markup = [
  `<script>window.hacked=1;alert(1)</script>`,
  `"><img src=x onerror="window.hacked=1"><svg onload="window.hacked=1"><iframe srcdoc="<script>parent.hacked=1</script>">`,
  `<a href="javascript:window.hacked=1" onclick="window.hacked=1">Open the report</a>`,
  `</pre></code></bdi></details></section><h1 style="position:fixed;inset:0;z-index:99999;background:#fff">Verified</h1>`,
  `<style>.verdict{display:none}</style><base href="https://evil.example/"><meta http-equiv="refresh" content="0">`,
  `<form action="https://evil.example"><input autofocus onfocus="window.hacked=1"></form><!-- ]]> {{7*7}} \${7*7}`,
].join(" ");

/**
 * Each text with what has to be shown of it: `marks`, written out in place of what cannot be seen; `alike`, the letters
 * that have to be marked as not what they look like. Those that are `bare` matter by how they begin or end; before all
 * others stands a word that is looked for in the page.
 */
export const texts = {
  markup: { text: markup },
  link: { text: `javascript:window.hacked=1//https://evil.example/ data:text/html,<script>window.hacked=1</script>` },
  markdown: { text: "``` `` ` # Verified | a | [click](javascript:window.hacked=1) ![x](https://evil.example/x.png) <b>" },
  words: { text: "✓ Verified — Sound, as far as this file can show. ✓ holds. Every check that was run holds. 7 of 7 hold" },
  style: { text: `position:fixed;inset:0;z-index:99999;background:url(https://evil.example/x) }*{display:none}` },
  bidi: {
    text: `user${of(0x202e)}gnp.exe${of(0x2066)} admin ${of(0x2069, 0x200f, 0x61c)}${times(30, of(0x2067))}!`,
    marks: ["[U+202E]", "[U+2066]", "[U+2069]", "[U+200F]", "[U+061C]", "[U+2067 ×30]"],
  },
  unclosed: { text: `${times(80, of(0x202e))}deifireV${of(0x2066)}`, marks: ["[U+202E ×80]", "[U+2066]"] },
  rtl: { bare: true, turned: true, text: "אישור 100 - 30 (granted) ✓ שלום alice, not מיכל 7" },
  invisible: {
    text: `ali${of(0x200b)}ce${of(0x2060, 0xfeff, 0xad)}b${of(0x3164)}o${of(0x115f)}b${of(0xe0041, 0xe007f)}${of(0xfe0f)}x${of(0x2800)}`,
    marks: ["[U+200B]", "[U+2060]", "[U+FEFF]", "[U+00AD]", "[U+3164]", "[U+115F]", "[U+E0041]", "[U+E007F]", "[U+FE0F]",
      "[U+2800]"],
  },
  // Cyrillic, full-width, mathematical, Lisu, Cherokee, Greek, Chinese, dashes and slashes, Armenian, the sign of Kelvin.
  alike: {
    text: `${of(0x430)}dm${of(0x456)}n@ex${of(0x430)}mple.com ${of(...PAYPAL)} ${of(0xff52, 0xff4f)}t ${of(0x1d42b, 0x1d428)} ` +
      `${of(0xa4ee, 0xa4f2)} ${of(0x13aa)}dmin ${of(0x3b1)}dmin examp${of(0x4e28)}e a${of(0x2010)}b a${of(0x2215)}b ` +
      `${of(0x578)}o ${of(0x212a)}`,
    alike: [0x430, 0x456, 0xff52, 0x1d42b, 0xa4ee, 0x13aa, 0x3b1, 0x4e28, 0x2010, 0x2215, 0x578, 0x212a]
      .map((code) => of(code)).concat(of(...PAYPAL)),
  },
  whole: { text: `${of(...COPE)}@example.com`, alike: [of(...COPE)] },
  zalgo: {
    text: `Ap${times(120, of(0x30d, 0x310, 0x316, 0x317, 0x489))}proved`,
    marks: ["[U+030D]", "[U+0316]", "[U+0489]"],
  },
  enclosed: { text: `No${times(60, of(0x20dd))} n${of(0x20e0)}o ${of(0x20e3)}`, marks: ["[U+20DD ×60]", "[U+20E0]", "[U+20E3]"] },
  stacks: {
    text: `ก${times(60, "้")} ཀ${times(60, of(0xfb2))} ب${times(40, of(0x651))} ${times(30, of(0x338))}x`,
    marks: ["[U+0E49 ×54]", "[U+0FB2 ×54]", "[U+0651 ×34]", "[U+0338 ×30]"],
  },
  wide: { text: times(60, "﷽𒐫𒈙⸻꧅🏳") },
  spaces: { bare: true,
    text: `  two  ${of(0xa0)}${of(0x2003)} and ${of(0x3000)} end  `,
    marks: ["␣␣two ␣", "[U+2003]", "[U+3000]"],
  },
  blank: { bare: true, text: "     ", marks: ["␣×5"] },
  empty: { bare: true, text: "" },
  control: {
    text: `${of(27)}[2J${of(27)}[31mFAILED${of(27)}[0m${of(7, 8, 0, 0x7f, 0x9b)}31m`,
    marks: ["[U+001B]", "[U+0007]", "[U+0008]", "[U+0000]", "[U+007F]", "[U+009B]"],
  },
  lines: {
    text: `one\r\ntwo${of(0x2028)}three${of(0x2029)}four${of(0x85)}five\tsix${of(11, 12)}${times(200, "\n")}end`,
    marks: ["\\r\\n", "[U+2028]", "[U+2029]", "[U+0085]", "\\t", "[U+000B]", "[U+000C]", "\\n×200"],
  },
  unassigned: {
    text: `a${of(0xe000, 0xf8ff, 0xf0000, 0x10fffd, 0xfffe, 0xffff, 0x1fffe, 0xfdd0)}b`,
    marks: ["[U+E000]", "[U+F8FF]", "[U+F0000]", "[U+10FFFD]", "[U+FFFE]", "[U+FFFF]", "[U+1FFFE]", "[U+FDD0]"],
  },
  emoji: { text: `👩${of(0x200d)}💻 🏳${of(0xfe0f, 0x200d)}🌈 ✔${of(0xfe0f)} ❌ 🇩🇪 1${of(0x20e3)}`, marks: ["[U+200D]", "[U+FE0F]"] },
  normal: {
    text: `é e${of(0x301)} Å A${of(0x30a)} ${of(0x212b)} ${of(0xfb01)} 가 ${of(0x1100, 0x1161)}`,
    alike: [`e${of(0x301)}`, `A${of(0x30a)}`, of(0x212b), of(0xfb01), of(0x1100, 0x1161)],
  },
  word: { text: times(3000, "W") },
  dots: { text: `${times(2000, "…")}/${times(2000, ".")}` },
};

/** Texts of a size that nobody reads. */
export const long = {
  million: { text: times(1 << 20, "x") },
  nothing: { text: `a${times(1 << 14, of(0x200b, 0x200c))}b`, marks: ["[U+200B]"] },
  marks: { text: `a${times(1 << 14, of(0x301, 0x302))}b` },
  letters: { text: times(1 << 14, `${of(0x430)} ${of(0x43e)} `) },
  newlines: { text: times(1 << 14, "\n"), marks: ["\\n×310"] },
};

/** The word before every text that is not bare. */
export const CANARY = "zq7canary";
for (const entry of [...Object.values(texts), ...Object.values(long)]) {
  if (!entry.bare) entry.text = `${CANARY} ${entry.text}`;
}

/** Names of files; a folder cannot have a slash or NUL in one. */
export const names = [
  "<img src=x onerror=window.hacked=1>.json",
  `"><script>window.hacked=1<!--.json`,
  "✓ Verified. Every check that was run holds.json",
  `report${of(0x202e)}nosj.exe`,
  `inv${of(0x200b)}is${of(0xad, 0x2066)}ible.json`,
  `${of(...PAYPAL)}.json`,
  `${of(...COPE)}.json`,
  `${times(100, "W")}.json`,
  `${times(60, "﷽")}.json`,
  `z${times(100, of(0x301))}.json`,
  "   .json",
  "javascript:window.hacked=1",
  `${of(0xe9)}.json`,
  `e${of(0x301)}.json`,
];
