import assert from "node:assert/strict";
import { test } from "node:test";

import { columnsOf, directionOf, lengthOf, linesOf, paragraphsOf, tokensOf } from "../../widget/src/panel/text.js";

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

test("a text is its lines; bulleted ones that follow one another are a list", () => {
  assert.deepEqual(paragraphsOf("جرّب:\n\n\u2022 أول\n\u2022 ثان\nختام"), [{ text: "جرّب:" }, { bullets: ["أول", "ثان"] }, { text: "ختام" }]);
});

test("nothing else at a line's start is a mark: numbers and dashes stay words", () => {
  for (const line of ["1. أول", "2024. نص", "- بند", "* بند"]) assert.deepEqual(paragraphsOf(line), [{ text: line }]);
});

test("lists of points that follow one another are columns, all else stands alone", () => {
  const quote = { type: "quote", text: "نص" };
  const points = (text) => ({ type: "points", items: [{ heading: "", text }] });
  const [one, other] = [points("قصير"), points("طويل ".repeat(20))];
  assert.deepEqual(columnsOf([quote, one, other, quote, one]), [
    { columns: [quote], isNarrow: true },
    { columns: [one, other], isNarrow: false },
    { columns: [quote], isNarrow: true },
    { columns: [one], isNarrow: true },
  ]);
});

test("segments keep their marks over the ends of lines, and an empty line stays one", () => {
  const segments = [{ text: "أ\nب", is_marked: true }, { text: "\n\nج", is_marked: false }];
  assert.deepEqual(linesOf(segments), [
    [{ text: "أ", is_marked: true }],
    [{ text: "ب", is_marked: true }],
    [],
    [{ text: "ج", is_marked: false }],
  ]);
  assert.deepEqual(linesOf([{ text: "نص" }]), [[{ text: "نص", is_marked: undefined }]]);
});

test("a list stands on its words' side; characters are counted as the server does", () => {
  assert.equal(directionOf("SME هي مؤسسة"), "rtl");
  assert.equal(directionOf("one"), "ltr");
  assert.equal(lengthOf("😀أ"), 2);
});
