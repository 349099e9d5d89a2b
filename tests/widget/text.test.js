import assert from "node:assert/strict";
import { test } from "node:test";

import { blocksOf, directionOf, lengthOf, quotedIn, tokensOf } from "../../widget/src/panel/text.js";

const shown = (line) => tokensOf(line).map(({ kind, text }) => (kind === "text" ? text : `${kind}[${text}]`)).join("");

test("Latin words and numbers stand apart in an Arabic line", () => {
  assert.equal(shown("وفق ISO 9001 بنسبة 45.5% في 2023-2024."), "وفق bdi[ISO 9001] بنسبة bdi[45.5%] في bdi[2023-2024].");
});

test("the groups of a telephone number stay one", () => {
  assert.equal(shown("الهاتف +213 21 55 66"), "الهاتف bdi[+213 21 55 66]");
});

test("a line without Arabic is left as it is", () => {
  assert.deepEqual(tokensOf("Rasa 3.6 (2024)"), [{ kind: "text", text: "Rasa 3.6 (2024)" }]);
});

test("a link ends before the sentence's punctuation", () => {
  assert.equal(shown("زر https://example.org/a?b=1."), "زر link[https://example.org/a?b=1].");
  assert.equal(shown("(https://example.org/a)"), "(link[https://example.org/a])");
  assert.equal(shown("https://example.org/a_(b)"), "link[https://example.org/a_(b)]");
  assert.equal(shown("زر https://example.org، ثم"), "زر link[https://example.org]، ثم");
});

test("only web addresses become links", () => {
  for (const line of ["javascript:alert(1)", "data:text/html,x", "https://", "http:///x", "file:///etc/passwd"]) {
    assert.ok(tokensOf(line).every(({ kind }) => kind !== "link"), line);
  }
});

test("a link holds no mark that turns the direction of what follows", () => {
  assert.equal(tokensOf("https://example.org/\u202eexe")[0].text, "https://example.org/");
});

test("tokens joined are the line, whatever it holds", () => {
  const lines = ["", " ", "😀", "مُحَمَّد", "٣٫٥ و٤", "<b>x</b> نص https://a.b/<i>", "أ".repeat(10000), "a ".repeat(5000) + "ب"];
  for (const line of lines) assert.equal(tokensOf(line).map(({ text }) => text).join(""), line);
});

test("numbered lines that follow one another are one list, blank lines between them or not", () => {
  assert.deepEqual(blocksOf("وفق المصدر:\n\n1. أول\n\n2. ثان\nختام"), [
    { lines: ["وفق المصدر:"] },
    { items: [{ number: 1, text: "أول" }, { number: 2, text: "ثان" }] },
    { lines: ["ختام"] },
  ]);
});

test("a bullet has no number, and a year at a line's start is no item", () => {
  assert.deepEqual(blocksOf("\u2022 بند"), [{ items: [{ number: null, text: "بند" }] }]);
  assert.deepEqual(blocksOf("2024. نص"), [{ lines: ["2024. نص"] }]);
});

test("a quote is cut out of its paragraph, once, or not at all", () => {
  assert.deepEqual(quotedIn("أ ب ج ب", "ب"), ["أ ", "ب", " ج ب"]);
  assert.deepEqual(quotedIn("أ ب", "ج"), ["أ ب", "", ""]);
  assert.deepEqual(quotedIn("أ ب", ""), ["أ ب", "", ""]);
});

test("a list stands on its words' side; characters are counted as the server does", () => {
  assert.equal(directionOf("SME هي مؤسسة"), "rtl");
  assert.equal(directionOf("one"), "ltr");
  assert.equal(lengthOf("😀أ"), 2);
});
